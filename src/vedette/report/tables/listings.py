"""Who listed whom: name on the list, list, day of announcement and of effect, reason."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Observation, ObservationKind
from vedette.model.moments import PartialDate
from vedette.report.blocks import Inlines, Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import date_in_words

HEADER = ("Listed", "By", "List", "Announced", "Effective", "Reason in the list", "Row", "Sources")


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per designation, by name and day; ``submission`` narrows it to some submissions."""
    directive.only("of", "submission", "name")
    folders = directive.listed("submission")
    found = [
        one
        for one in standing.of(Observation)
        if one.what is ObservationKind.DESIGNATION and (not folders or one.basis.submission in folders)
    ]
    if not found:
        raise ReportError(f"{directive.where}: nobody is listed", advice="hand in a table of listings")
    found.sort(key=lambda one: (_listed(one).casefold(), str(one.when.first), one.basis.key))
    return Sheet(header=HEADER, rows=tuple(_row(one, standing) for one in found))


def _listed(one: Observation) -> str:
    actor = one.actor("designated")
    return actor.name if actor else cells.UNKNOWN


def _row(one: Observation, standing: Standing) -> tuple[Inlines, ...]:
    programme = one.attribute("programme")
    return (
        cells.words(_listed(one)),
        cells.words(one.author),
        cells.words(f"{one.attribute('list')} ({programme})" if programme else one.attribute("list")),
        cells.words(_day(one.attribute("announced"), standing)),
        cells.words(_day(one.attribute("effective"), standing)),
        cells.words(one.words),
        cells.key(one),
        cells.sources(one, standing),
    )


def _day(text: str | None, standing: Standing) -> str | None:
    return date_in_words(PartialDate.parse(text), standing.language) if text else None
