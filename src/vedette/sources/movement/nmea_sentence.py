"""Lines of an AIS log to columns: the loop over lines, and how one sentence is taken apart.

Whatever the bytes are, a line gives a report, a listed message, an issue, or is passed over: comments, blank
lines, and sentences of other kinds whose checksum holds.
"""

# ruff: noqa: PLR0917 - compiled functions cannot have keyword-only parameters
from __future__ import annotations

from typing import Final

import numpy as np

from vedette.sources.movement import nmea_columns as col
from vedette.sources.movement import nmea_issues as bad
from vedette.sources.movement.compiled import compiled, part_of_kernel
from vedette.sources.movement.nmea_columns import NO_TIME, Columns, Int64s, Octets
from vedette.sources.movement.nmea_kernel import put_message
from vedette.sources.movement.nmea_multipart import (
    FILL,
    NOT_FOUND,
    ROW,
    SLOTS,
    TIME,
    Parts,
    hold,
    is_whole,
    place_part,
    put_issue,
    take,
)
from vedette.sources.movement.nmea_plain import Eights, read_run
from vedette.sources.movement.nmea_tagblock import (
    BACKSLASH,
    BANG,
    COMMA,
    DOLLAR,
    RETURN,
    SPACE,
    STAR,
    ZERO,
    checksum_holds,
    find,
    moment_in,
    read_tag_block,
)

HASH = 35
UPPER_D, UPPER_M, UPPER_O, UPPER_V = 68, 77, 79, 86
NOT_ARMOUR: Final = 255
PASSED_OVER: Final = -1
"""In place of an issue: a line that is no AIS sentence and is not meant to be one."""
ADDRESS: Final = 7
"""Bytes of ``!AIVDM,``."""


def _armour() -> Octets:
    """The six bits that each character of a payload stands for (IEC 61162-1 table 9)."""
    table = np.full(256, NOT_ARMOUR, np.uint8)
    for value in range(64):
        table[value + (48 if value < 40 else 56)] = value  # noqa: PLR2004
    return table


ARMOUR: Final = _armour()


@part_of_kernel
def dearmour(line: Octets, at: int, end: int, six: Octets) -> int:
    """Write the six bits of each character up to the next comma; how many there are, -1 if one is no armour."""
    place, size, seen = at, 0, 0
    while place < end and line[place] != COMMA:
        value = ARMOUR[line[place]]
        six[size] = value
        seen |= value
        size += 1
        place += 1
    return size if seen < 64 else -1  # noqa: PLR2004


@part_of_kernel
def is_ais(line: Octets, at: int, star: int) -> bool:
    """Whether ``!xxVDM,`` or ``!xxVDO,`` stands here."""
    if at + ADDRESS > star or line[at] != BANG or line[at + 6] != COMMA:
        return False
    is_report = line[at + 3] == UPPER_V and line[at + 4] == UPPER_D
    return is_report and line[at + 5] in (UPPER_M, UPPER_O)


@part_of_kernel
def is_comment(line: Octets, begin: int, end: int) -> bool:
    """Whether a line is a comment, and not ``#xxVDM``: a sentence of which one bit is wrong."""
    is_damaged = begin + ADDRESS <= end and line[begin + 3] == UPPER_V and line[begin + 4] == UPPER_D
    return line[begin] == HASH and not is_damaged


@part_of_kernel
def sequence_and_channel(line: Octets, at: int, star: int) -> tuple[int, int]:
    """The key of sequence id and channel, each one character or none, and where the payload begins; -1 if wrong."""
    key, place = 0, at
    for _ in range(2):
        key *= 256
        if place < star and line[place] != COMMA:
            key += line[place]
            place += 1
        if place >= star or line[place] != COMMA:
            return 0, -1
        place += 1
    return key, place


@part_of_kernel
def read_part(
    line: Octets, at: int, key: int, size: int, fill: int, total: int, part: int, row: int, time: int,
    station: int, group: int, start: int, parts: Parts, six: Octets, columns: Columns,
) -> int:  # fmt: skip
    """Hold one part of several, and write the message if it is the last that was awaited."""
    if part < total - 1 and fill != 0:
        return bad.FORM
    talker = (int(line[at + 5]) << 40) + (int(line[at + 1]) << 24) + (int(line[at + 2]) << 16)
    key += talker + (total << 32)
    slot = place_part(parts, key, station, group, total, part, row, time, columns)
    if slot == NOT_FOUND:
        return bad.PART_WITHOUT_FIRST
    hold(parts, slot, part, time, fill, six, size)
    if not is_whole(parts, slot):
        return bad.FINE
    head = parts.heads[slot]
    began, when, spare = head[ROW], head[TIME], head[FILL]
    characters = take(parts, slot, six)
    return put_message(six, 6 * characters - spare, began, when, start, columns)


