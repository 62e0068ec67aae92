"""Tests of whole batches of rows: what holds for every row or leg, said without a branch, so that it vectorises.

Each answers yes only where it is sure; a loop then passes over the batch, and looks at the rows of every other batch
one by one. They count in 32 bits, and in unsigned places, which need no care for negative ones.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Column
from vedette.tracks.kernels.compiling import inlined
from vedette.tracks.kernels.sphere import FULL, HALF, cosine_of

BATCH = 32
"""Rows of the first batch: few enough that one bad row spoils little, enough for several registers."""
WIDEST = 256
"""Rows of the last: after each batch that was passed over, the next is twice as long."""
NEARBY = STEPS_PER_DEGREE // 8
"""Steps north or east of a leg that is taken as flat."""


@inlined
def all_within(
    latitude: Column, longitude: Column, begin: int, end: int, at_latitude: int, at_longitude: int, most: int
) -> bool:
    """Whether every row has a position, at most so many steps (north plus east) from a place."""
    middle, centre = np.int32(at_latitude), np.int32(at_longitude)
    room, full, first = np.int32(most), np.int32(FULL), np.uint64(begin)
    far: bool | np.bool = False
    for step in range(end - begin):
        at = first + np.uint64(step)
        north = abs(np.int32(latitude[at] - middle))
        east = abs(np.int32(longitude[at] - centre))
        far |= np.int32(north + min(east, np.int32(full - east))) > room
        far |= (latitude[at] == ABSENT) | (longitude[at] == ABSENT)
    return not far


@inlined
def no_silence(time: Column, begin: int, end: int, longest: int) -> bool:
    """Whether every leg from the row ``begin`` on takes at most ``longest`` seconds."""
    most, first = np.int32(longest), np.uint64(begin)
    silent: bool | np.bool = False
    for step in range(end - begin - 1):
        at = first + np.uint64(step)
        silent |= np.int32(time[at + np.uint64(1)] - time[at]) > most
    return not silent


@inlined
def no_pace_between(speed: Column, begin: int, end: int, slowest: int, fastest: int) -> bool:
    """Whether no row tells a speed of those between, with both ends."""
    low, high, first = np.int32(slowest), np.int32(fastest), np.uint64(begin)
    told: bool | np.bool = False
    for step in range(end - begin):
        pace = np.int32(speed[first + np.uint64(step)])
        told |= (pace >= low) & (pace <= high)
    return not told


@inlined
def sails(
    time: Column, latitude: Column, longitude: Column, begin: int, end: int, pace: float, longest: int
) -> bool:
    """Whether every leg leads on along the bearing from the first row to the last, at ``pace`` steps a second or more.

    Then so does any time between two of the rows. Steps east count as those nearest to the pole, which are shortest,
    and the bearing as flat: a ``pace`` 2 percent above the one in question is more than both can bend. Legs take at
    most ``longest`` seconds.
    """
    highest = abs(latitude[begin]) + 2 * STEPS_PER_DEGREE
    if highest > HALF // 2:
        return False
    squeezed = cosine_of(highest)
    up, right = float(latitude[end - 1] - latitude[begin]), squeezed * (longitude[end - 1] - longitude[begin])
    length = math.sqrt(up * up + right * right)
    if length == 0.0:
        return False
    north, east = np.float32(up / length), np.float32(squeezed * right / length)
    least, most, bound, flat = np.float32(pace), np.int32(longest), np.int32(highest), np.int32(NEARBY)
    first = np.uint64(begin)
    fails: bool | np.bool = (latitude[begin] == ABSENT) | (longitude[begin] == ABSENT)
    for step in range(end - begin - 1):
        at = first + np.uint64(step)
        here = at + np.uint64(1)
        seconds = np.int32(time[here] - time[at])
        along, across = np.int32(latitude[here] - latitude[at]), np.int32(longitude[here] - longitude[at])
        fails |= np.float32(along) * north + np.float32(across) * east < np.float32(seconds) * least
        fails |= seconds > most
        fails |= (abs(along) > flat) | (abs(across) > flat) | (abs(latitude[here]) > bound)
        fails |= (latitude[here] == ABSENT) | (longitude[here] == ABSENT)
    return not fails


@inlined
def creeps(
    time: Column, latitude: Column, longitude: Column, begin: int, end: int, pace: float, longest: int
) -> bool:
    """Whether every leg has at most ``pace`` steps (north plus east) a second, and takes at most ``longest``."""
    limit, most, first = np.float32(pace), np.int32(longest), np.uint64(begin)
    fails: bool | np.bool = (latitude[begin] == ABSENT) | (longitude[begin] == ABSENT)
    for step in range(end - begin - 1):
        at = first + np.uint64(step)
        here = at + np.uint64(1)
        seconds = np.int32(time[here] - time[at])
        along = abs(np.int32(latitude[here] - latitude[at]))
        across = abs(np.int32(longitude[here] - longitude[at]))
        fails |= np.float32(np.int32(along + across)) > np.float32(seconds) * limit
        fails |= seconds > most
        fails |= (latitude[here] == ABSENT) | (longitude[here] == ABSENT)
    return not fails
