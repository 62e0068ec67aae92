"""The loop that asks whether two ships in gaps could have met, when, and for how long, on the sphere.

At a moment, a ship that left P and came to Q lies within a cap around each: as far as it can have come, and as far
as it still has to go. Two ships can be together from a moment on, for so long, where the two caps that they can
have come to and the two that they can then still leave for in time have a point in common. Caps have one if one of
their centres or one of the points where two of their rims cross lies in all of them, so no grid is needed. The time
that they can be together rises with the moment at which it begins, and falls: its top is found by narrowing, its
ends by halving.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vedette.tracks.kernels.arrays import Records
from vedette.tracks.kernels.compiling import REAL, compiled, inlined, records

CAPS = 4
"""Where the first and the second ship came from, and where each of them went."""
Reals = NDArray[np.float64]
SLACK = 1e-14
"""Of the square of a chord: less than a metre."""
SAME = 1e-18
"""Of the square of a sine: two centres as near as this, or opposite, have no rims that cross at points."""
GOLDEN = 0.6180339887498949
HALF_SECOND = 0.5

ENDS = np.dtype(
    [
        ("x", "f8"),
        ("y", "f8"),
        ("z", "f8"),
        ("to_x", "f8"),
        ("to_y", "f8"),
        ("to_z", "f8"),
        ("began", "f8"),
        ("ended", "f8"),
        ("is_open", "i8"),
    ],
    align=True,
)
"""A gap: where it began and ended, as points of the unit sphere, and when; an open one ends anywhere."""
MEETING = np.dtype(
    [
        ("first", "i8"),
        ("second", "i8"),
        ("earliest", "f8"),
        ("latest", "f8"),
        ("together", "f8"),
        ("x", "f8"),
        ("y", "f8"),
        ("z", "f8"),
    ],
    align=True,
)
"""Two gaps by place, and how they could meet; ``together`` is the longest time, below 0 if they could not."""


@inlined
def _in_all(point: Reals, centres: Reals, squares: Reals, one: int, other: int) -> bool:
    """Whether a point of the sphere lies in all caps but two; they are given by centre and square of the chord."""
    inside = True
    for cap in range(CAPS):
        chord = 0.0
        for axis in range(3):
            chord += (point[axis] - centres[cap, axis]) ** 2
        inside &= (chord <= squares[cap] + SLACK) | (cap == one) | (cap == other)
    return inside


@inlined
def _crossing(centres: Reals, radii: Reals, one: int, other: int, side: float, point: Reals) -> bool:
    """Write one of the two points where the rims of two caps cross; whether there is one."""
    dot = 0.0
    for axis in range(3):
        dot += centres[one, axis] * centres[other, axis]
    square = 1.0 - dot * dot
    if square < SAME:
        return False
    near, far = math.cos(radii[one]), math.cos(radii[other])
    along, across = (near - dot * far) / square, (far - dot * near) / square
    rest = (1.0 - along * along - across * across - 2.0 * along * across * dot) / square
    if rest < 0.0:
        return False
    up = side * math.sqrt(rest)
    for axis in range(3):
        left, right = (axis + 1) % 3, (axis + 2) % 3
        upright = centres[one, left] * centres[other, right] - centres[one, right] * centres[other, left]
        point[axis] = along * centres[one, axis] + across * centres[other, axis] + up * upright
    return True


@inlined
def _common(centres: Reals, radii: Reals, squares: Reals, point: Reals) -> bool:
    """Whether four caps have a point in common; writes one."""
    for cap in range(CAPS):
        if radii[cap] < 0.0:
            return False
        squares[cap] = 4.0 if radii[cap] >= math.pi else 4.0 * math.sin(radii[cap] / 2.0) ** 2
    for cap in range(CAPS):
        for axis in range(3):
            point[axis] = centres[cap, axis]
        if _in_all(point, centres, squares, cap, cap):
            return True
    for which in range(2 * CAPS * CAPS):
        one, other = which // 2 // CAPS, which // 2 % CAPS
        if one >= other or max(radii[one], radii[other]) >= math.pi:
            continue
        side = 1.0 - 2.0 * (which % 2)
        if _crossing(centres, radii, one, other, side, point) and _in_all(
            point, centres, squares, one, other
        ):
            return True
    return False


@inlined
def _feasible(
    a: Records, b: Records, speed: float, moment: float, together: float,
    centres: Reals, radii: Reals, squares: Reals, point: Reals,
) -> bool:  # fmt: skip
    """Whether both can be at one place from a moment on for so long; less than nothing is by how much they miss."""
    radii[0], radii[1] = speed * (moment - a.began), speed * (moment - b.began)
    leave = moment + together
    radii[2] = math.pi if a.is_open else speed * (a.ended - leave)
    radii[3] = math.pi if b.is_open else speed * (b.ended - leave)
    return _common(centres, radii, squares, point)


@inlined
def _longest(
    a: Records, b: Records, speed: float, moment: float, least: float,
    centres: Reals, radii: Reals, squares: Reals, point: Reals, where: Reals,
) -> float:  # fmt: skip
    """The longest time together from a moment on, to half a second, and where; never less than ``least``."""
    low, high = least, float(min(a.ended, b.ended) - moment)
    tried = high
    while True:
        if _feasible(a, b, speed, moment, tried, centres, radii, squares, point):
            low = tried
            for axis in range(3):
                where[axis] = point[axis]
        else:
            high = tried
        if high - low <= HALF_SECOND:
            return low
        tried = (low + high) / 2.0


@inlined
def _top(
    a: Records, b: Records, speed: float, low: float, high: float,
    centres: Reals, radii: Reals, squares: Reals, point: Reals, where: Reals,
) -> tuple[float, float]:  # fmt: skip
    """The moment from which the time together can be longest, and how long that is; writes where."""
    least = -2.0 * math.pi / speed - (high - low)
    best, longest = low, least
    one, other, at_one, at_other = low, high, 0.0, 0.0
    ends = 2
    while True:
        if ends == 0 and at_one >= at_other:
            high, other, at_other = other, one, at_one
            one = high - GOLDEN * (high - low)
            tried, is_one = one, True
        elif ends == 0:
            low, one, at_one = one, other, at_other
            other = low + GOLDEN * (high - low)
            tried, is_one = other, False
        else:
            one, other = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
            is_one = ends == 2  # noqa: PLR2004
            tried = one if is_one else other
            ends -= 1
        found = _longest(a, b, speed, tried, least, centres, radii, squares, point, where)
        at_one, at_other = (found, at_other) if is_one else (at_one, found)
        if found > longest:
            best, longest = tried, found
        if ends == 0 and high - low <= HALF_SECOND:
            return best, longest


@inlined
def _edge(
    a: Records, b: Records, speed: float, outside: float, inside: float,
    centres: Reals, radii: Reals, squares: Reals, point: Reals,
) -> float:  # fmt: skip
    """The moment nearest to ``outside`` at which they can be together, as they can ``inside``."""
    tried = outside
    while True:
        if _feasible(a, b, speed, tried, 0.0, centres, radii, squares, point):
            inside = tried
        else:
            outside = tried
        if abs(outside - inside) <= HALF_SECOND:
            return inside
        tried = (outside + inside) / 2.0


@inlined
def _angle(x: float, y: float, z: float, to_x: float, to_y: float, to_z: float) -> float:
    chord = math.sqrt((x - to_x) ** 2 + (y - to_y) ** 2 + (z - to_z) ** 2)
    return 2.0 * math.asin(min(1.0, chord / 2.0))


@inlined
def _too_far(a: Records, b: Records, speed: float) -> bool:
    """Whether even one who left with the first ship could not be where the second ended by then."""
    way = _angle(a.x, a.y, a.z, b.to_x, b.to_y, b.to_z)
    return bool(b.is_open == 0 and way > speed * (b.ended - a.began + 1.0))


@inlined
def _meet(a: Records, b: Records, speed: float, found: Records) -> None:
    found.together = -1.0
    apart = _angle(a.x, a.y, a.z, b.x, b.y, b.z) / speed
    first = max(a.began, b.began, (apart + a.began + b.began) / 2.0 + HALF_SECOND)
    last = min(a.ended, b.ended)
    if first > last or _too_far(a, b, speed) or _too_far(b, a, speed):
        return
    centres, radii = np.empty((CAPS, 3)), np.empty(CAPS)
    squares, point, where = np.empty(CAPS), np.empty(3), np.zeros(3)
    centres[0, 0], centres[0, 1], centres[0, 2] = a.x, a.y, a.z
    centres[1, 0], centres[1, 1], centres[1, 2] = b.x, b.y, b.z
    centres[2, 0], centres[2, 1], centres[2, 2] = a.to_x, a.to_y, a.to_z
    centres[3, 0], centres[3, 1], centres[3, 2] = b.to_x, b.to_y, b.to_z
    top, together = _top(a, b, speed, first, last, centres, radii, squares, point, where)
    if together < 0.0:
        return
    found.together = together
    found.x, found.y, found.z = where[0], where[1], where[2]
    for late in range(2):
        outside = last if late else first
        edge = _edge(a, b, speed, outside, top, centres, radii, squares, point)
        if late:
            found.latest = edge
        else:
            found.earliest = edge


@compiled(records(ENDS), records(MEETING), REAL)
def meet(ends: Records, pairs: Records, speed: float) -> int:
    """Fill in how the two gaps of each pair could meet at that speed (radians a second); returns how many could."""
    count = 0
    for at in range(pairs.size):
        _meet(ends[pairs[at].first], ends[pairs[at].second], speed, pairs[at])
        count += pairs[at].together >= 0.0
    return count
