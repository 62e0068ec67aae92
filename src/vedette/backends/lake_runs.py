"""Runs: bounded stretches of arriving rows, put into the lake's order and laid aside until they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from vedette.backends.lake_order import order_of, permuted
from vedette.model.lake import DTYPES, Columns

RUN_ROWS = 1 << 21
"""Rows that are put in order in memory at a time: some 60 MB."""


def ordered(columns: Columns, ranks: npt.NDArray[np.int16]) -> Columns:
    """The same rows in the lake's order; the very same arrays where they are in it already."""
    order = order_of(columns, ranks)
    return columns if order is None else {name: permuted(column, order) for name, column in columns.items()}


@attrs.frozen(kw_only=True)
class Run:
    """Rows in order in a file without any structure: one column after the other."""

    path: Path
    rows: int

    def chunks(self, rows: int) -> Iterator[Columns]:
        """The rows from first to last, so many at a time; opened for each, because runs may be very many."""
        for start in range(0, self.rows, rows):
            yield self._read(start, min(rows, self.rows - start))

    def _read(self, start: int, count: int) -> Columns:
        columns: dict[str, npt.NDArray[np.generic]] = {}
        before = 0
        with self.path.open("rb") as stream:
            for name, dtype in DTYPES.items():
                stream.seek(before + start * dtype.itemsize)
                columns[name] = np.fromfile(stream, dtype=dtype, count=count)
                before += self.rows * dtype.itemsize
        return columns


def write_run(path: Path, columns: Columns, *, ranks: npt.NDArray[np.int16]) -> Run:
    """Order the rows and write them, column by column, so that one column at a time is copied."""
    order = order_of(columns, ranks)
    with path.open("wb") as stream:
        for name in DTYPES:
            column = columns[name]
            np.ascontiguousarray(column if order is None else permuted(column, order)).tofile(stream)
    return Run(path=path, rows=len(columns["transmitter"]))


@attrs.define(kw_only=True, eq=False)
class Inlet:
    """Where arriving rows wait: full, they become a `Run` in ``folder``; it never holds more than `RUN_ROWS`.

    ``ranks`` must cover every exhibit that has come; those that come later move no two of these past each other.
    """

    folder: Path
    capacity: int = RUN_ROWS
    ranks: npt.NDArray[np.int16] = attrs.Factory(lambda: np.zeros(1, np.int16))
    runs: list[Run] = attrs.Factory(list)
    held: int = 0
    waiting: dict[str, npt.NDArray[np.generic]] = attrs.Factory(dict)

    def take(self, columns: Columns, *, source: int) -> None:
        """Add rows of one exhibit."""
        count, start = len(columns["transmitter"]), 0
        while start < count:
            if not self.waiting:
                self.waiting = {name: np.empty(self.capacity, dtype) for name, dtype in DTYPES.items()}
            share = min(count - start, self.capacity - self.held)
            for name, column in self.waiting.items():
                column[self.held : self.held + share] = (
                    source if name == "source" else columns[name][start : start + share]
                )
            self.held += share
            start += share
            if self.held == self.capacity:
                self._lay_aside()

    def _lay_aside(self) -> None:
        path = self.folder / f"run-{len(self.runs):06d}"
        self.runs.append(write_run(path, self._rows(), ranks=self.ranks))
        self.held = 0

    def _rows(self) -> Columns:
        return {name: column[: self.held] for name, column in self.waiting.items()}

    def finish(self) -> list[Iterator[Columns]]:
        """All rows as streams in order, to be merged; what still waits in memory needs no file."""
        streams = []
        if self.held and not self.runs:
            streams.append(iter([ordered(self._rows(), self.ranks)]))
        elif self.held:
            self._lay_aside()
        self.waiting = {}
        share = max(4096, self.capacity // max(1, len(self.runs)))
        return streams + [run.chunks(share) for run in self.runs]
