"""The loop that finds frozen positions: reports of a ship that says it is under way, all from the very same place."""

from __future__ import annotations

import numpy as np

from vedette.model.movement import NO_SPEED
from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, records, writable

BATCH = 256

STATE = np.dtype(
    [
        ("run", "i4"),
        ("first_time", "i4"),
        ("first_row", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("last_time", "i4"),
        ("last_row", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""The run so far: instants at one place at which the ship said it was under way."""


@inlined
def _none_stands(
    latitude: Column, longitude: Column, speed: Column, begin: int, end: int, least: int
) -> bool:
    """Whether no row may go on from the row before it: all have a position, another one, or say they are slow."""
    stands: bool | np.bool = False
    slow, first = np.int32(least), np.uint64(begin)
    for step in range(end - begin):
        here = first + np.uint64(step)
        before = here - np.uint64(1)
        same = (latitude[here] == latitude[before]) & (longitude[here] == longitude[before])
        pace = np.int32(speed[here])
        stands |= same & ((pace >= slow) | (pace == NO_SPEED))
        stands |= (latitude[here] == ABSENT) | (longitude[here] == ABSENT)
    return not stands


@inlined
def _forget(state: Records) -> None:
    """No run; nothing of the last is left, so that states are the same however rows are cut."""
    state.run = 0
    state.first_time = 0
    state.first_row = 0
    state.latitude = 0
    state.longitude = 0
    state.last_time = 0
    state.last_row = 0
    state.first_source = 0
    state.last_source = 0


@inlined
def _end_run(state: Records, found: Records, count: int, transmitter: int, reports: int, seconds: int) -> int:
    """Write the run if it is long enough, and forget it; returns the new count."""
    if state.run >= reports and state.last_time - state.first_time >= seconds:
        found[count].transmitter = transmitter
        found[count].began = state.first_time
        found[count].ended = state.last_time
        found[count].first_row = state.first_row
        found[count].first_source = state.first_source
        found[count].first_latitude = state.latitude
        found[count].first_longitude = state.longitude
        found[count].last_row = state.last_row
        found[count].last_source = state.last_source
        found[count].last_latitude = state.latitude
        found[count].last_longitude = state.longitude
        found[count].a = state.run
        count += 1
    _forget(state)
    return count


@inlined
def _grow(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    """Begin the run with a row or add it; a second report of the same instant is one with the first."""
    if state.run == 0:
        state.first_time = time[at]
        state.first_row = row[at]
        state.first_source = source[at]
        state.latitude = latitude[at]
        state.longitude = longitude[at]
    if state.run == 0 or time[at] != state.last_time:
        state.run += 1
    state.last_time = time[at]
    state.last_row = row[at]
    state.last_source = source[at]


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), INT, INT, INT,
)  # fmt: skip
def find_frozen(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, speed: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, least: int, reports: int, seconds: int,
) -> int:  # fmt: skip
    """Write each run of ``reports`` instants over ``seconds`` at one place that say a speed of ``least`` or more.

    Returns how many; at most one for each row. A row without a position is passed over, and so is one without a
    speed at the same place; another place or a lower speed ends a run.
    """
    count = 0
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        at = begin
        while at < end:
            last = min(at + BATCH, end)
            if at > begin and ABSENT not in (latitude[at - 1], longitude[at - 1]) and state.run <= 1:
                if _none_stands(latitude, longitude, speed, at, last, least):
                    _forget(state)
                    if speed[last - 1] >= least:
                        _grow(state, time, latitude, longitude, source, row, last - 1)
                    at = last
                    continue
            else:
                last = at + 1
            for here in range(at, last):
                same = latitude[here] == state.latitude and longitude[here] == state.longitude
                absent = latitude[here] == ABSENT or longitude[here] == ABSENT
                if absent or (same and speed[here] == NO_SPEED):
                    continue
                if state.run and (not same or speed[here] < least):
                    count = _end_run(state, found, count, transmitter[here], reports, seconds)
                if speed[here] >= least:
                    _grow(state, time, latitude, longitude, source, row, here)
            at = last
    return count
