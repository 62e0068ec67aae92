"""Aircraft: what a source says of one, as FollowTheMoney statements.

FollowTheMoney's ``icaoCode`` is the designator of a *type* (A320); it has no property for the 24-bit address of
a transponder, which is stated as a note that begins with "ICAO 24-bit address".
"""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Statement
from vedette.model.followthemoney import statements
from vedette.model.identifiers import IcaoAddress, Registration
from vedette.model.tables import CellType, Column, Doubt, TableLayout, cell
from vedette.sources.columns import icao_doubts, own_id, party, texts


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Statement, ...]:
    operator = cell(row, "operator", str)
    who, said = party(operator, basis) if operator else ("", ())
    aircraft = statements(
        basis,
        entity_id=own_id(basis, "aircraft"),
        schema="Airplane",
        properties={
            "name": texts(row, "registration"),
            "registrationNumber": texts(row, "registration"),
            "type": texts(row, "type"),
            "country": [code.lower() for code in texts(row, "country")],
            "operator": [who] if who else [],
            "notes": [f"ICAO 24-bit address {code}" for code in texts(row, "icao")],
        },
    )
    return (*said, *aircraft)


def _doubts(row: Mapping[str, object]) -> tuple[Doubt, ...]:
    return icao_doubts(cell(row, "registration", Registration), cell(row, "icao", IcaoAddress))


LAYOUT = TableLayout(
    name="aircraft",
    title="Aircraft and who operates them",
    columns=(
        Column(
            name="registration",
            type=CellType.REGISTRATION,
            required=True,
            meaning="the mark as painted: RA-99999",
        ),
        Column(name="icao", type=CellType.ICAO, meaning="the 24-bit address of its transponder"),
        Column(name="type", type=CellType.TEXT, meaning="the type in words: Il-62M"),
        Column(
            name="operator", type=CellType.TEXT, meaning="an entity id (small letters and hyphens), or a name"
        ),
        Column(name="country", type=CellType.COUNTRY, meaning="the state of registration"),
    ),
    example={
        "key": "RA-99999",
        "registration": "RA-99999",
        "icao": "15869F",
        "type": "Il-76",
        "operator": "An air force",
        "country": "RU",
        "status": "V",
        "sources": "A7",
    },
    read=_read,
    doubts=_doubts,
)
