"""Reading a SQLite file without writing anything: not the file, not beside it, not in its folder.

SQLite reads a database in WAL mode through two files beside it, which it makes if they are not there, also for
a connection that only reads. So a record that nobody writes to is opened as immutable, and whether it has
stayed so is looked at afterwards. Where a writer is at work both files are there, and are used. What can be read
in neither way (an older form of the tables, a log that a killed writer left) is read from a copy elsewhere.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path

import attrs
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from vedette.backends.migrations import HEAD
from vedette.backends.sqlite_connection import (
    BUSY_TIMEOUT_S,
    Database,
    explained,
    refuse_unknown,
    revision_of,
)
from vedette.errors import EvidenceError, RecordChangedError, VedetteError

WAL, INDEX = "-wal", "-shm"
"""What the names of the two files beside a database in WAL mode end with: its log, and the index of the log."""


_ATTEMPTS = 20
"""How often a copy is begun anew because the file changed while it was made."""


@attrs.frozen(kw_only=True)
class ReadOnlyDatabase:
    """A SQLite file at the revision of this program, for questions alone."""

    path: Path
    quiet: sa.Engine
    busy: sa.Engine
    busy_timeout_s: float

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the record as of now, and goes on seeing it so.

        Raises:
            RecordChangedError: somebody began to write while this was reading from a file thought to be at rest.
        """
        before = _state(self.path)
        at_rest = not _has_log(self.path)
        try:
            with (self.quiet if at_rest else self.busy).connect() as connection, connection.begin():
                yield connection
        except DatabaseError as error:
            self._refuse_change(before, at_rest=at_rest)
            raise explained(error, path=self.path, busy_timeout_s=self.busy_timeout_s) from error
        except VedetteError:
            self._refuse_change(before, at_rest=at_rest)  # what did not read may be half of a page
            raise
        self._refuse_change(before, at_rest=at_rest)

    def _refuse_change(self, before: tuple[int, int, int], *, at_rest: bool) -> None:
        if at_rest and _state(self.path) != before:
            raise _changed(self.path)


def open_to_read(path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> ReadOnlyDatabase | Copied:
    """Open a record that exists, for questions.

    Raises:
        EvidenceError: it is no SQLite database, or a damaged one.
        CaseError: it was made by a newer program, or another process keeps it locked.
    """
    if _has_log(path) and not _beside(path, INDEX).exists():
        return copied(path, busy_timeout_s=busy_timeout_s)
    database = ReadOnlyDatabase(
        path=path,
        quiet=_engine(path, "mode=ro&immutable=1", busy_timeout_s),
        busy=_engine(path, "mode=ro", busy_timeout_s),
        busy_timeout_s=busy_timeout_s,
    )
    revision = _revision(database)
    if revision is not None:
        refuse_unknown(path, revision)
    return database if revision == HEAD else copied(path, busy_timeout_s=busy_timeout_s)


@attrs.frozen(kw_only=True)
class Copied:
    """A copy of a record in a temporary folder, brought to the revision of this program there.

    The folder goes when nobody holds the copy any more.
    """

    path: Path
    folder: Path
    database: Database

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to the copy."""
        with self.database.reading() as connection:
            yield connection


def copied(path: Path, *, busy_timeout_s: float) -> Copied:
    """Copy the database and its log, and open the copy."""
    folder = Path(tempfile.mkdtemp(prefix="vedette-"))
    try:
        copy = folder / path.name
        _copy_whole(path, copy)
        database = Database.open(copy, busy_timeout_s=busy_timeout_s, told_as=path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    made = Copied(path=path, folder=folder, database=database)
    weakref.finalize(made, shutil.rmtree, folder, ignore_errors=True)
    return made


def _copy_whole(path: Path, copy: Path) -> None:
    """Copy the file and then its log, again where the file changed meanwhile.

    A log that grew is no matter: what it holds is checked by sums, and what was in it before is in the file.
    """
    for _ in range(_ATTEMPTS):
        before = _state(path)
        shutil.copyfile(path, copy)
        _beside(copy, WAL).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(_beside(path, WAL), _beside(copy, WAL))
        if _state(path) == before:
            return
    raise _changed(path)


def _revision(database: ReadOnlyDatabase) -> str | None:
    """The revision of the tables; none too where only a copy can be read."""
    before = _state(database.path)
    try:
        with database.busy.connect() if _has_log(database.path) else database.quiet.connect() as connection:
            return revision_of(connection)
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.OperationalError) and _has_log(database.path):
            return None
        if _state(database.path) != before:
            return None  # a writer was faster, and half of its pages were read
        raise explained(error, path=database.path, busy_timeout_s=database.busy_timeout_s) from error


def _engine(path: Path, how: str, busy_timeout_s: float) -> sa.Engine:
    address = f"{path.absolute().as_uri()}?{how}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
        )

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _state(path: Path) -> tuple[int, int, int]:
    """What changes whenever somebody writes to the file."""
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


def _changed(path: Path) -> RecordChangedError:
    return RecordChangedError(
        f"another process has written to {path} while it was read", advice="run the command again"
    )


def _has_log(path: Path) -> bool:
    """Whether a log with something in it lies beside the file: a writer is at work, or was killed."""
    try:
        return _beside(path, WAL).stat().st_size > 0
    except FileNotFoundError:
        return False


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def has_tables(path: Path) -> bool:
    """Whether there is a database with anything in it; a file without a byte is never opened.

    Opening it would remove the log beside it, which may be all that is left.

    Raises:
        EvidenceError: something else lies there, or a damaged database.
    """
    if not path.exists():
        return False
    if not path.is_file():
        raise EvidenceError(
            f"{path} is a folder, where the record should be",
            advice="move it away, and restore record.db from a backup",
        )
    if path.stat().st_size == 0:
        return False
    if _has_log(path):
        return True  # what was recorded last is in the log, and comes into the file when that is written to
    engine, before = _engine(path, "mode=ro&immutable=1", BUSY_TIMEOUT_S), _state(path)
    try:
        with engine.connect() as connection:
            return revision_of(connection) is not None
    except DatabaseError as error:
        if _state(path) != before:
            return True  # somebody is writing to it
        raise explained(error, path=path, busy_timeout_s=BUSY_TIMEOUT_S) from error
