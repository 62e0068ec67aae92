"""Whole lines of CSV, column by column: ordinary cells in tight loops, every other line by `csv_kernel`.

First the ends of all fields are found, without a branch. A line with as many fields as the header and no quotes is
then read where its fields are known to lie, one column of all lines after the other. A cell that is not written the
ordinary way makes its line one for `read_line`, which knows every case and says what is wrong; both give the same.
"""

# ruff: noqa: PLR0917, PLR2004 -- the numbers are ASCII codes; a compiled function takes arrays by position

from __future__ import annotations

from typing import Any

import numpy as np

from vedette.sources.movement.compiled import compiled, part_of_kernel, woven
from vedette.sources.movement.csv_hash import FNV_SEED, mixed
from vedette.sources.movement.csv_kernel import (
    ABSENT,
    CODES,
    DAY_FIRST,
    ISO,
    LATITUDE,
    LONGITUDE,
    STATIC,
    TIME,
    TRANSMITTER,
    Bytes,
    Ints,
    days_of,
    read_line,
)

NO_OFFSET, LINE_FEED = 10**6, 10
FACTORS = np.zeros((8, 12), np.int64)
"""By role and decimals, what makes a cell's digits the lake's value; 0 where a cell needs a second look."""
FACTORS[:, 0] = 1
FACTORS[LATITUDE : LONGITUDE + 1, :6] = [6 * 10 ** (5 - decimals) for decimals in range(6)]
FACTORS[LONGITUDE + 1 : LONGITUDE + 3, :2] = [10, 1]
DIVISORS = np.array([10 ** max(decimals - 5, 0) for decimals in range(12)], np.int64)
"""By decimals of a degree, what six times the digits are divided by to give steps."""
MOST_DIGITS = 8
"""Digits that are read at once."""
BEFORE = np.array([(1 << 8 * (8 - count)) - 1 for count in range(MOST_DIGITS + 1)], np.uint64)
"""By count, the bytes of a word before its last so many."""
BEHIND_POINT = ~BEFORE
"""By decimals, the last bytes of a word."""
ONE, ALL = np.uint64(1), np.uint64(2**64 - 1)
ZEROS, ABOVE_NINE = np.uint64(0x3030303030303030), np.uint64(0x4646464646464646)
HIGHEST_BITS, LOW_FOURS = np.uint64(0x8080808080808080), np.uint64(0x0F0F0F0F0F0F0F0F)
HIGHEST = np.array([999_999_999, 0, 54_000_000, 108_000_000, 1022, 3599, 359, 14], np.int64)
"""The last value of each role that is what it says."""
IN_PIECES, REGULAR = 1, 0
NOT_AVAILABLE = -2
LOWEST_BITS = np.uint64(0x0101010101010101)
BYTE_NUMBERS = np.uint64(0x0001020304050607)
"""Times the lowest bit of a byte of a word, this has the number of that byte, from 0, in its highest byte."""


@compiled
def mark_ends(text: Bytes, separator: int, marks: Bytes) -> None:
    """Mark separators by 1 and ends of lines by 3: a loop that runs over many bytes at once."""
    for at in range(len(text)):
        is_line = text[at] == 10
        marks[at] = (is_line | (text[at] == separator)) + 2 * is_line


@compiled
def find_ends(words: Ints, ends: Ints, lines: Ints) -> tuple[int, int]:
    """Write where marks lie, eight bytes to a word, and which of them end lines; returns how many of each."""
    count = rows = 0
    for at in range(len(words)):
        word = words[at]
        marked = word & LOWEST_BITS
        while marked:
            lowest = marked & (~marked + np.uint64(1))
            ends[count] = 8 * at + np.int64((lowest * BYTE_NUMBERS) >> np.uint64(56))
            lines[rows] = count
            rows += (word & (lowest << np.uint64(1))) != 0
            count += 1
            marked ^= lowest
    return count, rows


@compiled
def sort_lines(lines: Ints, rows: int, width: int, firsts: Ints, kinds: Ints) -> None:
    """Write for each line the end before its first field, -1 at the beginning, and whether its fields are so many."""
    before = -1
    for line in range(rows):
        firsts[line] = before
        kinds[line] = IN_PIECES if lines[line] - before != width else REGULAR
        before = lines[line]


