"""``::: {.vessel mmsi="..." name="..."}``: the sheet about a transmitter; the words inside stand before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.errors import ReportError, VedetteError
from vedette.model.events import RowRef
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.model.voyages import LEAST_CONFIDENCE
from vedette.model.wire import Json
from vedette.report.directive import Directive, Expansion
from vedette.report.standing import Standing
from vedette.report.syntax import paragraph
from vedette.report.vessel.sheet import Reports, VesselSheet, vessel_sheet
from vedette.report.vessel.told import told
from vedette.tracks.asked import Days

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement


def expand(directive: Directive, standing: Standing) -> Expansion:
    """Identity as told, map, activity and tables with their rows, of what the audience may see of a transmitter."""
    directive.only("mmsi", "name")
    movement = standing.seen(where=directive.where)
    try:
        transmitter = Mmsi.parse(directive.option("mmsi"))
    except VedetteError as error:
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error
    if transmitter not in movement.transmitters:
        raise ReportError(
            f"{directive.where}: no position of {transmitter} is in what the audience may see",
            advice="compare the MMSI with the files of positions",
        )
    made = vessel_sheet(_sheet(transmitter, movement, standing), name=directive.option("name"))
    lead: list[Json] = [paragraph(*directive.caption)] if directive.caption else []
    return Expansion(blocks=(*lead, *made.blocks), pictures=made.pictures)


def _sheet(transmitter: Mmsi, movement: Movement, standing: Standing) -> VesselSheet:
    from vedette.report.movement_scene import scene_of

    number = int(transmitter.value)
    events = [one for one in movement.events if transmitter in {each.transmitter for each in one.sightings}]
    ships = {transmitter, *(each.transmitter for one in events for each in one.sightings)}
    rows = movement.statics.column("transmitter").to_numpy() == number
    said = told(movement.statics.filter(rows), movement.exhibits)
    reports = _reports(number, movement)
    cited = {ref.exhibit for one in events for each in one.sightings for ref in (each.first, each.last)}
    cited |= {ref.exhibit for one in said for ref in (one.first, one.last)}
    cited |= {reports.first.exhibit, reports.last.exhibit}
    profile = movement.profile
    return VesselSheet(
        transmitter=transmitter,
        told=said,
        reports=reports,
        scene=scene_of(movement, standing, events=events, ships=ships, days=Days()),
        voyages=tuple(one for one in movement.voyages(LEAST_CONFIDENCE) if one.transmitter == transmitter),
        known=f"Under the profile {profile.name}/{profile.version}, from the files of positions in this edition.",
        paths={one: _path(one, standing) for one in sorted(cited)},
    )


def _reports(number: int, movement: Movement) -> Reports:
    block = movement.block
    own = (block.transmitter == number).nonzero()[0]
    first, last = int(own[0]), int(own[-1])
    rows = [
        RowRef(exhibit=movement.exhibits[int(block.source[at])], row=int(block.row[at]))
        for at in (first, last)
    ]
    moments = [Instant(moment_of(int(block.time[at]))) for at in (first, last)]
    return Reports(count=len(own), first=rows[0], first_at=moments[0], last=rows[1], last_at=moments[1])


def _path(exhibit: Sha256, standing: Standing) -> str:
    held = standing.exhibits[exhibit]
    return f"{held.submission}/{held.path}"
