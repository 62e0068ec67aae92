"""Moments: UTC instants, dates that are intervals, and half-open periods. No naive time in the program."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Self

import attrs

from vedette.errors import UnreadableValueError

_DAY = dt.timedelta(days=1)


def _aware(_instance: object, _field: object, moment: dt.datetime) -> None:
    if moment.tzinfo is None or moment.utcoffset() != dt.timedelta(0):
        raise UnreadableValueError(
            f"{moment.isoformat()} is not in UTC",
            advice="give the zone of the source; it is converted once, on reading",
        )


@attrs.frozen(order=True)
class Instant:
    """A moment in UTC, to the microsecond."""

    moment: dt.datetime = attrs.field(validator=_aware)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ISO 8601 with a zone ("2024-10-25T03:10:00+09:00"); a time without one is refused."""
        try:
            moment = dt.datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise UnreadableValueError(
                f"{text!r} is not a time", advice="write it as 2024-10-25T03:10:00Z"
            ) from error
        if moment.tzinfo is None:
            raise UnreadableValueError(
                f"{text!r} has no time zone",
                advice="add Z for UTC or the offset of the place (+09:00 for Korea)",
            )
        try:
            return cls(moment.astimezone(dt.UTC))
        except OverflowError as error:
            raise UnreadableValueError(
                f"{text!r} lies outside the calendar", advice="check the year"
            ) from error

    def __str__(self) -> str:
        return self.moment.isoformat().replace("+00:00", "Z")


def _earliest(day: dt.date | None) -> dt.date:
    return day or dt.date.min


def _latest(day: dt.date | None) -> dt.date:
    return day or dt.date.max


@attrs.frozen(order=True)
class Period:
    """Days from ``start`` up to but without ``end``; a missing end is not known or not yet come.

    In order of time, an open start comes before all days and an open end after all.
    """

    start: dt.date | None = attrs.field(eq=True, order=_earliest)
    end: dt.date | None = attrs.field(eq=True, order=_latest)

    def __attrs_post_init__(self) -> None:
        if self.start and self.end and self.end <= self.start:
            raise UnreadableValueError(
                f"a period from {self.start} to {self.end} is empty",
                advice="the end is the day after the last day",
            )

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date) -> Self:
        """The period with both days in it."""
        return cls(first, _day_after(last))

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year, but for 9999, after which no day follows."""
        if not dt.MINYEAR <= year < dt.MAXYEAR:
            raise UnreadableValueError(f"{year} is no year of the calendar", advice="check the year")
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))

    @property
    def last(self) -> dt.date | None:
        """The last day within."""
        return self.end - _DAY if self.end else None

    @property
    def length(self) -> int | None:
        """How many days lie within; none if an end is open."""
        return (self.end - self.start).days if self.start and self.end else None

    def holds(self, day: dt.date) -> bool:
        """Whether ``day`` lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two can share a day; a missing end reaches without limit."""
        starts_before = self.start is None or other.end is None or self.start < other.end
        ends_after = self.end is None or other.start is None or other.start < self.end
        return starts_before and ends_after

    def within(self, other: Period) -> bool:
        """Whether every day of this period surely lies in ``other``."""
        starts = other.start is None or (self.start is not None and self.start >= other.start)
        ends = other.end is None or (self.end is not None and self.end <= other.end)
        return starts and ends

    def months(self) -> Iterator[Period]:
        """The calendar months that the period touches, in order; needs both ends."""
        if self.start is None or self.end is None:
            raise UnreadableValueError("an open period has no list of months", advice="give both ends")
        month = self.start.replace(day=1)
        while month < self.end:
            if (month.year, month.month) == (dt.MAXYEAR, 12):
                raise UnreadableValueError(f"{self} ends where the calendar does", advice="check the year")
            following = (month + dt.timedelta(days=31)).replace(day=1)
            yield Period(month, following)
            month = following

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.last or '..'}"


def _day_after(day: dt.date) -> dt.date:
    if day == dt.date.max:
        raise UnreadableValueError(f"{day} is the last day of the calendar", advice="leave an open end open")
    return day + _DAY


_PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
WORDED = re.compile(r"(?i)(early|mid|late)[-\s]+(?:([a-z]+)\s+)?([0-9]{4})")
"""A part of a month or year in words: "mid-November 2017", "early 2025"."""


@attrs.frozen(order=True)
class PartialDate:
    """A date as precise as its source: an interval of days, and the words it came in.

    Accepts EDTF levels 0 and 1 of ISO 8601-2 ("2017", "2017-11", "2017-11-26", "2017-09/2017-10",
    "2023-08~", "2023-09/..", "201X", "2017-XX"; no seasons), and "mid-November 2017" or "early 2025" alone or at
    either end of an interval ("2024-01/mid-December 2024"). Early, mid and late are the first, second and last ten
    days of a month, and the first, second and last four months of a year: the convention of this project.
    """

    text: str
    days: Period

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date; raise `UnreadableValueError` on anything that is not one."""
        stripped = text.strip()
        return cls(stripped, _days(stripped))

    @property
    def first(self) -> dt.date | None:
        """The earliest day it can be."""
        return self.days.start

    @property
    def last(self) -> dt.date | None:
        """The latest day it can be."""
        return self.days.last

    @property
    def is_approximate(self) -> bool:
        """Whether the source marks the date as uncertain or approximate (~, ? or %)."""
        return any(mark in self.text for mark in "~?%")

    @property
    def widest(self) -> Period:
        """All days on which it can have been: an approximate end reaches as far again as it is precise.

        "2023-08~" is read as July to September: as many days on either side as August has.
        """
        if not self.is_approximate:
            return self.days
        before, slash, after = self.text.partition("/")
        earlier, later = _reach(before), _reach(after if slash else before)
        start = self.days.start and _moved(self.days.start, -earlier)
        end = self.days.end and _moved(self.days.end, later)
        return Period(start, end)

    @property
    def is_one_day(self) -> bool:
        """Whether the source gives the day."""
        return self.days.start is not None and self.days.start == self.days.last

    def __str__(self) -> str:
        return self.text


