"""Rows a second of each engine beside the bare read of the same rows: wall time, in one run, by turns.

    python benchmarks/engines.py [millions of rows] [engine ...]

The lake is made up once: ships as in ``kernels.py``. The bare read is one thread that reads the columns which
detectors use and does nothing with them; *in process* is all detectors over one work item, without an engine.
Each engine runs twice before it is measured: workers start, and loops are taken from the cache. An engine whose
extra or Java is missing is left out and said so. Compare figures of one run only.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np
from kernels import sea

from vedette.backends.engines import engine_names, open_engine
from vedette.backends.parquet_lake import ParquetLake
from vedette.errors import ToolMissingError
from vedette.model.evidence import Sha256
from vedette.model.lake import DTYPES, GIVEN_COLUMNS, Batch
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.ports import Engine
from vedette.tracks.block import READ, Block
from vedette.tracks.detectors import detectors
from vedette.tracks.profiles import GFW
from vedette.tracks.run import concluded, scan
from vedette.tracks.work import Detection, detected

ROUNDS = 4
DETECTION = Detection(profile=GFW, detectors=tuple(detectors()))


def batches(millions: int) -> Iterator[Batch]:
    """The sea, a million rows at a time, each time further east; the columns that no detector reads are zero."""
    around = 360 * STEPS_PER_DEGREE
    for part in range(millions):
        block = sea(1_000_000)
        given = {name: np.zeros(len(block), DTYPES[name]) for name in GIVEN_COLUMNS}
        given |= {name: getattr(block, name) for name in READ if name != "source"}
        given["transmitter"] = (given["transmitter"] + 1_000 * part).astype(np.int32)
        east = given["longitude"].astype(np.int64) + around * part // millions
        given["longitude"] = ((east + around // 2) % around - around // 2).astype(np.int32)
        yield Batch(positions=given)


def bare_read(lake: ParquetLake) -> None:
    """Read the columns and let them go."""
    for _ in lake.blocks(READ):
        pass


def in_process(lake: ParquetLake) -> dict[str, bytes]:
    """All detectors in one thread."""
    plan = DETECTION.plan()
    blocks = (Block(**{name: one[name] for name in READ}) for one in lake.blocks(READ))
    return {name: one.tobytes() for name, one in concluded(scan(blocks, plan), plan).items()}


def on(engine: Engine, lake: ParquetLake) -> dict[str, bytes]:
    """All detectors on an engine."""
    found = detected(lake, DETECTION, engine)
    return {name: one.tobytes() for name, one in concluded(found.scanned, DETECTION.plan()).items()}


def opened(names: list[str], lake: ParquetLake, stack: ExitStack) -> dict[str, Engine]:
    """The engines that there are, warm, and a line for each that says how long its start took."""
    engines: dict[str, Engine] = {}
    expected = in_process(lake)
    for name in names:
        begun = time.perf_counter()
        try:
            engines[name] = stack.enter_context(open_engine(name))
        except ToolMissingError as missing:
            print(f"{name}: left out. {missing}")
            continue
        started = time.perf_counter() - begun
        same = all(on(engines[name], lake) == expected for _ in range(2))
        print(f"{name}: started in {started:.1f} s; events {'the same' if same else 'NOT THE SAME'}")
    return engines


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    """Print one line for each way of reading, with its ratio to the bare read and to the run in process."""
    millions = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        lake = ParquetLake(root=Path(folder))
        with lake.writing() as writer:
            writer.add(Sha256.of(b"made up"), format_name="test", batches=batches(millions))
        rows = lake.manifest().rows
        ways: dict[str, Callable[[], object]] = {
            "bare read, 1 thread": lambda: bare_read(lake),
            "in process, 1 thread": lambda: in_process(lake),
        }
        for name, engine in opened(sys.argv[2:] or engine_names(), lake, stack).items():
            ways[name] = partial(on, engine, lake)
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, work in ways.items():
                took[name].append(seconds(work))
        best = {name: rows / min(some) / 1e6 for name, some in took.items()}
        read, alone = best["bare read, 1 thread"], best["in process, 1 thread"]
        for name, rate in best.items():
            print(
                f"{rate:8.1f} M rows/s  {rate / read:5.2f} of the bare read  {rate / alone:5.2f} of in process  {name}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
