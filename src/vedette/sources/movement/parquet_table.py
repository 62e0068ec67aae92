"""Reading Parquet and GeoParquet of positions by a declared mapping, row group by row group.

Degrees come as floating point, so the nearest step of 1/600,000 degree is what was transmitted: a float64 of an AIS
coordinate lies a million times nearer to its step than to the next. A value that lies between two steps is
rounded, and an issue says so. Where latitude and longitude are mapped to one column of geometries, its points are
read (`vedette.sources.movement.geometry`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Locator
from vedette.model.facts import Issue
from vedette.model.lake import DTYPES, Batch
from vedette.model.movement import EPOCH, POSITION_COLUMNS
from vedette.sources.movement import csv_kernel as kernel
from vedette.sources.movement.csv_table import NEEDED, ROLES
from vedette.sources.movement.geometry import check_geometry, degrees_of, is_geometry
from vedette.sources.movement.mapping import ColumnMapping
from vedette.sources.movement.trouble import MOST_ISSUES, TROUBLE, rounding_issue, too_many

BATCH_ROWS = 1 << 17
ABSENT: dict[str, int] = {column.name: column.absent or 0 for column in POSITION_COLUMNS}
STEP_TOLERANCE = 0.07
"""Steps that a transmitted coordinate may lie off after rounding to seven decimals (0.06)."""

SCALE = {"latitude": 600_000, "longitude": 600_000, "speed": 10, "course": 10}
HIGHEST = {"transmitter": 999_999_999, "latitude": 54_000_000, "longitude": 108_000_000, "speed": 1022,
           "course": 3599, "heading": 359, "status": 14}  # fmt: skip
SAYS_NONE = {"latitude": 54_600_000, "longitude": 108_600_000, "speed": 1023, "course": 3600, "heading": 511,
             "status": 15}  # fmt: skip


def read_parquet(stream: BinaryIO, *, path: str, mapping: ColumnMapping) -> Iterator[Batch | Issue]:
    """Batches in the order of the file, and issues; raises `UnreadableInputError` for what is no such table."""
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableInputError(
            f"{path} is no readable Parquet file: {error}", advice="get it again from its source"
        ) from error
    absent = [name for name in mapping.columns.values() if name not in file.schema_arrow.names]
    if absent:
        raise UnreadableInputError(
            f"the mapping names a column {absent[0]!r} that {path} does not have",
            advice=f"its columns are {', '.join(file.schema_arrow.names)}",
        )
    for role in ("latitude", "longitude"):
        name = mapping.columns[role]
        if is_geometry(file.schema_arrow.field(name).type):
            check_geometry(file.schema_arrow.metadata, name, path=path)
    yield from _Reading(path=path, mapping=mapping).batches(file)


@attrs.define(kw_only=True, eq=False)
class _Reading:
    path: str
    mapping: ColumnMapping
    row: int = 0
    issues: int = 0
    summary: npt.NDArray[np.int64] = attrs.Factory(lambda: np.zeros(6, np.int64))

    def batches(self, file: Any) -> Iterator[Batch | Issue]:
        names = list(dict.fromkeys(self.mapping.columns.values()))
        for part in file.iter_batches(batch_size=BATCH_ROWS, columns=names, use_threads=False):
            yield from self._batch(part)
        if self.summary[kernel.FINER]:
            yield rounding_issue(self.path, self.summary)
        if self.issues > MOST_ISSUES:
            yield too_many(self.path, self.issues - MOST_ISSUES)

    def _batch(self, part: Any) -> Iterator[Batch | Issue]:
        refused = np.zeros(part.num_rows, bool)
        finer = np.zeros(part.num_rows, bool)
        columns: dict[str, npt.NDArray[Any]] = {}
        for role in ROLES:
            if role not in self.mapping.columns:
                columns[role] = np.full(part.num_rows, ABSENT[role], DTYPES[role])
                continue
            values, wrong, between = self._values(role, part.column(self.mapping.columns[role]))
            columns[role] = values
            finer |= between
            refused |= wrong if role in NEEDED else False
            yield from self._issues(role, wrong, part)
        columns["row"] = np.arange(self.row + 1, self.row + 1 + part.num_rows, dtype=np.int32)
        finer &= ~refused
        if finer.any() and not self.summary[kernel.FINER]:
            self.summary[kernel.FIRST_FINER] = self.row + 1 + int(finer.argmax())
        self.summary[kernel.FINER] += int(finer.sum())
        self.row += part.num_rows
        yield Batch(positions={name: column[~refused] for name, column in columns.items()})

    def _values(
        self, role: str, column: Any
    ) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """A column in the lake's integers, which rows are wrong, which lie between two steps."""
        if role == "time":
            values, given = self._times(column)
            return (
                np.asarray(values, np.int32),
                ~given | (np.abs(values) >= 2**31),
                np.zeros(len(values), bool),
            )
        exact, odd = self._numbers(role, column)
        given = ~np.isnan(exact)
        scaled = np.where(given, exact, 0.0) * SCALE.get(role, 1)
        steps = np.rint(np.clip(scaled, -(2.0**31), 2.0**31))
        none = ~given | (steps == SAYS_NONE.get(role, -1))
        lowest = -HIGHEST[role] if role in {"latitude", "longitude"} else 0
        wrong = odd | (~none & ((steps < lowest) | (steps > HIGHEST[role])))
        between = ~none & ~wrong & (np.abs(scaled - steps) > STEP_TOLERANCE)
        if role == "transmitter":
            return (
                np.asarray(np.where(wrong | none, 0, steps), np.int32),
                wrong | none | between,
                np.zeros_like(given),
            )
        return np.asarray(np.where(wrong | none, ABSENT[role], steps), DTYPES[role]), wrong, between

    def _numbers(self, role: str, column: Any) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """A column as floating point, NaN where nothing is given, and which values are no such thing at all."""
        if role in {"latitude", "longitude"} and is_geometry(column):
            return degrees_of(column, role)
        exact = _floats(column, self.mapping.columns[role])
        return np.where(np.asarray(column.is_valid()), exact, np.nan), np.zeros(len(exact), bool)

    def _times(self, column: Any) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        given = np.asarray(column.is_valid())
        if pa.types.is_timestamp(column.type):
            if column.type.tz is None and self.mapping.offset_s is None:
                raise UnreadableInputError(
                    f"the times of {self.path} name no zone", advice="declare the zone in the mapping"
                )
            offset = 0 if column.type.tz is not None else self.mapping.offset_s or 0
            options = pc.RoundTemporalOptions(unit="second")
            whole = pc.call_function("floor_temporal", [column], options)
            seconds = whole.cast(pa.timestamp("s", column.type.tz))
            values = np.asarray(seconds.cast(pa.int64()).fill_null(0)) - offset
        elif self.mapping.time_form == "unix" and not pa.types.is_string(column.type):
            exact = np.nan_to_num(_floats(column, self.mapping.columns["time"]), nan=0.0)
            values = np.floor(np.clip(exact, -1e12, 1e12)).astype(np.int64)
        else:
            raise UnreadableInputError(
                f"the times of {self.path} are {column.type}",
                advice="Parquet times are timestamps, or seconds since 1970 with the form unix",
            )
        return values - int(EPOCH.timestamp()), given

    def _issues(self, role: str, wrong: npt.NDArray[np.bool_], part: Any) -> Iterator[Issue]:
        name = self.mapping.columns[role]
        for at in np.flatnonzero(wrong)[: max(0, MOST_ISSUES - self.issues)].tolist():
            value = part.column(name)[at].as_py()
            problem, advice, _ = TROUBLE[kernel.MISSING if value is None else kernel.OUT_OF_RANGE]
            yield Issue(
                path=self.path,
                locator=str(Locator.row(self.row + at + 1)),
                column=name,
                value=None if value is None else str(value)[:200],
                problem=problem,
                advice=advice,
                refused=role in NEEDED,
            )
        self.issues += int(wrong.sum())


def _floats(column: Any, name: str) -> npt.NDArray[np.float64]:
    try:
        return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise UnreadableInputError(
            f"the column {name} holds {column.type}, not numbers: {error}", advice="map the right column"
        ) from error
