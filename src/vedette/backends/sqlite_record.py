"""The record in SQLite: append-only tables, one transaction per version, facts streamed in and out."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from vedette.backends.record_rows import (
    Row,
    batches,
    entry_of,
    entry_row,
    exhibit_of,
    exhibit_rows,
    fact_columns,
    fact_of,
    issue_of,
    issue_row,
    submission_of,
    submission_row,
    version_row,
    withdrawal_of,
)
from vedette.backends.record_tables import (
    BELONGS_TO,
    CUSTODY,
    EXHIBIT,
    FACTS,
    ISSUE,
    SUBMISSION,
    VERSION,
    WITHDRAWAL,
)
from vedette.backends.sqlite_connection import BUSY_TIMEOUT_S, Database
from vedette.backends.sqlite_reading import Copied, ReadOnlyDatabase, open_to_read
from vedette.errors import CaseError
from vedette.model.custody import next_entry
from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission, Withdrawal
from vedette.model.wire import to_plain
from vedette.ports import RecordWriter

BATCH = 1000
"""Rows sent or fetched at once; more at a time is not faster."""


@attrs.frozen(kw_only=True)
class SqliteAnswers:
    """The `Record` port over one SQLite file, for questions alone."""

    database: Database | ReadOnlyDatabase | Copied

    @classmethod
    def open_to_read(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqliteAnswers:
        """Open a file that exists; nothing is written, neither to it nor beside it."""
        return SqliteAnswers(database=open_to_read(path, busy_timeout_s=busy_timeout_s))

    def writing(self) -> AbstractContextManager[RecordWriter]:
        """Refused: a question changes nothing."""
        raise CaseError(
            f"{self.database.path} was opened for reading alone",
            advice="open the case for writing, as collecting does",
        )

    def submissions(self, *, every_version: bool = False) -> Sequence[CollectedSubmission]:
        """The last version of each submission that was not withdrawn, or all; ordered by folder and version."""
        with self.database.reading() as connection:
            found = _versions(connection)
            gone = {(row.folder, row.version) for row in connection.execute(_GONE)}
        if every_version:
            return found
        last = {one.folder: one for one in found}.values()
        return [one for one in last if (one.folder, one.version) not in gone]

    def withdrawals(self) -> Sequence[Withdrawal]:
        """Every withdrawal, ordered by folder and version."""
        query = sa.select(WITHDRAWAL).order_by(WITHDRAWAL.c.folder, WITHDRAWAL.c.version)
        with self.database.reading() as connection:
            return [withdrawal_of(row) for row in connection.execute(query).mappings()]

    def belongs_to(self) -> str | None:
        """The symbol recorded last."""
        query = sa.select(BELONGS_TO.c.symbol).order_by(BELONGS_TO.c.number.desc()).limit(1)
        with self.database.reading() as connection:
            return connection.scalar(query)

    def is_blank(self) -> bool:
        """Whether neither a version nor a custody entry is on record."""
        anything = sa.select(sa.or_(sa.exists().select_from(VERSION), sa.exists().select_from(CUSTODY)))
        with self.database.reading() as connection:
            return not connection.scalar(anything)

    def facts(self, submission: Sha256) -> Iterator[AnyFact]:
        """Stream what one version says; raises `EvidenceError` at a row that does not hash to its id."""
        with self.database.reading() as connection:
            rows = connection.execution_options(yield_per=BATCH).execute(_facts_of(submission))
            for row in rows:
                yield fact_of(kind=row.kind, ordinal=row.ordinal, digest=row.id, payload=row.payload)

    def issues(self, submission: Sha256) -> Sequence[Issue]:
        """What was refused or doubted in one version, in order."""
        query = (
            sa.select(ISSUE.c.payload).where(ISSUE.c.submission == submission.value).order_by(ISSUE.c.ordinal)
        )
        with self.database.reading() as connection:
            return [issue_of(payload) for payload in connection.scalars(query)]

    def exhibits(self) -> Sequence[Exhibit]:
        """Every exhibit of every content, ordered by folder, content and place in the manifest."""
        with self.database.reading() as connection:
            return [exhibit for _, exhibit in _exhibits(connection)]

    def custody(self) -> Sequence[CustodyEntry]:
        """The custody log, ordered by strand and number."""
        query = sa.select(CUSTODY).order_by(CUSTODY.c.strand, CUSTODY.c.number)
        with self.database.reading() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]


@attrs.frozen(kw_only=True)
class SqliteRecord(SqliteAnswers):
    """The `Record` port over one SQLite file, for questions and for writing."""

    database: Database

    @classmethod
    def open(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqliteRecord:
        """Open or make the file, with its tables at the revision of this program."""
        return cls(database=Database.open(path, busy_timeout_s=busy_timeout_s))

    @contextlib.contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        """Begin a write that excludes other writers."""
        with self.database.writing() as connection:
            yield SqliteWriter(connection=connection)


@attrs.define(kw_only=True)
class SqliteWriter:
    """The `RecordWriter` port over one open transaction."""

    connection: sa.Connection
    _counts: defaultdict[str, int] = attrs.field(factory=lambda: defaultdict(int), init=False)

    def latest(self, folder: str) -> CollectedSubmission | None:
        """The last version of one submission, as of this transaction."""
        return next(reversed(_versions(self.connection, VERSION.c.folder == folder)), None)

    def recorded(self, submission: Sha256) -> CollectedSubmission | None:
        """The latest version with this very content."""
        return next(reversed(_versions(self.connection, VERSION.c.submission == submission.value)), None)

    def add_facts(self, submission: Sha256, facts: Iterable[AnyFact]) -> None:
        """Insert in batches, numbered in the order of arrival."""
        for batch in batches(facts, BATCH):
            rows: dict[str, list[tuple[str | int, ...]]] = defaultdict(list)
            first = self._next_places("fact", submission, len(batch))
            for ordinal, fact in enumerate(batch, start=first):
                rows[fact.kind].append((submission.value, ordinal, *fact_columns(fact)))
            for kind in sorted(rows):
                # Handed to the driver as it is: the statement is the same for every row.
                self.connection.exec_driver_sql(_INSERT[kind], rows[kind])

    def add_issues(self, submission: Sha256, issues: Iterable[Issue]) -> None:
        """Insert in batches, numbered in the order of arrival."""
        for batch in batches(issues, BATCH):
            first = self._next_places("issue", submission, len(batch))
            rows = [
                issue_row(issue) | {"submission": submission.value, "ordinal": ordinal}
                for ordinal, issue in enumerate(batch, start=first)
            ]
            self.connection.execute(sa.insert(ISSUE), rows)

    def add_submission(
        self, submission: CollectedSubmission, facts: Iterable[AnyFact] = (), issues: Iterable[Issue] = ()
    ) -> None:
        """Insert the version, and its content unless an earlier version had the same."""
        if self.recorded(submission.id) is None:
            self.connection.execute(sa.insert(SUBMISSION), submission_row(submission))
            self.connection.execute(sa.insert(EXHIBIT), exhibit_rows(submission))
            self.add_facts(submission.id, facts)
            self.add_issues(submission.id, issues)
        self.connection.execute(sa.insert(VERSION), version_row(submission))

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Insert a row; the keys refuse a version that is not on record or was withdrawn before."""
        self.connection.execute(sa.insert(WITHDRAWAL), cast("Row", to_plain(withdrawal)))

    def withdrawn(self, folder: str) -> Withdrawal | None:
        """The withdrawal of the last version of one submission."""
        last = sa.select(sa.func.max(VERSION.c.version)).where(VERSION.c.folder == folder).scalar_subquery()
        query = sa.select(WITHDRAWAL).where(WITHDRAWAL.c.folder == folder, WITHDRAWAL.c.version == last)
        row = self.connection.execute(query).mappings().first()
        return None if row is None else withdrawal_of(row)

    def belong(self, symbol: str, *, at: Instant, by: str) -> None:
        """Add a row under the next number."""
        before = self.connection.scalar(sa.select(sa.func.max(BELONGS_TO.c.number)))
        row = {"number": (before or 0) + 1, "symbol": symbol, "at": to_plain(at), "by": by}
        self.connection.execute(sa.insert(BELONGS_TO), row)

    def log(
        self, strand: str, *, at: Instant, actor: str, action: str, subject: str, detail: str
    ) -> CustodyEntry:
        """Append to the custody chain of a marking."""
        last = sa.select(CUSTODY).where(CUSTODY.c.strand == strand).order_by(CUSTODY.c.number.desc()).limit(1)
        row = self.connection.execute(last).mappings().first()
        before = None if row is None else entry_of(row)
        entry = next_entry(
            before, strand=strand, at=at, actor=actor, action=action, subject=subject, detail=detail
        )
        self.connection.execute(sa.insert(CUSTODY), entry_row(entry))
        return entry

    def _next_places(self, what: str, submission: Sha256, count: int) -> int:
        """The first of so many ordinals that follow those given out before, counted from 1."""
        counter = f"{what} {submission}"
        first = self._counts[counter] + 1
        self._counts[counter] += count
        return first


