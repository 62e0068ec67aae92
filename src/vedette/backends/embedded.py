"""The embedded backend: everything of a case in one folder, with no server."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.backends.folder_blobs import FolderBlobs
from vedette.backends.memory import MemoryRecord
from vedette.backends.sqlite_connection import BUSY_TIMEOUT_S
from vedette.backends.sqlite_reading import copied, has_tables
from vedette.backends.sqlite_record import SqliteAnswers, SqliteRecord
from vedette.errors import EvidenceError

RECORD = "record.db"
BLOBS = "blobs"
EDITIONS = "editions"
"""The names of the record, of the folder of blobs and of the folder of editions, in what is kept of a case."""

SEAL = "edition.json"
"""The file by which a folder is known as a sealed edition."""


@attrs.frozen(kw_only=True)
class Embedded:
    """A record in SQLite beside a folder of blobs; in memory and empty where nothing was collected yet."""

    record: SqliteAnswers | MemoryRecord
    blobs: FolderBlobs


def open_embedded(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Embedded:
    """Open what the program keeps of a case (``.vedette``) to write to it, making it if there is none yet.

    Raises:
        EvidenceError: blobs or editions are there, and the record that names them is not.
    """
    refuse_lost_record(folder)
    folder.mkdir(parents=True, exist_ok=True)
    record = SqliteRecord.open(folder / RECORD, busy_timeout_s=busy_timeout_s)
    return Embedded(record=record, blobs=FolderBlobs(root=folder / BLOBS))


def read_embedded(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Embedded:
    """Open what the program keeps of a case for questions: nothing is made or written, and nothing need be there.

    Raises:
        EvidenceError: blobs or editions are there, and the record that names them is not.
    """
    blobs = FolderBlobs(root=folder / BLOBS)
    if refuse_lost_record(folder):
        return Embedded(record=MemoryRecord(), blobs=blobs)
    record = SqliteAnswers.open_to_read(folder / RECORD, busy_timeout_s=busy_timeout_s)
    return Embedded(record=record, blobs=blobs)


def copy_to_read(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqliteAnswers:
    """The record as it is at this moment, in a copy that nobody writes to; for a long look beside a writer."""
    return SqliteAnswers(database=copied(folder / RECORD, busy_timeout_s=busy_timeout_s))


def refuse_lost_record(folder: Path) -> bool:
    """Whether nothing was recorded yet.

    Raises:
        EvidenceError: the record is gone or empty, and blobs or editions show that there was one. A new record
            beside them would know nothing of the evidence and of the custody that the editions sealed.
    """
    record = folder / RECORD
    if has_tables(record):
        return False
    blobs = FolderBlobs(root=folder / BLOBS)
    held = sum(1 for _ in (*blobs.digests(), *blobs.aside()))
    editions = sum(1 for _ in (folder / EDITIONS).glob(f"*/{SEAL}"))
    if not held and not editions:
        return True
    if has_tables(record):
        return False  # another first run was at work, which makes the record before it puts bytes
    state = "is empty" if record.exists() else "is gone"
    raise EvidenceError(
        f"{record} {state}, but {folder} still holds preserved files ({held:,}) and sealed editions ({editions:,})",
        advice=f"restore {RECORD} (with {RECORD}-wal, if there is one) from a backup; or rename {folder.name} to "
        "keep what is in it, and collect anew",
    )
