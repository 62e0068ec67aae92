"""The order of the lake, made by stable partition: a counting sort by transmitter, then repair where needed.

Input in order of time needs the partition alone. Only a transmitter whose rows run backwards is merged, from the
ascending runs that it already has. No table is ever sorted by comparison as a whole.
"""

# ruff: noqa: PLR0917 -- compiled functions take their arrays by position

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.model.compiled import compiled
from vedette.model.lake import DTYPES, Columns, read_only

KEY = ("transmitter", "time", "source", "row")
"""The columns that order the lake; ``source`` counts by the rank of its digest."""

DIGIT_BITS = 11
DIGITS = 1 << DIGIT_BITS
PASSES = 3
"""Three digits of eleven bits cover nine decimal digits."""

Ints = npt.NDArray[Any]


def order_of(columns: Columns, ranks: npt.NDArray[np.int16]) -> npt.NDArray[np.int32] | None:
    """The permutation that puts rows into the order of `KEY`, or None if they are in it already."""
    transmitter, time, source, row = (read_only(columns[name], DTYPES[name]) for name in KEY)
    ranks = read_only(ranks, np.dtype(np.int16))
    if is_ordered(transmitter, time, source, row, ranks):
        return None
    count = len(transmitter)
    permutation, spare = np.empty(count, np.int32), np.empty(count, np.int32)
    ordered = _partition(transmitter, permutation, spare, np.empty((PASSES, DIGITS), np.int32))
    order, other = (permutation, spare) if ordered else (spare, permutation)
    if not is_in_time(time, source, row, ranks):
        _repair(transmitter, time, source, row, ranks, order, other)
    return order


def permuted(column: Ints, order: npt.NDArray[np.int32]) -> Ints:
    """The values of a column in that order."""
    put = np.empty(len(order), column.dtype)
    _gather(read_only(column, column.dtype), order, put)
    return put


@compiled
def _gather(column: Ints, order: Ints, put: Ints) -> None:
    for at in range(len(order)):
        put[at] = column[order[at]]


@compiled
def _before(
    left: int, right: int, transmitter: Ints, time: Ints, source: Ints, row: Ints, ranks: Ints
) -> bool:
    """Whether a row comes strictly before another."""
    if transmitter[left] != transmitter[right]:
        return bool(transmitter[left] < transmitter[right])
    if time[left] != time[right]:
        return bool(time[left] < time[right])
    if ranks[source[left]] != ranks[source[right]]:
        return bool(ranks[source[left]] < ranks[source[right]])
    return bool(row[left] < row[right])


@compiled
def is_ordered(transmitter: Ints, time: Ints, source: Ints, row: Ints, ranks: Ints) -> bool:
    """Whether no row comes before the one above it: what a source that is clustered already looks like."""
    for at in range(1, len(transmitter)):  # noqa: SIM110 -- a loop is what compiles well
        if _before(at, at - 1, transmitter, time, source, row, ranks):
            return False
    return True


@compiled
def is_in_time(time: Ints, source: Ints, row: Ints, ranks: Ints) -> bool:
    """Whether the rows of all transmitters together are in order: then so are those of each, after a partition."""
    for at in range(1, len(time)):
        if time[at] > time[at - 1]:
            continue
        if time[at] < time[at - 1]:
            return False
        rank, before = ranks[source[at]], ranks[source[at - 1]]
        if rank < before or (rank == before and row[at] < row[at - 1]):
            return False
    return True


@compiled
def _partition(transmitter: Ints, permutation: Ints, spare: Ints, counts: Ints) -> bool:
    """Put row numbers in stable order of transmitter, one digit after the other; whether ``permutation`` has them.

    Otherwise ``spare`` has. A digit that all rows share is passed over.
    """
    counts[:] = 0
    for at in range(len(transmitter)):
        for digit in range(PASSES):
            counts[digit, (transmitter[at] >> (digit * DIGIT_BITS)) & (DIGITS - 1)] += 1
    for at in range(len(transmitter)):
        permutation[at] = at
    here, there, is_first = permutation, spare, True
    for digit in range(PASSES):
        shift, total = digit * DIGIT_BITS, 0
        if counts[digit, (transmitter[0] >> shift) & (DIGITS - 1)] == len(transmitter):
            continue
        for value in range(DIGITS):
            held = counts[digit, value]
            counts[digit, value] = total
            total += held
        for at in range(len(transmitter)):
            one = here[at]
            value = (transmitter[one] >> shift) & (DIGITS - 1)
            there[counts[digit, value]] = one
            counts[digit, value] += 1
        here, there, is_first = there, here, not is_first
    return is_first


@compiled
def _repair(
    transmitter: Ints, time: Ints, source: Ints, row: Ints, ranks: Ints, order: Ints, spare: Ints
) -> None:
    """Put each transmitter's rows into order where they are not."""
    count, start = len(order), 0
    while start < count:
        end, broken = start + 1, False
        while end < count and transmitter[order[end]] == transmitter[order[start]]:
            if _before(order[end], order[end - 1], transmitter, time, source, row, ranks):
                broken = True
            end += 1
        while broken:
            broken = _merge_runs(transmitter, time, source, row, ranks, order, spare, start, end)
        start = end


@compiled
def _merge_runs(
    transmitter: Ints,
    time: Ints,
    source: Ints,
    row: Ints,
    ranks: Ints,
    order: Ints,
    spare: Ints,
    start: int,
    end: int,
) -> bool:
    """Merge neighbouring ascending runs of a stretch two by two; whether more than one is left."""
    at, merged = start, 0
    while at < end:
        middle = at + 1
        while middle < end and not _before(
            order[middle], order[middle - 1], transmitter, time, source, row, ranks
        ):
            middle += 1
        stop = min(middle + 1, end)
        while stop < end and not _before(order[stop], order[stop - 1], transmitter, time, source, row, ranks):
            stop += 1
        left, right = at, middle
        for put in range(at, stop):
            if left < middle and (
                right >= stop or not _before(order[right], order[left], transmitter, time, source, row, ranks)
            ):
                spare[put] = order[left]
                left += 1
            else:
                spare[put] = order[right]
                right += 1
        at = stop
        merged += 1
    order[start:end] = spare[start:end]
    return merged > 1


def upto(
    columns: Columns, start: int, *, bound: tuple[int, int, int, int], ranks: npt.NDArray[np.int16]
) -> int:
    """The end of the rows from ``start`` whose key is at most ``bound``; the rows are in order."""
    transmitter, time, source, row = (read_only(columns[name], DTYPES[name]) for name in KEY)
    return int(_upto(transmitter, time, source, row, read_only(ranks, np.dtype(np.int16)), start, bound))


@compiled
def _upto(transmitter: Ints, time: Ints, source: Ints, row: Ints, ranks: Ints, low: int, bound: Any) -> int:
    high = len(transmitter)
    while low < high:
        middle = (low + high) // 2
        key = (
            np.int64(transmitter[middle]),
            np.int64(time[middle]),
            np.int64(ranks[source[middle]]),
            np.int64(row[middle]),
        )
        if key <= bound:
            low = middle + 1
        else:
            high = middle
    return low
