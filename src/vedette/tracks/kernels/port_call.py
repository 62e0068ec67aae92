"""The loop that finds port calls: near a port, how long, whether a ship stopped or fell silent there.

How near a port is, is computed only after a ship has moved as far as could change the answer: outside, the
distance left to the circle of entry, inside, to the circle of exit. Rows up to there are passed over by the
batch, if none of them begins or ends a stop and none follows a silence: a few comparisons of integers each, without
a branch.
"""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.ports import edge_of, nearest_two
from vedette.tracks.kernels.screens import WIDEST, all_within, no_pace_between, no_silence
from vedette.tracks.kernels.sphere import METRES, haversine, near_metres, steps_apart

BATCH = 16
"""Smaller than elsewhere: what spoils a batch, a look for the nearest port, comes often near one."""
FARTHEST = 400 * 600_000
NEVER = 2**31 - 1
"""More than any pace."""

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
        ("looked_latitude", "i4"),
        ("looked_longitude", "i4"),
        ("looked_port", "i4"),
        ("surely", "i4"),
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
"""The last position; where the port was measured last and how far is safe; where ports were looked for, which was
nearest, and up to how far it surely still is; the call under way and what it had.
"""


@inlined
def _enter(
    state: Records, known: int, time: int, latitude: int, longitude: int, source: int, row: int, port: int
) -> None:
    state.inside = 1
    state.entered = known
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
def _measure(
    state: Records,
    latitude: int,
    longitude: int,
    starts: Column,
    port_latitude: Column,
    port_longitude: Column,
) -> tuple[int, float]:
    """The nearest port as `nearest_port` gives it; looked for only where another could be nearer than the last one."""
    moved = steps_apart(state.looked_latitude, state.looked_longitude, latitude, longitude)
    if moved < state.surely:
        port = state.looked_port
        to_latitude, to_longitude = int(port_latitude[port]), int(port_longitude[port])
        metres = near_metres(haversine(latitude, longitude, to_latitude, to_longitude))
        edge = edge_of(latitude)
        return (port, metres) if metres <= edge else (-1, edge)
    port, metres, other = nearest_two(latitude, longitude, starts, port_latitude, port_longitude)
    state.looked_latitude, state.looked_longitude, state.looked_port = latitude, longitude, port
    state.surely = int((other - metres) / METRES / 2.0) - 10 if port >= 0 else 0
    return port, metres


@inlined
def _crosses(state: Records, metres: float, entry: float, leaving: float) -> bool:
    """Whether a ship so far from a port has come in or gone out."""
    return bool(metres >= leaving if state.inside else metres <= entry)


@inlined
def _room(state: Records, metres: float, entry: float, leaving: float) -> int:
    """How many steps it surely takes to go out or come in."""
    return min(int((leaving - metres if state.inside else metres - entry) / METRES) - 1, FARTHEST)


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


@inlined
def _goes_on(
    state: Records, time: Column, speed: Column, first: int, last: int, held: int, stop: int, go: int, silence: int
) -> bool:  # fmt: skip
    """Whether no row follows a silence that counts, or begins or ends a stop; ``held`` is the last row before."""
    if not state.inside:
        return True
    if held < 0 or held != first - 1:
        return False
    if not state.silent and not no_silence(time, first - 1, last, silence):
        return False
    slowest, fastest = (go + 1, NEVER) if state.stopping else (0, stop - 1)
    return no_pace_between(speed, first, last, slowest, fastest)


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND),
    column("i4"), column("i4"), column("i4"), REAL, REAL, INT, INT, INT,
)  # fmt: skip
def find_port_calls(  # noqa: C901, PLR0912 -- one loop, whose state stays in registers
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
        first, end = int(bounds[segment]), int(bounds[segment + 1])
        width = BATCH
        while first < end:
            last = min(first + width, end)
            near = known and all_within(latitude, longitude, first, last, at_latitude, at_longitude, safe)
            if near and _goes_on(state, time, speed, first, last, held, stop, go, silence):
                known, before, held = 1, time[last - 1], last - 1
                first, width = last, min(2 * width, WIDEST)
                continue
            if width > BATCH:
                width = BATCH
                continue
            for at in range(first, last):
                here, there, now = latitude[at], longitude[at], time[at]
                if not _present(here, there):
                    continue
                state.silent |= state.inside and now - before > silence
                if not known or steps_apart(at_latitude, at_longitude, here, there) > safe:
                    port, metres = _measure(state, here, there, starts, port_latitude, port_longitude)
                    if _crosses(state, metres, entry, leaving):
                        if state.inside:
                            _leave(
                                state, found, count, transmitter[at], now, here, there, source[at], row[at]
                            )
                            count += 1
                        else:
                            _enter(state, known, now, here, there, source[at], row[at], port)
                    safe = _room(state, metres, entry, leaving)
                    at_latitude, at_longitude = here, there
                    last = at + 1  # behind it, rows can be passed over again
                if state.inside and _stops_first(state, speed[at], now, stop, go):
                    state.stop_port, _ = _measure(state, here, there, starts, port_latitude, port_longitude)
                known, before, held = 1, now, at
                if at + 1 == last:
                    break
            first = last
        if held >= 0:
            state.known, state.time = known, before
            state.latitude, state.longitude = latitude[held], longitude[held]
            state.source, state.row = source[held], row[held]
            state.measured_latitude, state.measured_longitude, state.safe = at_latitude, at_longitude, safe
    return count
