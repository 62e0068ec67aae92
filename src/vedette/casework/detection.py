"""Detection in a case: its lake through an engine, only what is new of it, and events made of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs

from vedette.backends.engines import open_engine
from vedette.backends.progress_folder import ProgressFolder
from vedette.casework.detection_inputs import has_own_ports, ports_text
from vedette.casework.lake import position_lake
from vedette.casework.workspace import Workspace
from vedette.model.case import CaseDetection
from vedette.model.event_form import order
from vedette.model.events import MovementEvent
from vedette.model.identifiers import Mmsi
from vedette.ports import Lake
from vedette.tracks.afresh import found_events
from vedette.tracks.block import READ, Block
from vedette.tracks.chosen_profile import profile_for
from vedette.tracks.detectors import detectors
from vedette.tracks.ports import PortIndex, ports_of, world_ports
from vedette.tracks.profiles import Profile, Thresholds
from vedette.tracks.run import Scanned
from vedette.tracks.work import Detection
from vedette.tracks.work import detected as rows_detected


@attrs.frozen(kw_only=True)
class EngineChoice:
    """Where detection runs: an engine by name, the address of its cluster, and workers where it has none."""

    name: str = "threads"
    address: str | None = None
    workers: int | None = None


@attrs.frozen(kw_only=True)
class CasePorts:
    """The ports of a case's own table, made where they are needed: an engine's workers get the text."""

    text: str

    def __call__(self) -> PortIndex:
        """The index."""
        return ports_of(self.text)


@attrs.frozen(kw_only=True)
class Detected:
    """The events of all rows in order of kind, transmitters, time and id.

    ``rows`` are in the lake, of which this run ``read`` some; ``until`` is the latest time, in its seconds.
    """

    events: tuple[MovementEvent, ...]
    rows: int
    read: int
    until: int


def detected(workspace: Workspace, profile: Profile, engine: EngineChoice) -> Detected:
    """Every event that the rows of the case show; rows that an earlier run read are not read again.

    Raises:
        ToolMissingError: what the engine needs is not there.
        WorkItemError: a share of the rows could not be read.
    """
    lake = position_lake(workspace)
    detection = Detection(
        profile=profile,
        detectors=tuple(detectors()),
        ports=CasePorts(text=ports_text(workspace)) if has_own_ports(workspace) else world_ports,
    )
    progress = ProgressFolder(root=workspace.kept / "progress")
    with open_engine(engine.name, address=engine.address, workers=engine.workers) as running:
        found = rows_detected(lake, detection, running, progress=progress)
    return Detected(
        events=tuple(sorted(_events(lake, detection, found.scanned), key=order)),
        rows=found.scanned.rows,
        read=found.read,
        until=found.scanned.until,
    )


def _events(lake: Lake, detection: Detection, scanned: Scanned) -> Iterator[MovementEvent]:
    exhibits = {one.number: one.digest for one in lake.manifest().exhibits}
    yield from found_events(detection.plan(), scanned, statics=lake.statics(), exhibits=exhibits)


def blocks_of_ships(workspace: Workspace, ships: Collection[Mmsi]) -> Iterator[Block]:
    """The rows of some transmitters, in order; no read where there are none."""
    if ships:
        wanted = sorted(int(one.value) for one in ships)
        for block in position_lake(workspace).blocks(READ, transmitters=wanted):
            yield Block(**{name: block[name] for name in READ})


def voyage_jumps(profile: str, choice: CaseDetection | None = None) -> Thresholds:
    """What a profile (name and version) calls a jump of the position, as the case changed it."""
    return profile_for(choice or CaseDetection(), profile.partition("/")[0]).of("position_anomaly")
