"""``[ARM-2]{.law}``: the paragraphs of a provision in words, with a footnote on its rule and what is unchecked.

``on="2017-09-24"`` cites what was in force that day; without it, what is in force on the date of the report.
"""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.wire import Json
from vedette.report.blocks import note, text, unchecked_mark
from vedette.report.directive import Directive
from vedette.report.legal import cited, law_link, status_words
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> list[Json]:
    """The reference, linked to the legal annex."""
    directive.only("on")
    day = directive.day("on") or standing.case.date
    found = [one for one in standing.measures if one.row == directive.argument and one.in_force.holds(day)]
    if not found:
        raise ReportError(
            f"{directive.where}: no measure of that row was in force on {day}",
            advice="see docs/reference/law.md",
        )
    inlines: list[Json] = []
    for measure in found:
        citation = cited(measure, standing)
        separator = text("; ") if inlines else []
        inlines += [*separator, law_link(measure, f"resolution {measure.reference}")]
        inlines += [{"t": "Space"}, unchecked_mark("law")] if citation.unchecked else []
        inlines.append(note(text(f"{measure.row}: {measure.rule} {status_words(citation, brief=True)}")))
    return inlines
