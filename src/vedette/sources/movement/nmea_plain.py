"""The ordinary sentence, eight bytes at a time: a whole position report of types 1 to 3 or 18 on a line of its own.

Most lines of a log are one, behind a tag block, a time or nothing. Whatever is not written exactly so, or tells a
value out of range, is left to `nmea_sentence`, which knows every case; both give the same. Eight characters of a
payload are taken out of their armour together and joined to 48 bits; fields lie where ITU-R M.1371-5 annex 8
tables 48 and 67 put them.
"""

# ruff: noqa: PLR0917 - compiled functions take arguments by position; the numbers are places in the sentence
from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_SPEED, NO_STATUS
from vedette.sources.movement import nmea_columns as col
from vedette.sources.movement import nmea_issues as bad
from vedette.sources.movement.compiled import part_of_kernel
from vedette.sources.movement.nmea_columns import NO_TIME, Int32s, Int64s, Octets
from vedette.sources.movement.nmea_kernel import (
    CLASS_B,
    LAST_CLASS_A,
    LAST_MMSI,
    LATITUDE_END,
    LONGITUDE_END,
    ROUND,
    ROUND_TENTHS,
    UNSET_HEADING,
    UNSET_SPEED,
    UNSET_STATUS,
    clock_at,
)
from vedette.sources.movement.nmea_tagblock import (
    BACKSLASH,
    BANG,
    COMMA,
    DOLLAR,
    RETURN,
    SPACE,
    STAR,
    hexadecimal,
    moment_in,
    read_tag_block,
)

Eights = NDArray[np.uint64]
"""The eight bytes from each byte of a chunk on, the first the lowest."""

LENGTH: Final = 47
"""Bytes of ``!AIVDM,1,1,,A,`` with 28 characters and ``,0*hh``."""
PAYLOAD: Final = 14
NOT_PLAIN: Final = -2
"""In place of a clock: the sentence is another."""


def _bytes(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text, "little"))


HEAD, HEAD_MASK = _bytes(b"!\0\0VDM,1"), _bytes(b"\xff\0\0\xff\xff\xfd\xff\xff")
"""``!xxVDM,1`` or ``!xxVDO,1``: the two letters differ in one bit."""
MIDDLE, MIDDLE_MASK = _bytes(b",1,,\0,\0\0"), _bytes(b"\xff\xff\xff\xff\0\xff\0\0")
TAIL, TAIL_MASK = _bytes(b"\0\0\0,0*\0\0"), _bytes(b"\0\0\0\xff\xff\xff\0\0")

EACH: Final = 0x0101010101010101
HIGH = np.uint64(0x80 * EACH)
FROM_48, FROM_88, FROM_96, FROM_120 = (np.uint64((0x80 - least) * EACH) for least in (48, 88, 96, 120))
"""Added to a word of ASCII, these set the highest bit of each byte that is at least so much."""
ZEROS = np.uint64(48 * EACH)
SIXES, TWELVES = np.uint64(0x003F003F003F003F), np.uint64(0x00000FFF00000FFF)
NOT_ARMOUR = np.uint64(2**64 - 1)


def every_eight(padded: bytearray) -> Eights:
    """The view of `Eights` over bytes with eight more behind them; nothing is copied."""
    return np.ndarray((len(padded) - 8,), dtype="<u8", buffer=padded, strides=(1,))


@part_of_kernel
def unarmoured(word: Any) -> Any:
    """The 48 bits that eight characters stand for, the first the highest; `NOT_ARMOUR` if one stands for none."""
    lower, upper = word + FROM_48, word + FROM_96
    is_armour = lower & (~(word + FROM_88) | upper) & ~(word + FROM_120) & ~word
    if is_armour & HIGH != HIGH:
        return NOT_ARMOUR
    six = word - ZEROS - ((upper & HIGH) >> np.uint64(4))
    twelve = ((six & SIXES) << np.uint64(6)) | ((six >> np.uint64(8)) & SIXES)
    full = ((twelve & TWELVES) << np.uint64(12)) | ((twelve >> np.uint64(16)) & TWELVES)
    return ((full & np.uint64(0xFFFFFF)) << np.uint64(24)) | (full >> np.uint64(32))


