"""Lines of CSV to columns of integers: bytes in, fixed point out, without a Python object for any row.

Every number is read exactly, as digits, never through a float. What cannot be read is listed with its place for
`csv_table` to put into words. A record is one line: a line break inside quotes is refused, not joined.
"""

# ruff: noqa: C901, PLR0911, PLR0912, PLR0917, PLR2004 -- the numbers are ASCII codes and calendar
# arithmetic; a compiled function takes arrays by position and is faster whole than in pieces

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_POSITION, NO_SPEED, NO_STATUS
from vedette.sources.movement.compiled import part_of_kernel as compiled
from vedette.sources.movement.csv_hash import FNV_PRIME, FNV_SEED, hashed

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[Any]

TRANSMITTER, TIME, LATITUDE, LONGITUDE, SPEED, COURSE, HEADING, STATUS = range(8)
STATIC, IGNORED = 8, 9
"""What a field of the line holds; the first eight are rows of the output."""

ABSENT = np.array(
    [-1, 0, NO_POSITION, NO_POSITION, NO_SPEED, NO_COURSE, NO_HEADING, NO_STATUS], dtype=np.int64
)

ISO, DAY_FIRST, UNIX = range(3)
"""Forms of a time: 2022-01-03T00:00:00, 03/01/2022 00:00:00, seconds since 1970."""

(
    UNREADABLE, OUT_OF_RANGE, MISSING, TOO_FEW, TOO_MANY, OPEN_QUOTE, UNKNOWN_WORD, NO_ZONE, RESERVED,
) = range(1, 10)  # fmt: skip
"""Kinds of trouble."""
BLANK = -1

LAT_DECIMALS, LON_DECIMALS, FINER, FIRST_FINER, FRACTIONS, FIRST_FRACTION = range(6)
"""Places of the summary: longest fractions, coordinates finer than the step, times with fractions of a second."""

MOST_DECIMALS = 10
"""Decimals that are looked at; the eleventh of a degree is a hundredth of a millimetre."""

_SCALE = np.array([1, 1, 600_000, 600_000, 10, 10, 1, 1], dtype=np.int64)
_POWERS = np.array([10**n for n in range(MOST_DECIMALS + 1)], dtype=np.int64)
_LOWEST = np.array([0, 0, -54_000_000, -108_000_000, 0, 0, 0, 0], dtype=np.int64)
_HIGHEST = np.array([999_999_999, 0, 54_000_000, 108_000_000, 1022, 3599, 359, 15], dtype=np.int64)
CODES = np.array([-1, -1, 54_600_000, 108_600_000, 1023, 3600, 511, 15], dtype=np.int64)
"""What each column transmits to say that it has no value (ITU-R M.1371, tables 45 to 48), scaled."""

_DAY_1970, _DAY_2000 = 719_468, 10_957
"""Days from 0000-03-01 to 1970-01-01, and from there to 2000-01-01."""

SPACE = 32
"""The last of the characters that are no text; around a cell they say nothing."""


@compiled
def _decimal(text: Bytes, start: int, end: int, scale: int) -> tuple[int, int, int]:
    """A plain decimal times ``scale``, rounded half up; its decimals (-1: unreadable); 1 if it is finer than that.

    A negative exponent is read too, because programs write small coordinates so (-5.0E-4); no other is. Finer
    means that the scaled integer, written with as many decimals, is another number.
    """
    negative = text[start] == 45
    at = start + 1 if negative or text[start] == 43 else start
    value, digits, decimals, point = 0, 0, 0, False
    while at < end:
        byte = text[at]
        if byte == 46 and not point:
            point = True
        elif 48 <= byte <= 57:
            if not point or decimals < MOST_DECIMALS:
                value = value * 10 + (byte - 48)
                digits += value > 0
                decimals += point
        elif byte in (69, 101) and at > start:
            exponent = _digits(text, at + 2, end - at - 2, end) if at + 2 < end <= at + 4 else -1
            if exponent < 0 or text[at + 1] != 45 or decimals + exponent > MOST_DECIMALS:
                return 0, -1, 0
            decimals += exponent
            end = at
            break
        else:
            return 0, -1, 0
        if digits > 13:
            return 0, -1, 0
        at += 1
    if at == start or (end - start == 1 and point) or (at - start == 1 and not 48 <= text[start] <= 57):
        return 0, -1, 0
    if value * 1.0 * scale > 4e18:
        return 0, -1, 0
    power = _POWERS[decimals]
    scaled = (2 * value * scale + power) // (2 * power)
    finer = 2 * abs(scaled * power - value * scale) > scale
    return -scaled if negative else scaled, decimals, int(finer)


