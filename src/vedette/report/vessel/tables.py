"""The tables of a vessel sheet: events of one kind each, in order of time, with the rows that they were seen in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedette.model.events import EventKind, MovementEvent, RowRef
from vedette.model.identifiers import Mmsi
from vedette.model.measured import measured
from vedette.model.moments import Instant
from vedette.model.voyages import Voyage
from vedette.model.wire import Json, plain_decimal
from vedette.report.blocks import Inlines, Sheet, code, table, text

MOST_ROWS = 20
"""Rows of a table; the caption says how many there are."""

_OWN_TABLE = frozenset({EventKind.PORT_CALL, EventKind.AIS_GAP, EventKind.ENCOUNTER})
SHORT = 12
"""Digits of a digest that a citation prints; the sheet lists the whole ones."""


def calls(events: Sequence[MovementEvent]) -> Iterator[Json]:
    """Port calls: where, when, with which confidence."""
    found = _of(events, EventKind.PORT_CALL)
    rows = [
        (text(_told(one, "port")), *_ends(one), text(_told(one, "confidence")), _rows(one)) for one in found
    ]
    yield from _table("Port calls", ("Port", "Began", "Ended", "Confidence of 4", "Rows"), rows)


def gaps(events: Sequence[MovementEvent]) -> Iterator[Json]:
    """AIS gaps: from when to when nothing was received, and how far apart its ends are."""
    found = _of(events, EventKind.AIS_GAP)
    rows = [
        (*_ends(one), text(_hours(one)), text(_place(one)), text(_told(one, "distance")), _rows(one))
        for one in found
    ]
    header = (
        "Last report",
        "Next report",
        "Hours",
        "From and to (latitude, longitude)",
        "Metres apart",
        "Rows",
    )
    yield from _table("AIS gaps", header, rows)


def encounters(events: Sequence[MovementEvent], transmitter: Mmsi) -> Iterator[Json]:
    """Encounters: with which other transmitter."""
    found = _of(events, EventKind.ENCOUNTER)
    rows = [(text(_others(one, transmitter)), *_ends(one), text(_place(one)), _rows(one)) for one in found]
    yield from _table("Encounters", ("With", "Began", "Ended", "Where (latitude, longitude)", "Rows"), rows)


def others(events: Sequence[MovementEvent]) -> Iterator[Json]:
    """Everything else that was seen, with what was measured."""
    found = sorted((one for one in events if one.kind not in _OWN_TABLE), key=_order)
    rows = [
        (text(one.kind.value.replace("_", " ")), *_ends(one), text(_measured(one)), _rows(one))
        for one in found
    ]
    yield from _table("Other events", ("Kind", "Began", "Ended", "Measured", "Rows"), rows)


def voyage_rows(voyages: Sequence[Voyage]) -> Iterator[Json]:
    """Voyages from port call to port call, with the distance sailed at least."""
    rows: list[tuple[Inlines, ...]] = []
    for one in sorted(voyages, key=lambda each: (each.began, each.id)):
        there = one.destination.name if one.destination else "under way"
        sailed = None if one.sailed is None else one.sailed.value
        refs = [citation(ref) for ref in (one.departure, one.arrival) if ref is not None]
        rows.append(
            (
                text(f"{one.origin.name} – {there}"),
                text(minute(one.began)),
                text("" if one.ended is None else minute(one.ended)),
                text("" if sailed is None or isinstance(sailed, str) else plain_decimal(sailed)),
                text(f"{len(one.gaps):,}"),
                [inline for at, ref in enumerate(refs) for inline in (*(text(" ") if at else []), ref)],
            )
        )
    header = ("From and to", "Left", "Reached", "Sailed at least (nautical miles)", "AIS gaps", "Rows")
    yield from _table("Voyages", header, rows)


def _table(title: str, header: tuple[str, ...], rows: Sequence[tuple[Inlines, ...]]) -> Iterator[Json]:
    """The table, its first rows and a caption that says how many there are; nothing where there is none."""
    if rows:
        beyond = len(rows) - MOST_ROWS
        words = (
            f"{title} ({len(rows):,})" if beyond <= 0 else f"{title} (the first {MOST_ROWS} of {len(rows):,})"
        )
        yield table(Sheet(header=header, rows=tuple(rows[:MOST_ROWS])), text(words))


def _of(events: Sequence[MovementEvent], kind: EventKind) -> list[MovementEvent]:
    return sorted((one for one in events if one.kind is kind), key=_order)


def _order(event: MovementEvent) -> tuple[Instant, str]:
    return event.began, event.id


def _ends(event: MovementEvent) -> tuple[Inlines, Inlines]:
    ended = "open when the data end" if event.ended is None else minute(event.ended)
    return text(minute(event.began)), text(ended)


def minute(moment: Instant) -> str:
    """A moment in UTC, without its seconds."""
    return f"{moment.moment:%Y-%m-%d %H:%M}"


def _hours(event: MovementEvent) -> str:
    if event.ended is None:
        return ""
    return f"{(event.ended.moment - event.began.moment).total_seconds() / 3600:.1f}"


def _place(event: MovementEvent) -> str:
    """The first position, and the last where it is another, to a hundredth of a degree."""
    told = [
        "{:.2f}, {:.2f}".format(*one.degrees)
        for one in (event.first_position, event.last_position)
        if one is not None
    ]
    return "; ".join(dict.fromkeys(told))


def _others(event: MovementEvent, transmitter: Mmsi) -> str:
    return ", ".join(one.transmitter.value for one in event.sightings if one.transmitter != transmitter)


def _told(event: MovementEvent, name: str) -> str:
    value = next((one.value for one in event.magnitudes if one.name == name), None)
    return value if isinstance(value, str) else "" if value is None else plain_decimal(value)


def _measured(event: MovementEvent) -> str:
    return ", ".join(measured(one) for one in event.magnitudes if one.value is not None)


def _rows(event: MovementEvent) -> Inlines:
    """The first and last row of each transmitter."""
    refs = [row for one in event.sightings for row in dict.fromkeys((one.first, one.last))]
    return [inline for at, ref in enumerate(refs) for inline in (*(text(" ") if at else []), citation(ref))]


def citation(ref: RowRef) -> Json:
    """The short digest of an exhibit, and the row."""
    return code(f"{ref.exhibit.value[:SHORT]}#row={ref.row}")
