"""Cells that several tables print alike: the row's key, its sources, its status mark."""

from __future__ import annotations

from vedette.model.facts import AnyFact
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.report.blocks import Inlines, code, text, unchecked_mark
from vedette.report.cite import linked_source
from vedette.report.dates import happening_in_words
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, quantity_in_words

UNKNOWN = "–"
"""What stands in a cell of which the source says nothing."""


def words(value: str | None) -> Inlines:
    """Text, or the sign for unknown."""
    return text(value or UNKNOWN)


def quantity(value: Quantity | None, standing: Standing) -> Inlines:
    """A quantity in words."""
    return text(quantity_in_words(value, standing.language) if value else UNKNOWN)


def date(value: PartialDate | None, standing: Standing) -> Inlines:
    """A date or period in words."""
    return text(date_in_words(value, standing.language) if value else UNKNOWN)


def happened(value: PartialDate, standing: Standing) -> Inlines:
    """The date of a happening in words."""
    return text(happening_in_words(value, standing.language))


def key(fact: AnyFact) -> Inlines:
    """The row's key."""
    return [code(fact.basis.key)]


TOLD = "What the source tells (our words)"
"""The heading of a column that holds what a row tells; quotation marks in it are the source's words."""

CITED = "Row and sources"
"""The heading of the column that `cited` fills."""


def cited(fact: AnyFact, standing: Standing) -> Inlines:
    """The row's key, then its sources and its mark, in one cell: "R1-04: P1, P3 (S)"."""
    found = sources(fact, standing)
    return [*key(fact), *text(": " if fact.basis.sources else " "), *found]


def sources(fact: AnyFact, standing: Standing) -> Inlines:
    """Source keys linked to the list of sources, and the mark of an unchecked row."""
    inlines: Inlines = []
    for one in fact.basis.sources:
        inlines += [*(text(", ") if inlines else []), linked_source(one, standing, words=one)]
    mark = fact.basis.verification
    inlines += [*([{"t": "Space"}] if inlines else []), *text(f"({mark.value})")]
    return inlines if mark.is_checked else [*inlines, {"t": "Space"}, unchecked_mark(mark.value)]
