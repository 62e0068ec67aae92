"""The vessel sheet as blocks of a report: identity as told, map, activity, tables with citations, what is not known.

The same blocks stand in a chapter, or alone as a document, in every format. A sheet is about a transmitter: nobody
has said yet which ship it was on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from vedette.model.events import EventKind, RowRef
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.model.report import Picture
from vedette.model.voyages import Voyage
from vedette.model.wire import Json
from vedette.report.blocks import Inlines, Sheet, bullets, code, plain, table, text
from vedette.report.charts import activity
from vedette.report.charts import map as map_chart
from vedette.report.charts.mapping.scene import Scene
from vedette.report.charts.mapping.tracks import Breaks, Track, runs_of_time
from vedette.report.directive import Expansion
from vedette.report.syntax import attribute, paragraph, string
from vedette.report.vessel.tables import SHORT, calls, citation, encounters, gaps, minute, others, voyage_rows
from vedette.report.vessel.told import Told

POINT_WORDS = {
    "name": "Name",
    "imo": "IMO number",
    "call_sign": "Call sign",
    "size": "Length and width",
    "ship_type": "Ship type (ITU-R M.1371, table 53)",
}


_TALLEST_MM = 92.0
"""Of the map of a sheet, which shares its page."""


@attrs.frozen(kw_only=True)
class Reports:
    """The position reports of a transmitter: how many, and the first and the last of them."""

    count: int
    first: RowRef
    first_at: Instant
    last: RowRef
    last_at: Instant


@attrs.frozen(kw_only=True, eq=False)
class VesselSheet:
    """Everything about one transmitter that a sheet prints.

    ``scene`` is its map: events, voyages, its own track first, land and marking. ``paths`` are the names of
    exhibits by digest. ``known`` says of what moment and under which profile all of it is.
    """

    transmitter: Mmsi
    told: tuple[Told, ...]
    reports: Reports | None
    scene: Scene
    voyages: tuple[Voyage, ...]
    known: str
    paths: Mapping[Sha256, str]

    @property
    def track(self) -> Track | None:
        """Its own track."""
        own = (one for one in self.scene.tracks if one.transmitter == self.transmitter)
        return next(own, None)


def vessel_sheet(sheet: VesselSheet, *, name: str = "vessel") -> Expansion:
    """The blocks of a sheet and its pictures, whose names begin with ``name``."""
    pictures = _pictures(sheet, name)
    blocks = [
        *_opening(sheet),
        *_identity(sheet),
        *(_figure(picture, words) for picture, words in pictures),
        *_counts(sheet),
        *calls(sheet.scene.events),
        *voyage_rows(sheet.voyages),
        *gaps(sheet.scene.events),
        *encounters(sheet.scene.events, sheet.transmitter),
        *others(sheet.scene.events),
        *_not_known(sheet),
        *_exhibits(sheet),
    ]
    return Expansion(blocks=tuple(blocks), pictures=tuple(one for one, _ in pictures))


def _opening(sheet: VesselSheet) -> Iterator[Json]:
    digits = sheet.transmitter.country_digits
    flag = f"flag digits {digits}" if digits else "no flag digits (not the number of a ship station)"
    yield paragraph(
        *text(
            f"MMSI {sheet.transmitter}, {flag}. {sheet.known} The digits say which administration gave out the"
            " number; under which flag a ship sailed, they do not say."
        )
    )
    reports = sheet.reports
    if reports is None:
        yield paragraph(*text("No position report of it is in the data."))
        return
    yield paragraph(
        *text(
            f"Position reports: {reports.count:,}, from {minute(reports.first_at)} to {minute(reports.last_at)}"
            " UTC, rows "
        ),
        citation(reports.first),
        *text(" to "),
        citation(reports.last),
        *text("."),
    )


def _identity(sheet: VesselSheet) -> Iterator[Json]:
    if not sheet.told:
        yield paragraph(*text("No static report of it is in the data: it told no name, number or size."))
        return
    rows: list[tuple[Inlines, ...]] = [
        (
            text(POINT_WORDS[one.point]),
            text(one.value),
            text(f"{one.reports:,}"),
            _told_at(one.first_at, one.first),
            text("in that row alone") if one.last == one.first else _told_at(one.last_at, one.last),
        )
        for one in sheet.told
    ]
    yield table(
        Sheet(header=("Point", "As told", "Reports", "First", "Last"), rows=tuple(rows)),
        text("Identity, as its static reports told it"),
    )


def _told_at(moment: Instant, ref: RowRef) -> Inlines:
    return [*text(f"{minute(moment)} "), citation(ref)]


def _pictures(sheet: VesselSheet, name: str) -> list[tuple[Picture, str]]:
    """The map where anything has a position, and activity over time where there is any."""
    found = []
    if any(len(one.time) for one in sheet.scene.tracks) or any(
        one.first_position is not None for one in sheet.scene.events
    ):
        picture = map_chart.draw(
            attrs.evolve(sheet.scene, tallest_mm=_TALLEST_MM), name=f"{name}-map", language="en"
        )
        found.append((picture, f"Where it was received, and what was seen ({sheet.scene.marking})"))
    rows = _activity(sheet, sheet.scene.breaks)
    if any(one.spans for one in rows):
        picture = activity.draw(rows, name=f"{name}-activity", language="en")
        found.append((picture, "When it was received, and when events began and ended (UTC)"))
    return found


def _activity(sheet: VesselSheet, breaks: Breaks) -> list[activity.Row]:
    track = sheet.track
    spans = runs_of_time(track, breaks) if track is not None else []
    received = tuple(
        activity.Span(began=Instant(moment_of(first)), ended=Instant(moment_of(last)))
        for first, last in spans
    )
    rows = [activity.Row(kind=activity.REPORTS, spans=received)]
    for kind in EventKind:
        found = sorted(
            (one for one in sheet.scene.events if one.kind is kind), key=lambda one: (one.began, one.id)
        )
        rows.append(
            activity.Row(
                kind=kind.value,
                spans=tuple(activity.Span(began=one.began, ended=one.ended) for one in found),
            )
        )
    return rows


def _figure(picture: Picture, words: str) -> Json:
    image = {"t": "Image", "c": [attribute(), [string(picture.alt)], [f"picture:{picture.name}", ""]]}
    return {
        "t": "Figure",
        "c": [attribute(name=picture.name), [None, [plain(text(words))]], [plain([image])]],
    }


def _counts(sheet: VesselSheet) -> Iterator[Json]:
    every = Counter(one.kind for one in sheet.scene.events)
    still = Counter(one.kind for one in sheet.scene.events if one.is_open)
    rows = tuple(
        (text(kind.value.replace("_", " ")), text(f"{every[kind]:,}"), text(f"{still[kind]:,}"))
        for kind in EventKind
        if every[kind]
    )
    arrived = sum(not one.is_open for one in sheet.voyages)
    under_way = len(sheet.voyages) - arrived
    last = (text("voyages"), text(f"{len(sheet.voyages):,}"), text(f"{under_way:,}"))
    yield table(
        Sheet(header=("Kind", "Events", "Open when the data end"), rows=(*rows, last)),
        text("How many of what"),
    )


def _not_known(sheet: VesselSheet) -> Iterator[Json]:
    """Thresholds that were not tested, and what positions cannot say."""
    missing = sorted({(one.kind.value, name) for one in sheet.scene.events for name in one.not_applied})
    items = [
        f"{kind.replace('_', ' ')}: the threshold {name} was not applied, because what it needs was not given"
        for kind, name in missing
    ]
    items += [
        "which ship the transmitter was on: it sends what it was set to send",
        "what happened in an AIS gap: nothing was received, which is not that nothing was sent",
        "cargo, owner, operator and crew: position reports do not tell them",
    ]
    yield paragraph(*text("What this sheet does not know:"))
    yield bullets([[plain(text(one))] for one in items])


def _exhibits(sheet: VesselSheet) -> Iterator[Json]:
    rows = tuple(
        ([code(one.value[:SHORT])], text(sheet.paths.get(one, "not in the record")), [code(one.value)])
        for one in sorted(sheet.paths)
    )
    if rows:
        yield table(Sheet(header=("Short", "File", "SHA-256"), rows=rows), text("Exhibits cited"))
