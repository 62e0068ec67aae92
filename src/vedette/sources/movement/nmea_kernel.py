"""AIS messages to columns, by the bit layouts of ITU-R M.1371-5 annex 8.

A message arrives as ``six``: one payload character per byte, de-armoured to its six bits. Where fields begin
and how wide they are stands in tables: numba compiles a function anew for every literal it is given.
"""

# ruff: noqa: PLR0917 - compiled functions cannot have keyword-only parameters
from __future__ import annotations

from typing import Final

import numpy as np

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_POSITION, NO_SPEED, NO_STATUS, STEPS_PER_DEGREE
from vedette.sources.movement import nmea_columns as col
from vedette.sources.movement import nmea_issues as bad
from vedette.sources.movement.compiled import part_of_kernel
from vedette.sources.movement.nmea_columns import Columns, Int64s, Octets

STATIC, CLASS_B, CLASS_B_EXTENDED, STATIC_PARTS, LONG_RANGE = 5, 18, 19, 24, 27
LAST_CLASS_A, TYPES = 3, 28

LATITUDE_END, LONGITUDE_END = 90 * STEPS_PER_DEGREE, 180 * STEPS_PER_DEGREE
NO_LATITUDE, NO_LONGITUDE = 91 * STEPS_PER_DEGREE, 181 * STEPS_PER_DEGREE
LONG_RANGE_STEPS: Final = 1_000
"""Native steps in 1/10 minute, the resolution of type 27."""
ROUND, ROUND_TENTHS = 360, 3_600
UNSET_SPEED, UNSET_HEADING, UNSET_STATUS = 1_023, 511, 15
UNSET_LONG_SPEED, UNSET_LONG_COURSE = 63, 511
LAST_MMSI: Final = 999_999_999
AUXILIARY: Final = 98
"""First two digits of the MMSI of a craft associated with a parent ship (ITU-R M.585)."""
TEN_MILLION: Final = 10_000_000
SLACK: Final = 5
"""Bits by which a message may be longer than its layout: the fill bits, where a receiver counts them as zero."""
LEAST_BITS: Final = 40
"""No message is shorter, and the part number of a type 24 ends here."""
SPACE, LETTERS, SIGNS = 32, 64, 32

MMSI, STATUS, SPEED, LONGITUDE, LATITUDE, COURSE, HEADING, SECOND = 0, 1, 2, 3, 4, 5, 6, 7
_CLASS_A = ((8, 30), (38, 4), (50, 10), (61, 28), (89, 27), (116, 12), (128, 9), (137, 6))
_CLASS_B = ((8, 30), (38, 4), (46, 10), (57, 28), (85, 27), (112, 12), (124, 9), (133, 6))
_LONG = ((8, 30), (40, 4), (79, 6), (44, 18), (62, 17), (85, 9), (0, 6), (0, 6))
REPORTS: Final = np.zeros((TYPES, 8, 2), np.int64)
"""First bit and width of each field of a position report, by type."""
REPORTS[1:4], REPORTS[CLASS_B : CLASS_B_EXTENDED + 1], REPORTS[LONG_RANGE] = _CLASS_A, _CLASS_B, _LONG

SHORTEST: Final = np.zeros(TYPES, np.int64)
"""Bits that a type needs; 0 for one that is only listed. As gpsd does, the radio status may lack five of its bits."""
LONGEST: Final = np.zeros(TYPES, np.int64)
"""Bits of a type; a long range report or part A of type 24 may fill a whole slot of 168."""
for _types, _shortest, _longest in (
    ((1, 2, 3, CLASS_B), 163, 168),
    ((STATIC,), 422, 426),
    ((CLASS_B_EXTENDED,), 312, 312),
    ((STATIC_PARTS,), 160, 168),
    ((LONG_RANGE,), 95, 168),
):
    SHORTEST[list(_types)], LONGEST[list(_types)] = _shortest, _longest

FIELDS: Final = np.array(
    [
        (2, 40, 30), (3, 232, 8), (4, 240, 9), (5, 249, 9), (6, 258, 6), (7, 264, 6), (8, 294, 8),
        (3, 263, 8), (4, 271, 9), (5, 280, 9), (6, 289, 6), (7, 295, 6),
        (3, 40, 8), (4, 132, 9), (5, 141, 9), (6, 150, 6), (7, 156, 6),
        (3, 40, 8), (10, 132, 30),
    ],
    np.int64,
)  # fmt: skip
"""Row of `STATIC_ORDER`, first bit and width: types 5, 19, 24 B, and 24 B of an auxiliary craft."""
WRITTEN: Final = np.array(
    [
        (0, 70, 7), (7, 112, 20), (27, 302, 20),
        (7, 143, 20),
        (0, 90, 7),
        (7, 40, 20),
    ],
    np.int64,
)  # fmt: skip
"""Place in the texts of a static report, first bit and characters: types 5, 19, 24 B, 24 A."""
OF_VOYAGE, OF_EXTENDED, OF_PART_B, OF_AUXILIARY, OF_PART_A = 0, 1, 2, 3, 4
KINDS: Final = np.array([(0, 7, 0, 3), (7, 12, 3, 4), (12, 17, 4, 5), (17, 19, 4, 5), (0, 0, 5, 6)], np.int64)
"""For each kind of static report: its first and last place in `FIELDS`, and in `WRITTEN`."""


