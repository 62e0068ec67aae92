"""Tracks follow from all rows alone: however they are cut, in however many runs, and in whatever order runs come."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.backends.engine_threads import ThreadEngine
from vedette.backends.parquet_lake import ParquetLake
from vedette.backends.progress_folder import ProgressFolder
from vedette.model.evidence import Sha256
from vedette.model.lake import GIVEN_COLUMNS, Batch
from vedette.model.movement import split_mmsis
from vedette.testing.small_seas import Report, block, cut
from vedette.tracks.block import READ, Block
from vedette.tracks.ports import PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Scanned, concluded
from vedette.tracks.splitting import tracked_in_memory
from vedette.tracks.work import Detection, detected

A = 201_000_000
DETECTION = Detection(
    profile=GFW,
    detectors=("ais_gap", "encounter", "loitering", "port_call", "position_anomaly", "shared_mmsi"),
    ports=PortIndex.empty,
)


def sea(seed: int) -> Block:
    """Transmitters of one to five ships each, some silent for days, some rows without position or at one instant."""
    random = np.random.default_rng(seed)
    rows: list[Report] = []
    for mmsi in range(A, A + 4):
        for _ in range(int(random.integers(1, 6))):
            second, north, east = (
                int(random.integers(0, 86_400)),
                random.uniform(-60, 60),
                random.choice([0.0, 179.9]),
            )
            east += random.choice([0.0, 3.0])
            for _ in range(int(random.integers(1, 60))):
                second += int(random.choice([0, 300, 3000, 60_000, 200_000], p=[0.05, 0.45, 0.4, 0.05, 0.05]))
                north += random.uniform(0, 0.01)
                known = random.random() > 0.05
                place = (north, (east + 180) % 360 - 180) if known else (None, None)
                rows.append(Report(mmsi, second, place[0], place[1], 1.0))
    return block(rows)


def _bytes(scanned: Scanned) -> dict[str, bytes]:
    return {name: one.tobytes() for name, one in concluded(scanned, DETECTION.plan()).items()}


def _batch(whole: Block, keep: np.ndarray) -> Batch:
    held = {name: getattr(whole, name)[keep] for name in READ if name != "source"}
    filler = {"course": np.int16, "heading": np.int16, "status": np.int8}
    held |= {name: np.full(int(keep.sum()), -1, dtype) for name, dtype in filler.items()}
    return Batch(positions={name: held[name] for name in GIVEN_COLUMNS})


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 900), max_size=20))
def test_tracks_are_the_same_however_the_rows_are_cut(seed: int, cuts: list[int]) -> None:
    whole = sea(seed)
    once = tracked_in_memory([whole], DETECTION.plan())
    parts = tracked_in_memory(cut(whole, cuts), DETECTION.plan())
    assert _bytes(once) == _bytes(parts)
    for name, states in once.states.items():
        assert states.transmitter.tobytes() == parts.states[name].transmitter.tobytes()
        assert states.state.tobytes() == parts.states[name].state.tobytes()


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    runs=st.integers(1, 5),
    share=st.sampled_from([20, 10_000]),
    late=st.booleans(),
)
def test_tracks_are_the_same_in_however_many_runs(seed: int, runs: int, share: int, *, late: bool) -> None:
    whole = sea(seed)
    order = np.argsort(whole.time, kind="stable")
    which = np.empty(len(whole), np.int64)
    which[order] = np.arange(len(whole)) * runs // len(whole)
    if late:
        which = np.minimum(which + (np.arange(len(whole)) % 17 == 0), runs - 1)
    with tempfile.TemporaryDirectory() as folder:
        lake, progress = (
            ParquetLake(root=Path(folder) / "lake"),
            ProgressFolder(root=Path(folder) / "progress"),
        )
        for run in range(runs):
            with lake.writing() as writer:
                digest = Sha256.of(f"{run}".encode())
                writer.add(digest, format_name="test", batches=[_batch(whole, which == run)])
            engine = ThreadEngine(workers=1)
            found = detected(lake, DETECTION, engine, progress=progress, share_rows=share)
            again = [Block(**{name: one[name] for name in READ}) for one in lake.blocks(READ)]
            assert _bytes(found.scanned) == _bytes(tracked_in_memory(again, DETECTION.plan()))


@pytest.mark.parametrize("seed", range(5))
def test_the_seas_of_these_tests_have_transmitters_with_tracks_and_without(seed: int) -> None:
    scanned = tracked_in_memory([sea(seed)], DETECTION.plan())
    states = scanned.states["shared_mmsi"]
    assert 0 < len(split_mmsis(states.transmitter)) <= 4
