"""The loop that finds silences: two reports of one transmitter, at least so many seconds apart."""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, records, writable

BATCH = 1024

STATE = np.dtype(
    [
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("row", "i4"),
        ("source", "i2"),
        ("filler", "i2"),
    ],
    align=True,
)
"""The last report of a transmitter."""


@inlined
def _write(found: Records, at: int, before: Records) -> None:
    found[at].began = before.time
    found[at].first_row = before.row
    found[at].first_source = before.source
    found[at].first_latitude = before.latitude
    found[at].first_longitude = before.longitude


@inlined
def _keep(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    state.known = 1
    state.time = time[at]
    state.latitude = latitude[at]
    state.longitude = longitude[at]
    state.source = source[at]
    state.row = row[at]


@inlined
def _any_silence(time: Column, least: int) -> bool:
    """Whether two rows are so far apart; counted from 0 and in 32 bits, which vectorises."""
    seen: bool | np.bool = False
    shortest = np.int32(least)
    for at in range(time.size - 1):
        seen |= np.int32(time[at + 1] - time[at]) >= shortest
    return bool(seen)


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), INT,
)  # fmt: skip
def find_gaps(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, least: int,
) -> int:  # fmt: skip
    """Write each silence of at least ``least`` seconds; returns how many. At most one for each row."""
    count = 0
    for segment in range(segments):
        begin, end = bounds[segment], bounds[segment + 1]
        state = states[segment]
        first = begin
        while first < end:
            last = min(first + BATCH, end)
            if first > begin and not _any_silence(time[first - 1 : last], least):
                first = last
                continue
            for at in range(first, last):
                if at > begin:
                    if time[at] - time[at - 1] < least:
                        continue
                    _keep(state, time, latitude, longitude, source, row, at - 1)
                elif not state.known or time[at] - state.time < least:
                    continue
                _write(found, count, state)
                found[count].transmitter = transmitter[at]
                found[count].ended = time[at]
                found[count].last_row = row[at]
                found[count].last_source = source[at]
                found[count].last_latitude = latitude[at]
                found[count].last_longitude = longitude[at]
                count += 1
            first = last
        _keep(state, time, latitude, longitude, source, row, end - 1)
    return count
