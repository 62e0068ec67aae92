"""Which windows of positions are of a circle: Kasa's fit, and what passes over the windows that surely are not.

Most windows are those of ships that lie still or sail on. Where nothing goes on from the rows before, `passed_over`
skips many of the first at once and one of the second by its ends, and fits the rest by sums that are written nowhere.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, Column
from vedette.tracks.kernels.compiling import inlined
from vedette.tracks.kernels.sphere import METRES, cosine_of, wrapped

POINTS = 5
"""Positions that a window needs: three make any circle."""
WIDE = 1.1
"""Diameters that the ends of a window may lie apart: noise is allowed for."""
MARGIN = 1e-6
STRIDE = 32
"""Rows of which the end of a window is looked for at once."""
LEGS = POINTS - 1
LATEST = 2**31 - 1


@inlined
def circle_through(
    count: int, x: float, y: float, xx: float, xy: float, yy: float, xz: float, yz: float, zz: float
) -> tuple[float, float, float]:
    """Radius, root mean square distance from the circle, and how far the mean misses the centre; -1 for a line."""
    at_x, at_y, at_z = x / count, y / count, (xx + yy) / count
    a, b, c = xx / count - at_x * at_x, xy / count - at_x * at_y, yy / count - at_y * at_y
    p, q, z = xz / count - at_x * at_z, yz / count - at_y * at_z, zz / count - at_z * at_z
    whole = a * c - b * b
    if whole <= 1e-9 * (a + c) * (a + c):
        return -1.0, 0.0, 0.0
    u, v = (p * c - q * b) / (2.0 * whole), (q * a - p * b) / (2.0 * whole)
    missed = (u - at_x) * (u - at_x) + (v - at_y) * (v - at_y)
    radius = math.sqrt(missed + a + c)
    spread = z - 4.0 * (u * p + v * q) + 4.0 * (u * u * a + 2.0 * u * v * b + v * v * c)
    return radius, math.sqrt(max(0.0, spread)) / (2.0 * radius), math.sqrt(missed)


@inlined
def is_round(radius: float, off: float, least: float, most: float, share: float) -> bool:
    """Whether a fit is that of a circle of the sizes in question."""
    return least <= radius <= most and off <= share * radius


@inlined
def leaves(latitude: int, longitude: int, to_latitude: int, to_longitude: int, most: float) -> bool:
    """Whether the ends of a window lie too far apart for the widest circle."""
    wide = 2.0 * WIDE * most / METRES
    north, east = float(to_latitude - latitude), float(wrapped(to_longitude - longitude))
    if abs(north) > wide:
        return True
    if abs(north) + abs(east) <= wide:
        return False
    east *= cosine_of(latitude)
    return north * north + east * east > wide * wide


@inlined
def metres_east(longitude: int, origin: int, squeeze: float) -> float:
    """Metres east of an origin, on the parallel whose cosine ``squeeze`` is."""
    return wrapped(longitude - origin) * squeeze * METRES


@inlined
def metres_north(latitude: int, origin: int) -> float:
    """Metres north of an origin."""
    return (latitude - origin) * METRES


@inlined
def _still(time: Column, latitude: Column, longitude: Column, begin: int, end: int, slowest: float) -> bool:
    """Whether every window that lies in the rows has too short a way, by the longest leg and the shortest four.

    ``m`` legs, of which a window has `LEGS` or more, take as long as ``m // LEGS`` times the shortest `LEGS` in a row,
    which is at least ``m / (2 * LEGS - 1)`` times. Steps north and east together are at least the way.
    """
    longest, shortest, first = np.int32(0), np.int32(LATEST), np.uint64(begin)
    fails: bool | np.bool = (latitude[begin] == ABSENT) | (longitude[begin] == ABSENT)
    for step in range(end - begin - 1):
        at = first + np.uint64(step)
        here = at + np.uint64(1)
        along, across = np.int32(latitude[here] - latitude[at]), np.int32(longitude[here] - longitude[at])
        longest = max(longest, abs(along), abs(across))
        fails |= (latitude[here] == ABSENT) | (longitude[here] == ABSENT)
    for step in range(end - begin - LEGS):
        at = first + np.uint64(step)
        shortest = min(shortest, np.int32(time[at + np.uint64(LEGS)] - time[at]))
    way = 2.0 * longest * (2 * LEGS - 1) * METRES
    return bool(not fails and way < slowest * shortest * (1.0 - MARGIN))


@inlined
def _creeps(time: Column, latitude: Column, longitude: Column, begin: int, end: int, slowest: float) -> bool:
    """Whether the legs of one window, steps north and east together, are too short in all for its time."""
    steps, first = 0, np.uint64(begin)
    for step in range(end - begin - 1):
        at = first + np.uint64(step)
        here = at + np.uint64(1)
        steps += abs(latitude[here] - latitude[at]) + abs(longitude[here] - longitude[at])
    return bool(steps * METRES < slowest * (time[end - 1] - time[begin]) * (1.0 - MARGIN))


@inlined
def _fails(
    time: Column, latitude: Column, longitude: Column, begin: int, end: int,
    slowest: float, least: float, most: float, share: float,
) -> bool:  # fmt: skip
    """Whether a whole window is none of a circle, summed as in the loop; it begins and ends with a position."""
    count, path, last_x, last_y = 0, 0.0, 0.0, 0.0
    all_x, all_y, xx, xy, yy, xz, yz, zz = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    squeeze = cosine_of(latitude[begin])
    for at in range(begin, end):
        if latitude[at] == ABSENT or longitude[at] == ABSENT:
            continue
        x, y = (
            metres_east(longitude[at], longitude[begin], squeeze),
            metres_north(latitude[at], latitude[begin]),
        )
        z = x * x + y * y
        along, up = x - last_x, y - last_y
        path += math.sqrt(along * along + up * up)
        count += 1
        all_x += x
        all_y += y
        xx += x * x
        xy += x * y
        yy += y * y
        xz += x * z
        yz += y * z
        zz += z * z
        last_x, last_y = x, y
    if count < POINTS or path < slowest * (time[end - 1] - time[begin]):
        return True
    radius, off, _ = circle_through(count, all_x, all_y, xx, xy, yy, xz, yz, zz)
    return not is_round(radius, off, least, most, share)


@inlined
def end_of(time: Column, at: int, end: int, beyond: int) -> int:
    """The first row after ``at`` whose time is ``beyond`` or later; ``end`` if none is. Times do not run backwards."""
    last, until, before = at + 1, np.int32(min(beyond, LATEST)), STRIDE
    while before == STRIDE and last + STRIDE <= end:
        first, earlier = np.uint64(last), np.int32(0)
        for step in range(STRIDE):
            earlier += np.int32(time[first + np.uint64(step)] < until)
        before = int(earlier)
        last += before
    while last < end and time[last] < until:
        last += 1
    return last


@inlined
def _begin_of(time: Column, begin: int, at: int, window: int) -> int:
    """The first row of the window that ``at`` lies in, but none before ``begin``."""
    since = time[at] // window * window
    while at > begin and time[at - 1] >= since:
        at -= 1
    return at


@inlined
def passed_over(
    time: Column, latitude: Column, longitude: Column, begin: int, end: int, last: int, batch: int,
    slowest: float, least: float, most: float, share: float, window: int,
) -> int:  # fmt: skip
    """The row of the next window that may be one of a circle, if the one that ends before ``last`` is none.

    That is ``begin`` if nothing can be passed over. Windows are whole, and nothing goes on from the rows before.
    """
    past = last - 1
    if latitude[begin] == ABSENT or longitude[begin] == ABSENT:
        return begin
    if latitude[past] == ABSENT or longitude[past] == ABSENT:
        return begin
    if leaves(latitude[begin], longitude[begin], latitude[past], longitude[past], most):
        return last
    if not _creeps(time, latitude, longitude, begin, last, slowest):
        fails = _fails(time, latitude, longitude, begin, last, slowest, least, most, share)
        return last if fails else begin
    until = min(begin + batch, end)
    if until > last and _still(time, latitude, longitude, begin, until, slowest):
        return max(last, _begin_of(time, begin, until - 1, window))
    return last
