"""Convert one made-up MarineCadastre day into a lake: rows a second and core, stage by stage, CPU time, in one run.

    python benchmarks/conversion.py [rows]

Rows are in order of time, as published. Beside ours stand the bare reading of the same columns by pyarrow's CSV
reader (one thread, no lake, times left as they are), and what looking at every byte takes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow.csv

from vedette.backends.parquet_lake import ParquetLake
from vedette.model.evidence import Sha256
from vedette.model.lake import Batch
from vedette.sources.movement import marinecadastre

SHIPS = 2_000
ROUNDS = 5
LINE_FEED = 10
HEADER = (
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    "Cargo,TransceiverClass"
)


def day(rows: int) -> bytes:
    """A day of `SHIPS` ships, one row after the other in order of time."""
    random = np.random.default_rng(3)
    begun = np.datetime64("2022-01-03T00:00:00")
    seconds = np.sort(random.integers(0, 86_400, rows))
    stamps = np.datetime_as_string(begun + seconds.astype("timedelta64[s]"))
    ship = random.integers(0, SHIPS, rows)
    columns = [
        ship,
        stamps,
        *(random.uniform(*ends, rows) for ends in ((20, 50), (-130, -60), (0, 20), (0, 359.9))),
        random.integers(0, 360, rows),
    ]
    numbers = zip(*(column.tolist() for column in columns), strict=True)
    lines = [
        f"{366_000_000 + one},{stamp},{north:.5f},{east:.5f},{knots:.1f},{course:.1f},{heading}.0,MADE UP {one},"
        f"IMO{9_000_000 + one},WDA{one},70,0,180,30,10.4,70,A"
        for one, stamp, north, east, knots, course, heading in numbers
    ]
    return ("\n".join([HEADER, *lines]) + "\n").encode()


def read(content: bytes) -> list[Batch]:
    """Parse alone."""
    parts = marinecadastre.read(io.BytesIO(content), path="day.csv")
    return [one for one in parts if isinstance(one, Batch)]


def into_lake(batches: list[Batch]) -> None:
    """Order, encode and write what is parsed already."""
    with tempfile.TemporaryDirectory() as folder, ParquetLake(root=Path(folder)).writing() as writer:
        writer.add(Sha256.of(b"made up"), format_name="marinecadastre", batches=iter(batches))


def convert(content: bytes) -> None:
    """The whole way."""
    with tempfile.TemporaryDirectory() as folder, ParquetLake(root=Path(folder)).writing() as writer:
        parts = marinecadastre.read(io.BytesIO(content), path="day.csv")
        batches = (one for one in parts if isinstance(one, Batch))
        writer.add(Sha256.of(b"made up"), format_name="marinecadastre", batches=batches)


def arrow(content: bytes) -> None:
    """The same columns by pyarrow."""
    columns = [*HEADER.split(",")[:7], "Status"]
    pyarrow.csv.read_csv(
        io.BytesIO(content),
        read_options=pyarrow.csv.ReadOptions(use_threads=False),
        convert_options=pyarrow.csv.ConvertOptions(include_columns=columns),
    )


def line_ends(content: bytes) -> int:
    """What any reader has to do: look at every byte."""
    return int(np.count_nonzero(np.frombuffer(content, np.uint8) == LINE_FEED))


def seconds(stages: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """CPU seconds of each, the best of some rounds; the stages take turns, so that noise meets all."""
    best = dict.fromkeys(stages, float("inf"))
    for _ in range(ROUNDS):
        for name, work in stages.items():
            begun = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - begun)
    return best


def main() -> int:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    convert(day(1_000))  # compiles, or loads what was compiled
    content = day(rows)
    batches = read(content)
    spent = seconds(
        {
            "parse": lambda: read(content),
            "order, encode, write": lambda: into_lake(batches),
            "CSV to lake": lambda: convert(content),
            "pyarrow, bare read": lambda: arrow(content),
            "find the line ends": lambda: line_ends(content),
        }
    )
    print(f"{rows:,} rows, {len(content) / rows:.0f} bytes a row")
    floor = spent["pyarrow, bare read"]
    for name, one in spent.items():
        print(
            f"{name:<22}{rows / one / 1e6:8.2f} M rows/s{len(content) / one / 1e9:8.2f} GB/s"
            f"{floor / one:8.2f} of pyarrow's rate"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
