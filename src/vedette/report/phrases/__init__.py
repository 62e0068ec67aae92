"""Phrase tables, one TOML file for each language, found by looking in this folder by its primary subtag.

``reviewed`` says whether a speaker of the language has checked the table; an edition in a language that is
not reviewed says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

import attrs
from babel import Locale

from vedette.errors import ReportError
from vedette.model.wire import from_plain


@attrs.frozen(kw_only=True)
class WordingPhrase:
    """How a bound is worded: around the number (``number``) or around number and unit (``whole``).

    ``form`` names the case of the unit that the wording asks for, where a language has one.
    """

    number: str | None = None
    whole: str | None = None
    form: str | None = None


@attrs.frozen(kw_only=True)
class Scale:
    """Words for large round numbers: from which value, divided by what, with how many decimals at most.

    ``shared`` where one word serves both ends of a range ("between 4.2 and 5.8 million").
    """

    first: int
    divisor: int
    decimals: int
    forms: Mapping[str, str]
    shared: bool = True


@attrs.frozen(kw_only=True)
class DatePhrases:
    """Patterns for imprecise dates; ``year_first`` where a shortened range drops the year of its end.

    ``by`` is for what happened once, on a day of which only the last possible one is known.
    """

    early: str
    mid: str
    late: str
    early_year: str
    mid_year: str
    late_year: str
    since: str
    until: str
    by: str
    range: str
    circa: str
    year_first: bool


@attrs.frozen(kw_only=True)
class Phrases:
    """One language's table. ``units`` maps a unit to its patterns by plural category of CLDR.

    A pattern may stand under ``form.category`` for a case, ``scaled`` after a scale word, and ``per`` names
    the unit behind a ratio.
    """

    reviewed: bool
    locale: str
    wordings: Mapping[str, WordingPhrase]
    phrases: Mapping[str, str]
    scales: tuple[Scale, ...]
    dates: DatePhrases
    units: Mapping[str, Mapping[str, str]]

    @property
    def babel(self) -> Locale:
        """Babel's locale for numbers, plurals and dates."""
        return Locale.parse(self.locale)

    def category(self, value: Decimal) -> str:
        """The plural category of a number."""
        whole = value == value.to_integral_value()
        return str(self.babel.plural_form(int(value) if whole else value.normalize()))


@cache
def phrases_of(language: str) -> Phrases:
    """The table for a BCP 47 tag, by its primary subtag; a language without one is refused."""
    primary = language.partition("-")[0].lower()
    if primary not in languages():
        raise ReportError(
            f"there are no phrases for figures in the language {language!r}",
            advice=f"use one of {', '.join(languages())}, or add report/phrases/{primary}.toml",
        )
    text = resources.files(__name__).joinpath(f"{primary}.toml").read_text(encoding="utf-8")
    return from_plain(Phrases, tomllib.loads(text))


@cache
def languages() -> tuple[str, ...]:
    """The primary subtags for which there is a table, in alphabetical order."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))
