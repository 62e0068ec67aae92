"""The embedded backend: everything of a case in one folder, with no server."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.backends.folder_blobs import FolderBlobs
from vedette.backends.sqlite_connection import BUSY_TIMEOUT_S
from vedette.backends.sqlite_record import SqliteRecord


@attrs.frozen(kw_only=True)
class Embedded:
    """A record in SQLite beside a folder of blobs."""

    record: SqliteRecord
    blobs: FolderBlobs


def open_embedded(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Embedded:
    """Open what the program keeps of a case (``.vedette``), making it if there is none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    record = SqliteRecord.open(folder / "record.db", busy_timeout_s=busy_timeout_s)
    return Embedded(record=record, blobs=FolderBlobs(root=folder / "blobs"))
