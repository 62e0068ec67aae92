"""Movement detected anew from files of positions: what an edition says of ships, made from what its audience sees.

The same readers, order, loops and conclusions as in a lake, in memory: the same files give the same events, byte for
byte, whether they lie in a case or in an edition. What is not among the files takes no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, BinaryIO

import attrs
import numpy as np

from vedette.errors import UnreadableInputError
from vedette.model.case import CaseDetection
from vedette.model.event_form import order
from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.facts import Issue
from vedette.model.handling import Handling, most_restrictive
from vedette.model.identifiers import Mmsi
from vedette.model.lake import Batch
from vedette.model.movement import STATIC_COLUMNS, mmsi_of
from vedette.model.position_files import DeclaredPositions
from vedette.model.voyages import Voyage
from vedette.sources.movement.formats import declared_reader
from vedette.tracks.block import READ, Block
from vedette.tracks.chosen_profile import chosen_profile, differences
from vedette.tracks.detectors import detectors, static_detectors
from vedette.tracks.events import Exhibits, events_of
from vedette.tracks.kernels.arrays import Column
from vedette.tracks.port_table import world_ports_text
from vedette.tracks.ports import PortIndex, ports_of, world_ports
from vedette.tracks.profiles import Profile
from vedette.tracks.run import Plan, Scanned, concluded
from vedette.tracks.splitting import shared_mmsis, tracked_in_memory
from vedette.tracks.static_detector import static_events
from vedette.tracks.statics import Statics
from vedette.tracks.voyage_distance import measured
from vedette.tracks.voyages import voyages

MOST_POSITIONS = 5_000_000
"""Positions, and static reports, of one edition: they are held in memory, by whoever verifies it too."""


@attrs.frozen(kw_only=True)
class PositionExhibit:
    """A file of positions of an edition: digest, name in messages, marking, how it is read, and its bytes."""

    digest: Sha256
    name: str
    handling: Handling
    declared: DeclaredPositions
    open: Callable[[], BinaryIO]


def found_events(
    plan: Plan, scanned: Scanned, *, statics: Any, exhibits: Exhibits
) -> Iterator[MovementEvent]:
    """Every event of what the loops found and of the static reports (an Arrow table in the lake's order)."""
    found = concluded(scanned, plan)
    shared = shared_mmsis(scanned)
    for one in plan.detectors:
        yield from events_of(one, found[one.name], plan, exhibits=exhibits, shared=shared)
    told = Statics.of(statics)
    for detector in static_detectors().values():
        yield from static_events(detector, told, plan.profile, found=found, exhibits=exhibits)


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Movement:
    """What ships did by some files of positions, under a profile, with a table of ports.

    ``events`` are in order of kind, transmitters and time. ``block`` holds the positions in the lake's order. ``said``
    is what is printed with every count: the profile, and the thresholds that the case changed.
    """

    profile: Profile
    said: tuple[str, ...]
    ports: PortIndex
    handling: Handling
    block: Block
    events: tuple[MovementEvent, ...]
    names: Mapping[Mmsi, str]
    """The name that each transmitter told last, as transmitted."""
    statics: Any
    """The static reports as an Arrow table, in the lake's order; ``exhibits`` are digests by the number in a row."""
    exhibits: Exhibits
    _voyages: dict[int, tuple[Voyage, ...]] = attrs.field(factory=dict, alias="voyages_made")

    @cached_property
    def transmitters(self) -> frozenset[Mmsi]:
        """Every transmitter of which there is a position."""
        return frozenset(mmsi_of(int(one)) for one in np.unique(self.block.transmitter))

    def voyages(self, least_confidence: int) -> tuple[Voyage, ...]:
        """The voyages at a least confidence of both calls, by transmitter and time, with the distance sailed."""
        if least_confidence not in self._voyages:
            found = voyages(self.events, least_confidence=least_confidence)
            jumps = self.profile.of("position_anomaly")
            self._voyages[least_confidence] = measured(found, [self.block], jumps=jumps)
        return self._voyages[least_confidence]


@attrs.frozen(kw_only=True, eq=False, slots=False)
class MovementOf:
    """The files of positions that an audience may see, and how the case wants them read; nothing is done until asked.

    ``ports`` is the text of the case's own table of ports, none for the World Port Index.
    """

    files: tuple[PositionExhibit, ...]
    detection: CaseDetection
    ports: str | None = None

    @cached_property
    def movement(self) -> Movement:
        """Read, order and detect, once.

        Raises:
            UnreadableInputError: a file does not read, or all together hold more than `MOST_POSITIONS`.
            UnreadableValueError: the case asks for a profile or threshold that there is not.
        """
        profile = chosen_profile(self.detection)
        files = {one.digest: one for one in self.files}
        ordered = [files[digest] for digest in sorted(files, key=lambda one: one.value)]
        reading = _Reading()
        for number, file in enumerate(ordered, start=1):
            reading.take(file, number)
        block = reading.block()
        ports = world_ports() if self.ports is None else ports_of(self.ports)
        plan = Plan(detectors=list(detectors().values()), profile=profile, ports=ports)
        statics = reading.statics()
        exhibits = {number: file.digest for number, file in enumerate(ordered, start=1)}
        found = found_events(plan, tracked_in_memory([block], plan), statics=statics, exhibits=exhibits)
        named = f"profile {profile.name}, version {profile.version}, on {self._table()}"
        return Movement(
            profile=profile,
            said=(named, *differences(self.detection)),
            ports=ports,
            handling=most_restrictive(one.handling for one in self.files),
            block=block,
            events=tuple(sorted(found, key=order)),
            names=_names(statics),
            statics=statics,
            exhibits=exhibits,
        )

    def _table(self) -> str:
        text = world_ports_text() if self.ports is None else self.ports
        which = "the World Port Index" if self.ports is None else "the ports of the case"
        return f"{which} (SHA-256 {Sha256.of(text.encode('utf-8')).value[:12]})"


@attrs.define(eq=False)
class _Reading:
    """What was read so far: positions column by column, static reports as lists; ``source`` is a file's number."""

    positions: dict[str, list[Column]] = attrs.field(factory=lambda: {name: [] for name in READ})
    told: dict[str, list[Any]] = attrs.field(factory=lambda: {one.name: [] for one in STATIC_COLUMNS})
    rows: int = 0

    def take(self, file: PositionExhibit, number: int) -> None:
        """The rows of one file; those that are refused are told where the file is converted."""
        with file.open() as stream:
            for one in declared_reader(file.declared)(stream, file.name):
                if not isinstance(one, Issue):
                    self._batch(one, number)
                    self._refuse_too_many(file)

    def _batch(self, batch: Batch, number: int) -> None:
        for name in READ:
            if name != "source":
                self.positions[name].append(np.array(batch.positions[name]))
        self.positions["source"].append(np.full(batch.rows, number, np.int16))
        self.rows += batch.rows
        count = len(next(iter(batch.statics.values()), ()))
        for name, column in batch.statics.items():
            self.told[name].extend(column)
        self.told["source"].extend([number] * count)

    def _refuse_too_many(self, file: PositionExhibit) -> None:
        if self.rows > MOST_POSITIONS or len(self.told["source"]) > MOST_POSITIONS:
            raise UnreadableInputError(
                f"the files of positions up to {file.name} hold more than {MOST_POSITIONS:,} reports, which is more "
                "than an edition is detected from",
                advice="submit an extract of the ships and days that the report is about, and mark the whole file so "
                "that the audience of the edition may not see it",
            )

    def block(self) -> Block:
        """All positions in the lake's order: transmitter, time, digest of the exhibit, row."""
        columns = {
            name: np.concatenate([np.empty(0, np.int32), *held]) for name, held in self.positions.items()
        }
        keys = [columns[name] for name in ("row", "source", "time", "transmitter")]
        in_order = np.lexsort(keys)
        return Block(**{name: _of(name, column[in_order]) for name, column in columns.items()})

    def statics(self) -> Any:
        """All static reports as an Arrow table, in the lake's order."""
        import pyarrow as pa

        fields = [pa.field(one.name, getattr(pa, one.type)()) for one in STATIC_COLUMNS]
        table = pa.table(self.told, schema=pa.schema(fields))
        names = ("transmitter", "time", "source", "row")
        return table.sort_by([(name, "ascending") for name in names])


def _of(name: str, column: Column) -> Column:
    small = name in {"speed", "source"}
    return np.ascontiguousarray(column, np.int16 if small else np.int32)


def _names(statics: Any) -> dict[Mmsi, str]:
    """The name that each transmitter told last; reports come in order of transmitter and time."""
    columns: Sequence[list[Any]] = [statics.column(name).to_pylist() for name in ("transmitter", "name")]
    return {mmsi_of(who): name for who, name in zip(*columns, strict=True) if name}