@part_of_kernel
def read_sentence(
    line: Octets, at: int, star: int, row: int, time: int, station: int, group: int, start: int, parts: Parts,
    six: Octets, columns: Columns,
) -> int:  # fmt: skip
    """Take apart one sentence whose checksum holds."""
    place = at + ADDRESS
    if star < place + 8 or line[place + 1] != COMMA or line[place + 3] != COMMA:
        return bad.FORM
    total, part = int(line[place]) - ZERO, int(line[place + 2]) - ZERO - 1
    key, payload = sequence_and_channel(line, place + 4, star)
    is_numbered = 1 <= total <= col.MOST_PARTS and 0 <= part < total
    if payload < 0 or not is_numbered or line[star - 2] != COMMA:
        return bad.FORM
    fill = int(line[star - 1]) - ZERO
    size = dearmour(line, payload, star - 2, six)
    if size < 0:
        return bad.ARMOURING
    if payload + size != star - 2 or not 0 <= fill <= 5 or size == 0:  # noqa: PLR2004
        return bad.FORM
    if total == 1:
        return put_message(six, 6 * size - fill, row, time, start, columns)
    return read_part(
        line, at, key, size, fill, total, part, row, time, station, group, start, parts, six, columns
    )


@part_of_kernel
def other_line(line: Octets, at: int, star: int, end: int) -> int:
    """What to say of a line without an AIS sentence: other sentences pass, if their checksum holds."""
    if at >= end or line[at] not in (BANG, DOLLAR):
        return bad.NO_SENTENCE
    if star == end:
        return PASSED_OVER if line[at] == DOLLAR else bad.CHECKSUM
    return PASSED_OVER if checksum_holds(line, at + 1, star, end) else bad.CHECKSUM


@part_of_kernel
def read_head(line: Octets, begin: int, end: int, zone: int) -> tuple[int, int, int, int, int]:
    """What stands before the sentence: trouble, where the sentence begins, time, station, group."""
    at = begin
    while at < end and line[at] != BANG and line[at] != DOLLAR and line[at] != BACKSLASH:
        at += 1
    before = moment_in(line, begin, at, zone)
    time, station, group = NO_TIME, 0, 0
    while at < end and line[at] == BACKSLASH:
        trouble, at, when, where, which = read_tag_block(line, at, end)
        if trouble != bad.FINE:
            return trouble, at, NO_TIME, 0, 0
        time = when if when != NO_TIME else time
        station = where if where != 0 else station
        group = which if which != 0 else group
    return bad.FINE, at, before if time == NO_TIME else time, station, group


@part_of_kernel
def read_line(
    line: Octets, begin: int, end: int, row: int, zone: int, start: int, parts: Parts, six: Octets,
    columns: Columns,
) -> int:  # fmt: skip
    """Read one line that is neither blank nor a comment; what is wrong with it."""
    at, time, station, group = begin, NO_TIME, 0, 0
    if line[begin] != BANG:
        trouble, at, time, station, group = read_head(line, begin, end, zone)
        if trouble != bad.FINE:
            return trouble
    star = find(line, STAR, at, end)
    if not is_ais(line, at, star):
        return other_line(line, at, star, end)
    if not checksum_holds(line, at + 1, star, end):
        return bad.CHECKSUM
    behind = star + 3
    if behind < end:
        if find(line, BANG, behind, end) != end:
            return bad.TWO_SENTENCES
        if time == NO_TIME:
            time = moment_in(line, behind, end, zone)
    return read_sentence(line, at, star, row, time, station, group, start, parts, six, columns)


@part_of_kernel
def room_left(counts: Int64s, rows: int, payloads: int) -> int:
    """Lines that fit whatever they give, all open messages given up with them; 0 where the next may not."""
    used = max(counts[col.POSITIONS], counts[col.STATICS], counts[col.ISSUES], counts[col.OTHERS])
    if counts[col.PAYLOAD] + col.LONGEST_PAYLOAD >= payloads:
        return 0
    return int(max(0, rows - SLOTS - used))


@compiled
def read_lines(
    chunk: Octets, eights: Eights, ends: Int64s, first: int, row: int, zone: int, start: int, parts: Parts,
    six: Octets, columns: Columns,
) -> int:  # fmt: skip
    """Read the lines of a chunk from number ``first`` on until a buffer is full; the number of the next one.

    ``ends`` has the place of each line feed, ``row`` is the line number of the chunk's first line.
    """
    counts, index = columns.counts, first
    rows, payloads = columns.positions.shape[1], columns.payloads.shape[0]
    while index < ends.shape[0]:
        room = room_left(counts, rows, payloads)
        if room == 0:
            break
        until = min(ends.shape[0], index + room)
        index = read_run(chunk, eights, ends, index, until, row, zone, start, columns.positions, counts)
        if index == until:
            continue
        begin = ends[index - 1] + 1 if index > 0 else 0
        end = ends[index]
        while end > begin and (chunk[end - 1] == RETURN or chunk[end - 1] == SPACE):
            end -= 1
        trouble = bad.TOO_LONG
        if end == begin or is_comment(chunk, begin, end):
            trouble = PASSED_OVER
        elif end - begin <= col.LONGEST_LINE:
            trouble = read_line(chunk, begin, end, row + index, zone, start, parts, six, columns)
        if trouble > bad.FINE:
            put_issue(trouble, row + index, begin, end - begin, columns)
        counts[col.PASSED_OVER] += trouble == PASSED_OVER
        index += 1
    return index
