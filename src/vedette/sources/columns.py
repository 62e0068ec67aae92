"""Columns that several layouts share, and how their cells become quantities, places and participants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

import attrs

from vedette.model.facts import Actor, Amount, Basis, Direction, Observation, ObservationKind, Spot, Statement
from vedette.model.followthemoney import derived_id, is_entity_id, statements
from vedette.model.identifiers import IcaoAddress, Identifier, Registration
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity, Wording
from vedette.model.tables import CellError, CellType, Column, Doubt, cell, keys, needed
from vedette.model.units import Unit

T = TypeVar("T")

_FTM_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")

WHEN = Column(
    name="when", type=CellType.DATE, required=True, meaning="the day, or as much of it as the source gives"
)
TELLING = (
    Column(name="author", type=CellType.TEXT, meaning="who says so"),
    Column(name="words", type=CellType.TEXT, meaning="the source's own words"),
    Column(name="subject", type=CellType.TEXT, meaning="the subject to which the row adds"),
)
"""Columns on who tells of a happening, and for which subject it counts."""
DIRECTION = Column(name="direction", type=CellType.DIRECTION, meaning="from which country to which: KP->RU")
FROM = Column(name="from", type=CellType.TEXT, meaning="the place or country it left")
TO = Column(name="to", type=CellType.TEXT, meaning="the place or country it reached")


def amount_columns(*, prefix: str = "", required: bool = False) -> tuple[Column, ...]:
    """The four columns of a quantity, their names beginning with ``prefix``."""
    return (
        Column(name=f"{prefix}wording", type=CellType.WORDING, required=required, meaning="how the source words it: "
               "exactly, at least, more than, about, at most, less than, up to, between or unquantified"),
        Column(name=f"{prefix}value", type=CellType.NUMBER, meaning="the number; empty for what is unquantified"),
        Column(name=f"{prefix}value_high", type=CellType.NUMBER, meaning="the upper number, for `between` alone"),
        Column(name=f"{prefix}unit", type=CellType.UNIT, meaning="what is counted or weighed"),
    )  # fmt: skip


_BY_WORDING: Mapping[Wording, Callable[[Decimal, Unit], Quantity]] = {
    Wording.EXACTLY: Quantity.exactly,
    Wording.AT_LEAST: Quantity.at_least,
    Wording.MORE_THAN: Quantity.more_than,
    Wording.ABOUT: Quantity.about,
    Wording.AT_MOST: Quantity.at_most,
    Wording.LESS_THAN: Quantity.less_than,
    Wording.UP_TO: Quantity.up_to,
}

MOST_QUANTITIES = 4096
"""Quantities that are remembered, the last used: tables repeat them."""


@lru_cache(maxsize=MOST_QUANTITIES)
def _worded(wording: Wording, value: str, unit: Unit) -> Quantity:
    """The quantity of a number as it is written: 1 and 1.0 are equal and are not written alike."""
    return _BY_WORDING[wording](Decimal(value), unit)


@attrs.frozen(kw_only=True)
class AmountCells:
    """The cells of one quantity in a row; ``words`` names the column that tells what is unquantified."""

    row: Mapping[str, object]
    prefix: str = ""
    words: str = "words"
    unit: Unit | None = None

    def read(self) -> Quantity | None:
        """The quantity, or none if the row has none; raises `CellError` where its cells contradict each other."""
        wording = cell(self.row, f"{self.prefix}wording", Wording)
        if wording is None:
            self._must_be_empty("wording is empty", "value", "value_high", "unit")
            return None
        unit = cell(self.row, f"{self.prefix}unit", Unit) or self.unit or self._needed("unit", Unit)
        if wording is Wording.UNQUANTIFIED:
            self._must_be_empty("it is unquantified", "value", "value_high")
            return Quantity.unquantified(needed(self.row, self.words, str), unit)
        value = self._needed("value", Decimal)
        if wording is Wording.BETWEEN:
            return self._between(value, unit)
        self._must_be_empty(f"the wording is {wording.value!r}", "value_high")
        return _worded(wording, str(value), unit)

    def _between(self, value: Decimal, unit: Unit) -> Quantity:
        high = self._needed("value_high", Decimal)
        if high < value:
            raise CellError(
                f"value_high {high} is below value {value}",
                advice="check which end is which",
                column=f"{self.prefix}value_high",
            )
        return Quantity.between(value, high, unit)

    def _needed(self, column: str, kind: type[T]) -> T:
        return needed(self.row, f"{self.prefix}{column}", kind)

    def _must_be_empty(self, why: str, *columns: str) -> None:
        for one in columns:
            column = self.prefix + one
            if self.row.get(column) is not None:
                raise CellError(
                    f"{column} is filled in though {why}",
                    advice=f"empty {column}, or correct the wording",
                    column=column,
                )


def amount(
    row: Mapping[str, object], *, prefix: str = "", words: str = "words", unit: Unit | None = None
) -> Quantity | None:
    """The quantity in the columns that begin with ``prefix``; ``unit`` holds where the row names none."""
    return AmountCells(row=row, prefix=prefix, words=words, unit=unit).read()


def amounts(role: str, quantity: Quantity | None) -> tuple[Amount, ...]:
    """The quantity in its role, or nothing."""
    return () if quantity is None else (Amount(role=role, quantity=quantity),)


def actors(row: Mapping[str, object], *roles: str) -> tuple[Actor, ...]:
    """Who is named in the columns ``roles``; the role is the column's name."""
    return tuple(Actor(role=role, name=name) for role in roles if (name := cell(row, role, str)))