_GONE = sa.select(WITHDRAWAL.c.folder, WITHDRAWAL.c.version)
"""The versions that were withdrawn."""

_INSERT = {
    kind: str(sa.insert(table).compile(dialect=sqlite.dialect(paramstyle="qmark")))
    for kind, table in FACTS.items()
}
"""The statement that inserts facts, by kind; its values are those of the table's columns in order."""


def _versions(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> list[CollectedSubmission]:
    query = (
        sa.select(VERSION, SUBMISSION.c.manifest)
        .join(SUBMISSION, SUBMISSION.c.id == VERSION.c.submission)
        .where(*where)
        .order_by(VERSION.c.folder, VERSION.c.version)
    )
    rows = connection.execute(query).mappings().all()
    held: dict[str, list[Exhibit]] = defaultdict(list)
    for content, exhibit in _exhibits(
        connection, EXHIBIT.c.submission.in_({row["submission"] for row in rows})
    ):
        held[content].append(exhibit)
    return [submission_of(row, held[row["submission"]]) for row in rows]


def _exhibits(connection: sa.Connection, *where: sa.ColumnElement[bool]) -> list[tuple[str, Exhibit]]:
    """Exhibits with the content that they belong to."""
    query = (
        sa.select(EXHIBIT, SUBMISSION.c.folder)
        .join(SUBMISSION, SUBMISSION.c.id == EXHIBIT.c.submission)
        .where(*where)
        .order_by(SUBMISSION.c.folder, EXHIBIT.c.submission, EXHIBIT.c.ordinal)
    )
    rows = connection.execute(query).mappings()
    return [(row["submission"], exhibit_of(row, folder=row["folder"])) for row in rows]


def _facts_of(submission: Sha256) -> sa.Executable:
    """Facts of all kinds in order of arrival; SQLite merges the tables by their keys and sorts nothing."""
    selects = [
        sa.select(sa.literal(kind).label("kind"), table.c.id, table.c.payload, table.c.ordinal).where(
            table.c.submission == submission.value
        )
        for kind, table in FACTS.items()
    ]
    return sa.union_all(*selects).order_by("ordinal")
