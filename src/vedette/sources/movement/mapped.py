"""Any other table of positions, CSV or Parquet, by a mapping that whoever hands it in declares.

The mapping names the column of each role and says what a bare file does not: the form and zone of its times and
the unit of its speeds. Nothing is guessed: a role without a column is absent, a time without a zone is refused
unless one is declared. GeoParquet is Parquet whose latitude and longitude are both mapped to its geometry column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.sources.movement.csv_table import CsvLayout, read_csv
from vedette.sources.movement.mapping import TIME_FORMS, ColumnMapping
from vedette.sources.movement.statuses import STATUSES

FORMAT = "mapped"

PARQUET_MAGIC = b"PAR1"


def read(stream: BinaryIO, *, path: str, mapping: ColumnMapping) -> Iterator[Batch | Issue]:
    """Positions of a CSV (plain, gzip or zip) or Parquet file, told apart by its first bytes."""
    magic = stream.read(len(PARQUET_MAGIC))
    stream.seek(0)
    if magic == PARQUET_MAGIC:
        from vedette.sources.movement.parquet_table import read_parquet

        return read_parquet(stream, path=path, mapping=mapping)
    return read_csv(stream, path=path, choose=lambda header: _layout(header, mapping))


def _layout(header: Sequence[str], mapping: ColumnMapping) -> CsvLayout:
    absent = [name for name in mapping.columns.values() if name not in header]
    if absent:
        raise UnreadableInputError(
            f"the mapping names a column {absent[0]!r} that the table does not have",
            advice=f"its columns are {', '.join(header)}",
        )
    return CsvLayout(
        columns=mapping.columns,
        time_form=TIME_FORMS[mapping.time_form],
        offset_s=mapping.offset_s,
        statuses=STATUSES,
        separator=mapping.separator,
    )
