"""Incidents: a meeting of two parties, or anything that no other layout holds."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Actor, Basis, Observation, ObservationKind
from vedette.model.identifiers import ImoNumber
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, needed
from vedette.sources.columns import DIRECTION, TELLING, WHEN, actor, observation, spots

_KINDS = (
    ObservationKind.SHIP_TO_SHIP,
    ObservationKind.COAL_LOADING,
    ObservationKind.PORT_CALL,
    ObservationKind.TRANSFER,
    ObservationKind.TRAINING,
    ObservationKind.DESIGNATION,
    ObservationKind.MEETING,
    ObservationKind.IDENTIFICATION,
    ObservationKind.OTHER,
)


def _party(row: Mapping[str, object], role: str) -> tuple[Actor, ...]:
    name, imo = cell(row, role, str), cell(row, f"{role}_imo", ImoNumber)
    if imo is not None and name is None:
        raise CellError(f"{role}_imo is filled in and {role} empty", advice="name the ship", column=role)
    return (actor(role, name, imo=imo),) if name else ()


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=ObservationKind(needed(row, "what", str)),
        actors=(*_party(row, "first"), *_party(row, "second")),
        spots=spots(row, place="at"),
    )
    return (told,)


LAYOUT = TableLayout(
    name="incidents",
    title="Incidents between parties",
    columns=(
        WHEN,
        Column(
            name="what",
            type=CellType.CHOICE,
            required=True,
            choices=tuple(kind.value for kind in _KINDS),
            meaning="what happened, as the source assesses it",
        ),
        Column(name="first", type=CellType.TEXT, meaning="the name of the first party or ship"),
        Column(name="first_imo", type=CellType.IMO, meaning="its IMO number if it is a ship"),
        Column(name="second", type=CellType.TEXT, meaning="the name of the second"),
        Column(name="second_imo", type=CellType.IMO, meaning="its IMO number if it is a ship"),
        Column(name="place", type=CellType.TEXT, meaning="where"),
        DIRECTION,
        *TELLING,
    ),
    example={
        "key": "I-01",
        "when": "mid-November 2017",
        "what": "ship-to-ship transfer",
        "first": "EXAMPLE STAR",
        "first_imo": "9074729",
        "second": "ANOTHER",
        "place": "East China Sea",
        "words": "a transfer between two tankers",
        "author": "A ministry of defence",
        "status": "S",
        "sources": "S1",
    },
    read=_read,
)
