"""The use case "voyages": port call to port call, how far, what was seen on the way, how many, and shuttles."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.casework.detection import blocks_of_ships, voyage_jumps
from vedette.casework.events import GEOPARQUET, EventQuery, events, suffix_of, write_geoparquet, write_out
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.workspace import Workspace
from vedette.model.evidence import Sha256
from vedette.model.figures import Figure
from vedette.model.handling import Handling
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.voyages import Shuttle, Voyage
from vedette.report.movement import movement_formats
from vedette.report.movement.typed import typed_voyages
from vedette.tracks.voyage_distance import measured
from vedette.tracks.voyage_figures import counts
from vedette.tracks.voyages import LEAST_CONFIDENCE, LEAST_PASSAGES, shuttles, voyages


@attrs.frozen(kw_only=True)
class CountLine:
    """How many voyages of one vessel, month or route, and their ids: the leaves of the figure are their rows."""

    name: str
    voyages: int
    ids: tuple[str, ...]


@attrs.frozen(kw_only=True)
class VoyagesAnswer:
    """Voyages by transmitter and time, their number by vessel, month or route, and shuttles among them.

    ``caveat`` says what the distances are: what was sailed is at least what is printed, and the great circle knows
    no land.
    """

    profile: str
    run: int
    known_at: Instant
    handling: Handling
    least_confidence: int
    caveat: str
    voyages: tuple[Voyage, ...]
    by: str | None
    counts: tuple[CountLine, ...]
    shuttles: tuple[Shuttle, ...]
    left_out: int
    """Events that rest on exhibits which count no more since the run, and take no part."""


CAVEAT = (
    "Distances are in nautical miles. Sailed: along the reports, straight between them, so at least that. Great"
    " circle: from departure to arrival without regard to land, so no way by sea is shorter."
)


@attrs.frozen(kw_only=True)
class VoyageQuery:
    """Which voyages: of a vessel, at a least confidence of both calls; counted by vessel, month or route."""

    vessel: Mmsi | None = None
    least_confidence: int = LEAST_CONFIDENCE
    by: str | None = None
    least_passages: int = LEAST_PASSAGES


def find_voyages(
    workspace: Workspace,
    query: VoyageQuery | None = None,
    *,
    profile: str | None = None,
    as_of: Instant | None = None,
) -> VoyagesAnswer:
    """The voyages that the events known now, or at a moment, tell of; distances from the rows of the lake.

    Raises:
        CaseError: nothing had been detected by then.
        UnreadableValueError: there is no such confidence or group.
    """
    asked = query or VoyageQuery()
    known = events(workspace, EventQuery(vessel=asked.vessel), profile=profile, as_of=as_of)
    found = voyages(known.events, least_confidence=asked.least_confidence)
    if asked.vessel is not None:
        found = tuple(one for one in found if one.transmitter == asked.vessel)
    ships = {one.transmitter for one in found}
    found = measured(
        found, blocks_of_ships(workspace, ships), jumps=voyage_jumps(known.profile, workspace.case.detection)
    )
    return VoyagesAnswer(
        profile=known.profile,
        run=known.run,
        known_at=known.known_at,
        handling=known.handling,
        least_confidence=asked.least_confidence,
        caveat=CAVEAT,
        voyages=found,
        by=asked.by,
        counts=tuple(_line(one) for one in voyage_figures(workspace, found, by=asked.by)),
        shuttles=shuttles(found, least=asked.least_passages),
        left_out=known.left_out,
    )


def voyage_figures(workspace: Workspace, found: tuple[Voyage, ...], *, by: str | None) -> tuple[Figure, ...]:
    """The counts as figures that open into rows; none if nothing is to be counted."""
    if by is None:
        return ()
    markings = exhibit_markings(workspace)

    def handling(exhibit: Sha256) -> Handling:
        return markings.get(exhibit, LOST)

    return counts(found, by=by, handling=handling)


def _line(figure: Figure) -> CountLine:
    inside = figure.derivation.inputs
    return CountLine(
        name=figure.scope or figure.name,
        voyages=len(inside),
        ids=tuple(one.key for one in inside if one.key is not None),
    )


def export_voyages(answer: VoyagesAnswer, target: Path) -> None:
    """Write the voyages into a file whose suffix names the format; raises `CaseError` as `suffix_of` does."""
    if target.suffix == GEOPARQUET:
        write_geoparquet(target, typed_voyages(answer.voyages), answer.handling)
        return
    module = movement_formats()[suffix_of(target)]
    write_out(target, module.write_voyages(answer.voyages, answer.handling))