@part_of_kernel
def _two(text: Bytes, at: int) -> int:
    """The number of two digits; far below zero if one is none."""
    tens, ones = int(text[at]) - 48, int(text[at + 1]) - 48
    is_number = (tens >= 0) & (tens <= 9) & (ones >= 0) & (ones <= 9)
    return 10 * tens + ones if is_number else -10_000


@part_of_kernel
def _day(text: Bytes, at: int, form: int) -> int:
    """Seconds from 2000 to the day that ten characters spell; far below zero if they spell none."""
    year, month, day = at, at + 5, at + 8
    first, second, sign = at + 4, at + 7, 45
    if form == DAY_FIRST:
        year, month, day = at + 6, at + 3, at
        first, second, sign = at + 2, at + 5, 47
    century, rest = _two(text, year), _two(text, year + 2)
    if century < 0 or rest < 0 or text[first] != sign or text[second] != sign:
        return -(10**12)
    return 86_400 * days_of(100 * century + rest, _two(text, month), _two(text, day))


@part_of_kernel
def _clock(text: Bytes, at: int, form: int) -> int:
    """Seconds of the day from the mark behind the date on; far below zero if they are not written hh:mm:ss."""
    hour, minute, second = _two(text, at + 1), _two(text, at + 4), _two(text, at + 7)
    is_marked = (text[at] == 32) | ((text[at] == 84) & (form == ISO))
    is_marked &= (text[at + 3] == 58) & (text[at + 6] == 58)
    is_time = (hour >= 0) & (hour < 24) & (minute >= 0) & (minute < 60) & (second >= 0) & (second < 60)
    return 3600 * hour + 60 * minute + second if is_marked & is_time else -(10**12)


@compiled
def read_times(
    text: Bytes,
    ends: Ints,
    firsts: Ints,
    kinds: Ints,
    field: int,
    form: int,
    offset: int,
    last: int,
    cells: Ints,
) -> None:
    """Read a column of times in 19 characters; ``last`` is 1 if the column ends the line."""
    day_at, day = -1, 0
    for line in range(len(firsts)):
        if kinds[line] != REGULAR:
            continue
        first = int(firsts[line]) + field
        start, stop = (ends[first] + 1 if first >= 0 else 0), ends[first + 1]
        stop -= last & (text[stop - 1] == 13)
        if stop - start != 19:
            kinds[line] = IN_PIECES
            continue
        differs = day_at < 0
        for place in range(10 if day_at >= 0 else 0):
            differs |= text[start + place] != text[day_at + place]
        if differs:
            day_at, day = start, _day(text, start, form)
        moment = day + _clock(text, start + 10, form) - offset
        if not -(2**31) < moment < 2**31:
            kinds[line] = IN_PIECES
            continue
        cells[TIME, line] = moment


