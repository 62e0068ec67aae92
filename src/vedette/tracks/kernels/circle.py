"""The loop that finds circles: windows of the clock in which positions lie on one circle, and stay on it.

A circle is fitted to sums over the positions (Kasa's least squares), which add up from window to window, so that
nothing is kept but sums. A window that a ship leaves far behind, or hardly moves in, is passed over by two bounds that
are part of the definition: its ends lie more than the widest diameter apart, or its legs add up to less than the
slowest speed.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, FOUND, NO_TIME, Bounds, Column, Records
from vedette.tracks.kernels.circle_windows import (
    POINTS,
    circle_through,
    end_of,
    is_round,
    leaves,
    metres_east,
    metres_north,
    passed_over,
)
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.screens import BATCH, WIDEST
from vedette.tracks.kernels.sphere import METRES, cosine_of, steps_apart

LOPSIDED = 0.3
"""Share of the radius by which the mean of all positions may miss the centre: more is an arc, sailed to and fro."""
SUMS = ("x", "y", "xx", "xy", "yy", "xz", "yz", "zz", "path")
ENDS = ("time", "latitude", "longitude", "row")

STATE = np.dtype(
    [
        *((f"{part}_{name}", "f8") for part in ("window", "run") for name in SUMS),
        ("last_x", "f8"),
        ("last_y", "f8"),
        ("squeeze", "f8"),
        *((f"{part}_{name}", "i4") for part in ("window", "run") for name in ("count", "index")),
        *(
            (f"{part}_{side}_{name}", "i4")
            for part in ("window", "run")
            for side in ("first", "last")
            for name in ENDS
        ),
        ("origin_latitude", "i4"),
        ("origin_longitude", "i4"),
        ("radius", "i4"),
        ("tenths", "i4"),
        *((f"{part}_{side}_source", "i2") for part in ("window", "run") for side in ("first", "last")),
    ],
    align=True,
)
"""Sums over the positions of the window under way and of the run of windows before it, in metres from one origin
(``z`` is the square of the distance from it), with the ends of both; radius and tenths of a round of the run."""


@inlined
def _forget_window(state: Records) -> None:
    state.window_x = state.window_y = state.window_xx = state.window_xy = state.window_yy = 0.0
    state.window_xz = state.window_yz = state.window_zz = state.window_path = 0.0
    state.last_x = state.last_y = 0.0
    state.window_count = state.window_index = 0
    state.window_first_time = state.window_first_latitude = state.window_first_longitude = 0
    state.window_last_time = state.window_last_latitude = state.window_last_longitude = 0
    state.window_first_row = state.window_last_row = 0
    state.window_first_source = state.window_last_source = 0
    if not state.run_count:
        state.squeeze = 0.0
        state.origin_latitude = state.origin_longitude = 0


@inlined
def _forget_run(state: Records) -> None:
    state.run_x = state.run_y = state.run_xx = state.run_xy = state.run_yy = 0.0
    state.run_xz = state.run_yz = state.run_zz = state.run_path = 0.0
    state.run_count = state.run_index = state.radius = state.tenths = 0
    state.run_first_time = state.run_first_latitude = state.run_first_longitude = 0
    state.run_last_time = state.run_last_latitude = state.run_last_longitude = 0
    state.run_first_row = state.run_last_row = 0
    state.run_first_source = state.run_last_source = 0
    if not state.window_count:
        state.squeeze = 0.0
        state.origin_latitude = state.origin_longitude = 0


@inlined
def _write(state: Records, found: Records, count: int, transmitter: int) -> None:
    found[count].transmitter = transmitter
    found[count].began = state.run_first_time
    found[count].ended = state.run_last_time
    found[count].first_row = state.run_first_row
    found[count].first_source = state.run_first_source
    found[count].first_latitude = state.run_first_latitude
    found[count].first_longitude = state.run_first_longitude
    found[count].last_row = state.run_last_row
    found[count].last_source = state.run_last_source
    found[count].last_latitude = state.run_last_latitude
    found[count].last_longitude = state.run_last_longitude
    found[count].a = state.radius
    found[count].b = state.tenths


@inlined
def _end_run(state: Records, found: Records, count: int, transmitter: int, tenths: int) -> int:
    """Write the run if it goes round often enough, and forget it; returns the new count."""
    if state.run_count and state.tenths >= tenths:
        _write(state, found, count, transmitter)
        count += 1
    _forget_run(state)
    return count


@inlined
def _add_window(state: Records) -> None:
    """The run goes on to the end of the window, or begins with it."""
    if not state.run_count:
        state.run_first_time = state.window_first_time
        state.run_first_latitude = state.window_first_latitude
        state.run_first_longitude = state.window_first_longitude
        state.run_first_row = state.window_first_row
        state.run_first_source = state.window_first_source
    state.run_x += state.window_x
    state.run_y += state.window_y
    state.run_xx += state.window_xx
    state.run_xy += state.window_xy
    state.run_yy += state.window_yy
    state.run_xz += state.window_xz
    state.run_yz += state.window_yz
    state.run_zz += state.window_zz
    state.run_path += state.window_path
    state.run_count += state.window_count
    state.run_index = state.window_index
    state.run_last_time = state.window_last_time
    state.run_last_latitude = state.window_last_latitude
    state.run_last_longitude = state.window_last_longitude
    state.run_last_row = state.window_last_row
    state.run_last_source = state.window_last_source


@inlined
def close_window(
    state: Records, found: Records, count: int, transmitter: int,
    slowest: float, least: float, most: float, share: float, tenths: int,
) -> int:  # fmt: skip
    """Judge the window under way and forget it: the run goes on with it, begins with it, or ends before it."""
    seconds = state.window_last_time - state.window_first_time
    passes = state.window_count >= POINTS and state.window_path >= slowest * seconds
    if passes and leaves(
        state.window_first_latitude, state.window_first_longitude,
        state.window_last_latitude, state.window_last_longitude, most,
    ):  # fmt: skip
        passes = False
    if passes:
        radius, off, missed = circle_through(
            state.window_count, state.window_x, state.window_y, state.window_xx, state.window_xy,
            state.window_yy, state.window_xz, state.window_yz, state.window_zz,
        )  # fmt: skip
        passes = is_round(radius, off, least, most, share)
    if state.run_count:
        radius, off, missed = circle_through(
            state.run_count + state.window_count, state.run_x + state.window_x, state.run_y + state.window_y,
            state.run_xx + state.window_xx, state.run_xy + state.window_xy, state.run_yy + state.window_yy,
            state.run_xz + state.window_xz, state.run_yz + state.window_yz, state.run_zz + state.window_zz,
        )  # fmt: skip
        if not passes or not is_round(radius, off, least, most, share):
            count = _end_run(state, found, count, transmitter, tenths)
    if passes:
        _add_window(state)
        radius, off, missed = circle_through(
            state.run_count, state.run_x, state.run_y, state.run_xx, state.run_xy,
            state.run_yy, state.run_xz, state.run_yz, state.run_zz,
        )  # fmt: skip
        state.radius = int(radius)
        state.tenths = (
            int(10.0 * state.run_path / (2.0 * math.pi * radius)) if missed <= LOPSIDED * radius else 0
        )
    _forget_window(state)
    return count


@inlined
def _strayed(state: Records, latitude: int, longitude: int, most: float) -> bool:
    """Whether a place is so far from the origin of the run that it lies on no circle with it."""
    apart = steps_apart(state.origin_latitude, state.origin_longitude, latitude, longitude)
    return apart * METRES > 6.0 * most


@inlined
def _begin_window(state: Records, latitude: int, longitude: int, index: int) -> None:
    """The origin of sums stays that of the run, if there is one."""
    state.window_index = index
    if not state.run_count:
        state.origin_latitude = latitude
        state.origin_longitude = longitude
        state.squeeze = cosine_of(latitude)


@inlined
def _add(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    """Add a position to the sums of the window."""
    x = metres_east(longitude[at], state.origin_longitude, state.squeeze)
    y = metres_north(latitude[at], state.origin_latitude)
    z = x * x + y * y
    if state.window_count:
        along, up = x - state.last_x, y - state.last_y
        state.window_path += math.sqrt(along * along + up * up)
    else:
        state.window_first_time = time[at]
        state.window_first_latitude = latitude[at]
        state.window_first_longitude = longitude[at]
        state.window_first_row = row[at]
        state.window_first_source = source[at]
    state.window_count += 1
    state.window_x += x
    state.window_y += y
    state.window_xx += x * x
    state.window_xy += x * y
    state.window_yy += y * y
    state.window_xz += x * z
    state.window_yz += y * z
    state.window_zz += z * z
    state.last_x = x
    state.last_y = y
    state.window_last_time = time[at]
    state.window_last_latitude = latitude[at]
    state.window_last_longitude = longitude[at]
    state.window_last_row = row[at]
    state.window_last_source = source[at]


@inlined
def _add_rows(
    state: Records, found: Records, count: int, transmitter: int,
    time: Column, latitude: Column, longitude: Column, source: Column, row: Column, begin: int, end: int,
    index: int, most: float, tenths: int,
) -> int:  # fmt: skip
    """Add the positions of a window, or of a part of it; returns the new count."""
    for here in range(begin, end):
        if latitude[here] == ABSENT or longitude[here] == ABSENT:
            continue
        if not state.window_count:
            if state.run_count and _strayed(state, latitude[here], longitude[here], most):
                count = _end_run(state, found, count, transmitter, tenths)
            _begin_window(state, latitude[here], longitude[here], index)
        _add(state, time, latitude, longitude, source, row, here)
    return count


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), INT, REAL, REAL, REAL, REAL, INT,
)  # fmt: skip
def find_circles(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records,
    window: int, slowest: float, least: float, most: float, share: float, tenths: int,
) -> int:  # fmt: skip
    """Write each run of windows on one circle, of at least so many ``tenths`` of a round.

    A ``window`` is so many seconds of the clock.

    Radius from ``least`` to ``most`` metres, distance from it at most a ``share`` of it, ``slowest`` metres a second.
    Returns how many; at most one for each row. A row without a position is passed over.
    """
    count = 0
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        at, batch, index = begin, BATCH, 0
        while at < end:
            index += 1
            if not index * window <= time[at] < (index + 1) * window:
                index = time[at] // window
            last = end_of(time, at, end, (index + 1) * window)
            who = transmitter[at]
            if state.window_count and state.window_index != index:
                count = close_window(state, found, count, who, slowest, least, most, share, tenths)
            if state.run_count and index > state.run_index + 1:
                count = _end_run(state, found, count, who, tenths)
            if last < end and not state.run_count and not state.window_count:
                following = passed_over(
                    time, latitude, longitude, at, end, last, batch, slowest, least, most, share, window
                )
                batch = min(2 * batch, WIDEST) if following > last else BATCH
                if following > at:
                    at = following
                    continue
            count = _add_rows(
                state,
                found,
                count,
                who,
                time,
                latitude,
                longitude,
                source,
                row,
                at,
                last,
                index,
                most,
                tenths,
            )
            at = last
    return count


@compiled(
    column("i4"), records(STATE), records(FOUND), INT, INT, REAL, REAL, REAL, REAL, INT,
)  # fmt: skip
def leave_circles(
    transmitter: Column, states: Records, found: Records, until: int,
    window: int, slowest: float, least: float, most: float, share: float, tenths: int,
) -> int:  # fmt: skip
    """Write the runs that the data end in: open, unless a whole window has passed since. Changes the states.

    Returns how many; at most two for each transmitter.
    """
    count, now = 0, until // window
    for at in range(states.size):
        state = states[at]
        if state.window_count and state.window_index < now:
            count = close_window(state, found, count, transmitter[at], slowest, least, most, share, tenths)
        if state.run_count and state.tenths >= tenths:
            _write(state, found, count, transmitter[at])
            if now <= state.run_index + 1:
                found[count].open = 1
                found[count].ended = NO_TIME
            count += 1
    return count