@part_of_kernel
def number(six: Octets, at: int, width: int) -> int:
    """The unsigned number in at most 31 bits from bit ``at``; reads six characters, whatever the width."""
    place = at // 6
    window = 0
    for ahead in range(6):
        window = (window << 6) | six[place + ahead]
    return (window >> (36 - at % 6 - width)) & ((1 << width) - 1)


@part_of_kernel
def field(six: Octets, layout: Int64s, name: int) -> int:
    """The unsigned number in a field of a position report."""
    return number(six, layout[name, 0], layout[name, 1])


@part_of_kernel
def signed_field(six: Octets, layout: Int64s, name: int) -> int:
    """The two's complement number in a field of a position report."""
    value, width = field(six, layout, name), layout[name, 1]
    return int(value - (value >> (width - 1) << width))


@part_of_kernel
def put_place(latitude: int, longitude: int, count: int, columns: Columns) -> bool:
    """Write both coordinates, or none as soon as one of them is none; whether one is out of range."""
    in_range = abs(latitude) <= LATITUDE_END and abs(longitude) <= LONGITUDE_END
    columns.positions[2, count] = latitude if in_range else NO_POSITION
    columns.positions[3, count] = longitude if in_range else NO_POSITION
    return not in_range and latitude != NO_LATITUDE and longitude != NO_LONGITUDE


@part_of_kernel
def put_motion(speed: int, course: int, heading: int, count: int, columns: Columns) -> bool:
    """Write tenths of a knot, tenths of a degree and degrees; whether an angle is out of range."""
    columns.positions[4, count] = speed if speed < UNSET_SPEED else NO_SPEED
    columns.positions[5, count] = course if course < ROUND_TENTHS else NO_COURSE
    columns.positions[6, count] = heading if heading < ROUND else NO_HEADING
    return course > ROUND_TENTHS or ROUND <= heading < UNSET_HEADING


@part_of_kernel
def put_report(six: Octets, kind: int, row: int, time: int, columns: Columns) -> int:
    """Write a position report; a class B unit has no status, a long range report no heading.

    Type 27 has 1/10 minute, whole knots and whole degrees, which are scaled without rounding.
    """
    layout, count = REPORTS[kind], columns.counts[col.POSITIONS]
    latitude, longitude = signed_field(six, layout, LATITUDE), signed_field(six, layout, LONGITUDE)
    speed, course, heading = (
        field(six, layout, SPEED),
        field(six, layout, COURSE),
        field(six, layout, HEADING),
    )
    status = UNSET_STATUS if CLASS_B <= kind <= CLASS_B_EXTENDED else field(six, layout, STATUS)
    if kind == LONG_RANGE:
        latitude, longitude = latitude * LONG_RANGE_STEPS, longitude * LONG_RANGE_STEPS
        speed = 10 * speed if speed != UNSET_LONG_SPEED else UNSET_SPEED
        course = 10 * course if course != UNSET_LONG_COURSE else ROUND_TENTHS
        heading = UNSET_HEADING
    columns.positions[0, count] = field(six, layout, MMSI)
    columns.positions[1, count] = time
    is_misplaced = put_place(latitude, longitude, count, columns)
    is_misled = put_motion(speed, course, heading, count, columns)
    columns.positions[7, count] = status if status != UNSET_STATUS else NO_STATUS
    columns.positions[8, count] = row
    columns.counts[col.POSITIONS] += 1
    return bad.VALUE if is_misplaced or is_misled else bad.FINE


@part_of_kernel
def put_text(six: Octets, at: int, size: int, into: Octets, place: int) -> None:
    """Write ``size`` characters of six bits: a @ ends the text, and spaces at its end are padding."""
    first, shift = at // 6, 6 - at % 6
    end, is_over = 0, False
    for index in range(size):
        code = (((six[first + index] << 6) | six[first + index + 1]) >> shift) & 63
        is_over |= code == 0
        letter = 0 if is_over else code + LETTERS if code < SIGNS else code
        into[place + index] = letter
        if letter not in (0, SPACE):
            end = index + 1
    for index in range(end, size):
        into[place + index] = 0


@part_of_kernel
def static_kind(six: Octets, kind: int) -> int:
    """Which layout of `KINDS` a message of type 5, 19 or 24 has."""
    if kind == STATIC:
        return OF_VOYAGE
    if kind == CLASS_B_EXTENDED:
        return OF_EXTENDED
    if number(six, LEAST_BITS - 2, 2) == 0:
        return OF_PART_A
    return OF_AUXILIARY if number(six, 8, 30) // TEN_MILLION == AUXILIARY else OF_PART_B


