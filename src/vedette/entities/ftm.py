"""FollowTheMoney 4 files out of the record and into rows: statement CSV and entity JSON lines, by our own codec.

The interop tests compare every byte and every id with the followthemoney package, which is not needed here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from vedette.errors import CaseError, VedetteError
from vedette.model.facts import Statement
from vedette.model.ftm_schema import EXISTS, narrowest
from vedette.model.statement_rows import COLUMNS, Record, StatementRow, published_value
from vedette.model.submissions import SubmittedFile
from vedette.model.tables import CellError, RawRow, RowTrouble, TablePart
from vedette.sources import csv_table
from vedette.sources.formats import ftm_entities, ftm_statements

_PLAIN_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARK = 8


def dataset_name(folder: str) -> str:
    """The name of a submission as a FollowTheMoney dataset: small ASCII letters, digits and single underscores.

    "ofac-listings" becomes "ofac_listings"; any other folder name gets eight digits of its SHA-256 on top, so that
    two folders never share a name.
    """
    slug = "_".join(re.findall(r"[a-z0-9]+", folder.lower()))
    if _PLAIN_FOLDER.fullmatch(folder):
        return slug
    mark = hashlib.sha256(folder.encode("utf-8")).hexdigest()[:_MARK]
    return f"{slug}_{mark}" if slug else f"folder_{mark}"


def statement_row(statement: Statement) -> StatementRow:
    """The row that states a fact of the record: its submission as dataset, its citation as origin.

    A value that FollowTheMoney writes in another form keeps the record's as its original.
    Raises `CellError` where FollowTheMoney has no such schema, property or value.
    """
    return StatementRow(
        entity_id=statement.entity_id,
        schema=statement.schema,
        prop=statement.prop,
        value=published_value(statement.prop, statement.value),
        dataset=dataset_name(statement.basis.submission),
        origin=str(statement.basis.citation),
        lang=statement.lang,
        original_value=statement.original_value or statement.value,
        first_seen=statement.first_seen,
        last_seen=statement.last_seen,
    )


def write_statements(statements: Iterable[Statement]) -> bytes:
    """The statement CSV: every cell quoted, one row for each statement and place, by entity.

    Rows of an entity begin with those that say it exists; the same statement from two places has two rows of
    one id. The bytes do not depend on the order of ``statements``.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    rows = sorted({_cells(statement_row(one)) for one in statements}, key=_place)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _cells(row: StatementRow) -> tuple[str, ...]:
    """The cells of a row in the order of `COLUMNS`; what is unknown is empty."""
    original = row.original_value if row.original_value != row.value else None
    cells = (
        row.canonical_id or row.entity_id,
        row.entity_id,
        row.prop,
        row.prop_type,
        row.schema,
        row.value,
        row.dataset,
        row.origin,
        row.stated_lang,
        original,
        "t" if row.external else "f",
        row.first_seen,
        row.last_seen or row.first_seen,
        row.key,
    )
    return tuple(cell or "" for cell in cells)


def _place(cells: tuple[str, ...]) -> tuple[str, bool, tuple[str, ...]]:
    """Sorting key: entity, then its existence before its properties, then everything else."""
    canonical, _, prop = cells[:3]
    return (canonical, prop != EXISTS, cells)


def write_entities(statements: Iterable[Statement]) -> bytes:
    """JSON lines: one entity to a line by id, its properties and their values in alphabetical order.

    An entity's schema is the narrowest that its statements name; raises `CaseError` where they contradict each
    other. Languages, originals and citations are in the statement CSV alone.
    """
    rows = sorted({statement_row(one) for one in statements}, key=lambda row: row.entity_id)
    groups = itertools.groupby(rows, key=lambda row: row.entity_id)
    return b"".join(_line(entity_id, tuple(group)) for entity_id, group in groups)


def _line(entity_id: str, rows: Sequence[StatementRow]) -> bytes:
    schema = narrowest(row.schema for row in rows)
    if schema is None:
        named = " and a ".join(sorted({row.schema for row in rows}))
        raise CaseError(
            f"{entity_id} is said to be a {named}",
            advice="give the two different entity ids, or correct a schema",
        )
    stated = sorted({(row.prop, row.value) for row in rows if row.prop != EXISTS})
    entity: dict[str, object] = {
        "id": entity_id,
        "schema": schema,
        "properties": {
            prop: [value for _, value in group]
            for prop, group in itertools.groupby(stated, key=lambda pair: pair[0])
        },
        "referents": [],
        "datasets": sorted({row.dataset or "" for row in rows}),
    }
    first = [row.first_seen for row in rows if row.first_seen]
    last = [seen for row in rows if (seen := row.last_seen or row.first_seen)]
    if first:
        entity["first_seen"] = min(first)
    if last:
        entity["last_seen"] = max(last)
    return json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def read_statements(stream: BinaryIO, *, name: str = "statements.csv") -> Iterator[Record | RowTrouble]:
    """The rows of a statement CSV one by one, and trouble with those that the format does not allow.

    Raises `UnreadableInputError` for the file as a whole. Columns that are no column of the format are passed
    over here; a submission with such a column is refused.
    """
    parts = csv_table.read_rows(stream, file=SubmittedFile(path=name))
    return _records(parts, ftm_statements.read_record)


def read_entities(stream: BinaryIO, *, name: str = "entities.ftm.json") -> Iterator[Record | RowTrouble]:
    """The entities of JSON lines one by one, and trouble with lines that are none.

    Raises `UnreadableInputError` for the file as a whole.
    """
    parts = ftm_entities.read_lines(stream, file=SubmittedFile(path=name))
    return _records(parts, ftm_entities.read_record)


def _records(parts: Iterator[TablePart], read: Callable[..., Record]) -> Iterator[Record | RowTrouble]:
    for part in parts:
        if isinstance(part, RowTrouble):
            yield part
        elif isinstance(part, RawRow):
            yield _record(part, read)


def _record(raw: RawRow, read: Callable[..., Record]) -> Record | RowTrouble:
    try:
        return read(raw.cells)
    except VedetteError as error:
        column = error.column if isinstance(error, CellError) else None
        value = raw.cells.get(column) if column else None
        return RowTrouble(
            locator=raw.locator, problem=error.message, advice=error.advice, column=column, value=value
        )