_EDTF = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[~?%]?")


def _days(text: str) -> Period:
    """The days of a date or of an interval, each of whose ends may be worded."""
    start, slash, end = text.partition("/")
    try:
        first, last = _end(start, side=0), _end(end if slash else start, side=1)
    except (ValueError, TypeError) as error:
        raise UnreadableValueError(
            f"{text!r} is not a date",
            advice='write 2017-11-26, 2017-11, 2017, 2017-09/2017-10, 2023-09/.. or "mid-November 2017"',
        ) from error
    if first is None and last is None:
        raise UnreadableValueError(f"{text!r} names no day at all", advice="leave the field empty if unknown")
    return Period(first, _day_after(last) if last else None)


def _end(text: str, *, side: int) -> dt.date | None:
    """The first (side 0) or last (side 1) day of a worded or EDTF date."""
    worded = WORDED.fullmatch(text.strip())
    if worded is None:
        return _edtf_date(text, side=side)
    part, month, year = worded[1].lower(), worded[2], int(worded[3])
    if month is None:
        number = _PARTS_OF_YEAR[part][side]
        return dt.date(year, number, calendar.monthrange(year, number)[1] if side else 1)
    number = _MONTHS.get(month.lower(), 0)
    length = calendar.monthrange(year, number)[1]
    return dt.date(year, number, min(_PARTS_OF_MONTH[part][side], length))


def _edtf_date(text: str, *, side: int) -> dt.date | None:
    """The first (side 0) or last (side 1) day that a date or an open end means."""
    if text in {"..", ""}:
        return None
    found = _EDTF.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year = int(found[1].replace("X", "9" if side else "0"))
    if found[2] == "XX" and found[3] not in {None, "XX"}:
        raise ValueError(text)
    month = int(found[2]) if found[2] and found[2] != "XX" else (12 if side else 1)
    day = int(found[3]) if found[3] and found[3] != "XX" else None
    return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if side else 1))


def _reach(text: str) -> int:
    """How many days an approximate date covers; none if it is not marked as such."""
    if not text or text[-1] not in "~?%":
        return 0
    first, last = _edtf_date(text, side=0), _edtf_date(text, side=1)
    return (last - first).days + 1 if first and last else 0


def _moved(day: dt.date, days: int) -> dt.date:
    """The day so many days later, but not beyond the calendar."""
    ordinal = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)
