"""Detection as work for an engine: what a worker gets, what it gives back, and what a later run may leave unread.

A worker gets names and places, a few hundred bytes, and a share of the lake that it opens by itself. A run whose
progress is kept reads only rows of exhibits that are new, from the states that earlier runs left. A transmitter
of which new rows come at or before its last one is read again from its first row on: the lake's order decides between
rows, not the order in which files arrived. So is one of which positions turn out to come by turns: it is parted into
tracks from its first row on (`vedette.tracks.splitting`). So a run day by day gives the same bytes as one over
everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.errors import ToolMissingError
from vedette.model.evidence import Sha256
from vedette.model.kernel_sources import digest_of_sources
from vedette.model.lake import Block as LakeBlock
from vedette.model.lake import WorkItem
from vedette.model.movement import mmsi_numbers, tracks_of
from vedette.model.progress import LakeSeen
from vedette.model.wire import digest_of
from vedette.ports import Engine, Lake, Progress
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import States
from vedette.tracks.detectors import detectors
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.ports import PortIndex, world_ports
from vedette.tracks.profiles import Profile
from vedette.tracks.progress import followed, kept, part_of, saved_states
from vedette.tracks.run import Plan, Scanned, gathered, scan
from vedette.tracks.splitting import flagged, heard, parted, scan_tracks, tracked, without

SHARE_ROWS = 1 << 22
"""Rows of a work item: eight row groups, so that the one which two neighbours both read costs little."""


@attrs.frozen(kw_only=True)
class Detection:
    """Which detectors run under which profile, by name; ``ports`` gives the ports where it is called."""

    profile: Profile
    detectors: tuple[str, ...]
    ports: Callable[[], PortIndex] = world_ports

    def plan(self) -> Plan:
        """The detectors and ports themselves."""
        return Plan(
            detectors=[detectors()[name] for name in self.detectors], profile=self.profile, ports=self.ports()
        )

    def digest(self) -> Sha256:
        """The digest of all that decides what is found in given rows: thresholds, ports, and the loops' code."""
        ports = self.ports()
        places = hashlib.sha256()
        for column in (ports.starts, ports.latitude, ports.longitude):
            places.update(column.astype("<i4").tobytes())
        return digest_of(
            {
                "parameters": {name: self.profile.parameters_digest(name) for name in self.detectors},
                "ports": [places.hexdigest(), [port.number for port in ports.ports]],
                "kernel": kernel_version(),
                "detectors": digest_of_sources("vedette.tracks.detectors"),
            }
        )


@attrs.frozen(kw_only=True, eq=False)
class Share:
    """What a worker gives back of one item; ``afresh`` are transmitters that it read from the first row on.

    Each stands there with the numbers of all its tracks.
    """

    scanned: Scanned
    afresh: NDArray[np.int32]


@attrs.frozen(kw_only=True)
class Worker:
    """The function that an engine applies: it opens the lake and the states where it runs."""

    lake: Lake
    detection: Detection
    progress: Progress | None
    seen: LakeSeen
    kernel: str = attrs.field(factory=kernel_version)
    """That of whoever sends it; another program on a worker would find other events."""

    def __call__(self, item: WorkItem) -> Share:
        """Every detector over the new rows of the item, in one read.

        Raises:
            ToolMissingError: the program here is not the one that sent this.
            UnreadableInputError: rows of the lake are out of order.
            EvidenceError: a file of the lake is missing or broken.
        """
        if self.kernel != kernel_version():
            raise ToolMissingError(
                f"a worker has the kernels {kernel_version()}, and the run was begun with {self.kernel}",
                advice="install the same version of vedette on every worker",
            )
        plan = self.detection.plan()
        if self.progress is None or not self.seen.exhibits:
            whole = tracked(_blocks(self.lake.read(item, READ)), self._all, plan)
            return Share(scanned=whole, afresh=np.empty(0, np.int32))
        parts = self.progress.parts(self.detection.digest())
        earlier = saved_states(parts, plan, first=item.first_transmitter, last=item.last_transmitter)
        return self._new_rows(item, plan, earlier)

    def _new_rows(self, item: WorkItem, plan: Plan, earlier: Mapping[str, States]) -> Share:
        """New rows by themselves where states allow it; the rest from the first row on."""
        late = self._late(item, earlier)
        split = np.setdiff1d(parted(earlier), late)
        new = _but(_blocks(self._new(item, READ)), np.union1d(late, split))
        first = scan(new, plan, earlier=earlier)
        shared = flagged(first, plan)
        found = [without(first, shared)]
        if len(split):
            found.append(scan_tracks(lambda: self._new_of(split), plan, earlier=earlier))
        if len(shared):
            found.append(scan_tracks(lambda: self._all(shared), plan))
        if len(late):
            found.append(tracked(self._all(late), self._all, plan))
        afresh = np.union1d(late, shared).astype(np.int32)
        return Share(scanned=followed(found, plan), afresh=tracks_of(afresh))

    def _all(self, transmitters: NDArray[np.int32]) -> Iterator[Block]:
        return _blocks(self.lake.blocks(READ, transmitters=transmitters.tolist()))

    def _new_of(self, transmitters: NDArray[np.int32]) -> Iterator[Block]:
        for block in self._all(transmitters):
            new = block.source > self.seen.last
            if new.any():
                yield block if new.all() else Block(**{name: getattr(block, name)[new] for name in READ})

    def _new(self, item: WorkItem, columns: Sequence[str]) -> Iterator[LakeBlock]:
        """The rows of exhibits that no run has read."""
        for block in self.lake.read(item, columns):
            new = block["source"] > self.seen.last
            if new.all():
                yield block
            elif new.any():
                yield LakeBlock.of({name: block[name][new] for name in columns})

    def _late(self, item: WorkItem, earlier: Mapping[str, States]) -> NDArray[np.int32]:
        """Transmitters of which a new row does not come after the last that is known, in order."""
        known = heard(earlier)
        late: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
        for block in self._new(item, ("transmitter", "time", "source")):
            # Times rise within a transmitter: its first row in a block is its earliest there.
            who, at = np.unique(block["transmitter"], return_index=True)
            late.append(who[known.late(who, block["time"][at] - 1)].astype(np.int32))
        return np.unique(np.concatenate(late))


