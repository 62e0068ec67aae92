"""The loops that learn where ships lie still: stretches in which one stayed near its first place, and their cells.

A stretch begins at a position and holds every later one, row after row, that lies within a distance of that first
one; the first that lies farther off begins the next. One position stands for all, so that a state is some
dozen bytes however long a ship stays, and no slow drift adds up to a stay.
"""

from __future__ import annotations

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.sphere import (
    FULL,
    HALF,
    METRES,
    cosine_of,
    haversine,
    haversine_of,
    steps_apart,
    wrapped,
)

STATE = np.dtype(
    [
        ("north", "i8"),
        ("east", "i8"),
        ("count", "i4"),
        ("first_time", "i4"),
        ("first_latitude", "i4"),
        ("first_longitude", "i4"),
        ("first_row", "i4"),
        ("last_time", "i4"),
        ("last_row", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""The stretch under way (count 0: none): first and last position, and the sum of steps north and east of the first."""

STRETCH = np.dtype(
    [
        ("transmitter", "i4"),
        ("began", "i4"),
        ("ended", "i4"),
        ("first_row", "i4"),
        ("last_row", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("positions", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""A stretch: when, from row to row, the mean of its positions in steps, and how many they are."""

CELL = 2_700
"""Steps of latitude in a cell: half a kilometre."""


@inlined
def _is_near(
    latitude: int, longitude: int, to_latitude: int, to_longitude: int, steps: int, farthest: float
) -> bool:
    """Whether two positions are no farther apart than a haversine says, which is that of ``steps`` of latitude."""
    if abs(to_latitude - latitude) > steps + 1:
        return False
    if steps_apart(latitude, longitude, to_latitude, to_longitude) < steps:
        return True
    return haversine(latitude, longitude, to_latitude, to_longitude) <= farthest


@inlined
def middle(total: int, count: int) -> int:
    """The mean of whole numbers, to the nearest, the greater of two."""
    return (2 * total + count) // (2 * count)


@inlined
def turned(longitude: int) -> int:
    """A longitude in steps from -180 up to but without 180 degrees."""
    return (longitude + HALF) % FULL - HALF


@inlined
def _write(state: Records, transmitter: int, stretch: Records) -> None:
    stretch.transmitter = transmitter
    stretch.began = state.first_time
    stretch.ended = state.last_time
    stretch.first_row = state.first_row
    stretch.last_row = state.last_row
    stretch.first_source = state.first_source
    stretch.last_source = state.last_source
    stretch.positions = state.count
    stretch.latitude = state.first_latitude + middle(state.north, state.count)
    stretch.longitude = turned(state.first_longitude + middle(state.east, state.count))


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(STRETCH), REAL, INT,
)  # fmt: skip
def find_stretches(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, radius: float, least: int,
) -> int:  # fmt: skip
    """Write each stretch that is over and took ``least`` seconds or more; returns how many. At most one for each row.

    ``radius`` is in metres. Rows without a position are passed over. A silence does not end a stretch: whoever
    is heard again at the same place has, as far as is known, not left it.
    """
    count = 0
    steps, farthest = int(radius / METRES), haversine_of(radius)
    for segment in range(segments):
        state = states[segment]
        held, at_latitude, at_longitude = state.count, state.first_latitude, state.first_longitude
        north, east, last = state.north, state.east, -1
        for at in range(bounds[segment], bounds[segment + 1]):
            here, there = latitude[at], longitude[at]
            if (here == ABSENT) | (there == ABSENT):
                continue
            if not (held and _is_near(at_latitude, at_longitude, here, there, steps, farthest)):
                if last >= 0:
                    state.last_time, state.last_row, state.last_source = time[last], row[last], source[last]
                state.count, state.north, state.east = held, north, east
                if held and state.last_time - state.first_time >= least:
                    _write(state, transmitter[at], found[count])
                    count += 1
                held, north, east, at_latitude, at_longitude = 0, 0, 0, here, there
                state.first_time, state.first_row, state.first_source = time[at], row[at], source[at]
                state.first_latitude, state.first_longitude = here, there
            held += 1
            north += here - at_latitude
            east += wrapped(there - at_longitude)
            last = at
        if last >= 0:
            state.last_time, state.last_row, state.last_source = time[last], row[last], source[last]
        state.count, state.north, state.east = held, north, east
    return count


@compiled(column("i4"), records(STATE), records(STRETCH), INT)
def leave_stretches(transmitter: Column, states: Records, found: Records, least: int) -> int:
    """Write the stretches that go on in the last row of each transmitter and took ``least`` seconds or more."""
    count = 0
    for at in range(transmitter.size):
        state = states[at]
        if state.count and state.last_time - state.first_time >= least:
            _write(state, transmitter[at], found[count])
            count += 1
    return count


@compiled(column("i4"), column("i4"), writable("i8"))
def write_cells(latitude: Column, longitude: Column, cells: Bounds) -> int:
    """Write the cell of each position: rows of `CELL` steps, each cut into a whole number of columns about as wide.

    The columns of a row go round the Earth without a seam. A number grows from south to north, then from west to east.
    Returns how many were written.
    """
    for at in range(latitude.size):
        below = latitude[at] // CELL
        columns = max(int(FULL * cosine_of(below * CELL + CELL // 2) / CELL), 1)
        cells[at] = (below + 90 * STEPS_PER_DEGREE // CELL) * (FULL // CELL + 1) + (
            (longitude[at] + HALF) * columns // FULL % columns
        )
    return int(latitude.size)


@compiled(column("i4"), column("i4"), REAL, writable("i8"), writable("i4"))
def find_neighbours(
    latitude: Column, longitude: Column, radius: float, starts: Bounds, neighbours: Records
) -> int:
    """For places in order of latitude, which lie within ``radius`` metres of each, themselves too.

    Those of place ``n`` are ``neighbours[starts[n]:starts[n + 1]]``, in order, as far as there is room. Returns
    how many there are.
    """
    count, begin = 0, 0
    steps, farthest = int(radius / METRES), haversine_of(radius)
    for at in range(latitude.size):
        starts[at] = count
        while latitude[at] - latitude[begin] > steps + 1:
            begin += 1
        near = begin
        while near < latitude.size and latitude[near] - latitude[at] <= steps + 1:
            if _is_near(latitude[at], longitude[at], latitude[near], longitude[near], steps, farthest):
                if count < neighbours.size:
                    neighbours[count] = near
                count += 1
            near += 1
    starts[latitude.size] = count
    return count
