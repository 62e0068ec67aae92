"""Events and voyages as things on a map: signs at places with words, and dashed lines over AIS gaps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import attrs
from babel.dates import format_date, format_skeleton

from vedette.model.events import EventKind, Magnitude, MovementEvent
from vedette.model.moments import Instant
from vedette.model.voyages import LegKind, PortOfCall, Voyage
from vedette.report.charts.drawing.phrases import Phrases, locale_of
from vedette.report.charts.mapping.extent import Degrees
from vedette.report.charts.mapping.scene import PortMark, Scene, degrees_of

GAP_END = "gap_end"
"""The sign of the first report after an AIS gap; that of the last report before it is the kind's own."""

ANOMALY = "anomaly"
"""The magnitude that names an anomaly of many reports (a circle, on land); a jump between two has none."""

STOP = "stop"
"""The sign of a port that a voyage leaves or reaches."""

_RANK = (
    EventKind.ENCOUNTER, EventKind.ENCOUNTER_IN_GAP, EventKind.AIS_GAP, EventKind.LOITERING,
    EventKind.POSITION_ANOMALY,
    EventKind.SHARED_IDENTITY, EventKind.IDENTITY_CHANGE, EventKind.DRAUGHT_CHANGE, EventKind.PORT_CALL,
)  # fmt: skip
"""Whose labels get room first."""


@attrs.frozen(kw_only=True)
class Sign:
    """A sign of a kind at a place, what its label says, and how much the label matters (least first)."""

    kind: str
    at: Degrees
    lines: tuple[str, ...] = ()
    rank: int = 0
    heavy: bool = False
    is_open: bool = False


@attrs.frozen(kw_only=True)
class Dash:
    """A stretch in which nothing was received, or over which a position jumped: from one report to the next."""

    kind: str
    start: Degrees
    end: Degrees


@attrs.frozen(kw_only=True)
class Items:
    """Everything that stands at a place."""

    signs: tuple[Sign, ...]
    dashes: tuple[Dash, ...]

    @property
    def places(self) -> list[Degrees]:
        """Where the map has to reach."""
        return [one.at for one in self.signs] + [end for one in self.dashes for end in (one.start, one.end)]


def items_of(scene: Scene, say: Phrases) -> Items:
    """The signs and dashes of a scene; what has no position is not on the map."""
    wording = _Wording(say=say, names=scene.names, is_one_ship=len(_ships(scene)) == 1)
    placed = [one for one in scene.events if one.first_position is not None]
    signs = [sign for one in placed for sign in _signs(one, wording)]
    dashes = [dash for one in placed for dash in _dashes(one)]
    if scene.voyages:
        signs += _stops(scene.voyages, scene.ports)
        dashes += [one for voyage in scene.voyages for one in _silent_legs(voyage)]
    return Items(signs=tuple(_calls_together(signs, say)), dashes=tuple(dashes))


def _ships(scene: Scene) -> set[str]:
    seen = {two.transmitter.value for one in scene.events for two in one.sightings}
    sailing = {one.transmitter.value for one in scene.voyages}
    return seen | sailing | {one.transmitter.value for one in scene.tracks}


@attrs.frozen(kw_only=True)
class _Wording:
    """How labels name ships and moments."""

    say: Phrases
    names: dict[str, str]
    is_one_ship: bool

    def ships(self, event: MovementEvent) -> tuple[str, ...]:
        told = [one.transmitter.value for one in event.sightings]
        if self.is_one_ship and len(told) == 1:
            return ()
        return (" – ".join(self.names.get(one, one) for one in told),)

    def minute(self, moment: Instant) -> str:
        return minute_words(moment, self.say.language)

    def span(self, event: MovementEvent) -> str:
        return span_words(event.began, event.ended, self.say)


def minute_words(moment: Instant, language: str) -> str:
    """A moment as "3 Jan 08:12", in UTC."""
    return f"{day_month(moment, language)} {moment.moment:%H:%M}"


def day_month(moment: Instant, language: str) -> str:
    """The day of a moment as "3 Jan"."""
    return _day_month(moment.moment.date(), language)


@cache
def _day_month(day: dt.date, language: str) -> str:
    return str(format_skeleton("MMMd", day, locale=locale_of(language)))


def year_words(moment: Instant, language: str) -> str:
    """The day of a moment with its year."""
    return str(format_date(moment.moment.date(), format="medium", locale=locale_of(language)))


def span_words(began: Instant, ended: Instant | None, say: Phrases) -> str:
    """From a moment to another, the day said once; an open end says so."""
    start = minute_words(began, say.language)
    if ended is None:
        return say("since", start=start)
    if f"{ended.moment:%F%H%M}" == f"{began.moment:%F%H%M}":
        return start
    is_one_day = began.moment.date() == ended.moment.date()
    end = f"{ended.moment:%H:%M}" if is_one_day else minute_words(ended, say.language)
    return f"{start}–{end}" if is_one_day else f"{start} – {end}"


