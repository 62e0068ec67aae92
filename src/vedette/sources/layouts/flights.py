"""Flights: where an aircraft landed, left, stood or passed."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Actor, Basis, Observation, ObservationKind
from vedette.model.identifiers import IcaoAddress, Registration
from vedette.model.tables import CellType, Column, Doubt, TableLayout, cell
from vedette.sources.columns import (
    DIRECTION,
    FROM,
    TELLING,
    TO,
    WHEN,
    actor,
    actors,
    attributes,
    icao_doubts,
    observation,
    spots,
)


def _aircraft(row: Mapping[str, object]) -> tuple[Actor, ...]:
    """The aircraft by registration, else by address, else by type; nobody where the source names none."""
    registration, icao = cell(row, "registration", Registration), cell(row, "icao", IcaoAddress)
    name = str(registration or icao or "") or cell(row, "aircraft_type", str)
    return (actor("aircraft", name, registration=registration, icao=icao),) if name else ()


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=ObservationKind.FLIGHT,
        actors=(*_aircraft(row), *actors(row, "operator")),
        spots=spots(row, **{"from": "from", "to": "to"}),
        attributes=attributes(row, "aircraft_type", "event"),
    )
    return (told,)


def _doubts(row: Mapping[str, object]) -> tuple[Doubt, ...]:
    return icao_doubts(cell(row, "registration", Registration), cell(row, "icao", IcaoAddress))


LAYOUT = TableLayout(
    name="flights",
    title="Flights and landings of aircraft",
    columns=(
        Column(
            name="registration", type=CellType.REGISTRATION, meaning="the mark as painted; empty if not given"
        ),
        Column(name="icao", type=CellType.ICAO, meaning="the 24-bit address of the transponder"),
        Column(name="aircraft_type", type=CellType.TEXT, meaning="the type in words: Il-62M"),
        Column(name="operator", type=CellType.TEXT, meaning="who flew it, as the source says"),
        WHEN,
        FROM,
        TO,
        DIRECTION,
        Column(
            name="event",
            type=CellType.CHOICE,
            choices=("lands", "departs", "on ground", "passes"),
            meaning="what the row tells",
        ),
        *TELLING,
    ),
    example={
        "key": "F-01",
        "registration": "RA-99999",
        "icao": "15869F",
        "aircraft_type": "Il-76",
        "operator": "An air force",
        "when": "2024-03-21",
        "from": "Pyongyang",
        "to": "Vladivostok",
        "direction": "KP->RU",
        "event": "lands",
        "status": "S",
        "sources": "A5",
    },
    read=_read,
    doubts=_doubts,
)
