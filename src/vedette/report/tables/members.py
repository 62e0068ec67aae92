"""The participating states with the first day of their membership."""

from __future__ import annotations

from vedette.report.blocks import Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import day_in_words


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per member, by name."""
    directive.only("of", "name")
    rows = tuple(
        (
            cells.words(one.name),
            cells.words(one.code),
            cells.words(day_in_words(one.since, standing.language)),
        )
        for one in sorted(standing.case.members, key=lambda one: one.name)
    )
    return Sheet(header=("State", "Code", "Since"), rows=rows)
