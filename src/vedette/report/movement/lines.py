"""Events and voyages as lines on a map: in whole steps, cut where they cross the antimeridian (RFC 7946, 3.1.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from vedette.model.events import EventKind, FixedPosition, MovementEvent
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.model.voyages import Voyage

FULL = 360 * STEPS_PER_DEGREE
HALF = 180 * STEPS_PER_DEGREE

Line = tuple[FixedPosition, ...]
"""One position: a point; more: a line that stays on its side of the antimeridian."""

POINTS = frozenset({EventKind.PORT_CALL, EventKind.ENCOUNTER, EventKind.ENCOUNTER_IN_GAP})
"""Kinds that are at one place: where they began."""


def lines_of_event(event: MovementEvent) -> tuple[Line, ...]:
    """Where an event was: the line from its first to its last position, a point, or nothing where it is not known."""
    start, end = event.first_position, event.last_position
    if start is None:
        return ()
    if end is None or end == start or event.is_open or event.kind in POINTS:
        return ((start,),)
    return lines([start, end])


def lines_of_voyage(voyage: Voyage) -> tuple[Line, ...]:
    """The way of a voyage by the ends of its legs; straight between them, which is not how the ship sailed."""
    given = [voyage.departed_at, *(leg.end for leg in voyage.legs), voyage.arrived_at]
    places = [one for one in given if one is not None]
    return lines(_shortened(places))


def lines(places: Sequence[FixedPosition]) -> tuple[Line, ...]:
    """The line through places, each time the short way round, cut at 180 degrees.

    The latitude at the cut is that of the straight line in degrees, to the nearest step. A line that only touches
    the antimeridian is not cut.
    """
    parts: list[list[FixedPosition]] = [list(places[:1])]
    for start, end in pairwise(places):
        if abs(end.longitude - start.longitude) > HALF:
            side = HALF if start.longitude > 0 else -HALF
            latitude = _crossing(start, end, side)
            parts[-1].append(FixedPosition(latitude=latitude, longitude=side))
            parts.append([FixedPosition(latitude=latitude, longitude=-side)])
        parts[-1].append(end)
    return tuple(
        one for one in (_shortened(part) for part in parts) if len(one) > 1 or (len(parts) == 1 and one)
    )


def _shortened(part: Iterable[FixedPosition]) -> Line:
    """Without places that repeat the one before: a line that begins on the antimeridian has no first stretch."""
    return tuple(one for before, one in pairwise([None, *part]) if one is not None and one != before)


def _crossing(start: FixedPosition, end: FixedPosition, side: int) -> int:
    unwrapped = end.longitude + (FULL if side > 0 else -FULL)
    east = unwrapped - start.longitude
    return start.latitude + round((end.latitude - start.latitude) * (side - start.longitude) / east)


def coordinates(position: FixedPosition) -> tuple[Decimal, Decimal]:
    """Longitude and latitude in degrees, to six decimals: the order of GeoJSON and KML."""
    latitude, longitude = position.degrees
    return longitude, latitude
