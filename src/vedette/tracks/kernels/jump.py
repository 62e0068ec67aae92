"""The loop that finds impossible speeds: two positions of one transmitter too far apart for the time between.

A leg is tested first by its steps north plus its steps east, which are never less than the distance; only a
leg that fails this cheap bound is measured on the sphere.
"""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.sphere import FULL, METRES, haversine, haversine_of, steps_apart

BATCH = 512
LONGEST = 2_000_000
"""Seconds after which any two places are in reach at the slowest speed that is tested, 54 m/s or 105 kn."""

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
"""The last report of a transmitter that has a position."""


@inlined
def _all_near(time: Column, latitude: Column, longitude: Column, reach: int) -> bool:
    """Whether every leg is surely in reach, at ``reach`` steps a second, and every position present.

    Counted from 0 and in 32 bits, which vectorises: the sums and products fit (`LONGEST`).
    """
    far: bool | np.bool = False
    pace, full, longest = np.int32(reach), np.int32(FULL), np.int32(LONGEST)
    for at in range(time.size - 1):
        north = np.int32(abs(np.int32(latitude[at + 1] - latitude[at])))
        east = np.int32(abs(np.int32(longitude[at + 1] - longitude[at])))
        apart = np.int32(north + min(east, np.int32(full - east)))
        seconds = min(np.int32(time[at + 1] - time[at]), longest)
        far |= apart > np.int32(seconds * pace)
        far |= latitude[at + 1] == ABSENT
        far |= longitude[at + 1] == ABSENT
    return not far


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), REAL, REAL,
)  # fmt: skip
def find_jumps(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, fastest: float, least: float,
) -> int:  # fmt: skip
    """Write each leg of more than ``least`` metres that needs more than ``fastest`` metres a second.

    Returns how many; at most one for each row. A row without a position is passed over.
    """
    count = 0
    reach = int(fastest / METRES)
    floor = haversine_of(least)
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        known = state.known
        before, lat, lon = state.time, state.latitude, state.longitude
        held = -1
        at = begin
        while at < end:
            if at > begin and held == at - 1:
                last = min(at + BATCH, end)
                if _all_near(time[at - 1 : last], latitude[at - 1 : last], longitude[at - 1 : last], reach):
                    at = last
                    held = at - 1
                    before, lat, lon = time[held], latitude[held], longitude[held]
                    continue
            else:
                last = at + 1
            for here in range(at, last):
                if latitude[here] == ABSENT or longitude[here] == ABSENT:
                    continue
                seconds = time[here] - before
                if known and steps_apart(lat, lon, latitude[here], longitude[here]) > reach * seconds:
                    chord = haversine(lat, lon, latitude[here], longitude[here])
                    if chord > floor and chord > haversine_of(fastest * seconds):
                        found[count].transmitter = transmitter[here]
                        found[count].began = before
                        found[count].ended = time[here]
                        found[count].first_row = row[held] if held >= 0 else state.row
                        found[count].first_source = source[held] if held >= 0 else state.source
                        found[count].first_latitude = lat
                        found[count].first_longitude = lon
                        found[count].last_row = row[here]
                        found[count].last_source = source[here]
                        found[count].last_latitude = latitude[here]
                        found[count].last_longitude = longitude[here]
                        count += 1
                known = 1
                held = here
                before, lat, lon = time[here], latitude[here], longitude[here]
            at = last
        if held >= 0:
            state.known = 1
            state.time = before
            state.latitude = lat
            state.longitude = lon
            state.row = row[held]
            state.source = source[held]
    return count
