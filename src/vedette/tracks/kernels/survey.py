"""Where each transmitter of a piece begins, and whether the rows are in the order that the lake promises."""

from __future__ import annotations

from vedette.tracks.kernels.arrays import Bounds, Column
from vedette.tracks.kernels.compiling import INT, column, compiled, inlined, writable

BATCH = 1024


@inlined
def _is_seam(transmitter: Column, time: Column) -> bool:
    """Whether the transmitter changes or time runs backwards anywhere; counted from 0, which vectorises."""
    seam = False
    for at in range(time.size - 1):
        seam |= transmitter[at + 1] != transmitter[at]
        seam |= time[at + 1] < time[at]
    return seam


@compiled(column("i4"), column("i4"), INT, INT, writable("i8"))
def survey(transmitter: Column, time: Column, begin: int, end: int, bounds: Bounds) -> int:
    """Write the rows from ``begin`` to ``end`` at which another transmitter begins, then ``end``.

    Returns:
        How many segments there are; or, if row ``r`` comes before the row above it, ``-r``.
    """
    segments = 0
    bounds[0] = begin
    first = begin + 1
    while first < end:
        last = min(first + BATCH, end)
        if _is_seam(transmitter[first - 1 : last], time[first - 1 : last]):
            for at in range(first, last):
                if transmitter[at] != transmitter[at - 1]:
                    segments += 1
                    bounds[segments] = at
                if transmitter[at] < transmitter[at - 1] or (
                    transmitter[at] == transmitter[at - 1] and time[at] < time[at - 1]
                ):
                    return -at
        first = last
    bounds[segments + 1] = end
    return segments + 1
