"""The loop that finds slow hours in a row: hours of the clock whose mean implied speed is low.

A leg (from one position to the next) counts in the hour of its later report; a leg of more than an hour counts
in none, for it says nothing about that hour. Each hour is tried by two bounds first: where the ship was at its ends
gives the least distance sailed, the sum of steps north and east the greatest. Only an hour that both leave
open is measured leg by leg. Hours in which every leg is as slow, or as fast, as those before are passed over together.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, FOUND, NO_TIME, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.runs import write_run
from vedette.tracks.kernels.screens import BATCH, WIDEST, creeps, sails
from vedette.tracks.kernels.sphere import METRES, cosine_of, haversine, near_metres, wrapped

HOUR = 3600
PATIENCE = 16
"""Rows to wait after hours that could not be passed over."""
STRIDE = 8
"""Rows skipped at a time on the way to the end of an hour."""
BENT = 0.02
"""By how much legs are slower or faster than the limit where hours are passed over."""
MARGIN = 1e-6
"""By how much a bound must be clear of the limit: more than all rounding, so that bounds and sums agree."""
SHRUNK = 0.999
"""What is left of the flat distance of two positions within a degree, at least, once the Earth is round."""

STATE = np.dtype(
    [
        ("sailed", "f8"),
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("row", "i4"),
        ("pending", "i4"),
        ("hour", "i4"),
        ("seconds", "i4"),
        ("start_time", "i4"),
        ("start_latitude", "i4"),
        ("start_longitude", "i4"),
        ("start_row", "i4"),
        ("run", "i4"),
        ("run_hour", "i4"),
        ("first_time", "i4"),
        ("first_latitude", "i4"),
        ("first_longitude", "i4"),
        ("first_row", "i4"),
        ("last_time", "i4"),
        ("last_latitude", "i4"),
        ("last_longitude", "i4"),
        ("last_row", "i4"),
        ("source", "i2"),
        ("start_source", "i2"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""The last position; the hour under way (its start, metres and seconds so far); the run of slow hours so far."""


@inlined
def _begin_run(state: Records) -> None:
    state.run = 0
    state.first_time = state.start_time
    state.first_latitude = state.start_latitude
    state.first_longitude = state.start_longitude
    state.first_row = state.start_row
    state.first_source = state.start_source


@inlined
def _emit(state: Records, found: Records, count: int, transmitter: int) -> None:
    write_run(state, found, count, transmitter)
    state.run = 0


@inlined
def end_hour(state: Records, found: Records, count: int, transmitter: int, fastest: float, least: int) -> int:
    """Judge the hour under way, whose last position is the state's; returns the new count of what was found.

    The run grows by a slow hour that follows its last; anything else ends it, and a slow hour begins another.
    """
    slow = state.seconds > 0 and state.sailed < fastest * state.seconds
    if state.run > 0 and (not slow or state.hour != state.run_hour + 1):
        if state.run >= least:
            _emit(state, found, count, transmitter)
            count += 1
        state.run = 0
    if slow:
        if state.run == 0:
            _begin_run(state)
        state.run += 1
        state.run_hour = state.hour
        state.last_time = state.time
        state.last_latitude = state.latitude
        state.last_longitude = state.longitude
        state.last_row = state.row
        state.last_source = state.source
    state.pending = 0
    state.sailed = 0.0
    state.seconds = 0
    return count


@inlined
def _go_on(state: Records, hour: int) -> None:
    """The run, if there is one, goes on to the end of the hour, of which the state has the last position."""
    if state.run:
        state.run += hour - state.run_hour
        state.run_hour = hour
        state.last_time = state.time
        state.last_latitude = state.latitude
        state.last_longitude = state.longitude
        state.last_row = state.row
        state.last_source = state.source


@inlined
def _begin_hour(state: Records, hour: int) -> None:
    state.pending = 1
    state.hour = hour
    state.sailed = 0.0
    state.seconds = 0
    state.start_time = state.time
    state.start_latitude = state.latitude
    state.start_longitude = state.longitude
    state.start_row = state.row
    state.start_source = state.source


