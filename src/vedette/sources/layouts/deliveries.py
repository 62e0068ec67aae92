"""Deliveries: petroleum and other goods that were delivered, notified, or fetched."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Actor, Basis, Observation, ObservationKind
from vedette.model.identifiers import ImoNumber
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell, needed
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
    "delivery": ObservationKind.DELIVERY,
    "notification": ObservationKind.NOTIFICATION,
    "visit": ObservationKind.PORT_CALL,
    "loading": ObservationKind.PORT_CALL,
}


def _vessel(row: Mapping[str, object]) -> tuple[Actor, ...]:
    name, imo = cell(row, "vessel", str), cell(row, "imo", ImoNumber)
    if imo is not None and name is None:
        raise CellError("imo is filled in and vessel empty", advice="name the vessel", column="vessel")
    return (actor("vessel", name, imo=imo),) if name else ()


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=_EVENTS[needed(row, "event", str)],
        actors=_vessel(row),
        spots=spots(row, **{"from": "from", "to": "to"}),
        amounts=amounts("amount", amount(row)),
        attributes=attributes(row, "product", "event", "counted_as"),
    )
    return (told,)


LAYOUT = TableLayout(
    name="deliveries",
    title="Deliveries, notifications, visits and loadings",
    columns=(
        WHEN,
        Column(name="vessel", type=CellType.TEXT, meaning="the ship's name as the source gives it"),
        Column(name="imo", type=CellType.IMO, meaning="its IMO number"),
        FROM,
        TO,
        DIRECTION,
        Column(
            name="product",
            type=CellType.CHOICE,
            required=True,
            choices=("refined petroleum", "crude oil", "munitions", "other"),
            meaning="what was delivered",
        ),
        *amount_columns(),
        Column(
            name="event",
            type=CellType.CHOICE,
            required=True,
            choices=tuple(_EVENTS),
            meaning="a delivery, its notification to the Committee, or a ship's visit or loading",
        ),
        Column(name="counted_as", type=CellType.TEXT, meaning="how the number was reached"),
        *TELLING,
    ),
    example={
        "key": "D-01",
        "when": "2024-01",
        "from": "RU",
        "to": "KP",
        "direction": "RU->KP",
        "product": "refined petroleum",
        "wording": "exactly",
        "value": "15,279",
        "unit": "barrels",
        "event": "notification",
        "author": "1718 Committee",
        "status": "S",
        "sources": "T2",
    },
    read=_read,
)
