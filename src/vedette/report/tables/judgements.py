"""Recorded judgements: about which two things, what was decided, by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Judgement
from vedette.report.blocks import Inlines, Sheet, code, text
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
                _called(one.left, standing.called),
                _called(one.right, standing.called),
                cells.words(one.verdict.value),
                cells.words(one.by),
                cells.words(day_in_words(one.on, standing.language)),
                cells.words(one.why),
                cells.key(one),
            )
            for one in standing.of(Judgement)
        ),
    )


def _called(thing: str, names: Mapping[str, str]) -> Inlines:
    """The first name that is stated of an entity; the key of a row, or a subject, as it stands."""
    return text(names[thing]) if thing in names else [code(thing)]
