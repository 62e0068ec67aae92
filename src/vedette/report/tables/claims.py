"""Chosen claims: what is claimed, how much, for when, in which direction."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Claim
from vedette.report.blocks import Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells

HEADER = ("Claim", "Quantity", "Period", "Direction", "By", cells.CITED)


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per key of ``keys``, in that order."""
    directive.only("of", "keys", "name")
    claims = [standing.fact_of_key(key, where=directive.where) for key in directive.option("keys").split()]
    return Sheet(header=HEADER, rows=tuple(_row(_claim(one, directive), standing) for one in claims))


def _claim(fact: object, directive: Directive) -> Claim:
    if not isinstance(fact, Claim):
        raise ReportError(f"{directive.where}: a key names no claim", advice="write claim:KEY")
    return fact


def _row(one: Claim, standing: Standing) -> tuple[list[object], ...]:
    return (
        cells.words(standing.case.label(one.subject, standing.language)),
        cells.quantity(one.quantity, standing),
        cells.date(one.period, standing),
        cells.words(str(one.direction) if one.direction else None),
        cells.words(one.author),
        cells.cited(one, standing),
    )
