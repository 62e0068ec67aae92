"""A sea as a log of NMEA 0183 AIVDM sentences, plain or with what receivers add, in order of time.

Positions are types 1, 3 and 18; static reports type 5 in two parts and type 24 in its two halves; bit fields
follow ITU-R M.1371-5 annex 8. A log begins with a comment that it is made up, tag blocks name a station MADEUP,
and type 5 says so in its destination.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import reduce
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from vedette.model.movement import (
    EPOCH,
    NO_COURSE,
    NO_HEADING,
    NO_POSITION,
    NO_SPEED,
    STEPS_PER_DEGREE,
)
from vedette.testing.sea.days import Day, Static, days
from vedette.testing.sea.reports import Reports
from vedette.testing.sea.routes import ANCHORED, MOORED
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.spec import DAY, MADE_UP

Field = tuple[npt.NDArray[np.int64] | int, int]
Bytes = npt.NDArray[np.uint8]

UNIX = int(EPOCH.timestamp())
NOWHERE = (91 * STEPS_PER_DEGREE, 181 * STEPS_PER_DEGREE)
SPEED_CODE, COURSE_CODE, HEADING_CODE, STATUS_CODE, TURN_CODE = 1023, 3600, 511, 15, 128
SEXTETS = 28
FIRST_PART = 60
CHUNK = 50_000
"""Reports packed at once, so that a day of any size needs little memory."""


class LogStyle(Enum):
    """What stands before a sentence: nothing, a tag block, or the time of reception (ISO 8601 or Unix)."""

    PLAIN = "plain"
    TAG_BLOCK = "tag block"
    ISO_PREFIX = "iso prefix"
    UNIX_PREFIX = "unix prefix"


def write_nmea(sea: Sea, path: Path, *, style: LogStyle = LogStyle.TAG_BLOCK) -> int:
    """Write a sea as a log and return the number of lines, the comment at its head included."""
    written = 1
    with path.open("wb") as file:
        file.write(f"# {MADE_UP}\r\n".encode())
        for day in days(sea):
            written += _write_day(day, file, style)
    return written


def _write_day(day: Day, file: IO[bytes], style: LogStyle) -> int:
    """Write a day's sentences, the static reports of a second after its position reports."""
    written = 0
    statics = iter(static_lines(day.statics, style))
    waiting = next(statics, None)
    for first in range(0, len(day.reports), CHUNK):
        part = day.reports.taken(np.arange(first, min(first + CHUNK, len(day.reports))))
        lines = position_lines(part, style)
        begun = 0
        while waiting is not None and waiting[0] <= int(part.time[-1]):
            past = int(np.searchsorted(part.time, waiting[0], side="right"))
            file.write(lines[begun:past].tobytes() + waiting[1])
            written += waiting[2]
            begun, waiting = past, next(statics, None)
        file.write(lines[begun:].tobytes())
        written += len(lines)
    for _, sentences, count in ([waiting] if waiting else []) + list(statics):
        file.write(sentences)
        written += count
    return written


def position_lines(reports: Reports, style: LogStyle) -> Bytes:
    """Position reports as sentences, one row of bytes each, all of one length."""
    payload = np.where(reports.class_b[:, None], packed(_class_b(reports)), packed(_class_a(reports)))
    letters = np.where(payload < 40, payload + 48, payload + 56).astype(np.uint8)
    channel = (65 + reports.transmitter % 2).astype(np.uint8)[:, None]
    body = _beside([b"AIVDM,1,1,,", channel, b",", letters, b",0"], len(reports))
    sentence: list[bytes | Bytes] = [b"!", body, b"*", _hexadecimal(body), b"\r\n"]
    return _beside([*_before(_wide(reports.time), reports.receiver, style), *sentence], len(reports))