@compiled
def _digits(text: Bytes, start: int, count: int, end: int) -> int:
    """The number that so many digits make, or -1."""
    value = 0
    if start + count > end:
        return -1
    for at in range(start, start + count):
        if not 48 <= text[at] <= 57:
            return -1
        value = value * 10 + (text[at] - 48)
    return value


@compiled
def days_of(year: int, month: int, day: int) -> int:
    """Days since 2000-01-01 in the Gregorian calendar; a great negative number where there is no such day."""
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    longest = 31
    if month == 2:
        longest = 29 if leap else 28
    elif month in (4, 6, 9, 11):
        longest = 30
    if not (1 <= month <= 12 and 1 <= day <= longest and year >= 1):
        return -(10**9)
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _DAY_1970 - _DAY_2000


@compiled
def _clock(text: Bytes, start: int, end: int) -> tuple[int, int, int]:
    """Seconds of the day from hh:mm:ss or hh:mm, where the text goes on, and 1 where a fraction was dropped."""
    hour, minute = _digits(text, start, 2, end), _digits(text, start + 3, 2, end)
    if hour < 0 or hour > 23 or minute < 0 or minute > 59 or text[start + 2] != 58:
        return -1, start, 0
    at, second, fraction = start + 5, 0, 0
    if at < end and text[at] == 58:
        second = _digits(text, at + 1, 2, end)
        at += 3
        if second < 0 or second > 59:
            return -1, start, 0
    if at < end and text[at] == 46:
        at += 1
        while at < end and 48 <= text[at] <= 57:
            fraction |= text[at] != 48
            at += 1
    return hour * 3600 + minute * 60 + second, at, int(fraction)


@compiled
def _zone(text: Bytes, start: int, end: int) -> int:
    """The offset from UTC in seconds that the text ends with; 10**6 if none, 10**7 if it is none that is known."""
    if start == end:
        return 10**6
    if text[start] == 90 and start + 1 == end:
        return 0
    if text[start] in (43, 45):
        hours = _digits(text, start + 1, 2, end)
        rest = start + 4 if start + 3 < end and text[start + 3] == 58 else start + 3
        minutes = 0 if rest >= end else _digits(text, rest, 2, end)
        if 0 <= hours <= 23 and 0 <= minutes <= 59 and (rest >= end or rest + 2 == end):
            return (hours * 3600 + minutes * 60) * (1 if text[start] == 43 else -1)
    return 10**7


@compiled
def _unix(text: Bytes, start: int, end: int) -> tuple[int, int, int]:
    """Seconds since 2000 of seconds since 1970, as `_moment`; a fraction is dropped."""
    at, value, fraction = start, 0, 0
    while at < end and 48 <= text[at] <= 57 and at < start + 12:
        value = value * 10 + (text[at] - 48)
        at += 1
    if at == start or (at < end and text[at] != 46):
        return 0, UNREADABLE, 0
    for rest in range(at + 1, end):
        if not 48 <= text[rest] <= 57:
            return 0, UNREADABLE, 0
        fraction |= text[rest] != 48
    return value - _DAY_2000 * 86_400, 0, int(fraction)


