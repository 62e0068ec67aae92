"""``::: {.sheet key="..."}``: an identification sheet: what was seen, compared with what, by whom, how sure."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Observation, ObservationKind
from vedette.model.moments import PartialDate
from vedette.report.blocks import Inlines, Sheet, strong, table, text
from vedette.report.directive import Directive, Expansion
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import date_in_words

FIELDS = (
    ("object", "Object"),
    ("feature", "Feature"),
    ("reference", "Compared with"),
    ("observed", "Observed"),
    ("alternative", "Other explanation"),
    ("confidence", "Confidence"),
)
"""Columns of the layout in the order of the sheet."""


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The sheet as a table of two columns."""
    directive.only("key", "name")
    fact = standing.fact_of_key(directive.option("key"), where=directive.where)
    if not isinstance(fact, Observation) or fact.what is not ObservationKind.IDENTIFICATION:
        raise ReportError(
            f"{directive.where}: that row is no identification", advice="cite a row of that layout"
        )
    rows = [(label, cells.words(fact.attribute(name))) for name, label in FIELDS]
    rows[1:1] = [
        ("Seen on", cells.date(fact.when, standing)),
        ("Shown to the public on", _shown(fact, standing)),
    ]
    rows += [
        ("Place", cells.words("; ".join(spot.name for spot in fact.spots))),
        ("Examiner", cells.words("; ".join(one.name for one in fact.actors))),
        ("Said by", cells.words(fact.author)),
        ("Row", [*cells.key(fact), *text(" "), *cells.sources(fact, standing)]),
    ]
    body = tuple(([strong(text(label))], value) for label, value in rows)
    sheet = Sheet(header=("Point", "Finding of the source"), rows=body)
    return Expansion(blocks=(table(sheet, directive.caption, name=directive.options.get("name", "")),))


def _shown(fact: Observation, standing: Standing) -> Inlines:
    shown = fact.attribute("shown_on")
    return cells.words(date_in_words(PartialDate.parse(shown), standing.language) if shown else None)
