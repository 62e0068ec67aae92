"""Payments: money that moved or an account through which it moves."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Observation, ObservationKind
from vedette.model.tables import CellError, CellType, Column, TableLayout, cell
from vedette.model.units import CURRENCIES, Unit
from vedette.sources.columns import (
    DIRECTION,
    TELLING,
    WHEN,
    actors,
    amount,
    amount_columns,
    amounts,
    attributes,
    observation,
    spots,
)


def _currency(row: Mapping[str, object]) -> Unit | None:
    """The currency as a unit; it stands for the unit of a row that names none."""
    currency, unit = cell(row, "currency", str), cell(row, "unit", Unit)
    if currency and unit and unit.over in CURRENCIES and str(unit) != currency:
        raise CellError(
            f"the currency is {currency} and the unit {unit}", advice="correct one of the two", column="unit"
        )
    return Unit(currency) if currency else None


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=ObservationKind.PAYMENT,
        actors=actors(row, "payer", "payee", "bank", "correspondent"),
        spots=spots(row, account_place="account"),
        amounts=amounts("amount", amount(row, unit=_currency(row))),
        attributes=attributes(row, "currency"),
    )
    return (told,)


LAYOUT = TableLayout(
    name="payments",
    title="Payments and accounts",
    columns=(
        WHEN,
        Column(name="payer", type=CellType.TEXT, meaning="who paid"),
        Column(name="payee", type=CellType.TEXT, meaning="who was paid"),
        Column(name="bank", type=CellType.TEXT, meaning="the bank that holds the account"),
        Column(name="correspondent", type=CellType.TEXT, meaning="the bank it clears through"),
        Column(name="account_place", type=CellType.TEXT, meaning="where the account is held"),
        Column(
            name="currency",
            type=CellType.CHOICE,
            choices=tuple(sorted(CURRENCIES)),
            meaning="ISO 4217; the unit of the amount where the row names no other",
        ),
        *amount_columns(),
        DIRECTION,
        *TELLING,
    ),
    example={
        "key": "B-01",
        "when": "2024-02",
        "payer": "A fuel buyer",
        "payee": "A fuel seller",
        "bank": "An example bank",
        "account_place": "Tskhinval",
        "currency": "RUB",
        "wording": "unquantified",
        "author": "A ministry of finance",
        "words": "payments for fuel",
        "status": "S",
        "sources": "F1",
    },
    read=_read,
)
