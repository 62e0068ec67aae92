"""The loop that finds slow slots: where a ship was every so many seconds, and how little it moved since the last.

First stage of encounters, and the only one that reads the table. A slot is a multiple of ``slot_s`` seconds of the
lake's time; the position in it is taken straight between the reports before and after, in steps. Rows that lie
between two slots are skipped over, eight at a time.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.ports import nearest_port
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
    for segment in range(segments):
        end = int(bounds[segment + 1])
        state = states[segment]
        at = _begin(state, time, latitude, longitude, source, row, int(bounds[segment]), end)
        slot = state.time // slot_s + 1
        while at < end:
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
                if (
                    state.placed
                    and _is_slow(state.slot_latitude, state.slot_longitude, here, there, steps, chord)
                    and not _near_port(state, here, there, starts, port_latitude, port_longitude, least)
                ):
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