@compiled
def _moment(text: Bytes, start: int, end: int, form: int, offset: int) -> tuple[int, int, int]:
    """Seconds since 2000, the kind of trouble or 0, and 1 where a fraction was dropped."""
    if form == UNIX:
        return _unix(text, start, end)
    if form == ISO:
        year, month, day = (
            _digits(text, start, 4, end), _digits(text, start + 5, 2, end), _digits(text, start + 8, 2, end),
        )  # fmt: skip
        joined = end - start > 10 and text[start + 4] == 45 and text[start + 7] == 45
        joined = joined and text[start + 10] in (32, 84)
    else:
        day, month, year = (
            _digits(text, start, 2, end), _digits(text, start + 3, 2, end), _digits(text, start + 6, 4, end),
        )  # fmt: skip
        joined = (
            end - start > 10 and text[start + 2] == 47 and text[start + 5] == 47 and text[start + 10] == 32
        )
    days = days_of(year, month, day) if year > 0 and month > 0 and day > 0 else -(10**9)
    seconds, at, fraction = _clock(text, start + 11, end)
    if not joined or days < -(10**8) or seconds < 0:
        return 0, UNREADABLE, 0
    zone = _zone(text, at, end)
    if zone == 10**7:
        return 0, UNREADABLE, 0
    if zone == 10**6:
        zone = offset
    return days * 86_400 + seconds - zone, (NO_ZONE if zone == 10**6 else 0), fraction


@compiled
def _word(text: Bytes, start: int, end: int, words: Ints, codes: Ints) -> int:
    """The code of a word of the source's list, compared by hash in small letters; -2 if it is not in the list."""
    value = FNV_SEED
    for at in range(start, end):
        byte = text[at]
        value = (value ^ np.uint64(byte + 32 if 65 <= byte <= 90 else byte)) * FNV_PRIME
    for at in range(len(words)):
        if words[at] == value:
            return int(codes[at])
    return -2


@compiled
def value_of(
    text: Bytes, start: int, end: int, role: int, form: int, offset: int, words: Ints, codes: Ints
) -> Any:
    """The value of a cell as the lake holds it, its trouble or 0, decimals, and 1 where it is finer."""
    if role == TIME:
        moment, trouble, finer = _moment(text, start, end, form, offset)
        if trouble == 0 and not -(2**31) < moment < 2**31:
            trouble = OUT_OF_RANGE
        return moment, trouble, 0, finer
    value, decimals, finer = _decimal(text, start, end, _SCALE[role])
    if decimals < 0:
        if role == STATUS and len(words):
            code = _word(text, start, end, words, codes)
            return (NO_STATUS if code in (-2, 15) else code), (UNKNOWN_WORD if code == -2 else 0), 0, 0
        return ABSENT[role], UNREADABLE, 0, 0
    if value == CODES[role]:
        return ABSENT[role], 0, 0, 0
    if value < _LOWEST[role] or value > _HIGHEST[role]:
        reserved = role == HEADING and 359 < value < 511
        return ABSENT[role], (RESERVED if reserved else OUT_OF_RANGE), 0, 0
    if role in (TRANSMITTER, STATUS) and finer:
        return ABSENT[role], UNREADABLE, 0, 0
    return value, 0, decimals, finer


@compiled
def _field_end(text: Bytes, start: int, end: int, separator: int) -> tuple[int, int]:
    """Where a field ends, and 1 where it is in quotes, 2 where its quotes stay open."""
    at = start
    if at < end and text[at] == 34:
        at += 1
        while at < end and text[at] != 10:
            if text[at] == 34:
                if at + 1 < end and text[at + 1] == 34:
                    at += 1
                else:
                    break
            at += 1
        if at >= end or text[at] == 10:
            return at, 2
        while at < end and text[at] != separator and text[at] != 10:
            at += 1
        return at, 1
    while at < end and text[at] != separator and text[at] != 10:
        at += 1
    return at, 0


@compiled
def _bare(text: Bytes, start: int, end: int) -> tuple[int, int]:
    """A piece of text without the spaces and the carriage return around it."""
    while end > start and text[end - 1] <= SPACE:
        end -= 1
    while start < end and text[start] <= SPACE:
        start += 1
    return start, end


