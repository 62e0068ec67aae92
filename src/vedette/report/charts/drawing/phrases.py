"""The words on a chart that are not data: axis titles, names of marks, sentences of alternative texts.

Each language has a table in ``charts/labels``; a missing phrase is refused, never filled with English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import attrs

from vedette.errors import ReportError

_TABLES = "vedette.report.charts"


@attrs.frozen
class Phrases:
    """The phrases of one chart in one language, by name."""

    language: str
    table: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The phrase with its ``{places}`` filled."""
        if name not in self.table:
            raise ReportError(
                f"the chart has no words for {name!r} in language {self.language!r}",
                advice="add the phrase to the language's table in vedette/report/charts/labels",
            )
        return self.table[name].format(**values)

    def has(self, name: str) -> bool:
        """Whether there is such a phrase."""
        return name in self.table


def primary_of(language: str) -> str:
    """The primary subtag of a BCP 47 language tag."""
    return language.partition("-")[0].lower()


def locale_of(language: str) -> str:
    """The locale by which dates and numbers of a language are written; English is that of the UN."""
    primary = primary_of(language)
    return {"en": "en_GB", "zh": "zh_Hans"}.get(primary, primary)


def has_phrases(language: str) -> bool:
    """Whether charts have words in a language."""
    primary = primary_of(language)
    return primary.isalpha() and resources.files(_TABLES).joinpath("labels", f"{primary}.toml").is_file()


@cache
def phrases(language: str, chart: str) -> Phrases:
    """The phrases for a chart kind, with those of all charts; a language without a table is refused."""
    primary = primary_of(language)
    file = resources.files(_TABLES).joinpath("labels", f"{primary}.toml")
    if not primary.isalpha() or not file.is_file():
        raise ReportError(
            f"charts have no words in language {language!r}",
            advice="draw the chart in en or ko, or add a table to vedette/report/charts/labels",
        )
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return Phrases(language=primary, table={**tables["all"], **tables[chart]})
