"""Reading a table from bytes, as collecting does, with a manifest that says little."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping

import attrs
import pytest

from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.handling import FREE, Handling
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile
from vedette.sources.layouts import layouts
from vedette.sources.reading import Reading, read_exhibit

Row = Mapping[str, str]


@attrs.frozen(kw_only=True)
class Outcome:
    """What a reading gave, sorted by kind."""

    facts: tuple[AnyFact, ...]
    issues: tuple[Issue, ...]
    reading: Reading

    @property
    def issue(self) -> Issue:
        """The only issue."""
        (issue,) = self.issues
        return issue


def manifest(handling: Handling = FREE) -> Manifest:
    return Manifest(
        title="A submission",
        submitted_by="A team",
        submitted_on=dt.date(2025, 6, 1),
        authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B,
        handling=handling,
        licence="facts",
        language="en",
        files=(),
    )


def read(
    content: bytes, file: SubmittedFile, *, handling: Handling = FREE, beside: Iterable[Exhibit] = ()
) -> Outcome:
    """Read one file."""
    exhibit = Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="application/octet-stream",
        submission="a-submission",
        path=file.path,
        handling=handling,
    )
    reading = read_exhibit(
        io.BytesIO(content), file=file, exhibit=exhibit, manifest=manifest(handling), beside=beside
    )
    items = list(reading)
    return Outcome(
        facts=tuple(one for one in items if not isinstance(one, Issue)),
        issues=tuple(one for one in items if isinstance(one, Issue)),
        reading=reading,
    )


def as_csv(table: str, rows: Iterable[Row]) -> bytes:
    """Rows as CSV with all columns of a layout."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in layouts()[table].all_columns])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def example(table: str, **changes: str) -> dict[str, str]:
    """The layout's example row with some cells changed."""
    return {**layouts()[table].example, **{name.rstrip("_"): value for name, value in changes.items()}}


@pytest.fixture
def read_bytes() -> Callable[..., Outcome]:
    """Read bytes as a file: ``read_bytes(content, table=..., path=...)``, other keywords as of `SubmittedFile`."""

    def run(
        content: bytes,
        *,
        table: str = "claims",
        path: str = "table.csv",
        handling: Handling = FREE,
        sheet: str | None = None,
        encoding: str = "utf-8",
        at_least: int = 0,
        quotes_labels: bool = False,
    ) -> Outcome:
        file = SubmittedFile(
            path=path,
            table=table,
            sheet=sheet,
            encoding=encoding,
            at_least=at_least,
            quotes_labels=quotes_labels,
        )
        return read(content, file, handling=handling)

    return run


@pytest.fixture
def read_row() -> Callable[..., Outcome]:
    """Read the example row of a layout with changes: ``read_row("claims", value="")``; a trailing _ is dropped."""

    def run(
        table: str, *, handling: Handling = FREE, beside: Iterable[Exhibit] = (), **changes: str
    ) -> Outcome:
        content = as_csv(table, [example(table, **changes)])
        file = SubmittedFile(path="table.csv", table=table)
        return read(content, file, handling=handling, beside=beside)

    return run


@pytest.fixture
def claims_csv() -> Callable[..., bytes]:
    """A CSV of claims whose rows are the example row with these keys."""
    return lambda *keys: as_csv("claims", [example("claims", key=key) for key in keys])
