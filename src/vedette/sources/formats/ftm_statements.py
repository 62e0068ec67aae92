"""The statement CSV of FollowTheMoney 4: one statement to a row, in 14 columns.

Used: entity, schema, property, value, original value, language, first and last seen. Kept in the note: the
publisher's dataset, origin and merged (canonical) id; a merge is taken over by a judgement alone. ``id`` is the
row's key. ``external`` rows are suggestions that nobody verified, and land as weak. ``prop_type`` follows from
the schema; where the file says otherwise, somebody should look.
"""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.statement_rows import COLUMNS, Record, RecordFormat, StatementRow, is_property
from vedette.model.tables import CellError, CellType, Column, Doubt

_NEEDED = frozenset({"entity_id", "prop", "schema", "value", "dataset"})
_MEANINGS = {
    "canonical_id": "the entity to which the publisher merged it",
    "entity_id": "whom the statement is about",
    "prop": 'what is said: a property, or "id" for that the entity exists',
    "prop_type": "the type of the property",
    "schema": "the schema of the entity",
    "value": "what the property is said to be",
    "dataset": "who says so",
    "origin": "where in the dataset it stands",
    "lang": "the language of the value, three letters",
    "original_value": "the value before it was cleaned",
    "external": "t for a suggestion that nobody has verified, else f",
    "first_seen": "when the dataset said so first",
    "last_seen": "when it said so last",
    "id": "the id of the statement",
}
_YES_NO = {"t": True, "true": True, "f": False, "false": False, "": False}


def read_record(cells: Mapping[str, str]) -> Record:
    """The statement of one row, by column name; raises `CellError` for what the format does not allow."""
    row = StatementRow(
        entity_id=cells.get("entity_id", ""),
        schema=cells.get("schema", ""),
        prop=cells.get("prop", ""),
        value=cells.get("value", ""),
        dataset=_dataset(cells),
        canonical_id=cells.get("canonical_id") or None,
        origin=cells.get("origin") or None,
        lang=cells.get("lang") or None,
        original_value=cells.get("original_value") or None,
        external=_external(cells.get("external", "")),
        first_seen=cells.get("first_seen") or None,
        last_seen=cells.get("last_seen") or None,
        id=cells.get("id") or None,
    )
    return Record(key=row.id or row.key, rows=(row,), note=_note(row), doubts=_doubts(cells, row))


def knows(cells: Mapping[str, str]) -> bool:
    """Whether the row states a property that its schema has."""
    return is_property(cells.get("schema", ""), cells.get("prop", ""))


def _dataset(cells: Mapping[str, str]) -> str:
    dataset = cells.get("dataset", "")
    if not dataset:
        raise CellError("the dataset is empty", advice="say whose statement it is", column="dataset")
    return dataset


def _external(text: str) -> bool:
    if text not in _YES_NO:
        raise CellError(f"{text!r} is neither t nor f", advice="write t or f", column="external")
    return _YES_NO[text]


def _note(row: StatementRow) -> str:
    parts = [f"dataset {row.dataset}"]
    if row.canonical_id not in {None, row.entity_id}:
        parts.append(f"merged by its publisher into {row.canonical_id}")
    if row.origin:
        parts.append(f"origin {row.origin}")
    return "; ".join(parts)


def _doubts(cells: Mapping[str, str], row: StatementRow) -> tuple[Doubt, ...]:
    given = cells.get("prop_type", "")
    if given in {"", row.prop_type}:
        return ()
    return (
        Doubt(
            column="prop_type",
            problem=f"{row.schema}:{row.prop} is said to be of type {given!r} and is {row.prop_type!r}",
            advice="see with which version of FollowTheMoney the file was written",
        ),
    )


FORMAT = RecordFormat(
    name="ftm-statements",
    title="FollowTheMoney statements (CSV)",
    columns=tuple(
        Column(name=name, type=CellType.TEXT, required=name in _NEEDED, meaning=_MEANINGS[name])
        for name in COLUMNS
    ),
    read=read_record,
    knows=knows,
)
