"""Provisions for a kind of conduct on a day: reference, rule, caps, exemptions to test, what is unchecked."""

from __future__ import annotations

import datetime as dt

from vedette.errors import ReportError
from vedette.model.measures import Measure
from vedette.report.blocks import Inlines, Sheet, text, unchecked_mark
from vedette.report.directive import Directive
from vedette.report.legal import cited, status_words
from vedette.report.standing import Standing
from vedette.report.tables import cells

HEADER = ("Provision", "Reference", "Rule", "In force", "Exemptions to test", "Status")


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per measure of ``rows`` in force on ``on`` (the date of the report if not given)."""
    directive.only("of", "rows", "on", "name")
    day = dt.date.fromisoformat(directive.options["on"]) if "on" in directive.options else standing.case.date
    asked = directive.option("rows").split()
    known = {one.row for one in standing.measures}
    strange = sorted(set(asked) - known)
    if strange:
        raise ReportError(f"{directive.where}: no provision {strange[0]}", advice="see docs/reference/law.md")
    found = [one for row in asked for one in standing.measures if one.row == row and one.in_force.holds(day)]
    return Sheet(header=HEADER, rows=tuple(measure_row(one, standing) for one in found))


def measure_row(one: Measure, standing: Standing) -> tuple[Inlines, ...]:
    """The cells of one measure."""
    citation = cited(one, standing)
    status: Inlines = text(status_words(citation, brief=True))
    return (
        cells.words(one.row),
        cells.words(one.reference),
        cells.words(one.rule),
        cells.words(f"{one.in_force.start or '..'} to {one.in_force.last or 'today'}"),
        cells.words("; ".join(exemption.words.rstrip(".") for exemption in one.exemptions)),
        [unchecked_mark("law"), {"t": "Space"}, *status] if citation.unchecked else status,
    )
