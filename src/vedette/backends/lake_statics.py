"""The static reports of a lake: names, call signs, IMO numbers, dimensions, as transmitted; small beside positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.backends.lake_parts import settle
from vedette.model.lake import LakeFile, RowGroup
from vedette.model.movement import STATIC_COLUMNS

STATIC_SCHEMA = pa.schema(
    [
        pa.field(column.name, getattr(pa, column.type)(), nullable=column.type == "string")
        for column in STATIC_COLUMNS
    ]
)

MOST_ROWS = 1 << 19
"""Static reports held in memory before they are written as a file of their own."""

ORDER = [("transmitter", "ascending"), ("time", "ascending"), ("source", "ascending"), ("row", "ascending")]


@attrs.define(kw_only=True, eq=False)
class StaticInlet:
    """Where static reports wait to be written, `MOST_ROWS` at a time."""

    folder: Path
    incoming: Path
    waiting: list[Any] = attrs.Factory(list)
    files: list[LakeFile] = attrs.Factory(list)
    held: int = 0

    def take(self, columns: Mapping[str, Sequence[Any]], *, source: int) -> int:
        """Add the reports of one batch; return how many."""
        count = len(columns["transmitter"]) if columns else 0
        if not count:
            return 0
        given = {**columns, "source": [source] * count}
        arrays = [pa.array(given[field.name], field.type) for field in STATIC_SCHEMA]
        self.waiting.append(pa.Table.from_arrays(arrays, schema=STATIC_SCHEMA))
        self.held += count
        if self.held >= MOST_ROWS:
            self.finish()
        return count

    def put(self, table: Any, *, without: Sequence[int]) -> None:
        """Add the reports of a lake as they are, without those of some exhibits."""
        kept = table.filter(pa.array([one not in without for one in table["source"].to_pylist()], pa.bool_()))
        if kept.num_rows:
            self.waiting.append(kept)
            self.held += kept.num_rows

    def finish(self) -> list[LakeFile]:
        """Write what waits; return every file written."""
        if self.waiting:
            self.files.append(self._write(pa.concat_tables(self.waiting).sort_by(ORDER)))
            self.waiting, self.held = [], 0
        return self.files

    def _write(self, table: Any) -> LakeFile:
        temporary = self.incoming / "statics.parquet"
        pq.write_table(table, temporary, compression="zstd", row_group_size=table.num_rows)
        span = pc.call_function("min_max", [table["time"]]).as_py()
        first, last = table.slice(0, 1).to_pylist()[0], table.slice(table.num_rows - 1).to_pylist()[0]
        group = RowGroup(
            rows=table.num_rows,
            first_transmitter=first["transmitter"],
            first_time=first["time"],
            last_transmitter=last["transmitter"],
            last_time=last["time"],
            earliest=span["min"],
            latest=span["max"],
        )
        return settle(temporary, self.folder, groups=[group])


def read_statics(paths: Sequence[Path], *, ranks: Sequence[int], transmitters: tuple[int, int] | None) -> Any:
    """The reports of a span of transmitters (both ends in it) as one Arrow table in the lake's order."""
    bounds = (
        [("transmitter", ">=", transmitters[0]), ("transmitter", "<=", transmitters[1])]
        if transmitters
        else None
    )
    tables = [pq.read_table(path, schema=STATIC_SCHEMA, filters=bounds, use_threads=False) for path in paths]
    if not tables:
        return STATIC_SCHEMA.empty_table()
    table = pa.concat_tables(tables)
    rank = pc.take(pa.array(ranks, pa.int16()), table["source"])
    order = [*ORDER[:2], ("rank", "ascending"), ORDER[3]]
    return table.append_column("rank", rank).sort_by(order).drop_columns(["rank"])