@part_of_kernel
def _sum_holds(chunk: Octets, eights: Eights, at: int) -> bool:
    """Whether the two hexadecimal digits at the end are the exclusive or of the 43 bytes behind the ``!``."""
    total = eights[at + 1] ^ eights[at + 9] ^ eights[at + 17] ^ eights[at + 25] ^ eights[at + 33]
    total ^= total >> np.uint64(32)
    total ^= total >> np.uint64(16)
    total ^= total >> np.uint64(8)
    found = (int(total) & 255) ^ chunk[at + 41] ^ chunk[at + 42] ^ chunk[at + 43]
    high, low = hexadecimal(chunk[at + 45]), hexadecimal(chunk[at + 46])
    return bool(high >= 0 and low >= 0 and found == 16 * high + low)


@part_of_kernel
def is_plain(chunk: Octets, eights: Eights, at: int, end: int) -> bool:
    """Whether an ordinary sentence stands from ``at`` to ``end``, apart from its payload."""
    if end - at != LENGTH or eights[at] & HEAD_MASK != HEAD:
        return False
    if eights[at + 8] & MIDDLE_MASK != MIDDLE or eights[at + 39] & TAIL_MASK != TAIL:
        return False
    channel = chunk[at + 12]
    is_odd = channel in (COMMA, STAR) or chunk[at + 1] == STAR or chunk[at + 2] == STAR
    return not is_odd and _sum_holds(chunk, eights, at)


@part_of_kernel
def _whole(word: Any) -> Any:
    """A word as a signed number."""
    return np.int64(word)


@part_of_kernel
def _signed(value: int, width: int) -> int:
    return value - (value >> (width - 1) << width)


@part_of_kernel
def same_bytes(chunk: Octets, eights: Eights, at: int, other: int, size: int) -> bool:
    """Whether the same bytes stand in both places."""
    place = 0
    while place + 8 <= size:
        if eights[at + place] != eights[other + place]:
            return False
        place += 8
    while place < size:
        if chunk[at + place] != chunk[other + place]:
            return False
        place += 1
    return True


@part_of_kernel
def _places(kind: int, first: int, middle: int, rest: int) -> tuple[int, int, int, int, int, int]:
    """Longitude, latitude, course, heading, speed and second, where the type puts them."""
    if kind == CLASS_B:
        return (
            _signed((middle >> 11) & 0xFFFFFFF, 28), _signed(((middle & 0x7FF) << 16) | (rest >> 32), 27),
            (rest >> 20) & 0xFFF, (rest >> 11) & 0x1FF, ((first & 3) << 8) | (middle >> 40), (rest >> 5) & 0x3F,
        )  # fmt: skip
    return (
        _signed((middle >> 7) & 0xFFFFFFF, 28), _signed(((middle & 0x7F) << 20) | (rest >> 28), 27),
        (rest >> 16) & 0xFFF, (rest >> 7) & 0x1FF, (middle >> 36) & 0x3FF, (rest >> 1) & 0x3F,
    )  # fmt: skip


