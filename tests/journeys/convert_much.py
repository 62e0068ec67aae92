"""Puts made-up positions into a lake and prints rows, static reports and the peak of memory in megabytes.

Run as a program of its own by test_conversion_memory.py: ``convert_much.py FOLDER one|backwards|ships|many ROWS``.
``one`` is one transmitter in order of time, ``backwards`` the same with time running backwards, ``ships`` 2,000
transmitters in order of time, ``many`` a table in which each transmitter says one thing and is not heard again.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from vedette.backends.parquet_lake import ParquetLake
from vedette.model.evidence import Sha256
from vedette.model.lake import DTYPES, GIVEN_COLUMNS, Batch
from vedette.sources.movement import marinecadastre

STEP = 50_000
HEADER = b"MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft\n"


def batches(mode: str, rows: int) -> Iterator[Batch]:
    """Rows in columns, so many at a time."""
    for first in range(0, rows, STEP):
        number = np.arange(first, first + STEP)
        columns = {name: np.zeros(STEP, DTYPES[name]) for name in GIVEN_COLUMNS}
        columns["transmitter"][:] = 366_000_000 + (number * 31 % 2_000 if mode == "ships" else 0)
        columns["time"][:] = -number if mode == "backwards" else number
        columns["latitude"][:], columns["longitude"][:] = number * 7_919 % 54_000_000, -number % 108_000_000
        columns["row"][:] = number + 1
        yield Batch(positions=columns)


class Endless(io.RawIOBase):
    """A table of transmitters that say one thing each, written as it is read."""

    def __init__(self, rows: int) -> None:
        self.rows, self.done, self.text = rows, 0, HEADER

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset if whence == 0 else 0

    def readline(self, size: int | None = -1) -> bytes:
        head, self.text = self.text[: len(HEADER)], self.text[len(HEADER) :]
        return head

    def read(self, size: int = -1) -> bytes:
        if size == 4:  # what a packed file would begin with
            return b"MMSI"
        while len(self.text) < size and self.done < self.rows:
            self.text += "".join(
                f"{200_000_000 + at},2022-01-03T00:00:00,34.{at % 99_999:05d},-118.2,12.3,123.4,511.0,NAME {at},"
                f"IMO{at},C{at},70,0,180,30,10.4\n"
                for at in range(self.done, self.done + STEP)
            ).encode()
            self.done += STEP
        piece, self.text = self.text[:size], self.text[size:]
        return piece


def main(folder: Path, mode: str, rows: int) -> dict[str, float]:
    """Convert, and say what came of it."""
    lake = ParquetLake(root=folder)
    found = batches(mode, rows)
    if mode == "many":
        read = marinecadastre.read(Endless(rows), path="many.csv")  # type: ignore[arg-type]  # a stream all the same
        found = (one for one in read if isinstance(one, Batch))
    with lake.writing() as writer:
        added = writer.add(Sha256.of(mode.encode()), format_name="test", batches=found)
    assert added is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": lake.manifest().rows, "statics": added.static_rows, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))  # noqa: T201 - its output is its result
