"""The Parquet files of the lake: fixed-point columns, encoded by what they hold, without dictionary or null bitmap.

A part is written under a temporary name, synced and only then renamed to the digest of its bytes, so that a file
of the lake is whole or not there. Row groups hold about half a million rows; the manifest says what is in each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.backends.durable import sync, sync_folder
from vedette.errors import EvidenceError
from vedette.model.evidence import Sha256
from vedette.model.lake import BLOCK_ROWS, DTYPES, Columns, LakeFile, RowGroup, read_only
from vedette.model.movement import POSITION_COLUMNS

COMPRESSION = "lz4"
"""Of positions; beside zstd, files are a twentieth larger and are read and written in a sixth less time."""

ENCODINGS = {
    "transmitter": "PLAIN",
    "speed": "BYTE_STREAM_SPLIT",
    "course": "BYTE_STREAM_SPLIT",
    "heading": "BYTE_STREAM_SPLIT",
    "status": "PLAIN",
    "source": "PLAIN",
}
"""How columns that are not delta-encoded are: what hardly changes is left to the compression, and of small numbers
that wander the high bytes are; deltas would be a seventh smaller and cost a quarter more, written or read."""

POSITION_SCHEMA = pa.schema(
    [pa.field(column.name, getattr(pa, column.type)(), nullable=False) for column in POSITION_COLUMNS]
)


def writer_options() -> dict[str, Any]:
    """How every file of positions is encoded; measured in ``benchmarks``."""
    return {
        "compression": COMPRESSION,
        "use_dictionary": False,
        "write_statistics": ["transmitter", "time"],
        "column_encoding": {
            column.name: ENCODINGS.get(column.name, "DELTA_BINARY_PACKED") for column in POSITION_COLUMNS
        },
        "data_page_size": 1 << 20,
    }


def group_of(columns: Columns) -> RowGroup:
    """What the manifest says of rows in order."""
    transmitter, time = columns["transmitter"], columns["time"]
    return RowGroup(
        rows=len(transmitter),
        first_transmitter=int(transmitter[0]),
        first_time=int(time[0]),
        last_transmitter=int(transmitter[-1]),
        last_time=int(time[-1]),
        earliest=int(time.min()),
        latest=int(time.max()),
    )


def reblocked(chunks: Iterable[Columns], rows: int) -> Iterator[Columns]:
    """The same rows in pieces of exactly ``rows``, the last one shorter."""
    waiting: list[Columns] = []
    held = 0
    for chunk in chunks:
        waiting.append(chunk)
        held += len(chunk["transmitter"])
        if held < rows:
            continue
        joined = joined_columns(waiting)
        whole = held - held % rows
        for start in range(0, whole, rows):
            yield {name: column[start : start + rows] for name, column in joined.items()}
        rest = {name: column[whole:] for name, column in joined.items()}
        waiting.clear()
        waiting.append(rest)
        held -= whole
    if held:
        yield joined_columns(waiting)


def joined_columns(parts: Sequence[Columns]) -> Columns:
    """The parts one below the other."""
    if len(parts) == 1:
        return parts[0]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def write_part(folder: Path, chunks: Iterable[Columns], *, incoming: Path) -> LakeFile | None:
    """Write rows in order as one file; None where there are no rows."""
    groups: list[RowGroup] = []
    temporary = incoming / "part.parquet"
    with pq.ParquetWriter(temporary, POSITION_SCHEMA, **writer_options()) as writer:
        for columns in reblocked(chunks, BLOCK_ROWS):
            arrays = [pa.array(columns[name]) for name in POSITION_SCHEMA.names]
            writer.write_table(
                pa.Table.from_arrays(arrays, schema=POSITION_SCHEMA), row_group_size=BLOCK_ROWS
            )
            groups.append(group_of(columns))
    if not groups:
        temporary.unlink()
        return None
    return settle(temporary, folder, groups=groups)


def settle(temporary: Path, folder: Path, *, groups: Sequence[RowGroup]) -> LakeFile:
    """Sync a finished file and rename it to its digest."""
    sync(temporary)
    with temporary.open("rb") as stream:
        digest = Sha256(hashlib.file_digest(stream, "sha256").hexdigest())
    name = f"{digest.value[:32]}.parquet"
    size = temporary.stat().st_size
    temporary.replace(folder / name)
    sync_folder(folder)
    return LakeFile(name=name, digest=digest, size=size, groups=tuple(groups))


@attrs.define(kw_only=True, eq=False)
class PartReader:
    """Row groups of one file as columns; reads with one thread, because workers are threads already."""

    file: Any
    names: tuple[str, ...]

    @classmethod
    def open(cls, path: Path, names: Sequence[str]) -> Self:
        """Open a file of the lake for some columns; raises `EvidenceError` where it is missing or broken."""
        try:
            return cls(file=pq.ParquetFile(path), names=tuple(names))
        except (OSError, pa.ArrowInvalid) as error:
            raise EvidenceError(
                f"the lake's file {path.name} cannot be read: {error}",
                advice="restore it from a backup, or move the lake's folder away and run vedette collect, "
                "which reads the exhibits anew",
            ) from error

    def group(self, number: int) -> Columns:
        """The columns of one row group, read-only."""
        table = self.file.read_row_group(number, columns=list(self.names), use_threads=False)
        return {
            name: read_only(table.column(name).combine_chunks().to_numpy(zero_copy_only=False), DTYPES[name])
            for name in self.names
        }

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
