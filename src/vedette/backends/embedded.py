"""The embedded backend: everything of a case in one folder, with no server."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import attrs

from vedette.backends.folder_blobs import FolderBlobs, sync_folder
from vedette.backends.memory import MemoryRecord
from vedette.backends.sqlite_connection import BUSY_TIMEOUT_S
from vedette.backends.sqlite_reading import WAL, copied, has_tables
from vedette.backends.sqlite_record import SqliteAnswers, SqliteRecord
from vedette.errors import CaseError, EvidenceError, VedetteError

RECORD = "record.db"
BLOBS = "blobs"
EDITIONS = "editions"
"""The names of the record, of the folder of blobs and of the folder of editions, in what is kept of a case."""

FIRST = "nothing-recorded-yet"
"""The file that tells a first run that was stopped before its first version landed from a record that lost its rows.

It is made before the first bytes are put, and removed once a version is on record.
"""

HEADS = "custody-heads.json"
"""The file that holds the last entry of every strand of the custody log, as of the last build; never in an edition."""

SEAL = "edition.json"
"""The file by which a folder is known as a sealed edition."""


@attrs.frozen(kw_only=True)
class Embedded:
    """A record in SQLite beside a folder of blobs; in memory and empty where nothing was collected yet."""

    record: SqliteAnswers | MemoryRecord
    blobs: FolderBlobs


def open_embedded(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Embedded:
    """Open what the program keeps of a case (``.vedette``) to write to it, making it if there is none yet.

    While no version is on record, the file `FIRST` stands beside it; `first_run_done` removes it.

    Raises:
        EvidenceError: blobs or editions are there, and the record that names them is not, or holds no row.
        CaseError: something else lies where a folder should be, or it cannot be made.
    """
    refuse_lost_record(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = SqliteRecord.open(folder / RECORD, busy_timeout_s=busy_timeout_s)
        if _is_blank(record):
            _refuse_lost_rows(folder, record)
            (folder / FIRST).touch()
            sync_folder(folder)
        else:
            first_run_done(folder)
    except OSError as error:
        raise CaseError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}",
            advice=f"see that the disk has room and that you may write to {folder}",
        ) from error
    return Embedded(record=record, blobs=FolderBlobs(root=folder / BLOBS))


def read_embedded(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Embedded:
    """Open what the program keeps of a case for questions: nothing is made or written, and nothing need be there.

    Raises:
        EvidenceError: blobs or editions are there, and the record that names them is not, or holds no row.
    """
    blobs = FolderBlobs(root=folder / BLOBS)
    if refuse_lost_record(folder):
        return Embedded(record=MemoryRecord(), blobs=blobs)
    record = SqliteAnswers.open_to_read(folder / RECORD, busy_timeout_s=busy_timeout_s)
    if _is_blank(record):
        _refuse_lost_rows(folder, record)
    return Embedded(record=record, blobs=blobs)


def first_run_done(folder: Path) -> None:
    """Say that a version is on record: from now on, a record without rows is one that lost them."""
    (folder / FIRST).unlink(missing_ok=True)


def copy_to_read(folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqliteAnswers:
    """The record as it is at this moment, in a copy that nobody writes to; for a long look beside a writer."""
    return SqliteAnswers(database=copied(folder / RECORD, busy_timeout_s=busy_timeout_s))


def refuse_lost_record(folder: Path) -> bool:
    """Whether nothing was recorded yet.

    Raises:
        EvidenceError: the record is gone or empty, and blobs or editions show that there was one. A new record
            beside them would know nothing of the evidence and of the custody that the editions sealed.
    """
    _refuse_other_kinds(folder)
    record = folder / RECORD
    if has_tables(record):
        return False
    held = _held(folder)
    if held is None:
        return True
    if has_tables(record):
        return False  # another first run was at work, which makes the record before it puts bytes
    raise _lost(folder, "is empty" if record.exists() else "is gone", held)


def _refuse_lost_rows(folder: Path, record: SqliteAnswers) -> None:
    """Refuse a record with tables and without a version, unless its first run was killed or still goes on."""
    held = None if (folder / FIRST).exists() else _held(folder)
    if held is None or not _is_blank(record):
        return  # a first run elsewhere has just recorded its first version
    raise _lost(folder, "holds no submission", held)


def _is_blank(record: SqliteAnswers) -> bool:
    try:
        return record.is_blank()
    except VedetteError:
        return False  # somebody writes to it, or it is damaged, which is told where it is asked


def _held(folder: Path) -> str | None:
    """What shows that there was a record, in words; none if nothing does."""
    blobs = FolderBlobs(root=folder / BLOBS)
    files = sum(1 for _ in (*blobs.digests(), *blobs.aside()))
    editions = sum(1 for one in (folder / EDITIONS).glob(f"*/{SEAL}") if _seals_custody(one))
    held = f"preserved files ({files:,}) and sealed editions ({editions:,})"
    if (folder / HEADS).exists():
        return f"{held}, and {HEADS} of its custody log"
    return held if files or editions else None


def keep_heads(folder: Path, content: bytes) -> None:
    """Write what `HEADS` holds, in the place of what it held, whole or not at all.

    Raises:
        CaseError: the disk is full or refuses; what was there stays.
    """
    place = folder / HEADS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{HEADS}.", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(place)
        finally:
            Path(name).unlink(missing_ok=True)
        sync_folder(folder)
    except OSError as error:
        raise CaseError(
            f"{error.filename or place} cannot be written: {error.strerror or error}",
            advice=f"see that the disk has room and that you may write to {folder}",
        ) from error


def _seals_custody(seal: Path) -> bool:
    """Whether an edition sealed anything of a custody log; one that was built before collecting did not."""
    try:
        told = json.loads(seal.read_bytes())
    except (OSError, ValueError):
        return True
    return not (isinstance(told, dict) and "seal" in told and not told.get("custody"))


def _lost(folder: Path, state: str, held: str) -> EvidenceError:
    return EvidenceError(
        f"{folder / RECORD} {state}, but {folder} still holds {held}",
        advice=f"restore {RECORD} (with {RECORD}-wal, if there is one) from a backup; or rename {folder.name} to "
        "keep what is in it, and collect anew",
    )


def _refuse_other_kinds(folder: Path) -> None:
    """Refuse what is no folder where one should be, which would read as an empty one, and a folder for a file."""
    for place, what in (
        (folder, "what the program keeps of the case"),
        (folder / BLOBS, "the preserved bytes"),
    ):
        if os.path.lexists(place) and not place.is_dir():
            raise EvidenceError(
                f"{place} is no folder, where {what} should be",
                advice=f"move it away, and restore the folder {place.name} from a backup",
            )
    log = folder / f"{RECORD}{WAL}"
    if log.is_dir():
        raise EvidenceError(
            f"{log} is a folder, where the log of the record may be",
            advice=f"move it away, and restore {RECORD} from a backup (with {log.name}, if that has one)",
        )
