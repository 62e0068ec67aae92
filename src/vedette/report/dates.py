"""Dates in words, as precise as their source: a day, a month, a part of one, a range, or an open end."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date, format_skeleton

from vedette.model.moments import WORDED, PartialDate
from vedette.report.phrases import Phrases, phrases_of

_MARKS = "~?%"
_YEAR, _MONTH, _DAY = (len(form) for form in ("2024", "2024-01", "2024-01-31"))


def day_in_words(day: dt.date, language: str) -> str:
    """A day in full: "29 May 2025"."""
    return _one(day, _DAY, phrases_of(language))


def date_in_words(date: PartialDate | dt.date, language: str) -> str:
    """A date as that language writes it: "mid-November 2017", "January to December 2024", "29 May 2025"."""
    if isinstance(date, dt.date):
        return day_in_words(date, language)
    phrases = phrases_of(language)
    return _span(date, phrases)


def happening_in_words(date: PartialDate, language: str) -> str:
    """The date of a happening: where only its last possible day is known, "by" that day and not "until" it."""
    if date.first is None and date.last is not None:
        phrases = phrases_of(language)
        end = date.text.partition("/")[2]
        return phrases.dates.by.format(date=_side(date.last, end, phrases))
    return date_in_words(date, language)


def _span(date: PartialDate, phrases: Phrases) -> str:
    start, slash, end = date.text.partition("/")
    first, last = date.first, date.last
    if first is None or last is None:
        known = first or last
        said = _side(known, start if first else end, phrases) if known else date.text
        return (phrases.dates.since if first else phrases.dates.until).format(date=said)
    if "X" in date.text:
        return _unspecified(first, last, phrases)
    if not slash or start == end:
        return _side(first, start, phrases)
    if date.is_approximate or WORDED.fullmatch(start) or WORDED.fullmatch(end):
        return phrases.dates.range.format(start=_side(first, start, phrases), end=_side(last, end, phrases))
    return _range((first, len(start)), (last, len(end)), phrases)


def _side(day: dt.date, text: str, phrases: Phrases) -> str:
    """One date as precise as its text: worded as its source words it, "about" where it is marked as approximate."""
    worded = WORDED.fullmatch(text)
    if worded:
        part = worded[1].lower()
        pattern: str = getattr(phrases.dates, part if worded[2] else f"{part}_year")
        return pattern.format(month=_one(day, _MONTH, phrases), year=_one(day, _YEAR, phrases))
    bare = text.rstrip(_MARKS)
    said = _one(day, len(bare), phrases)
    return said if bare == text else phrases.dates.circa.format(date=said)


def _unspecified(first: dt.date, last: dt.date, phrases: Phrases) -> str:
    """What "201X" and "2017-XX" leave open, by the years or months that it can be."""
    if first.year == last.year and first.month == last.month:
        return _one(first, _MONTH, phrases)
    if first.year == last.year:
        return _one(first, _YEAR, phrases)
    return _range((first, _YEAR), (last, _YEAR), phrases)


def _range(start: tuple[dt.date, int], end: tuple[dt.date, int], phrases: Phrases) -> str:
    """From one date to another; a year that both share stands once, where the language puts it."""
    first, last = _one(*start, phrases), _one(*end, phrases)
    if start[0].year == end[0].year and start[0].month == end[0].month and start[1] == end[1] == _DAY:
        day = format_skeleton("d", (end if phrases.dates.year_first else start)[0], locale=phrases.babel)
        first, last = (first, day) if phrases.dates.year_first else (day, last)
    elif start[0].year == end[0].year and min(start[1], end[1]) >= _MONTH:
        if phrases.dates.year_first:
            last = _without_year(*end, phrases)
        else:
            first = _without_year(*start, phrases)
    return phrases.dates.range.format(start=first, end=last)


def _one(day: dt.date, precision: int, phrases: Phrases) -> str:
    if precision == _DAY:
        return str(format_date(day, "long", locale=phrases.babel))
    return str(format_skeleton("yMMMM" if precision == _MONTH else "y", day, locale=phrases.babel))


def _without_year(day: dt.date, precision: int, phrases: Phrases) -> str:
    if precision == _MONTH:
        return str(format_date(day, "LLLL", locale=phrases.babel))
    return str(format_skeleton("MMMMd", day, locale=phrases.babel))
