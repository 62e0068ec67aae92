"""The loop that finds out how each ship was heard: hours in a row in a cell of one degree, and its silences.

Rows of one clock hour go together, so that most of a table is skipped over: an hour counts the instants at which
the ship was heard, and takes the place of its last position. A record of presence ends where the ship leaves the
cell, where an hour without a report follows, and at midnight. Around a silence two more records say how the ship went
into it and came out.
"""

from __future__ import annotations

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, records, writable

HOUR = 3600
DAY_HOURS = 24
STRIDE = 8
LOOK_BACK = 12
"""Clock hours whose instants are counted before a silence, that of the last report among them."""
MARKS = 2
"""Ends of hours that are kept as marks."""
MARK_S = 1200
"""A way into or out of a silence is measured over at least so many seconds, so that a receiver's error matters
little.
"""
MARK_HOURS = 3
"""Hours from a silence beyond which a position says nothing about the way into it or out of it."""

PRESENT, BEFORE, AFTER = 0, 1, 2
HEARD = np.dtype(
    [
        ("transmitter", "i4"),
        ("what", "i2"),
        ("speed", "i2"),
        ("time", "i4"),
        ("until", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("instants", "i4"),
    ],
    align=True,
)
"""How a ship was heard.

``PRESENT``: from ``time`` to ``until``, at that many instants, in the cell of that position (absent: nowhere).
``BEFORE`` a silence that began at ``time``: the position at ``until``, some time earlier, the last speed, and the
instants of the `LOOK_BACK` clock hours. ``AFTER`` a silence that ended at ``time``: the first speed, and the
position at ``until``, some time later.
"""

STATE = np.dtype(
    [
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("hour", "i4"),
        ("began", "i4"),
        ("instants", "i4"),
        ("run", "i4"),
        ("run_hour", "i4"),
        ("run_began", "i4"),
        ("run_ended", "i4"),
        ("run_latitude", "i4"),
        ("run_longitude", "i4"),
        ("run_instants", "i4"),
        ("marks", "i4"),
        ("mark_time", "i4"),
        ("mark_latitude", "i4"),
        ("mark_longitude", "i4"),
        ("older_time", "i4"),
        ("older_latitude", "i4"),
        ("older_longitude", "i4"),
        ("after", "i4"),
        ("after_time", "i4"),
        ("after_speed", "i2"),
        ("speed", "i2"),
        ("counts", "u2", (LOOK_BACK,)),
    ],
    align=True,
)
"""The hour under way, the run of hours before it, the ends of the two hours before, the silence just over, and the
instants of the last hours (65,535 at most), each at its hour modulo their number."""


@inlined
def same_cell(latitude: int, longitude: int, other_latitude: int, other_longitude: int) -> bool:
    """Whether two positions lie in one cell of a degree; absent ones do."""
    return (
        latitude // STEPS_PER_DEGREE == other_latitude // STEPS_PER_DEGREE
        and longitude // STEPS_PER_DEGREE == other_longitude // STEPS_PER_DEGREE
    )


@inlined
def _present(found: Records, count: int, transmitter: int, state: Records) -> None:
    found[count].transmitter = transmitter
    found[count].what = PRESENT
    found[count].speed = 0
    found[count].time = state.run_began
    found[count].until = state.run_ended
    found[count].latitude = state.run_latitude
    found[count].longitude = state.run_longitude
    found[count].instants = state.run_instants


@inlined
def _count_hour(state: Records, hour: int) -> None:
    """Clear the counts of hours without a report before this one."""
    for empty in range(max(state.hour + 1, hour - LOOK_BACK + 1), hour):
        state.counts[empty % LOOK_BACK] = 0
    state.counts[hour % LOOK_BACK] = 0


@inlined
def _end_hour(state: Records, found: Records, count: int, transmitter: int) -> int:
    """Add the hour under way to the run of hours, or begin another; returns the new count of what was found."""
    goes_on = (
        state.run != 0
        and state.hour == state.run_hour + 1
        and state.hour % DAY_HOURS != 0
        and same_cell(state.latitude, state.longitude, state.run_latitude, state.run_longitude)
    )
    if not goes_on:
        if state.run:
            _present(found, count, transmitter, state)
            count += 1
        state.run = 1
        state.run_began = state.began
        state.run_latitude, state.run_longitude = state.latitude, state.longitude
        state.run_instants = 0
    state.run_hour, state.run_ended = state.hour, state.time
    state.run_instants += state.instants
    state.counts[state.hour % LOOK_BACK] = min(state.instants, 65_535)
    has_position = (state.latitude != ABSENT) & (state.longitude != ABSENT)
    if state.after and state.time - state.after_time > MARK_HOURS * HOUR:
        state.after = 0
    if state.after and has_position and state.time - state.after_time >= MARK_S:
        found[count].transmitter = transmitter
        found[count].what = AFTER
        found[count].speed = state.after_speed
        found[count].time, found[count].until = state.after_time, state.time
        found[count].latitude, found[count].longitude = state.latitude, state.longitude
        found[count].instants = 0
        count += 1
        state.after = 0
    return count


@inlined
def _mark(state: Records) -> None:
    """Keep where the hour that is over ended."""
    if (state.latitude != ABSENT) & (state.longitude != ABSENT):
        state.marks = min(state.marks + 1, MARKS)
        state.older_time = state.mark_time
        state.older_latitude, state.older_longitude = state.mark_latitude, state.mark_longitude
        state.mark_time = state.time
        state.mark_latitude, state.mark_longitude = state.latitude, state.longitude


@inlined
def write_before(state: Records, found: Records, count: int, transmitter: int) -> None:
    """Write how the ship went into a silence that begins at its last report; its hour is over, but not yet kept."""
    found[count].transmitter = transmitter
    found[count].what = BEFORE
    found[count].speed = state.speed
    found[count].time, found[count].until = state.time, state.time
    found[count].latitude, found[count].longitude = ABSENT, ABSENT
    instants = 0
    for at in range(LOOK_BACK):
        instants += state.counts[at]
    found[count].instants = instants
    if state.marks and MARK_S <= state.time - state.mark_time <= MARK_HOURS * HOUR:
        found[count].until = state.mark_time
        found[count].latitude, found[count].longitude = state.mark_latitude, state.mark_longitude
    elif state.marks == MARKS and MARK_S <= state.time - state.older_time <= MARK_HOURS * HOUR:
        found[count].until = state.older_time
        found[count].latitude, found[count].longitude = state.older_latitude, state.older_longitude


@inlined
def _take_hour(
    state: Records, time: Column, latitude: Column, longitude: Column, speed: Column, at: int, reached: int
) -> None:
    """Take the rows from ``at`` up to ``reached``, all of the hour under way."""
    before = state.time if state.known else time[at] - 1
    for row in range(at, reached):
        state.instants += time[row] != before
        before = time[row]
    held = reached - 1
    while held >= at and ((latitude[held] == ABSENT) | (longitude[held] == ABSENT)):
        held -= 1
    if held >= at:
        state.latitude, state.longitude = latitude[held], longitude[held]
    state.known, state.time, state.speed = 1, time[reached - 1], speed[reached - 1]


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"),
    writable("i8"), INT, records(STATE), records(HEARD), INT,
)  # fmt: skip
def find_heard(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, speed: Column,
    bounds: Bounds, segments: int, states: Records, found: Records, least: int,
) -> int:  # fmt: skip
    """Write presences, and what surrounds each silence of at least ``least`` seconds (more than an hour).

    At most four records for each row. Returns how many.
    """
    count = 0
    for segment in range(segments):
        at, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        while at < end:
            hour = time[at] // HOUR
            beyond = (hour + 1) * HOUR
            reached = at + 1
            while reached + STRIDE < end and time[reached + STRIDE] < beyond:
                reached += STRIDE
            while reached < end and time[reached] < beyond:
                reached += 1
            if not state.known:
                state.latitude, state.longitude = ABSENT, ABSENT
            if not state.known or hour != state.hour:
                if state.known:
                    count = _end_hour(state, found, count, transmitter[at])
                    if time[at] - state.time >= least:
                        write_before(state, found, count, transmitter[at])
                        count += 1
                        state.after, state.after_time, state.after_speed = 1, time[at], speed[at]
                    _mark(state)
                    if time[at] - state.time >= least:
                        state.latitude, state.longitude = ABSENT, ABSENT
                _count_hour(state, hour)
                state.hour, state.began, state.instants = hour, time[at], 0
            _take_hour(state, time, latitude, longitude, speed, at, reached)
            at = reached
    return count


@compiled(column("i4"), records(STATE), records(HEARD))
def leave_heard(transmitter: Column, states: Records, found: Records) -> int:
    """Write what the states still hold: presences, and how each ship went into the silence after its last report.

    The states are spent. At most four records for each transmitter. Returns how many.
    """
    count = 0
    for at in range(states.size):
        state = states[at]
        if state.known:
            count = _end_hour(state, found, count, transmitter[at])
            write_before(state, found, count, transmitter[at])
            _present(found, count + 1, transmitter[at], state)
            count += 2
    return count
