"""Relations: who owns, runs, manages, pays or supplies whom, as FollowTheMoney statements.

``subject`` and ``object`` are entity ids: a ship's is imo-vsl- and its IMO number, a firm's or person's is that
of the entities table.
"""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Statement
from vedette.model.followthemoney import is_entity_id, statements
from vedette.model.moments import PartialDate
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, needed
from vedette.sources.columns import ftm_date, own_id, texts

_SCHEMATA: Mapping[str, tuple[str, str, str]] = {
    "owner": ("Ownership", "owner", "asset"),
    "subsidiary": ("Ownership", "asset", "owner"),
    "director": ("Directorship", "director", "organization"),
    "employee": ("Employment", "employee", "employer"),
    "member": ("Membership", "member", "organization"),
    "manager": ("UnknownLink", "subject", "object"),
    "operator": ("UnknownLink", "subject", "object"),
    "bank account": ("UnknownLink", "subject", "object"),
    "correspondent": ("UnknownLink", "subject", "object"),
    "supplier": ("UnknownLink", "subject", "object"),
    "other": ("UnknownLink", "subject", "object"),
}
"""Relation to schema and to the properties that hold its subject and object."""


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Statement, ...]:
    relation = needed(row, "relation", str)
    schema, subject, other = _SCHEMATA[relation]
    return statements(
        basis,
        entity_id=own_id(basis, "relations"),
        schema=schema,
        properties={
            subject: [_entity(row, "subject")],
            other: [_entity(row, "object")],
            "role": _role(row, relation),
            "startDate": _dates(row, "from_day"),
            "endDate": _dates(row, "to_day"),
            "description": texts(row, "words"),
        },
    )


def _role(row: Mapping[str, object], relation: str) -> list[str]:
    """The role in the source's terms, else the relation's own name; "other" must at least have the source's words."""
    role = cell(row, "role", str)
    if relation == "other" and role is None and "words" not in row:
        raise CellError(
            "the relation is 'other' and nothing says which", advice="say in role what it is", column="role"
        )
    return [role or relation]


def _entity(row: Mapping[str, object], column: str) -> str:
    text = needed(row, column, str).strip()
    if not is_entity_id(text):
        raise CellError(
            f"{text!r} is not an entity id",
            advice="write the id of the entities table, or imo-vsl- and the ship's IMO number",
            column=column,
        )
    return text


def _dates(row: Mapping[str, object], column: str) -> list[str]:
    date = cell(row, column, PartialDate)
    return [ftm_date(date, column)] if date else []


LAYOUT = TableLayout(
    name="relations",
    title="Relations between entities",
    columns=(
        Column(
            name="relation",
            type=CellType.CHOICE,
            required=True,
            choices=tuple(_SCHEMATA),
            meaning="what the subject is to the object: its owner, its subsidiary, its director, ...",
        ),
        Column(
            name="subject",
            type=CellType.TEXT,
            required=True,
            meaning="entity id: example-shipping, imo-vsl-9074729",
        ),
        Column(name="object", type=CellType.TEXT, required=True, meaning="entity id of the other"),
        Column(name="from_day", type=CellType.DATE, meaning="since when: a year, month or day"),
        Column(name="to_day", type=CellType.DATE, meaning="until when: a year, month or day"),
        Column(name="words", type=CellType.TEXT, meaning="the source's own words"),
        Column(
            name="role",
            type=CellType.TEXT,
            meaning="the relation in the source's terms; this or `words` is needed for `other`",
        ),
    ),
    example={
        "key": "L-01",
        "relation": "owner",
        "subject": "example-shipping",
        "object": "imo-vsl-9074729",
        "from_day": "2023-05",
        "words": "the registered owner",
        "status": "S",
        "sources": "E2",
    },
    read=_read,
)
