"""``::: {.voyages name="..."}``: movements by ship and month."""

from __future__ import annotations

from vedette.assessment.verdicts import Verdicts
from vedette.model.facts import Judgement, Observation, ObservationKind
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing

DRAWN = {ObservationKind.VOYAGE, ObservationKind.PORT_CALL}


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The chart of the voyages and port calls of ``submission`` (all submissions if not given).

    Rows that a recorded judgement calls the same happening are drawn as one.
    """
    from vedette.report.charts import voyages as chart

    directive.only("name", "submission", "what")
    folders = directive.listed("submission")
    seen = [
        one
        for one in standing.of(Observation)
        if one.what in DRAWN and one.actor("vessel") and (not folders or one.basis.submission in folders)
    ]
    picture = chart.draw(
        seen,
        what=directive.options.get("what", "movements"),
        name=directive.option("name"),
        language=standing.language,
        verdicts=Verdicts.of(standing.of(Judgement)),
    )
    return illustration(directive, picture)