@woven
def _number(word: Any, count: int) -> int:
    """The number that the last ``count`` of eight characters spell, at least one; below zero if one is no digit.

    The characters before are made zeros, and neighbours joined three times.
    """
    before = BEFORE[count]
    word = (word & ~before) | (ZEROS & before)
    if ((word + ABOVE_NINE) | (word - ZEROS)) & HIGHEST_BITS:
        return -1
    word = ((word & LOW_FOURS) * np.uint64(2561)) >> np.uint64(8)
    word = ((word & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    word = ((word & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32)
    return int(np.int64(word))


@part_of_kernel
def _decimals(text: Bytes, begin: int, stop: int) -> int:
    """How many characters stand behind the first point, if it stands between two; 0 if there is none."""
    for place in range(begin, stop):
        if text[place] == 46:
            return stop - 1 - place if begin < place < stop - 1 else MOST_DIGITS + 1
    return 0


@part_of_kernel
def _steps(value: int, decimals: int, role: int) -> int:
    """The digits of a cell in the lake's steps; below zero if they lie between two or too high, or say none."""
    factor = FACTORS[role, decimals]
    steps = value * factor
    if factor == 0:
        is_angle = LATITUDE <= role <= LONGITUDE
        divisor = DIVISORS[decimals] if is_angle else 10
        multiple = value * 6 if is_angle else value
        steps = (2 * multiple + divisor) // (2 * divisor)
        beside = abs(steps * divisor - multiple)
        if beside > (3 if is_angle else 0) or (decimals > 1 and not is_angle):
            return -1
    if steps == CODES[role]:
        return NOT_AVAILABLE
    return steps if steps <= HIGHEST[role] else -1


@woven
def _plain(text: Bytes, words: Ints, start: int, stop: int, decimals: int) -> int:
    """The digits of a plain decimal as one number, the point left out; -1 if it is none, or too long.

    The eight bytes that end the cell and the eight that end one before it, put together, are the digits without
    the point between them.
    """
    count = stop - start - (decimals > 0)
    if not decimals < count <= MOST_DIGITS + 1:
        return -1
    behind = BEHIND_POINT[decimals]
    word = (words[stop - 8] & behind) | (words[stop - 9] & ~behind) if decimals else words[stop - 8]
    value = _number(word, min(count, MOST_DIGITS))
    if count > MOST_DIGITS:
        first = int(text[start]) - 48
        value = value + 100_000_000 * first if (value >= 0) & (first >= 0) & (first <= 9) else -1
    return value


@compiled
def read_numbers(
    text: Bytes,
    words: Ints,
    ends: Ints,
    firsts: Ints,
    kinds: Ints,
    field: int,
    role: int,
    last: int,
    cells: Ints,
) -> int:
    """Read a column of plain decimals, absent where empty; returns the longest fraction. ``last`` as `read_times`."""
    longest = decimals = 0
    absent, is_angle = ABSENT[role], LATITUDE <= role <= LONGITUDE
    code, highest, factor = CODES[role], HIGHEST[role], FACTORS[role, 0]
    for line in range(len(firsts)):
        if kinds[line] != REGULAR:
            continue
        first = int(firsts[line]) + field
        start, stop = (int(ends[first]) + 1 if first >= 0 else 0), int(ends[first + 1])
        stop -= last & (stop > start) & (text[stop - 1] == 13)
        cells[role, line] = absent
        if start == stop:
            kinds[line] = IN_PIECES if role == TRANSMITTER else REGULAR
            continue
        negative = int(text[start] == 45)
        begin = start + negative
        if decimals and (decimals >= stop - 1 - begin or text[stop - 1 - decimals] != 46):
            decimals, factor = 0, FACTORS[role, 0]
        value = _plain(text, words, begin, stop, decimals) if start >= 9 else -1
        if value < 0 and decimals == 0:
            decimals = _decimals(text, begin, stop)
            factor = FACTORS[role, min(decimals, MOST_DIGITS + 1)]
            value = _plain(text, words, begin, stop, decimals) if start >= 9 and decimals else -1
        steps = value * factor if value >= 0 else -1
        if factor == 0 or steps > highest or steps == code:
            steps = _steps(value, decimals, role) if value >= 0 else -1
        if steps == NOT_AVAILABLE and not negative:
            continue
        if steps < 0 or (negative and not is_angle):
            kinds[line] = IN_PIECES
            continue
        cells[role, line] = -steps if negative else steps
        longest = max(longest, decimals)
    return longest


@compiled
def hash_statics(words: Ints, ends: Ints, firsts: Ints, kinds: Ints, fields: Ints, hashes: Ints) -> None:
    """A hash of the static fields of each line, as `csv_kernel.hashed` makes it of one field after the other."""
    for line in range(len(firsts)):
        if kinds[line] != REGULAR:
            continue
        value = FNV_SEED
        for field in fields:
            first = int(firsts[line]) + field
            at, stop = (ends[first] + 1 if first >= 0 else 0), ends[first + 1]
            size = stop - at
            while at + 8 <= stop:
                value = mixed(value, words[at])
                at += 8
            if at < stop:
                value = mixed(value, words[at] & ((ONE << np.uint64(8 * (stop - at))) - ONE))
            value = mixed(value, np.uint64(size))
        hashes[line] = value


@compiled
def read_the_rest(
    text: Bytes, starts: Ints, kinds: Ints, roles: Ints, separator: int, form: int, offset: int, words: Ints,
    codes: Ints, cells: Ints, hashes: Ints, troubles: Ints, summary: Ints,
) -> int:  # fmt: skip
    """Read the lines that are in pieces, one by one; ``kinds`` is then whether they are kept. Returns troubles met."""
    found = 0
    for line in range(len(kinds)):
        if kinds[line] == REGULAR:
            kinds[line] = 1
            continue
        _, kept, found = read_line(
            text, starts[line], line, roles, separator, form, offset, words, codes, line, cells, starts, hashes,
            troubles, found, summary,
        )  # fmt: skip
        kinds[line] = kept - line
    return found


def _every_eight(padded: bytearray) -> Ints:
    """The eight bytes from each byte on, as a number whose lowest byte comes first; nothing is copied."""
    return np.ndarray((len(padded) - 7,), dtype="<u8", buffer=padded, strides=(1,))


class Lines:
    """The lines of one chunk of text on their way to rows; buffers are used again for the next chunk."""

    def __init__(self, size: int) -> None:
        self.marks = np.empty(size + 8, np.uint8)
        self.ends = np.empty(size, np.int32)
        self.lines = np.empty(size, np.int32)

    def read(
        self, buffer: bytearray, size: int, *, roles: Ints, separator: int, form: int, offset: int, words: Ints,
        codes: Ints, troubles: Ints, summary: Ints,
    ) -> tuple[Ints, Ints, Ints, int, int]:  # fmt: skip
        """Read whole lines, the last perhaps without its end: ``size`` bytes of a buffer with eight more behind.

        ``roles`` says what each field holds; ``offset`` is the zone in seconds for times that name none, or 10**6
        where none is declared. Returns eight values a row and its line, counted from 0; where the line begins; a
        hash of its static fields; the lines met and the troubles met.
        """
        text, eights = np.frombuffer(buffer, np.uint8, size), _every_eight(buffer)
        width, padded = len(roles), -(-size // 8) * 8
        self.marks[size:padded] = 0
        mark_ends(text, separator, self.marks)
        count, rows = find_ends(self.marks[:padded].view(np.uint64), self.ends, self.lines)
        ends, whole = self.ends[:count], rows + (size > 0 and buffer[size - 1] != LINE_FEED)
        firsts, kinds = np.empty(whole, np.int32), np.empty(whole, np.int8)
        sort_lines(self.lines, rows, width, firsts, kinds)
        starts = np.empty(whole, np.int32)
        starts[:1] = 0
        starts[1:] = ends[self.lines[: max(whole - 1, 0)]] + 1
        kinds[rows:], firsts[rows:] = IN_PIECES, -1
        if buffer.find(b'"', 0, size) >= 0:
            quoted = np.flatnonzero(text == 34)
            kinds[np.searchsorted(starts, quoted, "right") - 1] = IN_PIECES
        if form not in (ISO, DAY_FIRST) or offset == NO_OFFSET:
            kinds[:] = IN_PIECES
        cells, hashes = np.empty((9, whole), np.int32), np.full(whole, FNV_SEED, np.uint64)
        cells[8] = np.arange(whole, dtype=np.int32)
        self._columns(text, eights, ends, firsts, kinds, roles=roles, form=form, offset=offset, cells=cells,
                      hashes=hashes, summary=summary)  # fmt: skip
        found = read_the_rest(
            text,
            starts,
            kinds,
            roles,
            separator,
            form,
            offset,
            words,
            codes,
            cells,
            hashes,
            troubles,
            summary,
        )
        if kinds.all():
            return cells, starts, hashes, whole, found
        kept = kinds.astype(bool)
        return cells[:, kept], starts[kept], hashes[kept], whole, found

    def _columns(
        self, text: Bytes, words: Ints, ends: Ints, firsts: Ints, kinds: Ints, *, roles: Ints, form: int,
        offset: int, cells: Ints, hashes: Ints, summary: Ints,
    ) -> None:  # fmt: skip
        for role in range(TRANSMITTER, STATIC):
            fields = np.flatnonzero(roles == role)
            if not len(fields):
                cells[role] = ABSENT[role]
                continue
            field = int(fields[-1])
            is_last = int(field == len(roles) - 1)
            if role == TIME:
                read_times(text, ends, firsts, kinds, field, form, offset, is_last, cells)
                continue
            longest = read_numbers(text, words, ends, firsts, kinds, field, role, is_last, cells)
            if LATITUDE <= role <= LONGITUDE:
                summary[role - LATITUDE] = max(int(summary[role - LATITUDE]), longest)
        statics = np.flatnonzero(roles == STATIC)
        if len(statics):
            hash_statics(words, ends, firsts, kinds, statics, hashes)