def _signs(event: MovementEvent, wording: _Wording) -> Iterator[Sign]:
    if event.first_position is None:
        return
    kind, rank, at = event.kind.value, _RANK.index(event.kind), degrees_of(event.first_position)
    ships = wording.ships(event)
    if event.kind is EventKind.AIS_GAP:
        lines = (*ships, wording.minute(event.began))
        rank += len(_RANK) * event.is_open
        yield Sign(kind=kind, at=at, rank=rank, lines=lines, is_open=event.is_open)
        if event.ended is not None and event.last_position is not None:
            end = degrees_of(event.last_position)
            yield Sign(kind=GAP_END, at=end, rank=rank, lines=(wording.minute(event.ended),))
        return
    what = _told(event, ANOMALY)
    lines = (*ships, *((what,) if what else ()), wording.span(event))
    if event.kind is EventKind.PORT_CALL:
        lines = (_told(event, "port") or "", lines[-1])
    is_call = event.kind is EventKind.PORT_CALL
    yield Sign(kind=kind, at=at, rank=rank, lines=lines, heavy=is_call, is_open=event.is_open)


def _dashes(event: MovementEvent) -> Iterator[Dash]:
    ends = (event.first_position, event.last_position)
    if event.kind not in {EventKind.AIS_GAP, EventKind.POSITION_ANOMALY} or event.is_open:
        return
    if _told(event, ANOMALY) is not None:  # seen over many reports, not between two
        return
    if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
        yield Dash(kind=event.kind.value, start=degrees_of(ends[0]), end=degrees_of(ends[1]))


def _calls_together(signs: Sequence[Sign], say: Phrases) -> list[Sign]:
    """Of several calls at one port, the label of the first says the number of the others."""
    calls: dict[str, list[Sign]] = {}
    for one in signs:
        if one.kind == EventKind.PORT_CALL.value:
            calls.setdefault(one.lines[0] if one.lines else "", []).append(one)
    first = {id(some[0]): len(some) for some in calls.values()}
    return [
        attrs.evolve(one, lines=_several(one, first.get(id(one), 0), say))
        if one.kind == EventKind.PORT_CALL.value
        else one
        for one in signs
    ]


def _several(one: Sign, count: int, say: Phrases) -> tuple[str, ...]:
    """The lines of the first of so many calls; none for the others, whose port is named already."""
    if count == 0:
        return ()
    return one.lines if count == 1 else (one.lines[0], say("calls", count=count))


def _told(event: MovementEvent, name: str) -> str | None:
    found: Magnitude | None = next((one for one in event.magnitudes if one.name == name), None)
    return found.value if found is not None and isinstance(found.value, str) else None


def _stops(voyages: Sequence[Voyage], ports: Sequence[PortMark]) -> Iterator[Sign]:
    """Each port that voyages leave or reach, once.

    Its sign stands where a ship first arrived, else where the table has the port, else at the first report after
    the call, which after a silence or a jump may be far from the port.
    """
    reached = _arrivals(voyages)
    tabled = _single(ports)
    seen: set[str] = set()
    for one in voyages:
        for port, left_at in ((one.origin, one.departed_at), (one.destination, None)):
            if port is None or port.number in seen:
                continue
            at = reached.get(port.number) or tabled.get((port.number, port.name))
            at = at or (None if left_at is None else degrees_of(left_at))
            if at is not None:
                seen.add(port.number)
                yield _stop(port, at)


def _arrivals(voyages: Sequence[Voyage]) -> dict[str, Degrees]:
    """The number of each port to the place at which a ship first arrived there."""
    found: dict[str, Degrees] = {}
    for one in voyages:
        if one.destination is not None and one.arrived_at is not None:
            found.setdefault(one.destination.number, degrees_of(one.arrived_at))
    return found


def _single(ports: Sequence[PortMark]) -> dict[tuple[str | None, str], Degrees]:
    """Number and name of each port that has one place in the table, to that place."""
    count = Counter((one.number, one.name) for one in ports)
    return {
        (one.number, one.name): (one.longitude, one.latitude)
        for one in ports
        if count[one.number, one.name] == 1
    }


def _stop(port: PortOfCall, at: Degrees) -> Sign:
    return Sign(kind=STOP, at=at, lines=(port.name,), rank=len(_RANK), heavy=True)


def _silent_legs(voyage: Voyage) -> Iterator[Dash]:
    for leg in voyage.legs:
        if leg.kind is LegKind.AIS_GAP and leg.start is not None and leg.end is not None:
            yield Dash(kind=EventKind.AIS_GAP.value, start=degrees_of(leg.start), end=degrees_of(leg.end))