@inlined
def _take(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    state.known = 1
    state.time = time[at]
    state.latitude = latitude[at]
    state.longitude = longitude[at]
    state.source = source[at]
    state.row = row[at]


@inlined
def _sail(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    begin: int, end: int, hour: int,
) -> None:  # fmt: skip
    """Add the legs to the rows from ``begin`` to ``end``, all of one hour, one by one."""
    for at in range(begin, end):
        if latitude[at] == ABSENT or longitude[at] == ABSENT:
            continue
        if state.known and time[at] - state.time <= HOUR:
            if not state.pending:
                _begin_hour(state, hour)
            chord = haversine(state.latitude, state.longitude, latitude[at], longitude[at])
            state.sailed += near_metres(chord)
            state.seconds += time[at] - state.time
        _take(state, time, latitude, longitude, source, row, at)


@inlined
def _steps_between(latitude: Column, longitude: Column) -> tuple[int, int, int]:
    """Steps sailed north and south, and east and west, and the latitude nearest to the equator.

    The last is -1 if a position is absent. Counted from 0, which vectorises. Across the antimeridian the steps
    are far too many, and so still a bound.
    """
    north = east = 0
    lowest = abs(latitude[0])
    absent = False
    for at in range(latitude.size - 1):
        absent |= (latitude[at + 1] == ABSENT) | (longitude[at + 1] == ABSENT)
        north += abs(latitude[at + 1] - latitude[at])
        east += abs(longitude[at + 1] - longitude[at])
        lowest = min(lowest, abs(latitude[at + 1]))
    return north, east, -1 if absent else lowest


@inlined
def _bounded(
    state: Records, time: Column, latitude: Column, longitude: Column, begin: int, end: int, fastest: float
) -> int:
    """1 if the whole hour is surely slow, 2 if surely fast, 0 if its legs must be measured."""
    at = end - 1
    if (latitude[at] == ABSENT) | (longitude[at] == ABSENT):
        return 0
    limit = fastest * (time[at] - state.time)
    along = latitude[at] - state.latitude
    across = wrapped(longitude[at] - state.longitude)
    if abs(along) < STEPS_PER_DEGREE and abs(across) < STEPS_PER_DEGREE:
        squeezed = cosine_of(max(abs(latitude[at]), abs(state.latitude))) * across
        if math.sqrt(float(along * along) + squeezed * squeezed) * SHRUNK * METRES > limit:
            return 2
    if (latitude[begin] == ABSENT) | (longitude[begin] == ABSENT):
        return 0
    first = abs(latitude[begin] - state.latitude) + abs(wrapped(longitude[begin] - state.longitude))
    north, east, lowest = _steps_between(latitude[begin:end], longitude[begin:end])
    sailed = first + north + cosine_of(max(lowest, 0)) * east
    return 1 if lowest >= 0 and sailed * METRES < limit * (1.0 - MARGIN) else 0


@inlined
def _alike(
    state: Records, time: Column, latitude: Column, longitude: Column, begin: int, end: int, fastest: float
) -> int:
    """The first row of the hour up to which all are as slow as the run before, or as fast if there is none."""
    pace, at, width = fastest / METRES, begin, BATCH
    while at < end:
        last = min(at + width, end)
        if state.run:
            passes = creeps(time, latitude, longitude, at - 1, last, pace * (1.0 - BENT), HOUR)
        else:
            passes = sails(time, latitude, longitude, at - 1, last, pace * (1.0 + BENT), HOUR)
        if passes:
            at, width = last, min(2 * width, WIDEST)
        elif width == BATCH:
            break
        else:
            width = BATCH
    if at == begin:
        return begin
    beyond = time[at - 1] // HOUR * HOUR
    while at > begin and time[at - 1] >= beyond:
        at -= 1
    return at


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(FOUND), REAL, INT,
)  # fmt: skip
def find_slow_hours(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, fastest: float, least: int,
) -> int:  # fmt: skip
    """Write each run of at least ``least`` hours of a mean below ``fastest`` metres a second; returns how many.

    At most one for each row. ``a`` is the number of hours.
    """
    count = 0
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        again = begin + 1
        while begin < end:
            hour = time[begin] // HOUR
            beyond = (hour + 1) * HOUR
            last = begin + 1
            while last + STRIDE < end and time[last + STRIDE] < beyond:
                last += STRIDE
            while last < end and time[last] < beyond:
                last += 1
            if state.pending and state.hour != hour:
                count = end_hour(state, found, count, transmitter[begin], fastest, least)
                if begin >= again and (state.run == 0 or state.run_hour == hour - 1):
                    onward = _alike(state, time, latitude, longitude, begin, end, fastest)
                    again = onward + PATIENCE
                    if onward > begin:
                        _take(state, time, latitude, longitude, source, row, onward - 1)
                        _go_on(state, time[onward - 1] // HOUR)
                        begin = onward
                        continue
            judged = 0
            if last < end and state.known and not state.pending and time[begin] - state.time <= HOUR:
                judged = _bounded(state, time, latitude, longitude, begin, last, fastest)
            if judged:
                _begin_hour(state, hour)
                state.seconds = time[last - 1] - state.time
                state.sailed = 0.0 if judged == 1 else fastest * (state.seconds + 1)
                _take(state, time, latitude, longitude, source, row, last - 1)
            else:
                _sail(state, time, latitude, longitude, source, row, begin, last, hour)
            begin = last
    return count


@compiled(column("i4"), records(STATE), records(FOUND), INT, REAL, INT)
def leave_hours(
    transmitter: Column, states: Records, found: Records, until: int, fastest: float, least: int
) -> int:
    """Write the runs that the data leave at ``until``: open if the next hour may still go on with them.

    The hour under way counts as far as it is known. The states are spent. At most two for each transmitter.
    """
    count = 0
    for at in range(states.size):
        state = states[at]
        unfinished = False
        if state.pending:
            unfinished = until // HOUR <= state.hour
            before = count
            count = end_hour(state, found, count, transmitter[at], fastest, least)
            if unfinished and count > before:
                _mark_open(found, before)
        if state.run >= least:
            goes_on = unfinished or until // HOUR <= state.run_hour + 1
            _emit(state, found, count, transmitter[at])
            if goes_on:
                _mark_open(found, count)
            count += 1
    return count


@inlined
def _mark_open(found: Records, at: int) -> None:
    found[at].open = 1
    found[at].ended = NO_TIME
