"""Dates on charts: a partial date in short words, and days as places on a time axis."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence

import attrs
from babel.dates import format_date, format_interval, format_skeleton

from vedette.errors import ReportError
from vedette.model.moments import PartialDate
from vedette.report.charts.drawing.phrases import locale_of
from vedette.report.dates import date_in_words, happening_in_words

_MONTHS_A_YEAR = 12
_LAST_MONTH = dt.date.max.replace(day=1)
_MARKED = re.compile(r"[~?%X]")
"""What EDTF writes at dates that are approximate, uncertain or not fully known."""


def day_words(day: dt.date, language: str) -> str:
    """A day as "13 Oct 2023" or "2023. 10. 13."."""
    return str(format_date(day, format="medium", locale=locale_of(language)))


def month_words(day: dt.date, language: str) -> str:
    """The month of a day as "Oct 2023" or "2023년 10월"."""
    return str(format_skeleton("yMMM", day, locale=locale_of(language)))


def month_name(day: dt.date, language: str) -> str:
    """The month alone, as short as the language has it: "Oct" or "10월"."""
    return str(format_date(day, format="LLL", locale=locale_of(language)))


def date_words(date: PartialDate, language: str) -> str:
    """A partial date no more precise than its source: day, month, year, interval, or open at one end."""
    first, last = date.first, date.last
    if first is None or last is None or date.text[:1].isalpha() or _MARKED.search(date.text):
        return date_in_words(date, language)
    return _whole(first, last, language) or _interval(first, last, language)


def happening_words(date: PartialDate, language: str) -> str:
    """The date of a happening: "by 6 February 2024" where nothing but its last possible day is known."""
    return happening_in_words(date, language) if date.first is None else date_words(date, language)


def _whole(first: dt.date, last: dt.date, language: str) -> str | None:
    """The words for one day, one month or one year; none for any other interval."""
    if first == last:
        return day_words(first, language)
    if first.day == 1 and _is_month_end(last):
        if (first.year, first.month) == (last.year, last.month):
            return month_words(first, language)
        if first.year == last.year and first.month == 1 and last.month == _MONTHS_A_YEAR:
            return str(format_skeleton("y", first, locale=locale_of(language)))
    return None


def _interval(first: dt.date, last: dt.date, language: str) -> str:
    """From day to day, or from month to month where both ends fall on the ends of months."""
    skeleton = "yMMM" if first.day == 1 and _is_month_end(last) else "yMMMd"
    return str(format_interval(first, last, skeleton=skeleton, locale=locale_of(language)))


def month_end(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _is_month_end(day: dt.date) -> bool:
    return day == month_end(day)


@attrs.frozen(kw_only=True)
class TimeAxis:
    """Days from ``first`` to ``last`` laid out between two places in millimetres."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def at(self, day: dt.date) -> float:
        """Where a day begins; days outside the axis stand at its ends."""
        return self._at((day - self.first).days)

    def after(self, day: dt.date) -> float:
        """Where a day ends, be it the last of the calendar."""
        return self._at((day - self.first).days + 1)

    def _at(self, day: int) -> float:
        days = max(1, (self.last - self.first).days + 1)
        share = min(max(day / days, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def months(self) -> Iterator[dt.date]:
        """The first days of all months on the axis."""
        month = self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first:
                yield month
            if month >= _LAST_MONTH:
                return
            month = month_end(month) + dt.timedelta(days=1)


def axis_over(dates: Sequence[PartialDate], *, left: float, right: float) -> TimeAxis:
    """An axis of whole months that holds all dates; an open end reaches to the axis' own end.

    Raises ReportError if no date names any day.
    """
    days = [day for date in dates for day in (date.first, date.last) if day is not None]
    if not days:
        raise ReportError(
            "nothing that is to be drawn over time has a date", advice="leave out what is undated"
        )
    first, last = min(days).replace(day=1), max(days)
    return TimeAxis(
        first=first,
        last=month_end(last),
        left=left,
        right=right,
    )
