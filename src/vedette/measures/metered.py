"""Which cap a commodity counts against: the caps of the law files, by subject and by the words of those who meter.

A cap is known by the subjects of its measure (or those it is narrowed to), in every spelling of the vocabulary,
and by the words that its row gives as ``metered_as``: notifications speak of "petroleum" where the law says refined
petroleum products, though the vocabulary's petroleum holds crude oil too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vedette.errors import UnreadableValueError
from vedette.measures.lookup import Applicable, CapOnDay, in_force
from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import Measure
from vedette.model.moments import Period
from vedette.model.provisions import Cap


def cap_counting(
    measures: Iterable[Measure], name: str, year: int
) -> tuple[Applicable, CapOnDay, Period] | None:
    """The cap that ``name`` counts against in a year, its measure as of then, and its counting period.

    That is the counting period which shares most days with the calendar year (`Cap.day_in`). None if a cap has
    the name but counts nothing in that year. Raises `UnreadableValueError`, with the names that
    are known, for a name of no cap at all.
    """
    held = tuple(measures)
    if not any(_is_named(cap, measure, name) for measure in held for cap in measure.caps):
        known = sorted({one for measure in held for cap in measure.caps for one in _names(cap, measure)})
        raise UnreadableValueError(
            f"no measure sets a cap on {name!r}", advice=f"caps are set on {', '.join(known) or 'nothing'}"
        )
    for measure in held:
        for cap in measure.caps:
            if _is_named(cap, measure, name):
                day = cap.day_in(year)
                found = _on_day(held, measure, cap, day) if day else None
                if found:
                    return found
    return None


def _on_day(
    measures: tuple[Measure, ...], measure: Measure, cap: Cap, on: dt.date
) -> tuple[Applicable, CapOnDay, Period] | None:
    for found in in_force(measures, on, subject=_subjects(cap, measure)[0]):
        for one in found.caps:
            if found.measure.id == measure.id and one.cap == cap and one.period is not None:
                return found, one, one.period
    return None


def _subjects(cap: Cap, measure: Measure) -> tuple[str, ...]:
    return cap.only_for or measure.subjects


def _names(cap: Cap, measure: Measure) -> tuple[str, ...]:
    return (*_subjects(cap, measure), *cap.metered_as)


def _is_named(cap: Cap, measure: Measure, name: str) -> bool:
    """Whether the cap is on ``name``: a word of its own, or a spelling of one of its subjects."""
    asked = _plain(name)
    spellings = {
        word for tag in _subjects(cap, measure) for word in (tag, *vocabulary().subjects[tag].also)
    } | set(cap.metered_as)
    return asked in {_plain(word) for word in spellings}


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())
