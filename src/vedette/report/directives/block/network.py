"""``::: {.network focus="..." name="..."}``: who owns, manages, directs and banks with whom, and who listed them."""

from __future__ import annotations

import re

from vedette.assessment.verdicts import Verdicts
from vedette.errors import ReportError
from vedette.model.facts import Judgement, Statement
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The network within ``steps`` ties of the entity ids in ``focus``; the whole of it without a focus.

    Entities that a recorded judgement calls the same are one node, and a tie without a period says of which year
    its source is.
    """
    from vedette.report.charts import network as chart

    directive.only("focus", "steps", "name")
    steps = directive.options.get("steps", "2")
    if not re.fullmatch(r"[1-9]", steps):
        raise ReportError(
            f"{directive.where}: steps= is no number", advice="write how many ties to follow, 1 to 9"
        )
    same = Verdicts.of(standing.of(Judgement)).first_names()
    picture = chart.draw(
        list(standing.of(Statement)),
        name=directive.option("name"),
        language=standing.language,
        focus=directive.listed("focus"),
        steps=int(steps),
        same=same,
        years=_years(standing),
    )
    return illustration(directive, picture)


def _years(standing: Standing) -> dict[str, str]:
    """The year in which a source was published, or the first and last year of one that was published in parts."""
    found: dict[str, str] = {}
    for key, source in standing.sources.items():
        first = source.published.first if source.published else None
        last = source.published.last if source.published else None
        if first and last:
            found[key] = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return found
