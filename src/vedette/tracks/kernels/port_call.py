"""The loop that finds port calls: near a port, how long, whether a ship stopped or fell silent there.

How near a port is, is computed only after a ship has moved as far as could change the answer: outside, the
distance left to the circle of entry, inside, to the circle of exit. Up to there a row costs a few
comparisons of integers.
"""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.ports import nearest_port
from vedette.tracks.kernels.sphere import METRES, steps_apart

FARTHEST = 400 * 600_000

STATE = np.dtype(
    [
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("row", "i4"),
        ("measured_latitude", "i4"),
        ("measured_longitude", "i4"),
        ("safe", "i4"),
        ("first_time", "i4"),
        ("first_latitude", "i4"),
        ("first_longitude", "i4"),
        ("first_row", "i4"),
        ("port", "i4"),
        ("stop_port", "i4"),
        ("stopped_since", "i4"),
        ("stopped_for", "i4"),
        ("source", "i2"),
        ("first_source", "i2"),
        ("inside", "i2"),
        ("entered", "i2"),
        ("stopping", "i2"),
        ("stopped", "i2"),
        ("silent", "i2"),
        ("filler", "i2"),
    ],
    align=True,
)
"""The last position; where the port was measured last and how far is safe; the call under way and what it had."""


@inlined
def _enter(
    state: Records, time: int, latitude: int, longitude: int, source: int, row: int, port: int
) -> None:
    state.inside = 1
    state.entered = state.known
    state.first_time = time
    state.first_latitude = latitude
    state.first_longitude = longitude
    state.first_source = source
    state.first_row = row
    state.port = port
    state.stop_port = -1
    state.stopping = state.stopped = state.silent = 0
    state.stopped_for = 0


@inlined
def _leave(
    state: Records, found: Records, count: int, transmitter: int, time: int, latitude: int, longitude: int,
    source: int, row: int,
) -> None:  # fmt: skip
    if state.stopping:
        state.stopped_for += time - state.stopped_since
    found[count].transmitter = transmitter
    found[count].began = state.first_time
    found[count].ended = time
    found[count].first_row = state.first_row
    found[count].first_source = state.first_source
    found[count].first_latitude = state.first_latitude
    found[count].first_longitude = state.first_longitude
    found[count].last_row = row
    found[count].last_source = source
    found[count].last_latitude = latitude
    found[count].last_longitude = longitude
    found[count].a = state.stop_port if state.stop_port >= 0 else state.port
    halted = state.stopped or state.silent
    found[count].b = (4 if state.entered else 3) if halted else 1
    found[count].c = state.stopped_for
    state.inside = 0


@inlined
def _present(latitude: int, longitude: int) -> bool:
    return bool((latitude != ABSENT) & (longitude != ABSENT))


@inlined
def _stops_first(state: Records, pace: int, now: int, stop: int, go: int) -> bool:
    """Bring the stop forward by a row; whether the first stop of the call begins there."""
    if state.stopping and pace > go:
        state.stopping = 0
        state.stopped_for += now - state.stopped_since
    elif not state.stopping and 0 <= pace < stop:
        state.stopping = state.stopped = 1
        state.stopped_since = now
        return bool(state.stop_port < 0)
    return False


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND),
    column("i4"), column("i4"), column("i4"), REAL, REAL, INT, INT, INT,
)  # fmt: skip
def find_port_calls(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, speed: Column, source: Column,
    row: Column, bounds: Bounds, segments: int, states: Records, found: Records,
    starts: Column, port_latitude: Column, port_longitude: Column,
    entry: float, leaving: float, stop: int, go: int, silence: int,
) -> int:  # fmt: skip
    """Write each port call that ended; returns how many. At most one for each row.

    ``entry`` and ``leaving`` are metres, ``stop`` and ``go`` tenths of a knot, ``silence`` seconds. ``a`` is the
    place of the port in the index, ``b`` the confidence, ``c`` the seconds stopped. Rows without a position are
    passed over.
    """
    count = 0
    for segment in range(segments):
        state = states[segment]
        known, before = state.known, state.time
        at_latitude, at_longitude, safe = state.measured_latitude, state.measured_longitude, state.safe
        held = -1
        for at in range(bounds[segment], bounds[segment + 1]):
            here, there, now = latitude[at], longitude[at], time[at]
            if not _present(here, there):
                continue
            if state.inside and now - before > silence:
                state.silent = 1
            if not known or steps_apart(at_latitude, at_longitude, here, there) > safe:
                port, metres = nearest_port(here, there, starts, port_latitude, port_longitude)
                if state.inside and metres >= leaving:
                    _leave(state, found, count, transmitter[at], now, here, there, source[at], row[at])
                    count += 1
                elif not state.inside and metres <= entry:
                    state.known = known
                    _enter(state, now, here, there, source[at], row[at], port)
                room = leaving - metres if state.inside else metres - entry
                at_latitude, at_longitude = here, there
                safe = min(int(room / METRES) - 1, FARTHEST)
            if state.inside and _stops_first(state, speed[at], now, stop, go):
                state.stop_port, _ = nearest_port(here, there, starts, port_latitude, port_longitude)
            known, before, held = 1, now, at
        if held >= 0:
            state.known, state.time = known, before
            state.latitude, state.longitude = latitude[held], longitude[held]
            state.source, state.row = source[held], row[held]
            state.measured_latitude, state.measured_longitude, state.safe = at_latitude, at_longitude, safe
    return count
