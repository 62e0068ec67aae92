"""What can be wrong with a line of an AIS log, by number in the kernels and in words for a person."""

from __future__ import annotations

from typing import Final

import attrs

FINE: Final = 0
TOO_LONG, NO_SENTENCE, CHECKSUM, FORM, ARMOURING = 1, 2, 3, 4, 5
LENGTH, TYPE, IDENTITY, VALUE = 6, 7, 8, 9
TAG_BLOCK, TIMELESS, ZONELESS, TIME_RANGE = 10, 11, 12, 13
PART_WITHOUT_FIRST, PARTS_MISSING, TWO_SENTENCES = 14, 15, 16

WORDS: Final = {
    TOO_LONG: ("line too long", "a line of more than 1,024 bytes is no sentence; check the file"),
    NO_SENTENCE: ("no sentence", "expected !AIVDM or another NMEA 0183 sentence on every line"),
    CHECKSUM: (
        "checksum",
        "the sentence was damaged or cut after it was sent; compare with another receiver",
    ),
    FORM: ("fields of the sentence", "expected parts, part, sequence, channel, payload and fill bits"),
    ARMOURING: ("armouring", "the payload holds a character that stands for no six bits"),
    LENGTH: ("length of the message", "the payload has fewer or more bits than ITU-R M.1371 gives its type"),
    TYPE: ("message type", "ITU-R M.1371 has the types 1 to 27"),
    IDENTITY: ("MMSI", "an MMSI has nine digits; this one has more"),
    VALUE: ("value out of range", "the report is kept, without the value that no ship can have"),
    TAG_BLOCK: ("tag block", "its checksum is wrong or its end is missing; its time cannot be relied on"),
    TIMELESS: ("no time", "AIS tells the second of the minute only; declare when the log starts"),
    ZONELESS: ("no time zone", "declare the zone in which the receiver wrote its times"),
    TIME_RANGE: ("time out of range", "expected UTC between 2000 and 2068, in seconds or milliseconds"),
    PART_WITHOUT_FIRST: ("part without its first", "the part before is missing, damaged or too far away"),
    PARTS_MISSING: ("parts missing", "the message began here and its other parts never came"),
    TWO_SENTENCES: ("two sentences on one line", "split the line; neither sentence is read"),
}
"""Each kind of trouble: what it is called, and what to do about it."""


@attrs.frozen(kw_only=True)
class NmeaIssue:
    """One line that was refused, or of which a value was: which, why, what stood there (at most 200 bytes).

    ``sentence`` is None where the line has gone by, as for a message whose other parts never came.
    """

    row: int
    problem: str
    advice: str
    sentence: str | None
    refused: bool = True


def nmea_issue(kind: int, *, row: int, sentence: bytes | None) -> NmeaIssue:
    """The issue of one kind at one line, its bytes read as Latin-1 so that none is lost."""
    problem, advice = WORDS[kind]
    text = None if sentence is None else sentence.decode("latin-1")
    return NmeaIssue(row=row, problem=problem, advice=advice, sentence=text, refused=kind != VALUE)
