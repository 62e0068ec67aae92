"""Who listed whom: day of announcement and of effect, name on the list, list, reason."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Observation, ObservationKind
from vedette.model.moments import PartialDate
from vedette.report.blocks import Inlines, Sheet
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells
from vedette.report.words import date_in_words

HEADER = ("Announced", "Listed", "List", "Reason in the list", cells.CITED)
ORDERS = ("date", "list", "name")


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per designation; ``submission`` narrows it to some submissions, ``keys`` to some rows.

    ``order`` is ``date`` (by the day of announcement, if not given), ``list`` (by list, then as the rows stand in
    their submission) or ``name``.
    """
    directive.only("of", "submission", "keys", "order", "name")
    folders, keys = directive.listed("submission"), directive.listed("keys")
    order = directive.chosen("order", ORDERS, default="date")
    found = [
        one
        for one in standing.of(Observation)
        if one.what is ObservationKind.DESIGNATION
        and (not folders or one.basis.submission in folders)
        and (not keys or one.basis.key in keys)
    ]
    missing = sorted(set(keys) - {one.basis.key for one in found})
    if missing:
        raise ReportError(f"{directive.where}: no listing {missing[0]}", advice="see vedette about")
    if not found:
        raise ReportError(f"{directive.where}: nobody is listed", advice="hand in a table of listings")
    found.sort(key=lambda one: _rank(one, order))
    return Sheet(header=HEADER, rows=tuple(_row(one, standing) for one in found))


def _rank(one: Observation, order: str) -> tuple[str, ...]:
    """What a row is sorted by; rows that are equal in it stay in the order of their submission."""
    day, listed, name = str(one.when.first or "9999"), _list(one).casefold(), _listed(one).casefold()
    return {"date": (day, listed), "list": (listed,), "name": (name, day)}[order]


def _listed(one: Observation) -> str:
    actor = one.actor("designated")
    return actor.name if actor else cells.UNKNOWN


def _list(one: Observation) -> str:
    """Who lists, and in which list: "EU: 269/2014 (programme)"; the authority once if the list names it."""
    author, programme = one.author or "", one.attribute("programme")
    told = one.attribute("list") or ""
    told = f"{told} ({programme})" if programme else told
    return told if told.startswith(author) else ": ".join(part for part in (author, told) if part)


def _row(one: Observation, standing: Standing) -> tuple[Inlines, ...]:
    return (
        cells.words(_days(one, standing)),
        cells.words(_listed(one)),
        cells.words(_list(one)),
        cells.words(one.words),
        cells.cited(one, standing),
    )


def _days(one: Observation, standing: Standing) -> str:
    """The day of announcement, and that of effect where it is another or the only one."""
    announced, effective = (_day(one.attribute(name), standing) for name in ("announced", "effective"))
    if effective and effective != announced:
        return "; ".join(part for part in (announced, f"effective {effective}") if part)
    return announced or ""


def _day(text: str | None, standing: Standing) -> str | None:
    return date_in_words(PartialDate.parse(text), standing.language) if text else None
