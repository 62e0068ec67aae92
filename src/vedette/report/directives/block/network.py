"""``::: {.network focus="..." name="..."}``: who owns, manages, directs and banks with whom, and who listed them."""

from __future__ import annotations

import re

from vedette.errors import ReportError
from vedette.model.facts import Statement
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The network within ``steps`` ties of the entity ids in ``focus``; the whole of it without a focus."""
    from vedette.report.charts import network as chart

    directive.only("focus", "steps", "name")
    steps = directive.options.get("steps", "2")
    if not re.fullmatch(r"[1-9]", steps):
        raise ReportError(
            f"{directive.where}: steps= is no number", advice="write how many ties to follow, 1 to 9"
        )
    picture = chart.draw(
        list(standing.of(Statement)),
        name=directive.option("name"),
        language=standing.language,
        focus=directive.listed("focus"),
        steps=int(steps),
    )
    return illustration(directive, picture)