def packed(fields: Sequence[Field]) -> Bytes:
    """Bit fields (value and width, first bit first; 168 bits in all) as 28 six-bit groups a row."""
    rows = next(len(value) for value, _ in fields if not isinstance(value, int))
    groups = np.zeros((rows, SEXTETS), dtype=np.uint8)
    begun = 0
    for value, width in fields:
        past = begun + width
        for group in range(begun // 6, (past + 5) // 6):
            first, last = max(begun, 6 * group), min(past, 6 * group + 6)
            bits = (value >> (past - last)) & ((1 << (last - first)) - 1)
            groups[:, group] |= np.asarray(bits << (6 * group + 6 - last), dtype=np.uint8)
        begun = past
    return groups


def _class_a(reports: Reports) -> list[Field]:
    """Types 1 and 3, by status: 3 is what a moored or anchored ship sends here."""
    status = reports.status.astype(np.int64)
    kind = np.where(np.isin(status, (ANCHORED, MOORED)), 3, 1)
    told = np.where(status < 0, STATUS_CODE, status)
    head: list[Field] = [(kind, 6), (0, 2), (_wide(reports.transmitter), 30), (told, 4), (TURN_CODE, 8)]
    return [*head, *_motion(reports), (0, 2), (0, 3), (0, 1), (0, 19)]


def _class_b(reports: Reports) -> list[Field]:
    """Type 18."""
    head: list[Field] = [(18, 6), (0, 2), (_wide(reports.transmitter), 30), (0, 8)]
    return [*head, *_motion(reports), (0, 2), (1, 1), (0, 5), (0, 1), (0, 20)]


def _motion(reports: Reports) -> list[Field]:
    """Speed to time stamp, alike in types 1 to 3 and 18; negative coordinates as two's complement."""
    return [
        (_coded(reports.speed, NO_SPEED, SPEED_CODE), 10),
        (0, 1),
        (_coded(reports.longitude, NO_POSITION, NOWHERE[1]), 28),
        (_coded(reports.latitude, NO_POSITION, NOWHERE[0]), 27),
        (_coded(reports.course, NO_COURSE, COURSE_CODE), 12),
        (_coded(reports.heading, NO_HEADING, HEADING_CODE), 9),
        (_wide(reports.time) % 60, 6),
    ]


def _wide(column: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return column.astype(np.int64)


def _coded(column: npt.NDArray[Any], absent: int, code: int) -> npt.NDArray[np.int64]:
    return np.where(column == absent, code, _wide(column))


def _before(
    times: npt.NDArray[np.int64], receivers: npt.NDArray[np.int8], style: LogStyle
) -> list[bytes | Bytes]:
    """What a receiver writes before each sentence."""
    if style is LogStyle.PLAIN:
        return []
    if style is LogStyle.UNIX_PREFIX:
        return [_digits(times + UNIX, 10), b" "]
    if style is LogStyle.ISO_PREFIX:
        return [*_iso(times), b" "]
    station = (49 + receivers).astype(np.uint8)[:, None]
    inside = _beside([b"s:MADEUP", station, b",c:", _digits(times + UNIX, 10)], len(times))
    return [b"\\", inside, b"*", _hexadecimal(inside), b"\\"]


def _iso(times: npt.NDArray[np.int64]) -> list[bytes | Bytes]:
    """Times of one day as ISO 8601."""
    date = (EPOCH + dt.timedelta(days=int(times[0]) // DAY)).strftime("%Y-%m-%dT").encode()
    second = times % DAY
    clock = [_digits(part, 2) for part in (second // 3600, second // 60 % 60, second % 60)]
    return [date, clock[0], b":", clock[1], b":", clock[2], b"Z"]


def _digits(values: npt.NDArray[np.int64], width: int) -> Bytes:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (values[:, None] // powers % 10 + 48).astype(np.uint8)


def _hexadecimal(body: Bytes) -> Bytes:
    """The checksum of each row: the exclusive or of its bytes, as two digits."""
    check = np.bitwise_xor.reduce(body, axis=1)
    halves = np.stack([check >> 4, check & 15], axis=1)
    return np.where(halves < 10, halves + 48, halves + 55).astype(np.uint8)


def _beside(parts: Sequence[bytes | Bytes], rows: int) -> Bytes:
    """Constant and varying bytes side by side, one row for each report."""
    wide = [
        np.broadcast_to(np.frombuffer(part, np.uint8), (rows, len(part))) if isinstance(part, bytes) else part
        for part in parts
    ]
    return np.concatenate(wide, axis=1)


def static_lines(statics: Sequence[Static], style: LogStyle) -> list[tuple[int, bytes, int]]:
    """The time, sentences and number of lines of each static report, heard by the first receiver."""
    times = np.array([time for time, _, _ in statics], dtype=np.int64)
    if not len(times):
        return []
    before = _beside([b"", *_before(times, np.zeros(len(times), np.int8), style)], len(times))
    spoken: dict[int, tuple[bytes, ...]] = {}
    lines = []
    for (time, class_b, told), prefix in zip(statics, map(bytes, before), strict=True):
        if id(told) not in spoken:
            bodies = static_bodies(told, class_b=class_b)
            spoken[id(told)] = tuple(b"!" + body + b"*" + checksum(body) + b"\r\n" for body in bodies)
        sentences = spoken[id(told)]
        lines.append((time, b"".join(prefix + sentence for sentence in sentences), len(sentences)))
    return lines


def checksum(body: bytes) -> bytes:
    """The checksum of NMEA 0183: the exclusive or of all bytes, as two hexadecimal digits."""
    return b"%02X" % reduce(lambda left, right: left ^ right, body, 0)


def static_bodies(said: Mapping[str, Any], *, class_b: bool) -> tuple[bytes, ...]:
    """The sentences, without mark and checksum, that tell static columns: two parts of type 5, or type 24 A and B."""
    if class_b:
        halves = (_bits(_type_24_a(said)), _bits(_type_24_b(said)))
        return tuple(b"AIVDM,1,1,,B,%s,%d" % _armoured(bits) for bits in halves)
    letters, fill = _armoured(_bits(_type_5(said)))
    sequence = said["transmitter"] % 10
    first, second = letters[:FIRST_PART], letters[FIRST_PART:]
    return (
        b"AIVDM,2,1,%d,A,%s,0" % (sequence, first),
        b"AIVDM,2,2,%d,A,%s,%d" % (sequence, second, fill),
    )


def _type_5(said: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    yield from ((5, 6), (0, 2), (said["transmitter"], 30), (0, 2), (said["imo"], 30))
    yield from _text(said["call_sign"], 7)
    yield from _text(said["name"], 20)
    yield said["ship_type"], 8
    yield from _dimensions(said)
    # Fixing device GPS; no estimated time of arrival (month 0, day 0, hour 24, minute 60).
    yield from ((1, 4), (0, 4), (0, 5), (24, 5), (60, 6), (said["draught"], 8))
    yield from _text(said["destination"], 20)
    yield from ((0, 1), (0, 1))


def _type_24_a(said: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    yield from ((24, 6), (0, 2), (said["transmitter"], 30), (0, 2))
    yield from _text(said["name"], 20)


def _type_24_b(said: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    yield from ((24, 6), (0, 2), (said["transmitter"], 30), (1, 2), (said["ship_type"], 8))
    yield from _text("", 3)
    yield from ((0, 4), (0, 20))
    yield from _text(said["call_sign"], 7)
    yield from _dimensions(said)
    yield 0, 6


def _dimensions(said: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    yield from ((said["to_bow"], 9), (said["to_stern"], 9), (said["to_port"], 6), (said["to_starboard"], 6))


def _text(text: str | None, length: int) -> Iterator[tuple[int, int]]:
    """Six-bit letters, padded with the sign that stands for nothing."""
    yield from ((ord(letter) & 63, 6) for letter in (text or "").ljust(length, "@"))


def _bits(fields: Iterator[tuple[int, int]]) -> str:
    return "".join(f"{value:0{width}b}" for value, width in fields)


def _armoured(bits: str) -> tuple[bytes, int]:
    """A bit string in six-bit letters, and how many bits were added to fill the last."""
    fill = -len(bits) % 6
    bits += "0" * fill
    groups = (int(bits[at : at + 6], 2) for at in range(0, len(bits), 6))
    return bytes(group + (48 if group < 40 else 56) for group in groups), fill