def actor(role: str, name: str, **identifiers: Identifier | None) -> Actor:
    """A participant with those identifiers that the row gives."""
    known = tuple((kind, one.value) for kind, one in identifiers.items() if one is not None)
    return Actor(role=role, name=name, identifiers=known)


def spots(row: Mapping[str, object], **roles: str) -> tuple[Spot, ...]:
    """The places of a row: role by column name."""
    return tuple(
        Spot(role=role, name=name) for column, role in roles.items() if (name := cell(row, column, str))
    )


def attributes(row: Mapping[str, object], *columns: str) -> tuple[tuple[str, str], ...]:
    """The remaining columns of a row as text, in this order; empty ones are left out."""
    return tuple((column, str(value)) for column in columns if (value := row.get(column)) is not None)


def observation(
    row: Mapping[str, object],
    basis: Basis,
    *,
    what: ObservationKind,
    actors: tuple[Actor, ...] = (),
    spots: tuple[Spot, ...] = (),
    amounts: tuple[Amount, ...] = (),
    attributes: tuple[tuple[str, str], ...] = (),
) -> Observation:
    """A happening told by a row that has the columns `WHEN` and `TELLING`, and `DIRECTION` if it likes."""
    return Observation(
        basis=basis,
        what=what,
        when=needed(row, "when", PartialDate),
        actors=actors,
        spots=spots,
        amounts=amounts,
        direction=cell(row, "direction", Direction),
        author=cell(row, "author", str),
        words=cell(row, "words", str),
        subject=cell(row, "subject", str),
        attributes=attributes,
    )


def texts(row: Mapping[str, object], column: str) -> list[str]:
    """The cell as a list of at most one text, which is how a statement's values are given."""
    value = row.get(column)
    return [] if value is None else [str(value)]


def own_id(basis: Basis, layout: str) -> str:
    """The entity id of what a row states and that has no number of its own."""
    return derived_id(basis.submission, layout, basis.key)


def ship_properties(row: Mapping[str, object]) -> dict[str, list[str]]:
    """What the columns that every table of ships has say of a ship, as properties of a FollowTheMoney Vessel."""
    return {
        "name": texts(row, "name"),
        "imoNumber": texts(row, "imo"),
        "mmsi": texts(row, "mmsi"),
        "callSign": texts(row, "call_sign"),
        "flag": [code.lower() for code in texts(row, "flag")],
        "type": texts(row, "type"),
        "previousName": list(keys(row, "former_names")),
    }


_SHIP_LINKS = {"owner": ("Ownership", "owner", "asset"), "manager": ("UnknownLink", "subject", "object")}
"""By role: the schema of the link, and the properties that name its two ends."""


def ship_link(
    row: Mapping[str, object], basis: Basis, *, layout: str, ship: str, role: str
) -> tuple[Statement, ...]:
    """Who the column ``role`` (owner or manager) names, and the link to the ship; in its days, if the row has any."""
    name = cell(row, role, str)
    if name is None:
        return ()
    who, said = party(name, basis)
    schema, holder, held = _SHIP_LINKS[role]
    link = statements(
        basis,
        entity_id=derived_id(basis.submission, layout, basis.key, role),
        schema=schema,
        properties={
            holder: [who],
            held: [ship],
            "role": [role],
            "startDate": texts(row, "valid_from"),
            "endDate": texts(row, "valid_until"),
        },
    )
    return (*said, *link)


def party(text: str, basis: Basis) -> tuple[str, tuple[Statement, ...]]:
    """Who a cell means: an entity id stands for itself; a name makes a legal entity of that name.

    Returns the entity id, and the statements that a name needs; equal names of one submission share an entity.
    """
    if is_entity_id(text):
        return text, ()
    entity_id = derived_id(basis.submission, "name", text)
    return entity_id, statements(
        basis, entity_id=entity_id, schema="LegalEntity", properties={"name": [text]}
    )


def ftm_date(date: PartialDate, column: str) -> str:
    """A date as FollowTheMoney has it: a year, month or day; raises `CellError` for any other."""
    if not _FTM_DATE.fullmatch(date.text):
        raise CellError(
            f"{date.text!r} is no year, month or day",
            advice="give that much, and the rest in words",
            column=column,
        )
    return date.text


def icao_doubts(registration: Registration | None, icao: IcaoAddress | None) -> tuple[Doubt, ...]:
    """A doubt where address and registration differ from the Russian numbering; it suggests and never asserts."""
    suggested = registration.suggested_icao if registration else None
    if icao is None or suggested in {None, icao}:
        return ()
    doubt = Doubt(
        column="icao",
        problem=f"{registration} suggests the address {suggested}, the row says {icao}",
        advice="compare with the exhibit; re-used and placeholder codes are known exceptions",
    )
    return (doubt,)
