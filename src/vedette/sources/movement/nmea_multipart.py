"""Messages of several sentences: a table of those that have begun and are not yet whole.

Parts belong together if talker, total, sequence id and channel are the same, and station and group too where
the tag block tells them. They arrive in order; where tag blocks number the group, in any order. A message is
given up when its parts are too far apart, when its first part comes again, when a part is skipped, or when the
table is full: joining parts of two messages would make a third that nobody sent.
"""

# ruff: noqa: PLR0917 - compiled functions cannot have keyword-only parameters
from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.sources.movement import nmea_columns as col
from vedette.sources.movement import nmea_issues as bad
from vedette.sources.movement.compiled import compiled, part_of_kernel
from vedette.sources.movement.nmea_columns import Columns, Octets

SLOTS: Final = 256
"""Messages that may be open at once."""
FARTHEST_LINES: Final = 2_000
"""Lines from the first part that arrived, within which the others are awaited."""
FARTHEST_SECONDS: Final = 30
"""Seconds between the times of two parts; a part leaves the transmitter within 27 ms of the one before."""

NOT_FOUND: Final = -1
# The columns of `Parts.heads`.
KEY, STATION, GROUP, ROW, TIME, HELD, TOTAL, FILL = 0, 1, 2, 3, 4, 5, 6, 7


class Parts(NamedTuple):
    """The open messages: what they are told apart by, and the six bits of each part they hold so far.

    ``heads[slot]`` has key (0 if free), station, group, line of the part that came first, time, a bit for each
    part held, the total and the fill bits of the last part; ``sizes[slot, part]`` counts the characters in
    ``six[slot, part]``. ``used[0]`` is the end of the slots in use: the search looks no further.
    """

    heads: NDArray[np.int64]
    sizes: NDArray[np.int64]
    six: NDArray[np.uint8]
    used: NDArray[np.int64]


def empty_parts() -> Parts:
    """A table in which no message has begun; 2.4 MB."""
    return Parts(
        heads=np.zeros((SLOTS, 8), np.int64),
        sizes=np.zeros((SLOTS, col.MOST_PARTS), np.int64),
        six=np.zeros((SLOTS, col.MOST_PARTS, col.LONGEST_LINE), np.uint8),
        used=np.zeros(1, np.int64),
    )


@part_of_kernel
def put_issue(kind: int, row: int, begin: int, size: int, columns: Columns) -> None:
    """List one issue; ``begin`` is -1 where the line has gone by."""
    count = columns.counts[col.ISSUES]
    columns.issues[0, count] = row
    columns.issues[1, count] = kind
    columns.issues[2, count] = begin
    columns.issues[3, count] = size
    columns.counts[col.ISSUES] += 1


@part_of_kernel
def give_up(parts: Parts, slot: int, columns: Columns) -> None:
    """Free a slot whose message is not whole, and say so at the line where it began."""
    if parts.heads[slot, KEY] != 0:
        put_issue(bad.PARTS_MISSING, parts.heads[slot, ROW], -1, 0, columns)
        free(parts, slot)


@part_of_kernel
def free(parts: Parts, slot: int) -> None:
    """Let a slot be used again; the search ends behind the last one in use."""
    parts.heads[slot, KEY] = 0
    while parts.used[0] > 0 and parts.heads[parts.used[0] - 1, KEY] == 0:
        parts.used[0] -= 1


@part_of_kernel
def slot_of(parts: Parts, key: int, station: int, group: int) -> int:
    """The open message that a part belongs to. A station that one of the two leaves out is no difference."""
    for slot in range(parts.used[0]):
        head = parts.heads[slot]
        if head[KEY] == key and head[GROUP] == group:
            same_station = head[STATION] == station or head[STATION] == 0 or station == 0
            if same_station:
                return slot
    return NOT_FOUND


@part_of_kernel
def free_slot(parts: Parts, columns: Columns) -> int:
    """A free slot, or that of the message which began longest ago, given up."""
    oldest = 0
    for slot in range(parts.used[0]):
        if parts.heads[slot, KEY] == 0:
            return slot
        if parts.heads[slot, ROW] < parts.heads[oldest, ROW]:
            oldest = slot
    if parts.used[0] < SLOTS:
        return int(parts.used[0])
    give_up(parts, oldest, columns)
    return oldest


@part_of_kernel
def follows(parts: Parts, slot: int, part: int, row: int, time: int) -> bool:
    """Whether part number ``part`` (from 0) can be the next of the open message."""
    head = parts.heads[slot]
    if row - head[ROW] > FARTHEST_LINES:
        return False
    if time >= 0 and head[TIME] >= 0 and abs(time - head[TIME]) > FARTHEST_SECONDS:
        return False
    if head[GROUP] != 0:
        return bool((head[HELD] >> part) & 1 == 0)
    return bool(head[HELD] == (1 << part) - 1)


@part_of_kernel
def open_slot(
    parts: Parts, key: int, station: int, group: int, total: int, row: int, columns: Columns
) -> int:
    """Begin a message in a free slot."""
    slot = free_slot(parts, columns)
    head = parts.heads[slot]
    head[KEY], head[STATION], head[GROUP] = key, station, group
    parts.used[0] = max(parts.used[0], slot + 1)
    head[ROW], head[TIME], head[HELD], head[TOTAL] = row, col.NO_TIME, 0, total
    return slot


@part_of_kernel
def hold(parts: Parts, slot: int, part: int, time: int, fill: int, six: Octets, size: int) -> None:
    """Keep one part. The time of the message is that of its first part, else of the first part that has one."""
    head = parts.heads[slot]
    for place in range(size):
        parts.six[slot, part, place] = six[place]
    parts.sizes[slot, part] = size
    head[HELD] |= 1 << part
    if part == head[TOTAL] - 1:
        head[FILL] = fill
    if time != col.NO_TIME and (part == 0 or head[TIME] < 0):
        head[TIME] = time


@part_of_kernel
def place_part(
    parts: Parts, key: int, station: int, group: int, total: int, part: int, row: int, time: int,
    columns: Columns,
) -> int:  # fmt: skip
    """The slot in which to hold a part, begun for it if it is a first one; `NOT_FOUND` if it belongs nowhere."""
    slot = slot_of(parts, key, station, group)
    if slot != NOT_FOUND and not follows(parts, slot, part, row, time):
        give_up(parts, slot, columns)
        slot = NOT_FOUND
    if slot == NOT_FOUND and (part == 0 or group != 0):
        slot = open_slot(parts, key, station, group, total, row, columns)
    return slot


@part_of_kernel
def is_whole(parts: Parts, slot: int) -> bool:
    """Whether every part has come."""
    return bool(parts.heads[slot, HELD] == (1 << parts.heads[slot, TOTAL]) - 1)


@part_of_kernel
def take(parts: Parts, slot: int, six: Octets) -> int:
    """Write the parts of a whole message one after the other, free its slot; the number of characters."""
    size = 0
    for part in range(parts.heads[slot, TOTAL]):
        more = parts.sizes[slot, part]
        for place in range(more):
            six[size + place] = parts.six[slot, part, place]
        size += more
    free(parts, slot)
    return size


@compiled
def give_up_all(parts: Parts, columns: Columns) -> None:
    """At the end of a log: no part will come any more."""
    for slot in range(SLOTS):
        give_up(parts, slot, columns)
