"""The generated months that movement is measured on: the same ships as a lake, as float64 Parquet, and as truth.

Two thousand ships over thirty days give about thirty million positions; fewer or more ships give a smaller or larger
month. A month is made once for a folder and a recipe: another recipe, or another version of what makes it, makes it
anew. Truth is planned and not stored, because planning it again takes seconds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from vedette.backends.parquet_lake import ParquetLake
from vedette.model.evidence import Sha256
from vedette.model.kernel_sources import digest_of_sources
from vedette.model.lake import BLOCK_ROWS, GIVEN_COLUMNS, Batch, Columns
from vedette.model.movement import EPOCH, STEPS_PER_DEGREE
from vedette.testing.sea import Sea, SeaSpec, make_sea
from vedette.testing.sea.in_case import write_ports
from vedette.testing.sea.write_columns import columns
from vedette.tracks.ports import PortIndex, ports_of

ROWS_OF_A_SHIP = 15_000
"""About as many in thirty days at this pace."""
PACE = 1.1
PER_THOUSAND_SHIPS = {
    "gap": 500, "gap_intentional": 250, "gap_open": 15, "years_of_silence": 5, "encounter": 1_000,
    "encounter_midnight": 100, "encounter_long": 25, "loitering": 1_000, "teleport": 150, "impossible_speed": 100,
    "circle": 50, "port_call_without_stop": 100, "port_call_with_gap": 100, "shuttle": 10,
}  # fmt: skip
EPOCH_US = int(EPOCH.timestamp()) * 1_000_000
FLOAT_SCHEMA = pa.schema(
    [
        ("mmsi", pa.int64()),
        ("ts", pa.timestamp("us")),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("sog", pa.float64()),
    ]
)
"""What everybody ships: the widest types, as data frames write them."""


def spec_of(ships: int) -> SeaSpec:
    """The recipe of a month of that many ships."""
    return SeaSpec(
        seed=11,
        ships=ships,
        days=30,
        basins=min(14, max(1, ships // 100)),
        pace=PACE,
        static_minutes=None,
        behaviours={
            name: planted for name, count in PER_THOUSAND_SHIPS.items() if (planted := count * ships // 1000)
        },
    )


@attrs.frozen(kw_only=True)
class Month:
    """A month in a folder."""

    folder: Path
    ships: int

    @property
    def lake(self) -> ParquetLake:
        """The compact table."""
        return ParquetLake(root=self.folder / "lake")

    @property
    def floats(self) -> Path:
        """The same rows in the same order as float64 Parquet, zstd, with whatever else is the writer's default."""
        return self.folder / "float64.parquet"

    def ports(self) -> PortIndex:
        """The made-up ports, by name a function that a worker can call."""
        return ports_of((self.folder / "ports.csv").read_text("utf-8"))

    def sea(self) -> Sea:
        """The plan, with the truth."""
        return make_sea(spec_of(self.ships))


def month(root: Path, ships: int, *, floats: bool = True) -> Month:
    """The month of that many ships under a folder, made if it is not there."""
    stamp = f"{digest_of_sources('vedette.testing.sea')}-{sorted(PER_THOUSAND_SHIPS.items())}-{PACE}"
    made = Month(folder=root / f"{ships}-ships-{Sha256.of(stamp.encode()).value[:12]}", ships=ships)
    done = made.folder / "done"
    if not done.exists():
        shutil.rmtree(made.folder, ignore_errors=True)
        made.folder.mkdir(parents=True)
        sea = made.sea()
        write_ports(sea, made.folder / "ports.csv")
        _write_lake(sea, made)
        done.touch()
    if floats and not made.floats.exists():
        _write_floats(made)
    return made


def _write_lake(sea: Sea, made: Month) -> None:
    with made.lake.writing() as writer:
        writer.add(Sha256.of(b"made up"), format_name="made up", batches=_batches(sea))
    made.lake.compact()


def _batches(sea: Sea) -> Iterator[Batch]:
    """About a row group at a time; rows are numbered as in a file in order of time, which is how AIS is published."""
    counts = np.zeros(sea.spec.ended - sea.spec.began + 1, np.int64)
    for part in columns(sea):
        seconds, met = np.unique(_seconds(part, sea), return_counts=True)
        counts[seconds] += met
    following = (np.cumsum(counts) - counts + 1).astype(np.int32)
    held: list[Columns] = []
    rows = 0
    for part in columns(sea):
        held.append({**part, "row": _numbered(_seconds(part, sea), following)})
        rows += len(part["time"])
        if rows >= BLOCK_ROWS:
            yield _batch(held)
            held, rows = [], 0
    if held:
        yield _batch(held)


def _seconds(part: Columns, sea: Sea) -> NDArray[np.int32]:
    """Seconds of the month; what lies years before it comes first."""
    return np.maximum(part["time"] - sea.spec.began, 0).astype(np.int32)


def _numbered(seconds: NDArray[np.int32], following: NDArray[np.int32]) -> NDArray[np.int32]:
    """The next number of each second; ``seconds`` rise, and ``following`` is brought forward."""
    _, starts, lengths = np.unique(seconds, return_index=True, return_counts=True)
    within = np.arange(len(seconds)) - np.repeat(starts, lengths)
    rows = following[seconds] + within.astype(np.int32)
    following[seconds[starts]] += lengths.astype(np.int32)
    return rows


def _batch(parts: list[Columns]) -> Batch:
    return Batch(positions={name: np.concatenate([one[name] for one in parts]) for name in GIVEN_COLUMNS})


def _write_floats(made: Month) -> None:
    unfinished = made.floats.with_suffix(".part")
    with pq.ParquetWriter(unfinished, FLOAT_SCHEMA, compression="zstd") as writer:
        for block in made.lake.blocks(("transmitter", "time", "latitude", "longitude", "speed")):
            table = {
                "mmsi": block["transmitter"].astype(np.int64),
                "ts": (block["time"].astype(np.int64) * 1_000_000 + EPOCH_US).view("M8[us]"),
                "lat": block["latitude"] / STEPS_PER_DEGREE,
                "lon": block["longitude"] / STEPS_PER_DEGREE,
                "sog": block["speed"] / 10,
            }
            writer.write_table(pa.table(table, schema=FLOAT_SCHEMA), row_group_size=BLOCK_ROWS)
    unfinished.rename(made.floats)
