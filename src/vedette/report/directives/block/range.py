"""``::: {.range subject="..." name="..."}``: the estimates of one subject drawn side by side."""

from __future__ import annotations

from vedette.model.facts import Claim
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The range chart of every printable claim on the subject."""
    from vedette.report.charts import range as chart

    directive.only("subject", "name")
    subject = directive.option("subject")
    claims = [one for one in standing.of(Claim) if one.subject == subject]
    picture = chart.draw(
        claims,
        subject=standing.case.label(subject, standing.language),
        name=directive.option("name"),
        language=standing.language,
    )
    return illustration(directive, picture)