def _blocks(blocks: Iterable[LakeBlock]) -> Iterator[Block]:
    return (Block(**{name: block[name] for name in READ}) for block in blocks)


def _but(blocks: Iterable[Block], late: NDArray[np.int32]) -> Iterator[Block]:
    """The rows of all other transmitters."""
    for block in blocks:
        keep = ~np.isin(block.transmitter, late) if len(late) else np.ones(len(block), np.bool_)
        yield block if keep.all() else Block(**{name: getattr(block, name)[keep] for name in READ})


@attrs.frozen(kw_only=True, eq=False)
class Detected:
    """What all runs found together, as if one had read every row; ``read`` is how many rows this one read."""

    scanned: Scanned
    read: int
    afresh: int
    """Transmitters read again from their first row: rows came late, or positions turned out to come by turns."""


def detected(
    lake: Lake,
    detection: Detection,
    engine: Engine,
    *,
    progress: Progress | None = None,
    share_rows: int = SHARE_ROWS,
) -> Detected:
    """Run the detectors over what is new in the lake, on whatever engine, and keep how far that went.

    Hand ``scanned`` to `vedette.tracks.run.concluded` for the events. Without ``progress`` every row is read.

    Raises:
        WorkItemError: an item failed; nothing is kept of this run.
    """
    manifest, plan, digest = lake.manifest(), detection.plan(), detection.digest()
    parts = [*progress.parts(digest)] if progress else []
    if parts and not parts[-1].seen.belongs_to(manifest):
        parts = []
    seen = parts[-1].seen if parts else LakeSeen()
    shares: Iterable[Share] = ()
    if seen.misses(manifest):
        rows = sum(file.rows for file in manifest.positions if file.name not in seen.files)
        items = lake.work_items(-(-rows // share_rows), without=seen.files)
        worker = Worker(lake=lake, detection=detection, progress=progress, seen=seen)
        shares = engine.apply(worker, items)
    new, afresh = _gathered(shares, plan)
    whole = kept(parts, plan, new=new, afresh=afresh)
    if progress and seen.misses(manifest):
        if parts and len(parts) < MOST_PARTS:
            progress.add(digest, part_of(new, afresh=afresh, seen=LakeSeen.of(manifest)))
        else:
            none = np.empty(0, np.int32)
            progress.replace(digest, part_of(whole, afresh=none, seen=LakeSeen.of(manifest)))
    return Detected(
        scanned=attrs.evolve(whole, rows=manifest.rows),
        read=new.rows,
        afresh=len(np.unique(mmsi_numbers(afresh))),
    )


def _gathered(shares: Iterable[Share], plan: Plan) -> tuple[Scanned, NDArray[np.int32]]:
    """All that workers give back, and which transmitters they read from the first row on."""
    afresh = [np.empty(0, np.int32)]

    def scanned() -> Iterator[Scanned]:
        for share in shares:
            afresh.append(share.afresh)
            yield share.scanned

    new = gathered(scanned(), plan)
    return new, np.concatenate(afresh)


MOST_PARTS = 16
"""Parts of progress above which they are joined into one."""
