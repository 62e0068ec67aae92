"""Connections to the SQLite file of a record: WAL, full sync, foreign keys, one writer at a time, migrated.

A write begins with BEGIN IMMEDIATE, because one that begins deferred fails at once beside another writer,
whatever the timeout; Python's own implicit BEGIN is therefore turned off.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError

from vedette.backends.migrations import HEAD, KNOWN
from vedette.errors import CaseError, EvidenceError

BUSY_TIMEOUT_S = 60.0
"""How long a writer waits for another one before it gives up."""


@attrs.frozen(kw_only=True)
class Database:
    """A SQLite file and the ways to read from it and to write to it; made and migrated when opened."""

    path: Path
    engine: sa.Engine
    busy_timeout_s: float

    @classmethod
    def open(
        cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S, told_as: Path | None = None
    ) -> Database:
        """Connect, and bring the tables to the revision of this program; messages call the file ``told_as``.

        Raises:
            EvidenceError: the file is no SQLite database, or a damaged one.
            CaseError: it was made by a newer program, or another process keeps it locked.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(path, busy_timeout_s)
        database = cls(path=told_as or path, engine=engine, busy_timeout_s=busy_timeout_s)
        with database.reading() as connection:
            revision = revision_of(connection)
        if revision != HEAD:
            _migrate(database)
        return database

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the record as of now, and goes on seeing it so."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection with the only write transaction: commits when the block ends well, else rolls back."""
        with self._told(), self.engine.connect() as plain:
            connection = plain.execution_options(vedette_writes=True)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise explained(error, path=self.path, busy_timeout_s=self.busy_timeout_s) from error


def _engine(path: Path, busy_timeout_s: float) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": busy_timeout_s, "isolation_level": None, "check_same_thread": False},
        poolclass=sa.pool.NullPool,
    )

    @event.listens_for(engine, "connect")
    def _configure(driver: DBAPIConnection, _record: object) -> None:
        cursor = driver.cursor()
        _set_wal(driver, deadline=time.monotonic() + busy_timeout_s)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("vedette_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _set_wal(driver: DBAPIConnection, *, deadline: float) -> None:
    """Switch to WAL; the switch ignores the busy timeout, so that it waits here."""
    import sqlite3

    cursor = driver.cursor()
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            break
    cursor.close()


def revision_of(connection: sa.Connection) -> str | None:
    """The revision of the tables; none in a new file. Without alembic, whose import costs a cold start."""
    made = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    if made is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def refuse_unknown(path: Path, revision: str) -> None:
    """Raise `CaseError` if no script of this program makes tables of that revision."""
    if revision not in KNOWN:
        raise CaseError(
            f"{path} has the revision {revision}, which this program does not know",
            advice="it was made by a newer Vedette: install that version or a later one",
        )


def _migrate(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.writing() as connection:
        revision = revision_of(connection)
        if revision is not None:
            refuse_unknown(database.path, revision)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def explained(error: DatabaseError, *, path: Path, busy_timeout_s: float) -> CaseError | EvidenceError:
    """What an error of the driver means for whoever asked, and what they can do about it."""
    cause = str(error.orig)
    if "locked" in cause:
        return CaseError(
            f"another process has been writing to {path} for {busy_timeout_s:g} seconds",
            advice="wait until it has ended and run the command again; nothing of this run was recorded",
        )
    if "append-only" in cause:
        return EvidenceError(
            f"{path} refuses to change or delete what was recorded",
            advice="add a new version or entry instead",
        )
    for word, advice in _ADVICE.items():
        if word in cause:
            return EvidenceError(f"{path} cannot be used: {cause}", advice=advice)
    return EvidenceError(
        f"{path} cannot be used: {cause}",
        advice="free the disk if it is full, allow writing, or restore a damaged file from a backup",
    )


_DAMAGED = "it is damaged: keep it, and restore record.db from a backup (with record.db-wal, if that has one)"
_ADVICE = {
    "disk is full": "free space on the disk and run the command again; nothing of this step was recorded",
    "readonly": "allow writing to the file and its folder, and run the command again; nothing was recorded",
    "unable to open": "see that it is a file, that its folder is there, and that you may read and write both",
    "malformed": _DAMAGED,
    "not a database": _DAMAGED,
    "disk I/O": "see whether the disk works and has room, then run the command again; nothing was recorded",
}
"""What to do, by a word that SQLite says."""
