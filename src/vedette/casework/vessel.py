"""The use case "vessel": the sheet about one transmitter, as data and as a document."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.backends.typesetting import PandocTypst
from vedette.casework.detection import blocks_of_ships
from vedette.casework.detection_inputs import lake_state
from vedette.casework.events import EventQuery, events, write_out
from vedette.casework.lake import position_lake
from vedette.casework.maps import breaks_of, exhibits_of, filled, handling_of_exhibits, sailed_by
from vedette.casework.voyages import VoyageQuery, find_voyages
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.events import RowRef
from vedette.model.evidence import Sha256
from vedette.model.handling import Handling
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.model.report import Document
from vedette.report.charts.mapping.scene import Scene
from vedette.report.renderers.docx import DocxRenderer
from vedette.report.renderers.html import HtmlRenderer
from vedette.report.renderers.pdf import PdfRenderer
from vedette.report.vessel.sheet import Reports, VesselSheet, vessel_sheet
from vedette.report.vessel.told import last_told, told

RENDERERS = {one.suffix: one() for one in (DocxRenderer, HtmlRenderer, PdfRenderer)}
"""How a sheet is written, by the suffix of the file."""


@attrs.frozen(kw_only=True, eq=False)
class VesselAnswer:
    """A sheet with its marking, which is that of the most restricted exhibit that it rests on."""

    sheet: VesselSheet
    profile: str
    run: int
    known_at: Instant
    handling: Handling

    @property
    def title(self) -> str:
        """The transmitter, with the name that it told last."""
        name = last_told(self.sheet.told, "name")
        return f"Transmitter {self.sheet.transmitter}" + (f": {name}" if name else "")


def vessel(workspace: Workspace, transmitter: Mmsi, *, profile: str | None = None) -> VesselAnswer:
    """What the case knows of a transmitter now.

    Raises:
        CaseError: nothing was detected yet, or nothing of this transmitter is in the data.
    """
    found = events(workspace, EventQuery(vessel=transmitter), profile=profile)
    reports, seen = _reports(workspace, transmitter)
    statics = position_lake(workspace).statics((int(transmitter.value), int(transmitter.value)))
    digests = {one.number: one.digest for one in lake_state(workspace).exhibits}
    told_by_it = told(statics, digests)
    if reports is None and not told_by_it and not found.events:
        raise CaseError(
            f"nothing of MMSI {transmitter} is in the data", advice="see `vedette events` for those that are"
        )
    ships = {two.transmitter for one in found.events for two in one.sightings} | {transmitter}
    sailed = sailed_by(workspace, ships)
    sailed = sailed if sailed.tracks else sailed_by(workspace, {transmitter})
    exhibits = seen | sailed.exhibits | exhibits_of(found.events)
    exhibits |= {ref.exhibit for one in told_by_it for ref in (one.first, one.last)}
    handling = found.handling.join(handling_of_exhibits(workspace, exhibits))
    at = f"{found.known_at.moment:%Y-%m-%d %H:%M} UTC"
    voyages = find_voyages(workspace, VoyageQuery(vessel=transmitter), profile=profile).voyages
    scene = Scene(
        events=found.events,
        tracks=sailed.tracks,
        breaks=breaks_of(workspace, found.profile),
        marking=handling.tlp.label,
        credit="",
    )
    sheet = VesselSheet(
        transmitter=transmitter,
        told=told_by_it,
        reports=reports,
        scene=filled(workspace, scene, exhibits),
        voyages=voyages,
        known=f"Under the profile {found.profile}, known at {at} (run {found.run}).",
        paths=_paths(workspace, exhibits),
    )
    return VesselAnswer(
        sheet=sheet, profile=found.profile, run=found.run, known_at=found.known_at, handling=handling
    )


def _reports(workspace: Workspace, transmitter: Mmsi) -> tuple[Reports | None, frozenset[Sha256]]:
    """How many position reports there are, the first and the last, and the exhibits that they are in."""
    digests = {one.number: one.digest for one in lake_state(workspace).exhibits}
    blocks = [one for one in blocks_of_ships(workspace, {transmitter}) if len(one)]
    if not blocks:
        return None, frozenset()
    ends = [
        (
            RowRef(exhibit=digests[int(block.source[at])], row=int(block.row[at])),
            Instant(moment_of(int(block.time[at]))),
        )
        for block, at in ((blocks[0], 0), (blocks[-1], -1))
    ]
    reports = Reports(
        count=sum(len(one) for one in blocks),
        first=ends[0][0],
        first_at=ends[0][1],
        last=ends[1][0],
        last_at=ends[1][1],
    )
    sources = {int(one) for block in blocks for one in set(block.source.tolist())}
    return reports, frozenset(digests[one] for one in sources)


def _paths(workspace: Workspace, exhibits: frozenset[Sha256]) -> dict[Sha256, str]:
    known = {one.digest: f"{one.submission}/{one.path}" for one in workspace.record.exhibits()}
    return {one: known.get(one, "not in the record") for one in sorted(exhibits)}


def export_vessel(workspace: Workspace, answer: VesselAnswer, target: Path) -> None:
    """Write the sheet as a page whose form the name of the file asks for.

    Raises:
        CaseError: no form has that suffix, or the file cannot be written.
    """
    renderer = RENDERERS.get(target.suffix.lower())
    if renderer is None:
        raise CaseError(
            f"{target.name} is no name of a page", advice=f"let it end in one of {', '.join(RENDERERS)}"
        )
    write_out(target, renderer.render(document_of(workspace, answer), PandocTypst()))


def document_of(workspace: Workspace, answer: VesselAnswer) -> Document:
    """The sheet as a document by itself; its notice begins with the marking."""
    expansion = vessel_sheet(answer.sheet)
    return Document(
        symbol=workspace.case.symbol,
        title=answer.title,
        subtitle=f"{answer.handling.tlp.label}. {workspace.case.title}",
        made_on=answer.known_at.moment.date(),
        language="en",
        notice=f"{answer.handling.tlp.label}. {workspace.case.notice}",
        blocks=expansion.blocks,
        pictures={one.name: one for one in expansion.pictures},
        is_sheet=True,
    )
