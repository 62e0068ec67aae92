"""Vessels: what a source says of a ship, as FollowTheMoney statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vedette.errors import UnreadableValueError
from vedette.model.facts import Basis, Statement
from vedette.model.followthemoney import derived_id, statements, vessel_id
from vedette.model.identifiers import ImoNumber
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, keys
from vedette.sources.columns import own_id, ship_link, ship_properties, texts


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Statement, ...]:
    imo = cell(row, "imo", ImoNumber)
    entity_id = vessel_id(imo) if imo else own_id(basis, "vessels")
    ship = statements(
        basis,
        entity_id=entity_id,
        schema="Vessel",
        properties={
            **ship_properties(row),
            "notes": [f"IMO number: {words}" for words in texts(row, "imo_note")],
        },
    )
    return (
        *ship,
        *ship_link(row, basis, layout="vessels", ship=entity_id, role="owner"),
        *ship_link(row, basis, layout="vessels", ship=entity_id, role="manager"),
        *_listed(row, basis, entity_id),
    )


def _listed(row: Mapping[str, object], basis: Basis, ship: str) -> tuple[Statement, ...]:
    measure, days = cell(row, "listed_measure", str), keys(row, "listed_on")
    if days and measure is None:
        raise CellError(
            "listed_on is filled in and listed_measure empty",
            advice="name the measure",
            column="listed_measure",
        )
    if measure is None:
        return ()
    return statements(
        basis,
        entity_id=derived_id(basis.submission, "vessels", basis.key, "listed"),
        schema="Sanction",
        properties={"entity": [ship], "program": [measure], "listingDate": [_day(text) for text in days]},
    )


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UnreadableValueError(
            f"listed_on: {text!r} is not a day", advice="write 2024-06-25; 2024-06-27"
        ) from error


LAYOUT = TableLayout(
    name="vessels",
    title="Ships, their identity and their listing",
    columns=(
        Column(name="name", type=CellType.TEXT, required=True, meaning="the ship's name"),
        Column(
            name="imo", type=CellType.IMO, meaning="its IMO number; empty if it has none or none is known"
        ),
        Column(
            name="imo_note",
            type=CellType.TEXT,
            meaning='what the source says of a number that is not one: "does not exist"',
        ),
        Column(name="mmsi", type=CellType.MMSI, meaning="nine digits, leading zeros kept"),
        Column(name="call_sign", type=CellType.CALL_SIGN, meaning="its radio call sign"),
        Column(name="flag", type=CellType.COUNTRY, meaning="the state whose flag it flies"),
        Column(name="type", type=CellType.TEXT, meaning="cargo ship, tanker, ..."),
        Column(name="former_names", type=CellType.KEYS, meaning="names it had before, separated by ;"),
        Column(
            name="owner", type=CellType.TEXT, meaning="an entity id (small letters and hyphens), or a name"
        ),
        Column(
            name="manager", type=CellType.TEXT, meaning="an entity id (small letters and hyphens), or a name"
        ),
        Column(
            name="listed_measure",
            type=CellType.TEXT,
            meaning="the list or measure under which it is designated",
        ),
        Column(name="listed_on", type=CellType.KEYS, meaning="the days of its listing, separated by ;"),
    ),
    example={
        "key": "EXAMPLE-STAR",
        "name": "EXAMPLE STAR",
        "imo": "9074729",
        "flag": "PA",
        "type": "cargo ship",
        "former_names": "OLD NAME; OLDER NAME",
        "owner": "example-shipping",
        "listed_measure": "EU 833/2014",
        "listed_on": "2024-06-25",
        "status": "V",
        "sources": "EU833",
    },
    read=_read,
)
