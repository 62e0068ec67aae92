"""The loop that asks, for each silence, how other ships near its beginning were heard before and after.

Ships are near in a square of cells of one degree around the cell of the last position, widened east and west as
degrees shrink; the square grows until enough ships were heard in it.
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.arrays import ABSENT, Column, Records
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, records
from vedette.tracks.kernels.ports import COLUMNS, ROWS
from vedette.tracks.kernels.sphere import cosine_of

HOUR = 3600
DAY = 24 * HOUR
FIRST_HOURS = 4
"""Hours within which another ship is looked for again, the first of them left out: its last report may be the
later.
"""
LONGEST_PRESENCE = DAY
SPACING = 2 * HOUR
"""Reports within one presence are never so far apart: a window as long as this that it covers holds one."""

NEAR = np.dtype(
    [
        ("transmitter", "i4"),
        ("began", "i4"),
        ("ended", "i4"),
        ("latitude", "i4"),
        ("longitude", "i4"),
        ("others", "i4"),
        ("again", "i4"),
        ("silent", "i4"),
        ("reach", "i4"),
        ("ships_a_day", "i4"),
        ("instants_a_day", "i8"),
    ],
    align=True,
)
"""A silence (its first five fields), and what others near were heard: ``others`` ships shortly before it began,
of which ``again`` were heard in its first hours and ``silent`` not during all of it (-1: the time is too short);
``reach`` is the degrees around. In the day before, ``ships_a_day`` of them were heard there at that many instants."""


@inlined
def _first_from(times: Column, begin: int, end: int, moment: int) -> int:
    """The first place from ``begin`` whose time is ``moment`` or later; ``end`` if none is."""
    while begin < end:
        middle = (begin + end) // 2
        if times[middle] < moment:
            begin = middle + 1
        else:
            end = middle
    return begin


@inlined
def _is_heard(
    ship: int, ship_starts: Column, ship_time: Column, ship_until: Column, begin: int, end: int
) -> bool:
    """Whether a presence of the ship meets the window; presences are in order and never overlap."""
    at = _first_from(ship_time, ship_starts[ship], ship_starts[ship + 1], end + 1) - 1
    return bool(at >= ship_starts[ship] and ship_until[at] >= begin)


@inlined
def _clear(gap: Records, reach: int) -> None:
    gap.others, gap.again, gap.silent, gap.reach = 0, 0, 0, reach
    gap.ships_a_day, gap.instants_a_day = 0, 0


@inlined
def _hear_cell(
    gap: Records, near_s: int, until: int, stamped: Column, stamp: int, transmitters: Column,
    first: int, past: int, cell_ship: Column, cell_time: Column, cell_until: Column, cell_instants: Column,
    ship_starts: Column, ship_time: Column, ship_until: Column,
) -> None:  # fmt: skip
    """Add the presences of one cell; a ship is stamped once it counts for the day, and again once it is near."""
    again_from, again_until = gap.began + HOUR, min(gap.began + FIRST_HOURS * HOUR, until)
    at = _first_from(cell_time, first, past, gap.began - DAY - LONGEST_PRESENCE)
    while at < past and cell_time[at] <= gap.began:
        ship, here, since = cell_ship[at], at, cell_time[at]
        to = min(cell_until[at], gap.began)
        at += 1
        if transmitters[ship] == gap.transmitter or to < gap.began - DAY:
            continue
        share = to - max(since, gap.began - DAY) + 1
        gap.instants_a_day += cell_instants[here] * share // (cell_until[here] - since + 1)
        if stamped[ship] < stamp:
            stamped[ship] = stamp
            gap.ships_a_day += 1
        if stamped[ship] == stamp and to >= gap.began - near_s:
            stamped[ship] = stamp + 1
            gap.others += 1
            gap.again += _is_heard(ship, ship_starts, ship_time, ship_until, again_from, again_until)
            gap.silent += not _is_heard(
                ship, ship_starts, ship_time, ship_until, again_from, gap.ended - HOUR
            )


@inlined
def _hear_square(
    gap: Records, near_s: int, until: int, stamped: Column, stamp: int, transmitters: Column, cell_starts: Column,
    cell_ship: Column, cell_time: Column, cell_until: Column, cell_instants: Column,
    ship_starts: Column, ship_time: Column, ship_until: Column,
) -> None:  # fmt: skip
    """Add the presences of all cells within the reach of the silence."""
    row = min(max(gap.latitude // STEPS_PER_DEGREE + 90, 0), ROWS - 1)
    middle = (gap.longitude // STEPS_PER_DEGREE + 180) % COLUMNS
    nearest_pole = min(abs(gap.latitude) + gap.reach * STEPS_PER_DEGREE, 89 * STEPS_PER_DEGREE)
    wide = min(math.ceil(gap.reach / cosine_of(nearest_pole)), COLUMNS // 2)
    for near_row in range(max(row - gap.reach, 0), min(row + gap.reach + 1, ROWS)):
        for shift in range(-wide, min(wide + 1, COLUMNS // 2)):
            cell = near_row * COLUMNS + (middle + shift) % COLUMNS
            _hear_cell(
                gap, near_s, until, stamped, stamp, transmitters,
                int(cell_starts[cell]), int(cell_starts[cell + 1]),
                cell_ship, cell_time, cell_until, cell_instants, ship_starts, ship_time, ship_until,
            )  # fmt: skip


@compiled(
    records(NEAR), INT, INT, INT, column("i4"), column("i4"),
    column("i8"), column("i4"), column("i4"), column("i4"), column("i4"),
    column("i8"), column("i4"), column("i4"),
)  # fmt: skip
def hear_near(
    silences: Records, until: int, near_s: int, wanted: int, reaches: Column, transmitters: Column,
    cell_starts: Column, cell_ship: Column, cell_time: Column, cell_until: Column, cell_instants: Column,
    ship_starts: Column, ship_time: Column, ship_until: Column,
) -> int:  # fmt: skip
    """Fill in what others were heard near each silence; returns how many silences have a position.

    Presences come twice: in order of cell and time (``cell_*``, with the place of the ship among ``transmitters``),
    and in order of ship and time (``ship_*``). The square grows over ``reaches`` until ``wanted`` others were heard
    in it in the ``near_s`` seconds up to the silence. ``until`` is when the data end.
    """
    stamped = np.zeros(transmitters.size, np.int64)
    stamp, placed = 0, 0
    for which in range(silences.size):
        gap = silences[which]
        _clear(gap, 0)
        if (gap.latitude == ABSENT) | (gap.longitude == ABSENT):
            continue
        placed += 1
        for reach in reaches:
            stamp += 2
            _clear(gap, reach)
            _hear_square(
                gap, near_s, until, stamped, stamp, transmitters, cell_starts, cell_ship, cell_time, cell_until,
                cell_instants, ship_starts, ship_time, ship_until,
            )  # fmt: skip
            if gap.others >= wanted:
                break
        if min(gap.began + FIRST_HOURS * HOUR, until) - gap.began - HOUR < SPACING:
            gap.again = -1
        if gap.ended - gap.began - 2 * HOUR < SPACING:
            gap.silent = -1
    return placed
