r"""When and where a sentence was received: NMEA 4.1 tag blocks, and times written before or after a sentence.

A tag block reads ``\g:1-2-73874,s:station,c:1241544035*4A\``: group, source station, UNIX time in seconds or
milliseconds. A receiver's own time is UNIX seconds (10 digits, with or without a fraction), milliseconds
(13 digits), or ISO 8601 with a date, a clock time and perhaps a zone. Times are whole seconds of the lake,
a fraction cut off.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np

from vedette.model.movement import EPOCH
from vedette.sources.movement import nmea_issues as bad
from vedette.sources.movement.compiled import part_of_kernel
from vedette.sources.movement.nmea_columns import NO_TIME, NO_ZONE, NOT_IN_RANGE, Octets

UNIX_EPOCH: Final = int(EPOCH.timestamp())
EPOCH_DAYS: Final = (EPOCH.date() - dt.date(1, 1, 1)).days
LAST_TIME: Final = 2**31 - 1
SECONDS, MILLISECONDS = 10, 13
"""Digits of a UNIX time in seconds (since 2001) and in milliseconds."""
DAY: Final = 86_400
NONE_DECLARED: Final = 10 * DAY
"""In place of the seconds by which a declared zone is ahead of UTC."""

ZERO, NINE, COMMA, COLON, STAR, BACKSLASH, DASH, PLUS = 48, 57, 44, 58, 42, 92, 45, 43
LOWER_A, LOWER_C, LOWER_F, LOWER_G, LOWER_S, LOWER_T, LOWER_U, LOWER_Z = 97, 99, 102, 103, 115, 116, 117, 122
SPACE, POINT, RETURN, BANG, DOLLAR = 32, 46, 13, 33, 36
SEPARATORS: Final = np.zeros(256, np.bool_)
"""Characters that may stand between a time and a sentence: white space, comma, semicolon, bar, brackets, quotes."""
SEPARATORS[list(b" \t,;|[]()\"'")] = True
CALENDAR: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


@part_of_kernel
def digits_from(line: Octets, at: int, end: int) -> int:
    """How many digits stand from ``at`` on."""
    place = at
    while place < end and ZERO <= line[place] <= NINE:
        place += 1
    return place - at


@part_of_kernel
def whole(line: Octets, at: int, size: int) -> int:
    """The number that ``size`` digits from ``at`` on spell."""
    value = 0
    for place in range(at, at + size):
        value = 10 * value + (line[place] - ZERO)
    return value


@part_of_kernel
def hexadecimal(character: int) -> int:
    """The value of one hexadecimal digit; -1 for anything else."""
    if ZERO <= character <= NINE:
        return character - ZERO
    folded = character | 32
    return folded - 87 if LOWER_A <= folded <= LOWER_F else -1


@part_of_kernel
def checksum_holds(line: Octets, begin: int, star: int, end: int) -> bool:
    """Whether the two hexadecimal digits behind the star are the exclusive or of what is before it."""
    if star + 2 >= end:
        return False
    high, low = hexadecimal(line[star + 1]), hexadecimal(line[star + 2])
    if high < 0 or low < 0:
        return False
    total = 0
    for place in range(begin, star):
        total ^= line[place]
    return total == 16 * high + low


@part_of_kernel
def find(line: Octets, character: int, at: int, end: int) -> int:
    """Where a character stands from ``at`` on; ``end`` if nowhere."""
    place = at
    while place < end and line[place] != character:
        place += 1
    return place


@part_of_kernel
def is_separator(character: int) -> bool:
    """Whether a character may stand between a time and a sentence: white space, comma, semicolon, bracket, quote."""
    return bool(SEPARATORS[character])


@part_of_kernel
def in_range(time: int) -> int:
    """A time as it is if the lake can hold it."""
    return time if 0 <= time <= LAST_TIME else NOT_IN_RANGE


@part_of_kernel
def unix_moment(line: Octets, at: int, end: int) -> int:
    """The time of 10 or 13 digits; `NO_TIME` for another number of them."""
    size = digits_from(line, at, end)
    if size == SECONDS:
        return in_range(whole(line, at, size) - UNIX_EPOCH)
    if size == MILLISECONDS:
        return in_range(whole(line, at, size) // 1_000 - UNIX_EPOCH)
    return NO_TIME


@part_of_kernel
def is_dated(line: Octets, at: int, end: int) -> bool:
    """Whether ``dddd-dd-dd`` and, after a T or a space, ``dd:dd:dd`` stand here."""
    if at + 19 > end or digits_from(line, at, at + 4) != 4:  # noqa: PLR2004
        return False
    for place in range(at + 5, at + 18, 3):
        if digits_from(line, place, place + 2) != 2:  # noqa: PLR2004
            return False
    has_signs = line[at + 4] == DASH and line[at + 7] == DASH and line[at + 13] == COLON
    is_joined = line[at + 10] == SPACE or line[at + 10] | 32 == LOWER_T
    return bool(has_signs and line[at + 16] == COLON and is_joined)


@part_of_kernel
def days_before(year: int, month: int, day: int) -> int:
    """Days from the lake's epoch to a date of the Gregorian calendar; far below zero for a date there is not."""
    if not (1 <= month <= 12 and day >= 1 and year >= 1):  # noqa: PLR2004
        return -(10**9)
    leap = int((year % 4 == 0 and year % 100 != 0) or year % 400 == 0)
    february = leap if month == 2 else 0  # noqa: PLR2004
    if day > CALENDAR[month] - CALENDAR[month - 1] + february:
        return -(10**9)
    past = year - 1
    gone = 365 * past + past // 4 - past // 100 + past // 400 - EPOCH_DAYS
    return gone + CALENDAR[month - 1] + day - 1 + (leap if month > 2 else 0)  # noqa: PLR2004


