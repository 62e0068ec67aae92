"""Provisions for a kind of conduct on a day: reference, rule, caps, exemptions to test, what is unchecked."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.errors import ReportError
from vedette.measures.lookup import Applicable, in_force
from vedette.model.measures import Measure
from vedette.report.blocks import Inlines, Sheet, text, unchecked_mark
from vedette.report.directive import Directive
from vedette.report.legal import cited, law_link, status_words
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import day_in_words, quantity_in_words

HEADER = ("Provision", "Reference", "Rule", "In force", "Exemptions to test", "Status")


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per measure of ``rows`` in force on ``on`` (the date of the report if not given)."""
    directive.only("of", "rows", "on", "name")
    day = directive.day("on") or standing.case.date
    asked = directive.option("rows").split()
    known = {one.row for one in standing.measures}
    strange = sorted(set(asked) - known)
    if strange:
        raise ReportError(f"{directive.where}: no provision {strange[0]}", advice="see docs/reference/law.md")
    bound = in_force(standing.measures, day)
    found = [one for row in asked for one in bound if one.measure.row == row]
    return Sheet(header=HEADER, rows=tuple(_row(one, standing) for one in found))


def _row(applicable: Applicable, standing: Standing) -> tuple[Inlines, ...]:
    one = applicable.measure
    citation = cited(one, standing)
    status: Inlines = text(status_words(citation, brief=True))
    return (
        [law_link(one, one.row)],
        cells.words(one.reference),
        text(" ".join((one.rule, *_numbers(applicable, standing)))),
        text(_force(one, standing)),
        cells.words("; ".join(test.exemption.words.rstrip(".") for test in applicable.exemptions)),
        [unchecked_mark("law"), {"t": "Space"}, *status] if citation.unchecked else status,
    )


def _force(one: Measure, standing: Standing) -> str:
    """Since when, and until when if it has ended."""
    start, last = one.in_force.start, one.in_force.last
    began = day_in_words(start, standing.language) if start else "an unknown day"
    return f"{began} to {day_in_words(last, standing.language)}" if last else f"since {began}"


def _numbers(applicable: Applicable, standing: Standing) -> Iterator[str]:
    """The caps that count on the day and the deadlines, which a reader looks for first."""
    for counted in applicable.caps:
        limits = " or ".join(quantity_in_words(one, standing.language) for one in counted.cap.limits)
        yield f"Cap: {limits} ({counted.cap.counting})."
    for due in applicable.deadlines:
        yield f"Deadline: {day_in_words(due.deadline.on, standing.language)}, {due.deadline.words.rstrip('.')}."
