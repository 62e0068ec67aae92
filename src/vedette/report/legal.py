"""Citing law in a report: checked, or under an override of the case that is printed with it."""

from __future__ import annotations

from vedette.model.measures import LawCitation, Measure, Override, cite
from vedette.model.wire import Json
from vedette.report.blocks import link, text
from vedette.report.standing import Standing


def law_anchor(measure: Measure) -> str:
    """The name of a measure's row in the legal annex."""
    return f"law-{measure.id}"


def law_link(measure: Measure, words: str) -> Json:
    """Words that lead to the measure in the legal annex, which lists what is so cited."""
    return link(text(words), f"#{law_anchor(measure)}")


def cited(measure: Measure, standing: Standing) -> LawCitation:
    """The measure as the report may cite it: checked, or under an override of the case that is printed with it."""
    override = next(
        (one for one in standing.case.overrides if one.measure in {measure.id, measure.row}), None
    )
    return cite(measure, Override(by=override.by, why=override.why, on=override.on) if override else None)


def status_words(citation: LawCitation, *, brief: bool = False) -> str:
    """What is unchecked and who decided to use it all the same; ``brief`` leaves the reason to the legal annex."""
    if not citation.unchecked:
        return "Content and paragraph checked."
    unchecked = f"Unchecked: {'; '.join(citation.unchecked)}"
    if brief and citation.override is not None:
        return f"{unchecked}; used by decision of the {citation.override.by} (see the legal annex)."
    return f"{unchecked}; {str(citation.override).rstrip('.')}."
