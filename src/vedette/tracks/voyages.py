"""Voyages from events: port call to port call, with legs, gaps and whatever else was seen on the way.

Global Fishing Watch's definition: from the end of a port call to the start of the next, at a confidence of 2, 3
or 4. A call of less confidence does not end a voyage: it is a port passed on the way. Two ships under one MMSI
whose reports were told apart have voyages of their own, by track; what the MMSI alone tells (a name that changes) is
among the happenings of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from vedette.errors import UnreadableInputError, UnreadableValueError
from vedette.model import voyages as usual
from vedette.model.events import EventKind, FixedPosition, Magnitude, MovementEvent, Sighting
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.voyages import (
    Happening,
    Leg,
    LegKind,
    PortOfCall,
    Shuttle,
    Voyage,
    shuttle_id,
    voyage_id,
)
from vedette.tracks.magnitudes import METRES_A_MILE, metres_between

LEAST_CONFIDENCE = usual.LEAST_CONFIDENCE
CONFIDENCES = usual.CONFIDENCES
LEAST_PASSAGES = 4
"""Voyages that make a shuttle: there and back, twice. Nobody has published a number for ships; it is ours."""


@attrs.frozen(kw_only=True)
class _Call:
    event: MovementEvent
    port: PortOfCall


def voyages(
    events: Iterable[MovementEvent], *, least_confidence: int = LEAST_CONFIDENCE
) -> tuple[Voyage, ...]:
    """The voyages that events tell of, by transmitter and time, whatever order the events come in.

    Of an event in several versions, the last counts. A ship that was never seen to leave a port has none.

    Raises:
        UnreadableValueError: there is no such confidence.
        UnreadableInputError: a port call names no port or confidence, so it is no port call of ours.
    """
    if least_confidence not in CONFIDENCES:
        raise UnreadableValueError(
            f"a port call has no confidence of {least_confidence}", advice="ask for 1, 2, 3 or 4"
        )
    found: list[Voyage] = []
    for ship, mine in sorted(_by_ship(events).items()):
        calls = [_Call(event=one, port=_port(one)) for one in mine if one.kind is EventKind.PORT_CALL]
        others = [one for one in mine if one.kind is not EventKind.PORT_CALL]
        found += _of_ship(ship, calls, others, least_confidence)
    return tuple(found)


Ship = tuple[Mmsi, int]
"""An MMSI, and which of its tracks; 0 where it has one."""


def _by_ship(events: Iterable[MovementEvent]) -> Mapping[Ship, Sequence[MovementEvent]]:
    last: dict[str, MovementEvent] = {}
    for one in events:
        known = last.get(one.id)
        if known is None or known.version < one.version:
            last[one.id] = one
    tracks: dict[Mmsi, set[int]] = defaultdict(set)
    for seen in (two for one in last.values() for two in one.sightings if two.track is not None):
        tracks[seen.transmitter].add(seen.track or 0)
    found: dict[Ship, list[MovementEvent]] = defaultdict(list)
    for one in sorted(last.values(), key=lambda each: (each.began, each.id)):
        ships = {ship for seen in one.sightings for ship in _ships(seen, tracks)}
        for ship in sorted(ships):
            found[ship].append(one)
    return found


def _ships(seen: Sighting, tracks: Mapping[Mmsi, set[int]]) -> Iterator[Ship]:
    """The ship of a sighting; each of those under the MMSI, if the sighting does not tell them apart."""
    all_of_them = tracks.get(seen.transmitter, {0})
    for track in all_of_them if seen.track is None else {seen.track}:
        yield (seen.transmitter, track)


def _port(event: MovementEvent) -> PortOfCall:
    told = {one.name: one.value for one in event.magnitudes}
    number, name, confidence = (told.get(key) for key in ("port number", "port", "confidence"))
    if number is None or name is None or confidence is None:
        raise UnreadableInputError(
            f"port call {event.id} does not say which port, or with which confidence",
            advice="detect port calls again with this version of the program",
        )
    return PortOfCall(number=str(number), name=str(name), call=event.id, confidence=int(confidence))


def _of_ship(
    ship: Ship, calls: Sequence[_Call], others: Sequence[MovementEvent], least: int
) -> Iterator[Voyage]:
    ends = [one for one in calls if one.port.confidence >= least]
    passed = [one.event for one in calls if one.port.confidence < least]
    for leaving, arriving in pairwise([*ends, None]):
        if leaving is not None and leaving.event.ended is not None:
            yield _voyage(ship, leaving, arriving, passed=passed, others=others, least=least)


def _voyage(
    ship: Ship,
    leaving: _Call,
    arriving: _Call | None,
    *,
    passed: Sequence[MovementEvent],
    others: Sequence[MovementEvent],
    least: int,
) -> Voyage:
    began = leaving.event.ended or leaving.event.began
    ended = arriving.event.began if arriving else None
    seen = [one for one in others if _touches(one, began, ended)]
    ports = [one for one in passed if _touches(one, began, ended)]
    departed_at, arrived_at = leaving.event.last_position, arriving.event.first_position if arriving else None
    return Voyage(
        id=voyage_id(leaving.event.id, least),
        version=1 if arriving is None else 2,
        transmitter=ship[0],
        track=ship[1] or None,
        profile=leaving.event.profile,
        least_confidence=least,
        origin=leaving.port,
        destination=arriving.port if arriving else None,
        began=began,
        ended=ended,
        departure=leaving.event.sightings[0].last,
        arrival=arriving.event.sightings[0].first if arriving else None,
        departed_at=departed_at,
        arrived_at=arrived_at,
        legs=_legs(began, ended, [*seen, *ports], ends=(departed_at, arrived_at)),
        happenings=tuple(Happening(kind=one.kind, event=one.id) for one in _in_order([*seen, *ports])),
        shortest=_shortest(departed_at, arrived_at),
    )


def _in_order(events: Iterable[MovementEvent]) -> list[MovementEvent]:
    return sorted(events, key=lambda one: (one.began, one.kind, one.id))


def _touches(event: MovementEvent, began: Instant, ended: Instant | None) -> bool:
    """Whether they share a moment: a gap that ends at the departure does, one that begins at the arrival does not."""
    is_over_before = event.ended is not None and event.ended < began
    return not is_over_before and (ended is None or event.began < ended)


@attrs.frozen(kw_only=True)
class _Mark:
    """A place on a voyage at which one leg ends and the next begins."""

    at: Instant
    position: FixedPosition | None


def _legs(
    began: Instant,
    ended: Instant | None,
    events: Sequence[MovementEvent],
    *,
    ends: tuple[FixedPosition | None, FixedPosition | None],
) -> tuple[Leg, ...]:
    """The voyage cut wherever a gap or a passage begins or ends; where both are under way, the leg is the gap."""
    cutting = [one for one in events if one.kind in {EventKind.AIS_GAP, EventKind.PORT_CALL}]
    marks = [_Mark(at=began, position=ends[0])]
    inner = [_Mark(at=one.began, position=one.first_position) for one in cutting if one.began > began]
    inner += [_Mark(at=one.ended, position=one.last_position) for one in cutting if one.ended is not None]
    for mark in sorted(inner, key=lambda each: each.at):
        if mark.at > marks[-1].at and (ended is None or mark.at < ended):
            marks.append(mark)
    legs = [_leg(start, end, cutting) for start, end in pairwise(marks)]
    if ended is None:
        return (*legs, _leg(marks[-1], None, cutting))
    last = _Mark(at=ended, position=ends[1])
    return (*legs, _leg(marks[-1], last, cutting)) if last.at > marks[-1].at else tuple(legs)


def _leg(start: _Mark, end: _Mark | None, cutting: Sequence[MovementEvent]) -> Leg:
    over = [one for one in cutting if one.began <= start.at and _lasts(one, start.at, end)]
    gap = next((one for one in over if one.kind is EventKind.AIS_GAP), None)
    passage = next((one for one in over if one.kind is EventKind.PORT_CALL), None)
    event = gap or passage
    kind = LegKind.AIS_GAP if gap else LegKind.PASSAGE if passage else LegKind.SAILING
    return Leg(
        kind=kind,
        began=start.at,
        ended=end.at if end else None,
        start=start.position,
        end=end.position if end else None,
        event=event.id if event else None,
    )


def _lasts(event: MovementEvent, start: Instant, end: _Mark | None) -> bool:
    if event.ended is None:
        return True
    return event.ended > start and end is not None and event.ended >= end.at


def _shortest(start: FixedPosition | None, end: FixedPosition | None) -> Magnitude | None:
    if start is None or end is None:
        return None
    metres = metres_between(start.latitude, start.longitude, end.latitude, end.longitude)
    return miles("shortest distance", metres)


def miles(name: str, metres: float) -> Magnitude:
    """Metres as nautical miles, to a tenth."""
    return Magnitude.rounded(name, metres / METRES_A_MILE, step="0.1", unit="nautical mile")


def shuttles(found: Iterable[Voyage], *, least: int = LEAST_PASSAGES) -> tuple[Shuttle, ...]:
    """Runs of at least ``least`` voyages to and fro between two ports, by transmitter and time.

    A run ends where the ship calls elsewhere, comes back to the port that it left, or the data end. Voyages of one
    least confidence are looked at together; a run never holds those of two.
    """
    runs: list[list[Voyage]] = [[]]
    for one in sorted(found, key=lambda each: (each.least_confidence, each.ship, each.began)):
        if runs[-1] and not _goes_on(runs[-1][-1], one):
            runs.append([])
        if one.destination is not None and one.destination.number != one.origin.number:
            runs[-1].append(one)
    return tuple(_shuttle(run) for run in runs if len(run) >= least)


def _goes_on(before: Voyage, one: Voyage) -> bool:
    same_ship = (before.ship, before.least_confidence) == (one.ship, one.least_confidence)
    at_once = before.destination is not None and before.destination.call == one.origin.call
    return same_ship and at_once and one.route == (before.route[1], before.route[0])


def _shuttle(run: Sequence[Voyage]) -> Shuttle:
    first, last = run[0], run[-1]
    if first.destination is None or last.ended is None:
        raise UnreadableInputError(
            f"voyage {last.id} of a shuttle has no end", advice="this is a fault of the program: report it"
        )
    return Shuttle(
        id=shuttle_id(first.id),
        transmitter=first.transmitter,
        track=first.track,
        ports=(first.origin, first.destination),
        voyages=tuple(one.id for one in run),
        began=first.began,
        ended=last.ended,
    )
