"""Happenings of one kind in order of time: when, what, who, where, how much, as the source tells it."""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.facts import Actor, Observation, Spot
from vedette.report.blocks import Inlines, Sheet, text
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells

HEADER = ("When", "What", "Who", "Where", "How much", cells.TOLD, cells.CITED)
ONLOOKERS = frozenset({"examiner", "authority"})
"""Roles of those who look or decide, and do nothing in what happened."""
WAY = ("from", "via", "to")
"""Roles of places in the order of a journey."""


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row per observation whose kind is in ``what``; ``submission`` and ``subject`` narrow it."""
    directive.only("of", "what", "subject", "submission", "direction", "name")
    kinds = directive.kinds("what")
    found = [one for one in standing.of(Observation) if one.what in kinds and _asked(one, directive)]
    if not found:
        raise ReportError(f"{directive.where}: no observation of that kind", advice="see vedette about")
    found.sort(key=lambda one: (str(one.when.first or "0000"), one.basis.key))
    return _without_empty(Sheet(header=HEADER, rows=tuple(_row(one, standing) for one in found)))


def _asked(one: Observation, directive: Directive) -> bool:
    asked = directive.options
    return (
        asked.get("subject") in (None, one.subject)
        and (not directive.listed("submission") or one.basis.submission in directive.listed("submission"))
        and asked.get("direction") in (None, str(one.direction))
    )


def _row(one: Observation, standing: Standing) -> tuple[Inlines, ...]:
    amounts = [inline for amount in one.amounts for inline in cells.quantity(amount.quantity, standing)]
    return (
        cells.happened(one.when, standing),
        cells.words(one.attribute("event") or one.what.value),
        cells.words("; ".join(_who(actor) for actor in one.actors if actor.role not in ONLOOKERS)),
        cells.words(" → ".join(spot.name for spot in sorted(one.spots, key=_along_the_way))),
        amounts or text(cells.UNKNOWN),
        cells.words(one.words),
        cells.cited(one, standing),
    )


def _along_the_way(spot: Spot) -> int:
    """The order in which a journey passes places: from, by way of, to; any other role stands last."""
    return WAY.index(spot.role) if spot.role in WAY else len(WAY)


def _who(actor: Actor) -> str:
    numbers = ", ".join(f"{kind} {value}" for kind, value in actor.identifiers)
    return f"{actor.name} ({numbers})" if numbers else actor.name


def _without_empty(sheet: Sheet) -> Sheet:
    """Leave out columns in which no row says anything."""
    empty = text(cells.UNKNOWN)
    kept = [at for at in range(len(sheet.header)) if any(row[at] != empty for row in sheet.rows)]
    return Sheet(
        header=tuple(sheet.header[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in sheet.rows),
    )