@part_of_kernel
def offset_from(line: Octets, at: int, end: int, declared: int) -> int:
    """Seconds by which the zone written here (Z, UTC, +hh, +hhmm, +hh:mm) is ahead of UTC, else the declared."""
    place = at + 1 if at < end and line[at] == SPACE else at
    if place < end and (line[place] | 32) in (LOWER_Z, LOWER_U):
        return 0
    if place < end and line[place] in (PLUS, DASH) and digits_from(line, place + 1, end) >= 2:  # noqa: PLR2004
        sign = 1 if line[place] == PLUS else -1
        minutes = place + 4 if place + 3 < end and line[place + 3] == COLON else place + 3
        has_minutes = digits_from(line, minutes, min(end, minutes + 2)) == 2  # noqa: PLR2004
        return sign * (
            3_600 * whole(line, place + 1, 2) + (60 * whole(line, minutes, 2) if has_minutes else 0)
        )
    return declared


@part_of_kernel
def iso_moment(line: Octets, at: int, end: int, declared: int) -> int:
    """The time that ISO 8601 spells here; `NO_ZONE` if it tells no zone and none is declared."""
    if not is_dated(line, at, end):
        return NO_TIME
    days = days_before(whole(line, at, 4), whole(line, at + 5, 2), whole(line, at + 8, 2))
    hour, minute, second = whole(line, at + 11, 2), whole(line, at + 14, 2), whole(line, at + 17, 2)
    if hour > 23 or minute > 59 or second > 60:  # noqa: PLR2004 - a leap second is the 60th
        return NOT_IN_RANGE
    place = at + 19
    if place < end and line[place] in (POINT, COMMA):
        place += 1 + digits_from(line, place + 1, end)
    offset = offset_from(line, place, end, declared)
    if offset == NONE_DECLARED:
        return NO_ZONE
    return in_range(DAY * days + 3_600 * hour + 60 * minute + second - offset)


@part_of_kernel
def moment_in(line: Octets, begin: int, end: int, declared: int) -> int:
    """The first time among the words between ``begin`` and ``end``; `NO_TIME` if none of them is one."""
    place = begin
    while place < end:
        while place < end and is_separator(line[place]):
            place += 1
        time = iso_moment(line, place, end, declared)
        if time == NO_TIME:
            time = unix_moment(line, place, end)
        if time != NO_TIME:
            return time
        while place < end and not is_separator(line[place]):
            place += 1
    return NO_TIME


@part_of_kernel
def word_number(line: Octets, begin: int, end: int) -> int:
    """A number above 0 for a word, the same for the same word (FNV-1a, 62 bits): what stations are told apart by."""
    total = 0x4BF29CE484222325
    for place in range(begin, end):
        total = ((total ^ line[place]) * 0x100000001B3) & 0x3FFFFFFFFFFFFFFF
    return total | 1


@part_of_kernel
def group_number(line: Octets, begin: int, end: int) -> int:
    """The id behind the second dash of ``1-2-73874``, as a number above 0; 0 if there is none."""
    first = find(line, DASH, begin, end)
    second = find(line, DASH, min(first + 1, end), end)
    return word_number(line, second + 1, end) if second + 1 < end else 0


@part_of_kernel
def read_tag_block(line: Octets, begin: int, end: int) -> tuple[int, int, int, int, int]:
    """What one tag block says: trouble, where it ends, time, station, group; ``begin`` is its first backslash."""
    close = find(line, BACKSLASH, begin + 1, end)
    star = find(line, STAR, begin + 1, close)
    if close == end or star != close - 3 or not checksum_holds(line, begin + 1, star, close):
        return bad.TAG_BLOCK, end, NO_TIME, 0, 0
    time, station, group = NO_TIME, 0, 0
    place = begin + 1
    while place + 1 < star:
        until = find(line, COMMA, place, star)
        if line[place + 1] == COLON and line[place] == LOWER_C:
            time = unix_moment(line, place + 2, until)
            time = NOT_IN_RANGE if time == NO_TIME else time
        elif line[place + 1] == COLON and line[place] == LOWER_S:
            station = word_number(line, place + 2, until)
        elif line[place + 1] == COLON and line[place] == LOWER_G:
            group = group_number(line, place + 2, until)
        place = until + 1
    return bad.FINE, close + 1, time, station, group
