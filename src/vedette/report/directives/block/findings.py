"""``::: {.findings}``: every finding with its standing, what speaks for and against it, and the provisions to test."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.assessment.grounds import Grounds
from vedette.assessment.weigh import Weight, weigh
from vedette.errors import ReportError
from vedette.measures.conduct import provisions_for
from vedette.model.facts import Confidence, Finding
from vedette.model.wire import Json
from vedette.report.blocks import Inlines, bullets, code, heading, plain, strong, text
from vedette.report.cite import footnote
from vedette.report.directive import Directive, Expansion
from vedette.report.legal import cited, law_link, status_words
from vedette.report.standing import Standing
from vedette.report.syntax import paragraph
from vedette.report.words import date_in_words

WHY_IT_FAILS = "fails because"
"""The words with which a finding says why another explanation does not fit, as docs/terms.md asks of highly likely."""


def expand(directive: Directive, standing: Standing) -> Expansion:
    """One section per finding, in the order of the record; ``keys`` chooses some.

    Raises `ReportError` for one that is called highly likely while another explanation that it names stays open.
    """
    directive.only("keys")
    keys = directive.listed("keys")
    found = [one for one in standing.of(Finding) if not keys or one.basis.key in keys]
    missing = sorted(set(keys) - {one.basis.key for one in found})
    if missing or not found:
        lacking = f"no finding {missing[0]}" if missing else "there is no finding"
        raise ReportError(f"{directive.where}: {lacking}", advice="hand in a table of findings")
    return Expansion(blocks=tuple(block for one in found for block in _section(one, standing, directive)))


def _section(finding: Finding, standing: Standing, directive: Directive) -> list[Json]:
    where = f"{directive.where} ({finding.basis.key})"
    refuse_open_explanation(finding, where)
    return [
        heading(3, [*text(finding.title)], name=f"finding-{finding.basis.key.lower()}"),
        paragraph(*_opening(finding, standing), _support(finding, standing, where)),
        bullets([[plain(point)] for point in _points(finding, standing, where)]),
    ]


def refuse_open_explanation(finding: Finding, where: str) -> None:
    """Highly likely says that no named alternative fits; each then has to say why it fails."""
    still_open = [one for one in finding.alternatives if WHY_IT_FAILS not in one]
    if finding.confidence is Confidence.HIGHLY_LIKELY and still_open:
        raise ReportError(
            f"{where}: it is called highly likely, and another explanation stays open: {still_open[0]}",
            advice=f'call it likely, or say why the explanation does not fit ("... {WHY_IT_FAILS} ...")',
        )


def _opening(finding: Finding, standing: Standing) -> Inlines:
    when = date_in_words(finding.happened, standing.language)
    weight = weigh(finding, Grounds.of(standing.facts), on=standing.case.date)
    opening = f"{finding.text} Confidence: {finding.confidence.value}. Period: {when}. {_standing(weight)}"
    return [strong(text(f"{finding.basis.key}.")), *text(f" {opening}")]


def _standing(weight: Weight) -> str:
    """Status, the steps still missing, and on whose word it rests: origins, however many publications print them."""
    steps = f": {'; '.join(weight.missing_steps)}" if weight.missing_steps else ""
    count = "one origin" if weight.has_single_origin else f"{len(weight.origins)} origins"
    return f"Standing: {weight.status.value}{steps}. It rests on {count}: {'; '.join(weight.origins)}."


def _support(finding: Finding, standing: Standing, where: str) -> Json:
    return footnote([standing.fact_of_key(key, where=where) for key in finding.supporting], standing)


def _points(finding: Finding, standing: Standing, where: str) -> list[Inlines]:
    """For, against, other explanations, what would change it, and what the law asks."""
    points: list[Inlines] = [[*text("For: "), *_keys(finding.supporting)]]
    if finding.opposing:
        against = footnote([standing.fact_of_key(key, where=where) for key in finding.opposing], standing)
        points.append([*text("Against: "), *_keys(finding.opposing), against])
    else:
        points.append(text("Against: no row of this case speaks against it."))
    points += [text(f"Other explanation: {one}") for one in finding.alternatives]
    if finding.would_change:
        points.append(text(f"What would change it: {finding.would_change}"))
    return [*points, *_law(finding, standing)]


def _keys(keys: Sequence[str]) -> Inlines:
    inlines: Inlines = []
    for key in keys:
        inlines += [*(text(", ") if inlines else []), code(key)]
    return inlines


def _law(finding: Finding, standing: Standing) -> list[Inlines]:
    """The provisions in force on the last day that the conduct can have been, each with its status."""
    day = finding.happened.last or finding.happened.first or standing.case.date
    lines: list[Inlines] = []
    for conduct in finding.conduct:
        for one in provisions_for(conduct, min(day, standing.case.date)):
            status = status_words(cited(one.measure, standing), brief=True)
            place = f"{one.measure.row}, resolution {one.measure.reference}"
            lines.append([*text("To test: "), law_link(one.measure, place), *text(f". {status}")])
    return lines
