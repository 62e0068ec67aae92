"""Voyages that positions show: which ship, from where to where, when, how far, what was seen on the way, the rows.

``::: {.table of="voyages" from="..." to="..."}``; ``vessel``, ``since``, ``until`` and ``confidence`` narrow it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vedette.errors import ReportError, VedetteError
from vedette.model.events import Magnitude
from vedette.model.voyages import CONFIDENCES, LEAST_CONFIDENCE, Voyage
from vedette.report.blocks import Inlines, Sheet, text
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import cells, seen
from vedette.tracks.asked import VoyagesAsked

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement

HEADER = (
    "Vessel",
    "From",
    "Left (UTC)",
    "To",
    "Arrived (UTC)",
    "Nautical miles",
    "Seen on the way",
    seen.ROWS,
)


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row for each voyage that arrived, in order of departure; one that says so where there is none."""
    directive.only("of", "from", "to", "vessel", "since", "until", "confidence", "name")
    known = [str(one) for one in CONFIDENCES]
    confidence = int(directive.chosen("confidence", known, default=str(LEAST_CONFIDENCE)))
    movement = standing.seen(where=directive.where)
    asked = VoyagesAsked(
        origin=directive.options.get("from"),
        destination=directive.options.get("to"),
        vessel=seen.vessel(directive),
        days=seen.days(directive),
        confidence=confidence,
    )
    try:
        found = sorted(asked.of(movement), key=lambda one: (one.began, one.id))
    except VedetteError as error:
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error
    seen.refuse_too_many(len(found), directive)
    rows = tuple(_row(one, movement) for one in found)
    return Sheet(header=HEADER, rows=rows or (seen.none(len(HEADER)),))


def _row(voyage: Voyage, movement: Movement) -> tuple[Inlines, ...]:
    there = voyage.destination.name if voyage.destination else cells.UNKNOWN
    return (
        seen.ship(voyage.transmitter, movement),
        text(voyage.origin.name),
        seen.moment(voyage.began),
        text(there),
        seen.moment(voyage.ended),
        text(f"{_miles(voyage.sailed)} or more (great circle {_miles(voyage.shortest)})"),
        _happenings(voyage),
        seen.rows([voyage.departure, *([voyage.arrival] if voyage.arrival else [])]),
    )


def _miles(distance: Magnitude | None) -> str:
    return cells.UNKNOWN if distance is None or distance.value is None else f"{distance.value}"


def _happenings(voyage: Voyage) -> Inlines:
    counted = Counter(one.kind.value.replace("_", " ") for one in voyage.happenings)
    return text(", ".join(f"{kind}: {count}" for kind, count in sorted(counted.items())) or cells.UNKNOWN)
