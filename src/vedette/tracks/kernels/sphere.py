"""Distances between fixed-point positions, on a sphere of the Earth's mean radius (IUGG: 6,371,008.8 m).

Sine and cosine are polynomials of our own, exact to 1e-14 on the quarter turn that is needed, because the
last bits of a library's differ between processors and a threshold must not.
"""

from __future__ import annotations

import math

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.compiling import inlined

RADIUS = 6_371_008.8
FULL = 360 * STEPS_PER_DEGREE
HALF = 180 * STEPS_PER_DEGREE
RADIANS = math.pi / HALF
METRES = RADIUS * RADIANS
"""Metres of a step along a meridian: 0.1853."""
QUARTER = math.pi / 2
S3, S5, S7, S9, S11, S13, S15, S17, S19 = (
    (1.0, -1.0)[odd // 2 % 2] / math.factorial(odd) for odd in range(3, 20, 2)
)
"""Of the Taylor polynomial: products, because divisions one after the other took most of the time of a distance."""


@inlined
def wrapped(difference: int) -> int:
    """A difference of longitudes in steps, taken the short way round the Earth: from -180 to 180 degrees."""
    if difference > HALF:
        return difference - FULL
    if difference < -HALF:
        return difference + FULL
    return difference


@inlined
def sine(angle: float) -> float:
    """Sine of an angle from -90 to 90 degrees, given in radians: the Taylor polynomial of degree 19."""
    x = angle * angle
    term = S15 + x * (S17 + x * S19)
    term = S9 + x * (S11 + x * (S13 + x * term))
    return angle * (1.0 + x * (S3 + x * (S5 + x * (S7 + x * term))))


@inlined
def cosine_of(latitude: int) -> float:
    """Cosine of a latitude in steps."""
    return sine(QUARTER - abs(latitude) * RADIANS)


@inlined
def haversine(latitude: int, longitude: int, to_latitude: int, to_longitude: int) -> float:
    """The square of half the chord between two positions, 0 to 1; it grows with their distance."""
    across = sine(wrapped(to_longitude - longitude) * (RADIANS / 2.0))
    along = sine((to_latitude - latitude) * (RADIANS / 2.0))
    return along * along + cosine_of(latitude) * cosine_of(to_latitude) * across * across


@inlined
def haversine_of(metres: float) -> float:
    """The haversine of a distance in metres; 1 from half the circumference on."""
    angle = metres / (2.0 * RADIUS)
    if angle >= QUARTER:
        return 1.0
    half = sine(angle)
    return half * half


@inlined
def near_metres(found: float) -> float:
    """The distance in metres that a haversine means: exact to 1e-9 up to 100 km, a lower bound beyond."""
    half = math.sqrt(found)
    x = half * half
    series = 1.0 + x / 6.0 * (1.0 + x * 9.0 / 20.0 * (1.0 + x * 25.0 / 42.0 * (1.0 + x * 49.0 / 72.0)))
    return 2.0 * RADIUS * half * series


@inlined
def steps_apart(latitude: int, longitude: int, to_latitude: int, to_longitude: int) -> int:
    """Steps north or south plus steps east or west: times `METRES`, never less than the distance."""
    return abs(to_latitude - latitude) + abs(wrapped(to_longitude - longitude))