@part_of_kernel
def read_plain(eights: Eights, at: int, row: int, time: int, start: int, count: int, clock: int,
               positions: Int32s) -> int:  # fmt: skip
    """Write the report of an ordinary sentence to column ``count``; the clock then, -2 and nothing done if it is none.

    The clock is that of a declared ``start``, or -1.
    """
    one, two = unarmoured(eights[at + PAYLOAD]), unarmoured(eights[at + PAYLOAD + 8])
    three, last = unarmoured(eights[at + PAYLOAD + 16]), unarmoured(eights[at + PAYLOAD + 20])
    if (one == NOT_ARMOUR) | (two == NOT_ARMOUR) | (three == NOT_ARMOUR) | (last == NOT_ARMOUR):
        return NOT_PLAIN
    first, middle, rest = _whole(one), _whole(two), _whole(three)
    kind, transmitter = first >> 42, (first >> 10) & 0x3FFFFFFF
    longitude, latitude, course, heading, speed, second = _places(kind, first, middle, rest)
    is_known = ((kind >= 1) & (kind <= LAST_CLASS_A)) | (kind == CLASS_B)
    is_known &= (transmitter <= LAST_MMSI) & (course <= ROUND_TENTHS)
    is_known &= (abs(latitude) <= LATITUDE_END) & (abs(longitude) <= LONGITUDE_END)
    if not is_known or ROUND <= heading < UNSET_HEADING:
        return NOT_PLAIN
    status = (first >> 6) & 0xF if kind != CLASS_B else UNSET_STATUS
    if time == NO_TIME:
        time, clock = clock_at(second, start, clock)
    positions[0, count] = transmitter
    positions[1, count] = time
    positions[2, count] = latitude
    positions[3, count] = longitude
    positions[4, count] = speed if speed < UNSET_SPEED else NO_SPEED
    positions[5, count] = course if course < ROUND_TENTHS else NO_COURSE
    positions[6, count] = heading if heading < ROUND else NO_HEADING
    positions[7, count] = status if status != UNSET_STATUS else NO_STATUS
    positions[8, count] = row
    return clock


@part_of_kernel
def read_front(
    chunk: Octets, eights: Eights, begin: int, end: int, zone: int, before: tuple[int, int, int]
) -> tuple[int, int, int]:
    """Where a line begins, the length of what stands before its sentence, and the time that this tells.

    That is a tag block, once more for the same as ``before``, or a receiver's time. The length is 0 where neither
    can be read in front of a sentence.
    """
    size = before[1]
    if 0 < size < end - begin and same_bytes(chunk, eights, begin, before[0], size):
        return before
    if chunk[begin] == BACKSLASH:
        trouble, at, time, _, _ = read_tag_block(chunk, begin, end)
        return begin, at - begin if trouble == bad.FINE and at < end else 0, time
    at = end - LENGTH
    if chunk[at] != BANG:
        return begin, 0, NO_TIME
    for place in range(begin, at):
        if chunk[place] in (BANG, DOLLAR, BACKSLASH):
            return begin, 0, NO_TIME
    return begin, at - begin, moment_in(chunk, begin, at, zone)


@part_of_kernel
def read_run(
    chunk: Octets, eights: Eights, ends: Int64s, first: int, until: int, row: int, zone: int, start: int,
    positions: Int32s, counts: Int64s,
) -> int:  # fmt: skip
    """Read ordinary lines from number ``first`` on, up to ``until``; the number of the first that is none."""
    count, clock = counts[col.POSITIONS], counts[col.CLOCK]
    front = (0, 0, NO_TIME)
    index = first
    while index < until:
        begin = ends[index - 1] + 1 if index > 0 else 0
        end = ends[index]
        while end > begin and (chunk[end - 1] == RETURN or chunk[end - 1] == SPACE):
            end -= 1
        at, time = begin, NO_TIME
        if LENGTH < end - begin <= col.LONGEST_LINE and chunk[begin] != BANG:
            front = read_front(chunk, eights, begin, end, zone, front)
            at, time = begin + front[1], front[2]
        if (time < 0 and (time != NO_TIME or start == NO_TIME)) or not is_plain(chunk, eights, at, end):
            break
        told = read_plain(eights, at, row + index, time, start, count, clock, positions)
        if told == NOT_PLAIN:
            break
        clock = told
        count += 1
        index += 1
    counts[col.POSITIONS], counts[col.CLOCK] = count, clock
    return index
