"""Voyages: what a ship was seen or said to do on the way, with its cargo."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Observation, ObservationKind
from vedette.model.identifiers import ImoNumber
from vedette.model.tables import CellType, Column, TableLayout, cell, needed
from vedette.sources.columns import (
    DIRECTION,
    FROM,
    TELLING,
    TO,
    WHEN,
    actor,
    amount,
    amount_columns,
    amounts,
    attributes,
    observation,
    spots,
)

_EVENTS = {
    "loads": ObservationKind.PORT_CALL,
    "arrives": ObservationKind.PORT_CALL,
    "alongside": ObservationKind.PORT_CALL,
    "discharges": ObservationKind.PORT_CALL,
    "shuttle": ObservationKind.VOYAGE,
    "voyage": ObservationKind.VOYAGE,
}


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    event = cell(row, "event", str)
    told = observation(
        row,
        basis,
        what=_EVENTS[event] if event else ObservationKind.VOYAGE,
        actors=(actor("vessel", needed(row, "vessel", str), imo=cell(row, "imo", ImoNumber)),),
        spots=spots(row, **{"from": "from", "to": "to", "via": "via"}),
        amounts=amounts("cargo", amount(row, prefix="cargo_", words="cargo")),
        attributes=attributes(row, "cargo", "event"),
    )
    return (told,)


LAYOUT = TableLayout(
    name="voyages",
    title="Voyages and port calls of ships",
    columns=(
        Column(
            name="vessel", type=CellType.TEXT, required=True, meaning="the ship's name as the source gives it"
        ),
        Column(name="imo", type=CellType.IMO, meaning="its IMO number"),
        WHEN,
        FROM,
        TO,
        Column(name="via", type=CellType.TEXT, meaning="a place on the way"),
        DIRECTION,
        Column(name="cargo", type=CellType.TEXT, meaning="the cargo in words"),
        *amount_columns(prefix="cargo_"),
        Column(
            name="event",
            type=CellType.CHOICE,
            choices=tuple(_EVENTS),
            meaning="what the row tells; a voyage if empty. A call is at the place in `to`, a loading in `from`",
        ),
        *TELLING,
    ),
    example={
        "key": "V-01",
        "vessel": "EXAMPLE STAR",
        "imo": "9074729",
        "when": "2023-08/2023-10-14",
        "from": "Rajin",
        "to": "Dunai",
        "direction": "KP->RU",
        "cargo": "containers",
        "cargo_wording": "about",
        "cargo_value": "300",
        "cargo_unit": "containers",
        "event": "shuttle",
        "author": "An institute",
        "status": "S",
        "sources": "E2",
    },
    read=_read,
)
