"""The loop that finds runs of positions deep inland, by a grid of distances to shore.

Once a position is looked up, the ship may move some way before the answer can change: rows within that way are passed
over by the batch. Distances in the grid change by no more than the way between two places, and are ``error`` off.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, records, writable
from vedette.tracks.kernels.runs import write_run
from vedette.tracks.kernels.screens import BATCH, WIDEST, all_within
from vedette.tracks.kernels.sphere import steps_apart

GRID = "1b7a4f7a7a05f3c2"
"""Beginning of the SHA-256 of the grid in the package: part of the kernel version, for events depend on it."""
CELL = STEPS_PER_DEGREE // 10
COLUMNS = 3600
ROWS = 1800
NORTH, EAST = 90 * STEPS_PER_DEGREE, 180 * STEPS_PER_DEGREE
MILE = 9990
"""Steps in a nautical mile, rounded down."""

STATE = np.dtype(
    [
        ("known", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("room", "i4"),
        ("run", "i4"),
        ("depth", "i4"),
        ("first_time", "i4"),
        ("first_latitude", "i4"),
        ("first_longitude", "i4"),
        ("first_row", "i4"),
        ("last_time", "i4"),
        ("last_latitude", "i4"),
        ("last_longitude", "i4"),
        ("last_row", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""The place looked up last and the steps around it in which nothing is deep inland; the run so far, and its depth."""


@inlined
def _forget(state: Records) -> None:
    """No run; nothing of the last is left, so that states are the same however rows are cut."""
    state.run = 0
    state.depth = 0
    state.first_time = 0
    state.first_latitude = 0
    state.first_longitude = 0
    state.first_row = 0
    state.last_time = 0
    state.last_latitude = 0
    state.last_longitude = 0
    state.last_row = 0
    state.first_source = 0
    state.last_source = 0


@inlined
def _end_run(state: Records, found: Records, count: int, transmitter: int, reports: int, seconds: int) -> int:
    """Write the run if it is long enough, and forget it; returns the new count."""
    if state.run >= reports and state.last_time - state.first_time >= seconds:
        write_run(state, found, count, transmitter)
        found[count].b = state.depth
        count += 1
    _forget(state)
    return count


@inlined
def _grow(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    """Add a row to the run; a second report of the same instant is one with the first."""
    if state.run == 0:
        state.depth = 0
        state.first_time = time[at]
        state.first_latitude = latitude[at]
        state.first_longitude = longitude[at]
        state.first_row = row[at]
        state.first_source = source[at]
    if state.run == 0 or time[at] != state.last_time:
        state.run += 1
    state.last_time = time[at]
    state.last_latitude = latitude[at]
    state.last_longitude = longitude[at]
    state.last_row = row[at]
    state.last_source = source[at]


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), column("i1"), INT, INT, INT, INT,
)  # fmt: skip
def find_inland(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records,
    shore: NDArray[np.signedinteger[Any]], deep: int, error: int, reports: int, seconds: int,
) -> int:  # fmt: skip
    """Write each run of at least so many ``reports`` and ``seconds`` whose cells are all ``deep`` miles inland.

    Returns how many; at most one for each row. A row without a position is passed over.
    """
    count = 0
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        at, width = begin, BATCH
        while at < end:
            if state.run == 0 and state.known and state.room > 0:
                last = min(at + width, end)
                if all_within(latitude, longitude, at, last, state.latitude, state.longitude, state.room):
                    at, width = last, min(2 * width, WIDEST)
                    continue
                width = BATCH
            else:
                last = min(at + 1, end)
            for here in range(at, last):
                lat, lon = latitude[here], longitude[here]
                if ABSENT in (lat, lon):
                    continue
                if (
                    state.run == 0
                    and state.known
                    and steps_apart(state.latitude, state.longitude, lat, lon) <= state.room
                ):
                    continue
                line = min(max((lat + NORTH) // CELL, 0), ROWS - 1)
                miles = int(shore[line * COLUMNS + (lon + EAST) // CELL % COLUMNS])
                state.known = 1
                state.latitude = lat
                state.longitude = lon
                state.room = max(0, (miles + deep - 2 * error) * MILE)
                if miles <= -deep:
                    _grow(state, time, latitude, longitude, source, row, here)
                    state.depth = max(state.depth, -miles)
                elif state.run:
                    count = _end_run(state, found, count, transmitter[here], reports, seconds)
            at = last
    return count
