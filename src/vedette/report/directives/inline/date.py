"""``[key]{.date}``: the day or period of a fact, in words; with ``of="published"`` when a claim was published."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Claim, Finding, Observation
from vedette.model.moments import PartialDate
from vedette.model.wire import Json
from vedette.report.blocks import text
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.words import date_in_words


def expand(directive: Directive, standing: Standing) -> list[Json]:
    """The date in words of the report's language."""
    directive.only("of", "language")
    of = directive.chosen("of", ("period", "published"), default="period")
    fact = standing.fact_of_key(directive.argument, where=directive.where)
    date: PartialDate | None = None
    match fact:
        case Observation():
            date = fact.when
        case Claim():
            date = fact.published if of == "published" else fact.period
        case Finding():
            date = fact.happened
    if date is None:
        raise ReportError(f"{directive.where}: the fact has no such date", advice="cite a fact that has one")
    return text(date_in_words(date, directive.options.get("language", standing.language)))
