"""The loop that finds slow slots: where a ship was every so many seconds, and how little it moved since the last.

First stage of encounters, and the only one that reads the table. A slot is a multiple of ``slot_s`` seconds of the
lake's time; the position in it is taken straight between the reports before and after, in steps. Rows that lie
between two slots are skipped over, eight at a time. Rows of a ship that sails on, or rests near a port, cannot show a
slot that counts: they are passed over by the batch, after comparisons without a branch, and only the last slot
among them is placed.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.ports import nearest_port
from vedette.tracks.kernels.screens import BATCH, WIDEST, all_within, no_silence, sails
from vedette.tracks.kernels.sphere import (
    FULL,
    HALF,
    METRES,
    cosine_of,
    haversine,
    haversine_of,
    steps_apart,
    wrapped,
)

STRIDE = 8
PATIENCE = 16
"""Rows to wait after a batch that could not be passed over."""
LOST, SAILS, RESTS, DRIFTS = range(4)
"""What a ship does in a slot: where it was before is unknown; it moves on; it is slow near a port; or away from all."""
CLEAR = 1.02
"""How much faster than slow a ship must sail to be passed over: more than all that is bent or rounded."""
SHRUNK = 0.998
"""What is left at least of the square of a flat distance of less than a degree, once the Earth is round."""
FARTHEST = 400 * 600_000

STATE = np.dtype(
    [
        ("known", "i4"),
        ("time", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("row", "i4"),
        ("slot", "i4"),
        ("slot_latitude", "i4"),
        ("slot_longitude", "i4"),
        ("measured_latitude", "i4"),
        ("measured_longitude", "i4"),
        ("safe", "i4"),
        ("source", "i2"),
        ("placed", "i2"),
        ("measured", "i2"),
        ("near", "i2"),
    ],
    align=True,
)
"""The last position; the last slot and where the ship was then, if it is ``placed``; the last look for a port."""

SLOT = np.dtype(
    [
        ("transmitter", "i4"),
        ("slot", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("first_row", "i4"),
        ("last_row", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""A ship slow in a slot, away from ports: where, and the reports before and after that say so."""


@inlined
def between(value: int, difference: int, part: int, whole: int) -> int:
    """``value`` plus ``part`` of ``whole`` of a difference, to the nearest step, half a step up.

    Exact in floating point, which divides faster: the product is below 2**53, and no quotient comes nearer to the
    next whole number than a two thousandth of what rounding could bridge.
    """
    return value + math.floor((2.0 * difference * part + whole) / (2.0 * whole))


@inlined
def folded(longitude: int) -> int:
    """A longitude that went over the antimeridian, from -180 up to 180 degrees."""
    if longitude >= HALF:
        return longitude - FULL
    if longitude < -HALF:
        return longitude + FULL
    return longitude


@inlined
def _reached(time: Column, at: int, end: int, moment: int) -> int:
    """The first row from ``at`` on whose time is ``moment`` or later; ``end`` if none is."""
    while at + STRIDE < end and time[at + STRIDE] < moment:
        at += STRIDE
    while at < end and time[at] < moment:
        at += 1
    return at


@inlined
def _present(latitude: Column, longitude: Column, at: int, end: int) -> int:
    """The first row from ``at`` on that has a position; ``end`` if none has."""
    while at < end and ((latitude[at] == ABSENT) | (longitude[at] == ABSENT)):
        at += 1
    return at


@inlined
def _take(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column, at: int
) -> None:
    state.known = 1
    state.time, state.latitude, state.longitude = time[at], latitude[at], longitude[at]
    state.source, state.row = source[at], row[at]


@inlined
def _near_port(
    state: Records, latitude: int, longitude: int, starts: Column, port_latitude: Column, port_longitude: Column,
    least: float,
) -> int:  # fmt: skip
    """Whether a port lies nearer than ``least`` metres; looked up only when the ship has moved far enough to matter."""
    moved = steps_apart(state.measured_latitude, state.measured_longitude, latitude, longitude)
    if not state.measured or moved > state.safe:
        _, metres = nearest_port(latitude, longitude, starts, port_latitude, port_longitude)
        state.near = 1 if metres < least else 0
        state.measured = 1
        state.measured_latitude, state.measured_longitude = latitude, longitude
        state.safe = min(int(abs(metres - least) / METRES) - 1, FARTHEST)
    return int(state.near)


@inlined
def _is_slow(
    latitude: int, longitude: int, to_latitude: int, to_longitude: int, steps: int, chord: float
) -> bool:
    """Whether a ship moved less than ``steps`` and ``chord``, which are the same distance."""
    north, east = abs(to_latitude - latitude), abs(wrapped(to_longitude - longitude))
    if north > steps:
        return False
    if north + east < steps - 1:
        return True
    if east < STEPS_PER_DEGREE:
        squeezed = cosine_of(max(abs(latitude), abs(to_latitude))) * east
        if SHRUNK * (squeezed * squeezed + north * north) > float(steps) * steps:
            return False
    return haversine(latitude, longitude, to_latitude, to_longitude) < chord


@inlined
def _begin(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    begin: int, end: int,
) -> int:  # fmt: skip
    """The first row to look at, behind the one that begins a ship's track if nothing is known of it yet."""
    if state.known:
        return begin
    at = _present(latitude, longitude, begin, end)
    if at < end:
        _take(state, time, latitude, longitude, source, row, at)
        at += 1
    return at


