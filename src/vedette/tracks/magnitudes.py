"""What events measure from their ends: duration, distance and speed, each rounded to its declared step."""

from __future__ import annotations

import math

from vedette.model.events import Magnitude
from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import Records
from vedette.tracks.kernels.sphere import RADIUS

METRES_A_MILE = 1852
"""Of the international nautical mile, by its definition."""
METRES_A_SECOND = METRES_A_MILE / 3600
"""Of a knot."""


def metres_between(latitude: int, longitude: int, to_latitude: int, to_longitude: int) -> float:
    """Great-circle distance of two positions in steps, on the sphere of the kernels."""
    south, north = (math.radians(one / STEPS_PER_DEGREE) for one in (latitude, to_latitude))
    east = math.radians((to_longitude - longitude) / STEPS_PER_DEGREE)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(chord)))


def duration(event: Records) -> Magnitude:
    """Seconds from the first to the last row; none while open."""
    seconds = None if event["open"] else float(int(event["ended"]) - int(event["began"]))
    return Magnitude.rounded("duration", seconds, step="1", unit="second")


def displacement(event: Records) -> Magnitude:
    """Distance between the first and the last position, to 10 m; none if open or a position is absent."""
    return Magnitude.rounded("distance", _metres(event), step="1E+1", unit="metre")


def implied_speed(event: Records) -> Magnitude:
    """Distance by duration, to a tenth of a knot; none if open, in no time at all, or from nowhere."""
    metres, seconds = _metres(event), int(event["ended"]) - int(event["began"])
    speed = None if metres is None or seconds <= 0 else metres / seconds / METRES_A_SECOND
    return Magnitude.rounded("implied speed", speed, step="0.1", unit="knot")


def _metres(event: Records) -> float | None:
    ends = [int(event[f"{side}_{axis}"]) for side in ("first", "last") for axis in ("latitude", "longitude")]
    return None if event["open"] or NO_POSITION in ends else metres_between(*ends)