@part_of_kernel
def put_static(six: Octets, kind: int, row: int, time: int, columns: Columns) -> None:
    """Write a static report: what its type tells, and nothing else."""
    count, layout = columns.counts[col.STATICS], KINDS[static_kind(six, kind)]
    for place in range(columns.statics.shape[0]):
        columns.statics[place, count] = 0
    for place in range(col.TEXT_SIZE):
        columns.texts[count, place] = 0
    columns.statics[0, count] = number(six, 8, 30)
    columns.statics[1, count] = time
    columns.statics[9, count] = row
    for place in range(layout[0], layout[1]):
        columns.statics[FIELDS[place, 0], count] = number(six, FIELDS[place, 1], FIELDS[place, 2])
    texts = columns.texts[count]
    for place in range(layout[2], layout[3]):
        put_text(six, WRITTEN[place, 1], WRITTEN[place, 2], texts, WRITTEN[place, 0])
    columns.counts[col.STATICS] += 1


@part_of_kernel
def put_other(six: Octets, bits: int, row: int, time: int, columns: Columns) -> None:
    """List a message of another type with its payload, armoured again, for whoever wants its fields."""
    count, end = columns.counts[col.OTHERS], columns.counts[col.PAYLOAD]
    size = (bits + 5) // 6
    for place in range(size):
        columns.payloads[end + place] = six[place] + (48 if six[place] < 40 else 56)  # noqa: PLR2004
    columns.others[0, count] = row
    columns.others[1, count] = number(six, 0, 6)
    columns.others[2, count] = time
    columns.others[3, count] = end + size
    columns.others[4, count] = 6 * size - bits
    columns.counts[col.OTHERS] += 1
    columns.counts[col.PAYLOAD] += size


@part_of_kernel
def is_listed(six: Octets, kind: int) -> bool:
    """Whether a message has no columns here: another type, or a part of type 24 that is neither A nor B."""
    return SHORTEST[kind] == 0 or (kind == STATIC_PARTS and number(six, LEAST_BITS - 2, 2) > 1)


@part_of_kernel
def trouble_of(six: Octets, bits: int) -> int:
    """What keeps a message from being read at all."""
    if bits < LEAST_BITS:
        return bad.LENGTH
    kind = number(six, 0, 6)
    if not 1 <= kind < TYPES:
        return bad.TYPE
    if number(six, 8, 30) > LAST_MMSI:
        return bad.IDENTITY
    needed = SHORTEST[kind]
    if needed > 0 and not needed <= bits <= LONGEST[kind] + SLACK and not is_listed(six, kind):
        return bad.LENGTH
    return bad.FINE


@part_of_kernel
def second_of(six: Octets, kind: int) -> int:
    """The UTC second of the minute that a position report tells; 60 or more if it tells none."""
    is_report = 1 <= kind <= LAST_CLASS_A or CLASS_B <= kind <= CLASS_B_EXTENDED
    return field(six, REPORTS[kind], SECOND) if is_report else 63


@part_of_kernel
def clock_at(second: int, start: int, clock: int) -> tuple[int, int]:
    """The time of a message in a log that tells none, by its declared clock, and the clock then.

    The time is the next moment with that second, at most half a minute ahead, or one up to half a minute back,
    which the clock does not go back to.
    """
    told = clock
    if second < 60:  # noqa: PLR2004 - 60 to 63 say that there is none
        told = max(start, clock + (second - clock + 30) % 60 - 30)
    return told, max(clock, told)


@part_of_kernel
def tell_time(time: int, second: int, start: int, columns: Columns) -> int:
    """The time of a message: the receiver's, else that of the declared clock, moved on to ``second``."""
    if time != col.NO_TIME or start == col.NO_TIME:
        return time
    told, columns.counts[col.CLOCK] = clock_at(second, start, columns.counts[col.CLOCK])
    return int(told)


@part_of_kernel
def time_trouble(time: int) -> int:
    """The issue of a message whose time is none."""
    if time == col.NO_ZONE:
        return bad.ZONELESS
    return bad.TIME_RANGE if time == col.NOT_IN_RANGE else bad.TIMELESS


@part_of_kernel
def put_message(six: Octets, bits: int, row: int, time: int, start: int, columns: Columns) -> int:
    """Write one whole message to where its type belongs; what is wrong with it.

    ``start`` is the declared start of a log without times, or `NO_TIME`.
    """
    trouble = trouble_of(six, bits)
    if trouble != bad.FINE:
        return trouble
    kind = number(six, 0, 6)
    told = tell_time(time, second_of(six, kind), start, columns)
    if is_listed(six, kind):
        put_other(six, bits, row, max(told, col.NO_TIME), columns)
        return bad.FINE
    if told < 0:
        return time_trouble(told)
    if kind in (STATIC, STATIC_PARTS, CLASS_B_EXTENDED):
        put_static(six, kind, row, told, columns)
        if kind != CLASS_B_EXTENDED:
            return bad.FINE
    return put_report(six, kind, row, told, columns)
