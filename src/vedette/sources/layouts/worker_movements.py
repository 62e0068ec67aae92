"""Worker movements: people who were sent, came, stayed or went home."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Observation, ObservationKind
from vedette.model.tables import CellType, Column, TableLayout
from vedette.model.units import Unit
from vedette.sources.columns import (
    DIRECTION,
    TELLING,
    WHEN,
    amount,
    amount_columns,
    amounts,
    attributes,
    observation,
    spots,
)


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=ObservationKind.WORKER_MOVEMENT,
        spots=spots(row, **{"from": "from", "to": "to"}),
        amounts=amounts("workers", amount(row, unit=Unit("person"))),
        attributes=attributes(row, "sector", "visa", "status_of_workers"),
    )
    return (told,)


LAYOUT = TableLayout(
    name="worker_movements",
    title="Movements of workers",
    columns=(
        WHEN,
        Column(name="from", type=CellType.TEXT, required=True, meaning="the place or country they left"),
        Column(name="to", type=CellType.TEXT, required=True, meaning="the place or country they went to"),
        Column(name="sector", type=CellType.TEXT, meaning="in which they work"),
        *amount_columns(required=True),
        Column(name="visa", type=CellType.TEXT, meaning="the kind of visa or stated purpose"),
        Column(
            name="status_of_workers",
            type=CellType.CHOICE,
            choices=("sent", "entered", "present", "repatriated", "planned"),
            meaning="what the number counts",
        ),
        DIRECTION,
        *TELLING,
    ),
    example={
        "key": "W-01",
        "when": "2024",
        "from": "KP",
        "to": "RU",
        "sector": "construction",
        "wording": "about",
        "value": "8,000",
        "unit": "persons",
        "status_of_workers": "sent",
        "direction": "KP->RU",
        "author": "MSMT",
        "status": "S",
        "sources": "SEED",
    },
    read=_read,
)
