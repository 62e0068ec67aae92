"""A sea as Parquet in the columns of the lake, clustered by transmitter and time, a row group at a time.

The rows are numbered from 1 in this order, and the source is exhibit 0: a stand-in for a converted table, not
the lake itself. The file's metadata carry "made up for training".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from vedette.model.movement import POSITION_COLUMNS, STATIC_COLUMNS, ColumnSpec
from vedette.testing.sea.report import blocks
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.spec import MADE_UP
from vedette.testing.sea.statics import static_rows

if TYPE_CHECKING:
    import pyarrow as pa


ROW_GROUP = 500_000


def columns(sea: Sea, *, source: int = 0) -> Iterator[dict[str, npt.NDArray[Any]]]:
    """Yield blocks of whole transmitters as columns by name, in the order and types of `POSITION_COLUMNS`."""
    row = 1
    for reports in blocks(sea):
        count = len(reports)
        told = reports.columns() | {
            "source": np.full(count, source, dtype=np.int16),
            "row": np.arange(row, row + count, dtype=np.int32),
        }
        row += count
        yield {column.name: told[column.name] for column in POSITION_COLUMNS}


def write_columns(sea: Sea, path: Path) -> int:
    """Write the positions of a sea as one Parquet file and return the number of rows."""
    import pyarrow.parquet as pq

    schema = _schema(POSITION_COLUMNS)
    plain = [column.name for column in POSITION_COLUMNS]
    written = 0
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        use_dictionary=False,
        column_encoding=dict.fromkeys(plain, "DELTA_BINARY_PACKED") | {"status": "PLAIN"},
    ) as writer:
        for table in _row_groups(columns(sea), schema):
            writer.write_table(table, row_group_size=ROW_GROUP)
            written += table.num_rows
    return written


def write_statics(sea: Sea, path: Path) -> int:
    """Write the static reports of a sea as one Parquet file, clustered alike, and return the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [row | {"time": time, "source": 0} for time, row in static_rows(sea)]
    rows.sort(key=lambda row: (row["transmitter"], row["time"]))
    numbered = [row | {"row": number} for number, row in enumerate(rows, start=1)]
    pq.write_table(pa.Table.from_pylist(numbered, schema=_schema(STATIC_COLUMNS)), path, compression="zstd")
    return len(rows)


def _schema(specs: tuple[ColumnSpec, ...]) -> pa.Schema:
    import pyarrow as pa

    fields = [pa.field(spec.name, pa.type_for_alias(spec.type)) for spec in specs]
    return pa.schema(fields, metadata={"note": MADE_UP})


def _row_groups(parts: Iterator[dict[str, npt.NDArray[Any]]], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield tables of a whole row group each, the last of what is left."""
    import pyarrow as pa

    held = schema.empty_table()
    for part in parts:
        held = pa.concat_tables([held, pa.table(part, schema=schema)])
        while held.num_rows >= ROW_GROUP:
            yield held.slice(0, ROW_GROUP)
            held = held.slice(ROW_GROUP)
    if held.num_rows:
        yield held
