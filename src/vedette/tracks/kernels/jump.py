"""The loop that finds impossible speeds: two positions of one transmitter too far apart for the time between.

A leg is tested first by its steps north plus its steps east, which are never less than the distance; only a
leg that fails this cheap bound is measured on the sphere. Where positions jump, the loop remembers the last few
places that were left by a jump: jumps in a row that each lead back to such a place are positions by turns.
"""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.sphere import FULL, METRES, haversine, haversine_of, steps_apart

BATCH = 512
LONGEST = 2_000_000
"""Seconds after which any two places are in reach at the slowest speed that is tested, 54 m/s or 105 kn."""

ANCHORS = 3
"""Places that are remembered: with the one where the transmitter is, as many as it has tracks (`split.TRACKS`)."""

STATE = np.dtype(
    [
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("row", "i4"),
        ("source", "i2"),
        ("shared", "i2"),
        ("returned", "i4"),
        ("left", "i4", (ANCHORS,)),
        ("left_latitude", "i4", (ANCHORS,)),
        ("left_longitude", "i4", (ANCHORS,)),
        ("anchors", "i4"),
    ],
    align=True,
)
"""The last report of a transmitter that has a position, and the places that it left by a jump.

``returned`` counts jumps in a row that led back to one of them; ``shared`` is 1 once they were enough.
"""


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


@inlined
def in_reach(chord: float, seconds: int, fastest: float, floor: float) -> bool:
    """Whether a ship may have sailed that far: no jump, by the two bounds of `find_jumps`."""
    return chord <= floor or chord <= haversine_of(fastest * seconds)


@inlined
def _note_turn(
    state: Records, before: int, lat: int, lon: int,
    now: int, to_lat: int, to_lon: int, fastest: float, floor: float, returns: int, longest: int,
) -> None:  # fmt: skip
    """Remember the place that was left by a jump; count the jump if it leads back to such a place."""
    back, place = 0, 0
    for one in range(ANCHORS):
        if one < state.anchors and now - state.left[one] <= longest and back == 0:
            chord = haversine(state.left_latitude[one], state.left_longitude[one], to_lat, to_lon)
            if in_reach(chord, now - state.left[one], fastest, floor):
                back, place = 1, one
    if back:
        state.returned += 1
        if state.returned >= returns:
            state.shared = 1
    else:
        state.returned = 0
        if state.anchors < ANCHORS:
            place = state.anchors
            state.anchors += 1
        else:
            for one in range(1, ANCHORS):
                if state.left[one] < state.left[place]:
                    place = one
    state.left[place] = before
    state.left_latitude[place] = lat
    state.left_longitude[place] = lon


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), REAL, REAL, INT, INT,
)  # fmt: skip
def find_jumps(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, fastest: float, least: float,
    returns: int, longest: int,
) -> int:  # fmt: skip
    """Write each leg of more than ``least`` metres that needs more than ``fastest`` metres a second.

    Returns how many; at most one for each row. A row without a position is passed over. A transmitter of which
    ``returns`` jumps in a row led back to a place left at most ``longest`` seconds ago is shared.
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
                        _note_turn(
                            state, before, lat, lon, time[here], latitude[here], longitude[here],
                            fastest, floor, returns, longest,
                        )  # fmt: skip
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
