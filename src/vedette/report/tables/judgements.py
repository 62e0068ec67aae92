"""Recorded judgements: about which two things, what was decided, by whom, when and why."""

from __future__ import annotations

from vedette.model.facts import Judgement
from vedette.report.blocks import Sheet, code
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import day_in_words

HEADER = ("About", "And", "Verdict", "By", "On", "Why", "Row")


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per judgement, in the order of the record."""
    directive.only("of", "name")
    return Sheet(
        header=HEADER,
        rows=tuple(
            (
                [code(one.left)],
                [code(one.right)],
                cells.words(one.verdict.value),
                cells.words(one.by),
                cells.words(day_in_words(one.on, standing.language)),
                cells.words(one.why),
                cells.key(one),
            )
            for one in standing.of(Judgement)
        ),
    )
