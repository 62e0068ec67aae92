"""What detection reads and keeps in a case: its lake, its ports, its profile, and the events of every run."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs

from vedette.backends.engines import open_engine
from vedette.backends.event_folder import EventFolder
from vedette.casework.positions import position_lake
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.detection import DetectionInputs
from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.lake import WorkItem
from vedette.ports import Lake
from vedette.tracks.block import READ, Block
from vedette.tracks.detectors import detectors, static_detectors
from vedette.tracks.events import events_of
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.ports import PortIndex, ports_of, world_ports_text
from vedette.tracks.profiles import Profile, Thresholds, profile_named
from vedette.tracks.run import Plan, Scanned, concluded, gathered, scan
from vedette.tracks.static_detector import static_events
from vedette.tracks.statics import Statics

PORTS_FILE = "ports.csv"
"""A table of ports in the case folder, in place of the World Port Index."""

SHARES = 16
"""Work items of a run: enough for as many workers, and few enough to cost nothing."""


@attrs.frozen(kw_only=True)
class Detected:
    """The events of one run in order of kind, transmitters, time and id; ``rows`` read, the latest ``until``."""

    events: tuple[MovementEvent, ...]
    rows: int
    until: int


@attrs.frozen(kw_only=True)
class Share:
    """The function that an engine applies: one read of a work item for all detectors."""

    lake: Lake
    plan: Plan

    def __call__(self, item: WorkItem) -> Scanned:
        """What was found in the item."""
        return scan(blocks_of(self.lake, item), self.plan)


def blocks_of(lake: Lake, item: WorkItem) -> Iterator[Block]:
    """The rows of a work item as detectors read them."""
    for block in lake.read(item, READ):
        yield Block(**{name: block[name] for name in READ})


def blocks_of_ships(workspace: Workspace, ships: Collection[Mmsi]) -> Iterator[Block]:
    """The rows of some transmitters, in order; no read where there are none."""
    if ships:
        wanted = sorted(int(one.value) for one in ships)
        for block in position_lake(workspace).blocks(READ, transmitters=wanted):
            yield Block(**{name: block[name] for name in READ})


def voyage_jumps(profile: str) -> Thresholds:
    """What a profile (name and version) calls a jump of the position."""
    return profile_named(profile.partition("/")[0]).of("position_anomaly")


def kept_events(workspace: Workspace) -> EventFolder:
    """The events of the case."""
    return EventFolder(root=workspace.kept / "events")


def ports_text(workspace: Workspace) -> str:
    """The table of ports that the case uses: its own, or the World Port Index."""
    path = workspace.folder / PORTS_FILE
    if not path.is_file():
        return world_ports_text()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CaseError(f"{PORTS_FILE} cannot be read: {error}", advice="save it as UTF-8") from error


def inputs_now(workspace: Workspace, profile: Profile) -> DetectionInputs:
    """What decides today which events there are."""
    exhibits = sorted(one.digest.value for one in position_lake(workspace).manifest().exhibits)
    return DetectionInputs(
        profile=f"{profile.name}/{profile.version}",
        parameters={name: profile.parameters_digest(name) for name in sorted(profile.thresholds)},
        kernel=kernel_version(),
        exhibits=tuple(Sha256(one) for one in exhibits),
        ports=Sha256.of(ports_text(workspace).encode("utf-8")),
    )


def detected(lake: Lake, profile: Profile, ports: PortIndex) -> Detected:
    """Every event that the rows of a lake show, by all detectors in one read, in an order of their own."""
    plan = Plan(detectors=tuple(detectors().values()), profile=profile, ports=ports)
    scanned = _scanned(lake, plan)
    found = concluded(scanned, plan)
    exhibits = {one.number: one.digest for one in lake.manifest().exhibits}
    events = [
        event for one in plan.detectors for event in events_of(one, found[one.name], plan, exhibits=exhibits)
    ]
    statics = Statics.of(lake.statics())
    for detector in static_detectors().values():
        events += static_events(detector, statics, profile, found=found, exhibits=exhibits)
    return Detected(events=tuple(sorted(events, key=order)), rows=scanned.rows, until=scanned.until)


def _scanned(lake: Lake, plan: Plan) -> Scanned:
    """One read of the whole lake, by the threads of this machine."""
    share = Share(lake=lake, plan=plan)
    with open_engine() as engine:
        return gathered(list(engine.apply(share, lake.work_items(SHARES))), plan)


def ports_of_case(workspace: Workspace) -> PortIndex:
    """The ports that the case uses."""
    return ports_of(ports_text(workspace))


def order(event: MovementEvent) -> tuple[str, tuple[str, ...], str, str]:
    """The order of events: kind, transmitters, beginning, id."""
    who = tuple(one.transmitter.value for one in event.sightings)
    return event.kind.value, who, str(event.began), event.id
