"""Registers of ships: what a register says of a ship, from one day to another.

Every cell may be empty, and none is taken that is not what its column asks for. A row becomes statements on the ship
and on its links to owner and manager, in which the days stand; and, if it gives a day, an observation of what the
ship was then called and how large it was, so that the timeline has it. A ship that changes its name or flag has a row
for each state of the register, with the same IMO number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from vedette.model.facts import AnyFact, Basis, Observation, ObservationKind
from vedette.model.followthemoney import statements, vessel_id
from vedette.model.identifiers import CallSign, ImoNumber, Mmsi
from vedette.model.moments import PartialDate
from vedette.model.tables import CellError, CellType, Column, Doubt, TableLayout, cell
from vedette.sources.columns import actor, attributes, ftm_date, own_id, ship_link, ship_properties, texts

_SIZES = ("length_m", "breadth_m", "draught_m", "dwt", "gross_tonnage")
_TOLD = ("flag", "type", *_SIZES, "built", "owner", "manager", "register", "former_names")


def _read(row: Mapping[str, object], basis: Basis) -> tuple[AnyFact, ...]:
    imo, built = cell(row, "imo", ImoNumber), cell(row, "built", PartialDate)
    if imo is None and not {"name", "mmsi", "call_sign"} & set(row):
        raise CellError("the row names no ship", advice="fill in imo, mmsi, name or call_sign", column="imo")
    _must_be_sizes(row)
    period = _period(row)
    ship = vessel_id(imo) if imo else own_id(basis, "ship_register")
    identity = statements(
        basis,
        entity_id=ship,
        schema="Vessel",
        properties={
            **ship_properties(row),
            "buildDate": [] if built is None else [ftm_date(built, "built")],
            "deadweightTonnage": texts(row, "dwt"),
            "grossRegisteredTonnage": texts(row, "gross_tonnage"),
        },
    )
    owner = ship_link(row, basis, layout="ship_register", ship=ship, role="owner")
    manager = ship_link(row, basis, layout="ship_register", ship=ship, role="manager")
    return (*identity, *owner, *manager, *_observed(row, basis, period))


def _period(row: Mapping[str, object]) -> str | None:
    """The days between which the row holds, in EDTF, open where a day is not given; None where neither is."""
    first, last = cell(row, "valid_from", dt.date), cell(row, "valid_until", dt.date)
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        raise CellError(
            f"valid_until {last} is before valid_from {first}",
            advice="check which day is which",
            column="valid_until",
        )
    return f"{first or '..'}/{last or '..'}"


def _must_be_sizes(row: Mapping[str, object]) -> None:
    for column in _SIZES:
        size = cell(row, column, Decimal)
        if size is not None and size <= 0:
            raise CellError(
                f"{column} is {size}", advice="leave it empty where the register gives none", column=column
            )


def _observed(row: Mapping[str, object], basis: Basis, period: str | None) -> tuple[Observation, ...]:
    if period is None:
        return ()
    imo, mmsi, sign = cell(row, "imo", ImoNumber), cell(row, "mmsi", Mmsi), cell(row, "call_sign", CallSign)
    name = cell(row, "name", str) or str(imo or mmsi or sign)
    told = Observation(
        basis=basis,
        what=ObservationKind.OTHER,
        when=PartialDate.parse(period),
        actors=(actor("vessel", name, imo=imo, mmsi=mmsi, call_sign=sign),),
        author=cell(row, "register", str),
        words="entry in a register of ships",
        attributes=attributes(row, *_TOLD),
    )
    return (told,)


def _doubts(row: Mapping[str, object]) -> tuple[Doubt, ...]:
    length, breadth = cell(row, "length_m", Decimal), cell(row, "breadth_m", Decimal)
    if length is None or breadth is None or breadth < length:
        return ()
    doubt = Doubt(
        column="breadth_m",
        problem=f"a breadth of {breadth} m is not less than the length of {length} m",
        advice="compare with the exhibit: the two may be swapped",
    )
    return (doubt,)


LAYOUT = TableLayout(
    name="ship_register",
    title="Registers of ships: identity, size, owner and manager from one day to another",
    columns=(
        Column(name="imo", type=CellType.IMO, meaning="the IMO number; its check digit must hold"),
        Column(name="mmsi", type=CellType.MMSI, meaning="nine digits, leading zeros kept"),
        Column(name="name", type=CellType.TEXT, meaning="the name in these days"),
        Column(name="former_names", type=CellType.KEYS, meaning="names it had before, separated by ;"),
        Column(name="flag", type=CellType.COUNTRY, meaning="the state whose flag it flies in these days"),
        Column(name="call_sign", type=CellType.CALL_SIGN, meaning="its radio call sign"),
        Column(name="type", type=CellType.TEXT, meaning="the register's own word: general cargo, crude tanker, ..."),
        Column(name="length_m", type=CellType.NUMBER, meaning="length over all in metres"),
        Column(name="breadth_m", type=CellType.NUMBER, meaning="moulded breadth in metres"),
        Column(name="draught_m", type=CellType.NUMBER, meaning="the deepest draught in metres"),
        Column(name="dwt", type=CellType.NUMBER, meaning="deadweight in tonnes"),
        Column(name="gross_tonnage", type=CellType.NUMBER, meaning="gross tonnage, which has no unit"),
        Column(name="built", type=CellType.DATE, meaning="the year, month or day of its building"),
        Column(name="owner", type=CellType.TEXT, meaning="an entity id (small letters and hyphens), or a name"),
        Column(name="manager", type=CellType.TEXT, meaning="an entity id (small letters and hyphens), or a name"),
        Column(name="register", type=CellType.TEXT, meaning="the register that says so"),
        Column(name="valid_from", type=CellType.DAY, meaning="the first day of which the register says this"),
        Column(name="valid_until", type=CellType.DAY, meaning="the last day; empty while it holds"),
    ),
    example={
        "key": "EXAMPLE-STAR-2023",
        "imo": "9074729",
        "mmsi": "012345678",
        "name": "EXAMPLE STAR",
        "former_names": "OLD NAME; OLDER NAME",
        "flag": "PA",
        "type": "general cargo",
        "length_m": "98.5",
        "breadth_m": "16",
        "dwt": "6500",
        "built": "1994-03",
        "owner": "example-shipping",
        "manager": "Example Ship Management Ltd",
        "register": "Register of Panama",
        "valid_from": "2023-02-01",
        "valid_until": "2024-05-31",
        "status": "S",
        "sources": "REG",
    },
    read=_read,
    doubts=_doubts,
)  # fmt: skip
