"""Events of one kind that positions show: which ships, when, where, what was measured, and the rows.

``::: {.table of="events" kind="encounter"}``; ``vessel``, ``port``, ``since`` and ``until`` narrow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.errors import ReportError, VedetteError
from vedette.model.events import EventKind, MovementEvent
from vedette.report.blocks import Inlines, Sheet, text
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.tables import seen
from vedette.tracks.asked import EventsAsked

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement

HEADER = ("Vessels", "Began (UTC)", "Ended (UTC)", "Where", "Measured", seen.ROWS)


def sheet(directive: Directive, standing: Standing) -> Sheet:
    """One row for each event, in order of its beginning; one that says so where there is none."""
    directive.only("of", "kind", "vessel", "port", "since", "until", "name")
    kind = directive.chosen("kind", [one.value for one in EventKind], default=directive.option("kind"))
    movement = standing.seen(where=directive.where)
    asked = EventsAsked(
        kind=EventKind(kind),
        vessel=seen.vessel(directive),
        port=directive.options.get("port"),
        days=seen.days(directive),
    )
    try:
        found = sorted(asked.of(movement), key=lambda one: (one.began, one.id))
    except VedetteError as error:
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error
    seen.refuse_too_many(len(found), directive)
    rows = tuple(_row(one, movement) for one in found)
    return Sheet(header=HEADER, rows=rows or (seen.none(len(HEADER)),))


def _row(event: MovementEvent, movement: Movement) -> tuple[Inlines, ...]:
    ships: Inlines = []
    for one in event.sightings:
        ships += [*(text(" and ") if ships else []), *seen.ship(one.transmitter, movement)]
    return (
        ships,
        seen.moment(event.began),
        seen.moment(event.ended) if event.ended else text("going on when the data ended"),
        seen.place(event.first_position),
        seen.measures(event.magnitudes),
        seen.rows([row for one in event.sightings for row in (one.first, one.last)]),
    )
