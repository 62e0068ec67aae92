"""The use case "events": what detection knows, now or as of a moment, by kind, vessel and time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import attrs

from vedette.casework.detection_inputs import kept_events
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.detection import DetectionRun
from vedette.model.event_form import event_of, order
from vedette.model.events import EventKind, MovementEvent
from vedette.model.handling import Handling, most_restrictive
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.report.charts.mapping.extent import Box
from vedette.report.charts.mapping.scene import degrees_of
from vedette.report.movement import movement_formats
from vedette.report.movement.typed import TypedRow, typed_events

GEOPARQUET = ".parquet"

PICTURES = ("pdf", "png", "svg")
"""The suffixes of files that hold a map in place of data."""


@attrs.frozen(kw_only=True)
class EventsAnswer:
    """Events in order of kind, transmitters and time, with the run that they stand for and their marking.

    The marking is that of the most restricted exhibit that they were seen in. ``left_out`` events rest on exhibits that
    count no more since the run: the next `vedette detect` withdraws them.
    """

    profile: str
    run: int
    known_at: Instant
    until: Instant | None
    handling: Handling
    events: tuple[MovementEvent, ...]
    left_out: int = 0


@attrs.frozen(kw_only=True)
class EventQuery:
    """Which events: of a kind, of a vessel, touching days from ``since`` to ``until`` (both inside); none is all.

    ``box`` asks for those that began or ended in a part of the world.
    """

    kind: EventKind | None = None
    vessel: Mmsi | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    box: Box | None = None

    def holds(self, event: MovementEvent) -> bool:
        """Whether the event is asked for."""
        if self.kind is not None and event.kind is not self.kind:
            return False
        if self.vessel is not None and self.vessel not in {one.transmitter for one in event.sightings}:
            return False
        if self.since is not None and event.ended is not None and event.ended.moment.date() < self.since:
            return False
        if self.until is not None and event.began.moment.date() > self.until:
            return False
        return self.box is None or any(
            self.box.holds(*degrees_of(one))
            for one in (event.first_position, event.last_position)
            if one is not None
        )


def box_named(text: str) -> Box:
    """The part of the world "west,south,east,north"; raises `ReportError` if it is none."""
    return Box.parse(text)


def kind_named(name: str) -> EventKind:
    """The kind of that name, or the one that is meant; raises `CaseError` with the kinds there are."""
    kinds = [one.value for one in EventKind]
    return EventKind(one_of("kind of event", name, kinds, see="`vedette detect` counts them"))


def events(
    workspace: Workspace,
    query: EventQuery | None = None,
    *,
    profile: str | None = None,
    as_of: Instant | None = None,
) -> EventsAnswer:
    """The events that are known, or were known at a moment, under a profile (that of the last run).

    Events of the last run that rest on an exhibit which was withdrawn or replaced meanwhile are left out. What was
    known before another run stays as it was known then.

    Raises:
        CaseError: nothing had been detected by then, or never under that profile.
        EvidenceError: what was kept is damaged.
    """
    run = _run(workspace, profile, as_of)
    forms = kept_events(workspace).forms(run.profile_name, as_of=as_of)
    asked = query or EventQuery()
    held = [one for one in (event_of(json.loads(form)) for form in forms.values()) if asked.holds(one)]
    found = held if run != _run(workspace, run.profile_name, None) else _counting(workspace, held)
    return EventsAnswer(
        profile=run.inputs.profile,
        run=run.number,
        known_at=run.at,
        until=run.until,
        handling=handling_of(workspace, found),
        events=tuple(sorted(found, key=order)),
        left_out=len(held) - len(found),
    )


def _counting(workspace: Workspace, held: list[MovementEvent]) -> list[MovementEvent]:
    """Those of which every row stands in an exhibit that counts."""
    counting = {one.digest for version in workspace.record.submissions() for one in version.exhibits}
    return [
        one
        for one in held
        if all(row.exhibit in counting for two in one.sightings for row in (two.first, two.last))
    ]


def _run(workspace: Workspace, profile: str | None, as_of: Instant | None) -> DetectionRun:
    runs = [
        one
        for one in kept_events(workspace).runs()
        if (profile is None or one.profile_name == profile) and (as_of is None or one.at <= as_of)
    ]
    if not runs:
        under = f" under {profile}" if profile else ""
        by_then = f" by {as_of}" if as_of else ""
        raise CaseError(f"nothing was detected{under}{by_then}", advice="run `vedette detect` first")
    return runs[-1]


def handling_of(workspace: Workspace, found: Iterable[MovementEvent]) -> Handling:
    """The marking of what is derived from events; an exhibit that is not on record is not for anybody."""
    cited = {row.exhibit for event in found for one in event.sightings for row in (one.first, one.last)}
    known = exhibit_markings(workspace)
    return most_restrictive(known.get(one, LOST) for one in sorted(cited))


def write_out(target: Path, content: bytes) -> None:
    """Write a file that somebody asked for; raises `CaseError` if it cannot be written."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise CaseError(
            f"{target} cannot be written: {error.strerror}", advice="name a file in a folder that is there"
        ) from error


def export_events(answer: EventsAnswer, target: Path) -> None:
    """Write the events into a file whose suffix names the format; ``.parquet`` is GeoParquet.

    Raises:
        CaseError: no format has that suffix, or the file cannot be written.
        ReportError: the format holds no events.
    """
    if target.suffix == GEOPARQUET:
        write_geoparquet(target, typed_events(answer.events), answer.handling)
        return
    module = movement_formats()[suffix_of(target)]
    write_out(target, module.write_events(answer.events, answer.handling))


def write_geoparquet(target: Path, rows: Iterable[TypedRow], handling: Handling) -> None:
    """Write rows as GeoParquet 1.1; raises `CaseError` if the file cannot be written."""
    from vedette.backends.geoparquet import write_features

    try:
        write_features(target, [(one.fields, one.shape) for one in rows], handling=handling.tlp.label)
    except OSError as error:
        raise CaseError(
            f"{target} cannot be written: {error.strerror}", advice="name a file in a folder that is there"
        ) from error


def suffix_of(target: Path) -> str:
    """The suffix of a known format that the name ends in; raises `CaseError` with those there are."""
    for suffix in movement_formats():
        if target.name.endswith(f".{suffix}"):
            return suffix
    known = (*movement_formats(), *PICTURES)
    raise CaseError(
        f"{target.name} is no name of a format",
        advice=f"let it end in one of {', '.join([*(f'.{one}' for one in known), GEOPARQUET])}",
    )