@compiled
def _trimmed(text: Bytes, start: int, end: int, quoted: int) -> tuple[int, int]:
    """A field without spaces around it, and without its quotes and the spaces inside them."""
    first, last = _bare(text, start, end)
    return _bare(text, first + 1, last - 1) if quoted and last - first > 1 else (first, last)


@compiled
def _note(troubles: Ints, found: int, line: int, field: int, start: int, end: int, code: int) -> int:
    """List a trouble while there is room; the new count of all."""
    if found < len(troubles):
        troubles[found, 0], troubles[found, 1], troubles[found, 2] = line, field, start
        troubles[found, 3], troubles[found, 4] = end, code
    return found + 1


@compiled
def _shape(fields: int, expected: int, quoted: int, length: int) -> int:
    """What is wrong with a line as a whole, `BLANK` where it has nothing in it, or 0."""
    if quoted == 2:
        return OPEN_QUOTE
    if fields == 1 and length <= 1 and expected > 1:
        return BLANK
    if fields != expected:
        return TOO_FEW if fields < expected else TOO_MANY
    return 0


@compiled
def _note_missing(troubles: Ints, found: int, line: int, at: int, roles: Ints, no_transmitter: bool) -> int:  # noqa: FBT001 -- by position
    """List that the row says no transmitter, or no time."""
    missing = TRANSMITTER if no_transmitter else TIME
    for place in range(len(roles)):
        if roles[place] == missing:
            found = _note(troubles, found, line, place, at, at, MISSING)
    return found


@compiled
def sum_up(summary: Ints, finest: int, line: int) -> None:
    """Count a row that is finer than the lake, by value (1) or by time (2)."""
    if finest & 1:
        summary[FIRST_FINER] = line if summary[FINER] == 0 else summary[FIRST_FINER]
        summary[FINER] += 1
    if finest & 2:
        summary[FIRST_FRACTION] = line if summary[FRACTIONS] == 0 else summary[FIRST_FRACTION]
        summary[FRACTIONS] += 1


@compiled
def read_line(
    text: Bytes, at: int, line: int, roles: Ints, separator: int, form: int, offset: int, words: Ints, codes: Ints,
    kept: int, cells: Ints, starts: Ints, hashes: Ints, troubles: Ints, found: int, summary: Ints,
) -> tuple[int, int, int]:  # fmt: skip
    """Read the line that begins at ``at``; return where the next begins, rows kept and troubles met by then."""
    begin, end, field, refused = at, len(text), 0, False
    for role in range(8):
        cells[role, kept] = ABSENT[role]
    finest, moment_given, static = 0, False, FNV_SEED
    while True:
        stop, quoted = _field_end(text, at, end, separator)
        role = roles[field] if field < len(roles) else IGNORED
        if quoted == 2:
            break
        if role == STATIC:
            static = hashed(text, at, stop, static)
        elif role < STATIC:
            first, last = _trimmed(text, at, stop, quoted)
            if first < last:
                value, trouble, decimals, finer = value_of(
                    text, first, last, role, form, offset, words, codes
                )
                cells[role, kept] = value
                moment_given |= role == TIME
                if trouble:
                    found = _note(troubles, found, line, field, first, last, trouble)
                    refused |= role <= LONGITUDE
                if role in (LATITUDE, LONGITUDE) and value != NO_POSITION:
                    summary[role - LATITUDE] = max(summary[role - LATITUDE], decimals)
                if finer:
                    finest |= 2 if role == TIME else 1
        if stop >= end or text[stop] == 10:
            break
        at = stop + 1
        field += 1
    shape = _shape(field + 1, len(roles), quoted, stop - begin)
    if shape:
        found = _note(troubles, found, line, field, begin, stop, shape) if shape != BLANK else found
        refused = True
    elif not refused and (cells[TRANSMITTER, kept] < 0 or not moment_given):
        found = _note_missing(troubles, found, line, at, roles, cells[TRANSMITTER, kept] < 0)
        refused = True
    if not refused:
        sum_up(summary, finest, line)
        cells[8, kept], starts[kept], hashes[kept] = line, begin, static
        kept += 1
    return stop + 1, kept, found
