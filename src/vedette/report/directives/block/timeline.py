"""``::: {.timeline what="designation transfer" name="..."}``: happenings in order of time, on tracks by kind."""

from __future__ import annotations

from vedette.model.facts import Observation, ObservationKind
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing
from vedette.report.tables.observations import ONLOOKERS


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The timeline of the observations whose kind is in ``what``; ``submission`` narrows it."""
    from vedette.report.charts import timeline as chart

    directive.only("what", "name", "submission")
    kinds = directive.kinds("what")
    folders = directive.listed("submission")
    happenings = [
        chart.Happening(
            when=one.when,
            label=_label(one),
            track=kind.value,
            checked=one.basis.verification.is_checked,
        )
        for kind in kinds
        for one in standing.of(Observation)
        if one.what is kind and (not folders or one.basis.submission in folders)
    ]
    picture = chart.draw(happenings, name=directive.option("name"), language=standing.language)
    return illustration(directive, picture)


def _label(one: Observation) -> str:
    who = ", ".join(actor.name for actor in one.actors if actor.role not in ONLOOKERS)
    said = f"{who}: {one.words}" if who and one.words else who or one.words or one.what.value
    return f"{said} ({one.author})" if one.what is ObservationKind.DESIGNATION and one.author else said