@inlined
def _hold(
    state: Records, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    at: int, reached: int,
) -> None:  # fmt: skip
    """Take the last row with a position from ``at`` up to but without ``reached``, if there is one."""
    held = reached - 1
    while held >= at and ((latitude[held] == ABSENT) | (longitude[held] == ABSENT)):
        held -= 1
    if held >= at:
        _take(state, time, latitude, longitude, source, row, held)


@inlined
def _mood(
    state: Records, latitude: int, longitude: int, steps: int, chord: float,
    starts: Column, port_latitude: Column, port_longitude: Column, least: float,
) -> int:  # fmt: skip
    """What the ship does between the last slot and this one, in which it is at that position."""
    if not state.placed:
        return LOST
    if not _is_slow(state.slot_latitude, state.slot_longitude, latitude, longitude, steps, chord):
        return SAILS
    if _near_port(state, latitude, longitude, starts, port_latitude, port_longitude, least):
        return RESTS
    return DRIFTS


@inlined
def _passable(
    state: Records, time: Column, latitude: Column, longitude: Column, at: int, end: int,
    mood: int, pace: float, slot_s: int, longest: int,
) -> int:  # fmt: skip
    """Up to which row no slot can count, ``at`` if that is not known; two rows before ``at`` are looked at too."""
    back, width = at - 2, BATCH
    while at < end:
        last = min(at + width, end)
        if mood == SAILS:
            passes = sails(time, latitude, longitude, back, last, pace, longest)
        else:
            passes = all_within(
                latitude, longitude, at - 1, last,
                state.measured_latitude, state.measured_longitude, state.safe - 2,
            ) and no_silence(time, at - 1, last, longest)  # fmt: skip
        if not passes and width == BATCH:
            return at
        width = min(2 * width, WIDEST) if passes else BATCH
        if not passes:
            continue
        before = last - 1
        while before > back and time[before] > time[last - 1] - slot_s:
            before -= 1
        back, at = before, last
    return at


@inlined
def _place_last(
    state: Records, time: Column, latitude: Column, longitude: Column, reached: int, slot_s: int
) -> None:
    """Put the ship into the last slot up to the row before ``reached``; all rows since its state have positions."""
    slot = time[reached - 1] // slot_s
    if slot == state.slot:
        return
    at = reached - 1
    while time[at - 1] >= slot * slot_s:
        at -= 1
    part, whole = slot * slot_s - time[at - 1], time[at] - time[at - 1]
    north, east = latitude[at] - latitude[at - 1], wrapped(longitude[at] - longitude[at - 1])
    state.slot = slot
    state.slot_latitude = between(latitude[at - 1], north, part, whole)
    state.slot_longitude = folded(between(longitude[at - 1], east, part, whole))


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), column("i2"), column("i4"),
    writable("i8"), INT, records(STATE), records(SLOT),
    column("i4"), column("i4"), column("i4"), REAL, REAL, INT, INT,
)  # fmt: skip
def find_slow_slots(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, source: Column, row: Column,
    bounds: Bounds, segments: int, states: Records, found: Records,
    starts: Column, port_latitude: Column, port_longitude: Column,
    least: float, farthest: float, slot_s: int, longest: int,
) -> int:  # fmt: skip
    """Write each slot before which a ship moved less than ``farthest`` metres, ``least`` metres or more from ports.

    Nothing is known of slots between two reports more than ``longest`` seconds apart. Returns how many.
    """
    count, steps, chord = 0, int(farthest / METRES), haversine_of(farthest)
    pace = farthest / METRES / slot_s * CLEAR
    for segment in range(segments):
        begin, end = int(bounds[segment]), int(bounds[segment + 1])
        state = states[segment]
        at = _begin(state, time, latitude, longitude, source, row, begin, end)
        slot = state.time // slot_s + 1
        mood, again = LOST, begin + 2
        while at < end:
            if SAILS <= mood <= RESTS and at >= again:
                passed = _passable(state, time, latitude, longitude, at, end, mood, pace, slot_s, longest)
                if passed > at:
                    _place_last(state, time, latitude, longitude, passed, slot_s)
                    _take(state, time, latitude, longitude, source, row, passed - 1)
                    slot, at = state.slot + 1, passed
                mood, again = LOST, at + PATIENCE
                continue
            reached = _reached(time, at, end, slot * slot_s)
            _hold(state, time, latitude, longitude, source, row, at, reached)
            at = _present(latitude, longitude, reached, end)
            if at == end:
                break
            whole = time[at] - state.time
            if whole > longest:
                state.placed = 0
                slot = time[at] // slot_s + 1
            north, east = latitude[at] - state.latitude, wrapped(longitude[at] - state.longitude)
            while slot * slot_s <= time[at]:
                part = slot * slot_s - state.time
                here = between(state.latitude, north, part, whole)
                there = folded(between(state.longitude, east, part, whole))
                mood = _mood(state, here, there, steps, chord, starts, port_latitude, port_longitude, least)
                if mood == DRIFTS:
                    found[count].transmitter, found[count].slot = transmitter[at], slot
                    found[count].latitude, found[count].longitude = here, there
                    found[count].first_row, found[count].first_source = state.row, state.source
                    found[count].last_row, found[count].last_source = row[at], source[at]
                    count += 1
                state.placed, state.slot = 1, slot
                state.slot_latitude, state.slot_longitude = here, there
                slot += 1
            _take(state, time, latitude, longitude, source, row, at)
            at += 1
    return count
