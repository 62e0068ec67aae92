"""What every `Engine` backend promises, as tests: inherit from the class and give a fixture ``engine``.

Functions that workers run stand in this module, so that workers elsewhere find them by name.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

import attrs
import numpy as np
import pytest

from vedette.backends.parquet_lake import ParquetLake
from vedette.backends.progress_folder import ProgressFolder
from vedette.errors import EvidenceError, WorkItemError
from vedette.model.evidence import Sha256
from vedette.model.lake import GIVEN_COLUMNS, Batch
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.model.progress import LakeSeen
from vedette.ports import Engine, Progress
from vedette.testing.sea.make import make_sea
from vedette.testing.sea.routes import basin_of
from vedette.testing.sea.spec import SeaSpec
from vedette.testing.sea.write_columns import columns
from vedette.tracks.block import READ, Block
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import concluded
from vedette.tracks.splitting import tracked_in_memory
from vedette.tracks.work import Detected, Detection, Worker, detected


def sea_ports() -> PortIndex:
    """The ports of the made-up basin."""
    return PortIndex.of(
        [
            Port(
                number=number,
                name=port.name,
                latitude=round(port.place.latitude * STEPS_PER_DEGREE),
                longitude=round(((port.place.longitude + 180) % 360 - 180) * STEPS_PER_DEGREE),
            )
            for number, port in enumerate(basin_of(0, ports=SEA.ports).ports, start=1)
        ]
    )


SEA = SeaSpec(
    seed=5,
    ships=16,
    days=9,
    pace=2.0,
    behaviours=dict.fromkeys(
        (
            "gap",
            "gap_open",
            "encounter",
            "encounter_midnight",
            "teleport",
            "duplicate_instants",
            "loitering",
            "shared_mmsi",
        ),
        1,
    ),
)
DETECTION = Detection(
    profile=GFW,
    detectors=("ais_gap", "encounter", "loitering", "port_call", "position_anomaly", "shared_mmsi"),
    ports=sea_ports,
)
LARGE = 32 << 20
"""Bytes of a result, some of which are more than an engine should hold at once."""


def squared(item: int) -> int:
    """The function of most of the tests; small items take longer, so that results come in the wrong order."""
    time.sleep(0.05 if item < 3 else 0)
    return item * item


def refusing(wrong: int, item: int) -> int:
    """Refuse one item, as the program refuses things."""
    if item == wrong:
        raise EvidenceError(f"there is no {wrong}", advice="leave it out")
    return item


def breaking(item: int) -> float:
    """Fail for 0, as programs fail."""
    return 1 / item


def large(folder: str, item: int) -> bytes:
    """Leave a mark for each time that this is run, and return much."""
    handle, _ = tempfile.mkstemp(prefix=f"{item}-", dir=folder)
    os.close(handle)
    return bytes([item]) * LARGE


@attrs.frozen(kw_only=True)
class Days:
    """The rows of each part of a sea as batches, one exhibit each."""

    parts: tuple[Batch, ...]

    @classmethod
    def of(cls, *, cuts: int, late: bool = False) -> Days:
        """The sea in ``cuts`` parts by time; if ``late``, some rows of the second come with the third."""
        blocks = list(columns(make_sea(SEA)))
        whole = {name: np.concatenate([one[name] for one in blocks]) for name in GIVEN_COLUMNS}
        times = whole["time"]
        bounds = np.linspace(int(times.min()), int(times.max()) + 1, cuts + 1).astype(np.int64).tolist()
        which = np.searchsorted(bounds, times, "right") - 1
        if late:
            some = np.unique(whole["transmitter"])[::3]
            which[(which == 1) & (np.arange(len(times)) % 7 == 0) & np.isin(whole["transmitter"], some)] = 2
        return cls(
            parts=tuple(
                Batch(positions={name: whole[name][which == part] for name in GIVEN_COLUMNS})
                for part, _ in enumerate(pairwise(bounds))
            )
        )

    def tardy(self, part: int) -> int:
        """How many transmitters of a part have a row in it that does not come after those of earlier parts."""
        earlier, new = (
            {
                int(who): pick(one.positions["time"][one.positions["transmitter"] == who])
                for one in parts
                for who in np.unique(one.positions["transmitter"])
            }
            for parts, pick in ((self.parts[:part], np.max), (self.parts[part : part + 1], np.min))
        )
        return sum(new[who] <= earlier[who] for who in new if who in earlier)

    def land(self, lake: ParquetLake, part: int) -> None:
        """Put a part into the lake."""
        with lake.writing() as writer:
            digest = Sha256.of(f"day {part}".encode())
            writer.add(digest, format_name="test", batches=[self.parts[part]])


def events(found: Detected, detection: Detection = DETECTION) -> dict[str, bytes]:
    """The bytes of the events of each detector."""
    return {name: one.tobytes() for name, one in concluded(found.scanned, detection.plan()).items()}


def events_of_one_scan(lake: ParquetLake, detection: Detection = DETECTION) -> dict[str, bytes]:
    """The same without engine, work items or progress."""
    blocks = (Block(**{name: one[name] for name in READ}) for one in lake.blocks(READ))
    plan = detection.plan()
    return {name: one.tobytes() for name, one in concluded(tracked_in_memory([*blocks], plan), plan).items()}


class EngineContract:
    """The suite; ``engine`` may be shared by all tests."""

    def test_nothing_to_do_gives_nothing(self, engine: Engine) -> None:
        """And asks no worker."""
        assert list(engine.apply(squared, [])) == []

    @pytest.mark.parametrize("count", [1, 2, 40])
    def test_results_come_in_the_order_of_the_items(self, engine: Engine, count: int) -> None:
        """Whoever is done first, and with more items than workers."""
        assert list(engine.apply(squared, range(count))) == [one * one for one in range(count)]

    def test_an_item_that_is_refused_is_named_with_its_advice(self, engine: Engine) -> None:
        """The message says which item of how many, and what the program said of it."""
        with pytest.raises(WorkItemError, match="work item 4 of 9, 3: there is no 3") as refused:
            list(engine.apply(partial(refusing, 3), range(9)))
        assert refused.value.advice == "leave it out"

    def test_an_item_that_breaks_is_named(self, engine: Engine) -> None:
        """Whatever the exception."""
        with pytest.raises(WorkItemError, match="work item 3 of 3, 0: ZeroDivisionError"):
            list(engine.apply(breaking, [2, 1, 0]))

    def test_an_engine_works_on_after_an_error(self, engine: Engine) -> None:
        """And after a caller who had enough."""
        with pytest.raises(WorkItemError):
            list(engine.apply(breaking, [0] * 6))
        results = iter(engine.apply(squared, range(20)))
        assert next(results) == 0
        del results
        assert list(engine.apply(squared, [7])) == [49]

    def test_large_results_are_computed_once_and_handed_on_one_by_one(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        """All of them together are more than may be held."""
        sizes = [(one[0], len(one)) for one in engine.apply(partial(large, str(tmp_path)), range(12))]
        assert sizes == [(item, LARGE) for item in range(12)]
        runs = sorted(int(path.name.partition("-")[0]) for path in tmp_path.iterdir())
        assert runs == list(range(12))

    def test_what_is_shipped_for_an_item_is_small(self, tmp_path: Path) -> None:
        """The function and an item are names and places; rows, ports and states are opened by the worker."""
        lake = _lake(tmp_path, Days.of(cuts=1))
        worker = Worker(
            lake=lake, detection=DETECTION, progress=_progress(tmp_path), seen=LakeSeen.of(lake.manifest())
        )
        assert len(pickle.dumps((worker, lake.work_items(4)[0]))) < 4096

    def test_a_worker_with_another_program_is_refused(self, engine: Engine, tmp_path: Path) -> None:
        """It would find other events, and nobody would know."""
        lake = _lake(tmp_path, Days.of(cuts=1))
        worker = Worker(lake=lake, detection=DETECTION, progress=None, seen=LakeSeen(), kernel="another")
        with pytest.raises(WorkItemError, match="begun with another"):
            list(engine.apply(worker, lake.work_items(1)))

    def test_events_are_those_of_one_scan_byte_for_byte(self, engine: Engine, tmp_path: Path) -> None:
        """However many items the lake is cut into."""
        lake = _lake(tmp_path, Days.of(cuts=3))
        expected = events_of_one_scan(lake)
        assert all(expected.values())
        for share_rows in (1 << 30, 1500):
            assert events(detected(lake, DETECTION, engine, share_rows=share_rows)) == expected

    @pytest.mark.parametrize("late", [False, True])
    def test_day_by_day_gives_what_all_at_once_gives(
        self, engine: Engine, tmp_path: Path, *, late: bool
    ) -> None:
        """Byte for byte, for a new day's own rows; rows that come late cost their transmitters."""
        days = Days.of(cuts=5, late=late)
        lake, progress = ParquetLake(root=tmp_path / "lake"), _progress(tmp_path)
        afresh = []
        for part, rows in enumerate(days.parts):
            days.land(lake, part)
            found = detected(lake, DETECTION, engine, progress=progress, share_rows=4000)
            assert events(found) == events_of_one_scan(lake)
            assert found.afresh == days.tardy(part)
            assert (found.read == rows.rows) == (found.afresh == 0)
            afresh.append(found.afresh)
        assert (sum(afresh) > 0) == late

    def test_nothing_new_reads_nothing(self, engine: Engine, tmp_path: Path) -> None:
        """Not even after the lake was compacted, which moves every row to another file."""
        days = Days.of(cuts=2)
        lake, progress = _lake(tmp_path, days), _progress(tmp_path)
        first = detected(lake, DETECTION, engine, progress=progress)
        assert lake.compact()
        second = detected(lake, DETECTION, engine, progress=progress)
        assert (first.read, second.read) == (sum(one.rows for one in days.parts), 0)
        assert events(second) == events(first)

    def test_a_broken_lake_file_is_named_and_no_progress_is_kept(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        """So that the next run finds everything."""
        lake, progress = _lake(tmp_path, Days.of(cuts=1)), _progress(tmp_path)
        path = lake.root / "positions" / lake.manifest().positions[0].name
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        with pytest.raises(WorkItemError, match=path.name):
            detected(lake, DETECTION, engine, progress=progress)
        path.write_bytes(content)
        assert events(detected(lake, DETECTION, engine, progress=progress)) == events_of_one_scan(lake)


def _lake(folder: Path, days: Days) -> ParquetLake:
    lake = ParquetLake(root=folder / "lake")
    for part in range(len(days.parts)):
        days.land(lake, part)
    return lake


def _progress(folder: Path) -> Progress:
    return ProgressFolder(root=folder / "progress")
