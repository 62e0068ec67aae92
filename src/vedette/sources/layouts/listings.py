"""Listings: who was put on which list, by whom, when, under which name and for which reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from vedette.model.facts import Actor, Basis, Observation, ObservationKind, Statement
from vedette.model.followthemoney import statements
from vedette.model.moments import PartialDate
from vedette.model.tables import CellError, CellType, Column, Doubt, TableLayout, cell, needed
from vedette.sources.columns import attributes, own_id, party, texts

_AUTHORITY = re.compile(r"[A-Z]{2}")


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Statement | Observation, ...]:
    named, authority = needed(row, "entity", str), needed(row, "authority", str).strip()
    if not _AUTHORITY.fullmatch(authority):
        raise CellError(
            f"{authority!r} is no authority that lists",
            advice="write UN, EU, or a country code",
            column="authority",
        )
    who, said = party(named, basis)
    sanction = statements(
        basis,
        entity_id=own_id(basis, "listings"),
        schema="Sanction",
        properties={
            "entity": [who],
            "authority": [authority],
            "program": [_program(row)],
            "listingDate": texts(row, "announced"),
            "startDate": texts(row, "effective"),
            "provisions": texts(row, "legal_basis"),
            "reason": texts(row, "reason"),
            "description": [f"listed as {name}" for name in texts(row, "name_on_list")],
        },
    )
    return (*said, *sanction, *_designation(row, basis, who, authority))


def _program(row: Mapping[str, object]) -> str:
    programme = cell(row, "programme", str)
    return needed(row, "list", str) + (f" ({programme})" if programme else "")


def _day(row: Mapping[str, object]) -> dt.date | None:
    return cell(row, "announced", dt.date) or cell(row, "effective", dt.date)


def _designation(
    row: Mapping[str, object], basis: Basis, who: str, authority: str
) -> tuple[Observation, ...]:
    """The act of listing as a happening, on the day it was announced; none where no day is known."""
    day = _day(row)
    if day is None:
        return ()
    name = cell(row, "name_on_list", str) or needed(row, "entity", str)
    told = Observation(
        basis=basis,
        what=ObservationKind.DESIGNATION,
        when=PartialDate.parse(day.isoformat()),
        actors=(
            Actor(role="designated", name=name, identifiers=(("entity", who),)),
            Actor(role="authority", name=authority),
        ),
        author=authority,
        words=cell(row, "reason", str),
        attributes=attributes(
            row, "list", "programme", "announced", "effective", "legal_basis", "name_on_list"
        ),
    )
    return (told,)


def _doubts(row: Mapping[str, object]) -> tuple[Doubt, ...]:
    if _day(row) is not None:
        return ()
    doubt = Doubt(
        column="announced",
        problem="the listing has no day, so that it stands in no timeline",
        advice="look up the day on which it was announced or took effect",
    )
    return (doubt,)


LAYOUT = TableLayout(
    name="listings",
    title="Listings and designations",
    columns=(
        Column(
            name="entity",
            type=CellType.TEXT,
            required=True,
            meaning="an entity id (imo-vsl-9074729), or a name",
        ),
        Column(name="list", type=CellType.TEXT, required=True, meaning="the list: EU 269/2014"),
        Column(
            name="authority",
            type=CellType.TEXT,
            required=True,
            meaning="UN, EU, or the country whose list it is",
        ),
        Column(name="programme", type=CellType.TEXT, meaning="the part of the list, or its programme"),
        Column(
            name="announced",
            type=CellType.DAY,
            meaning="the day it was published",
        ),
        Column(name="effective", type=CellType.DAY, meaning="the day it took effect"),
        Column(name="legal_basis", type=CellType.TEXT, meaning="the article or paragraph"),
        Column(name="name_on_list", type=CellType.TEXT, meaning="the name as the list spells it"),
        Column(name="reason", type=CellType.TEXT, meaning="the reason in the list's own words"),
    ),
    example={
        "key": "LI-01",
        "entity": "example-shipping",
        "list": "EU 269/2014",
        "authority": "EU",
        "announced": "2024-02-23",
        "name_on_list": "Example Shipping LLC",
        "reason": "involved in a military transportation network",
        "status": "V",
        "sources": "EU269",
    },
    read=_read,
    doubts=_doubts,
)
