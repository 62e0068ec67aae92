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

from vedette.backends.migrations import HEAD
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
    def open(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Database:
        """Connect, and bring the tables to the revision of this program.

        Raises:
            EvidenceError: the file is no SQLite database, or a damaged one.
            CaseError: it was made by a newer program, or another process keeps it locked.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(path, busy_timeout_s)
        database = cls(path=path, engine=engine, busy_timeout_s=busy_timeout_s)
        with database.reading() as connection:
            revision = _revision(connection)
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
            raise _explained(error, self) from error


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


def _revision(connection: sa.Connection) -> str | None:
    """The revision of the tables; none in a new file. Without alembic, whose import costs a cold start."""
    made = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    if made is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def _migrate(database: Database) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with database.writing() as connection:
        revision = _revision(connection)
        if revision is not None and revision not in known:
            raise CaseError(
                f"{database.path} has the revision {revision}, which this program does not know",
                advice="it was made by a newer Vedette: install that version or a later one",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _explained(error: DatabaseError, database: Database) -> CaseError | EvidenceError:
    cause = str(error.orig)
    if "locked" in cause:
        return CaseError(
            f"another process has been writing to {database.path} for {database.busy_timeout_s:g} seconds",
            advice="wait until it has ended and run the command again; nothing of this run was recorded",
        )
    if "append-only" in cause:
        return EvidenceError(
            f"{database.path} refuses to change or delete what was recorded",
            advice="add a new version or entry instead",
        )
    return EvidenceError(
        f"{database.path} cannot be used: {cause}",
        advice="free the disk if it is full, allow writing, or restore a damaged file from a backup",
    )
