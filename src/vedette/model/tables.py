"""Table layouts: the documented columns of what a submission hands in as a table."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

import attrs

from vedette.model.facts import AnyFact, Basis


class CellType(enum.StrEnum):
    """How the text of a cell is read; each type names the model value that it becomes."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DAY = "day"
    DATE = "date (EDTF)"
    UNIT = "unit"
    WORDING = "wording"
    DIRECTION = "direction"
    KEYS = "keys, separated by ;"
    VERIFICATION = "status mark"
    HANDLING = "TLP label"
    CHOICE = "one of"
    IMO = "IMO number"
    COMPANY_IMO = "IMO company number"
    MMSI = "MMSI"
    ICAO = "ICAO address"
    REGISTRATION = "aircraft registration"
    CALL_SIGN = "call sign"
    INN = "INN"
    OGRN = "OGRN"
    COUNTRY = "country (ISO 3166-1 alpha-2)"


@attrs.frozen(kw_only=True)
class Column:
    """One column: its name, how its cells are read, whether a row must have it, and what it means."""

    name: str
    type: CellType
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class TableLayout:
    """A named layout: its own columns (the common ones come on top), an example row, and how a row becomes facts.

    ``read`` takes the parsed cells by column name (no key for an empty cell) and the basis of the row, and
    returns the facts; it may raise `VedetteError`, which refuses the row.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    example: Mapping[str, str]
    read: Callable[[Mapping[str, object], Basis], tuple[AnyFact, ...]]


COMMON_COLUMNS = (
    Column(name="key", type=CellType.TEXT, required=True, meaning="the row's own name, unique in the case for its layout"),
    Column(name="status", type=CellType.VERIFICATION, required=True, meaning="V seen in the primary document, S in a "
           "secondary one, M background knowledge, W weak; M and W are unchecked"),
    Column(name="sources", type=CellType.KEYS, meaning="keys of the sources table"),
    Column(name="handling", type=CellType.HANDLING, meaning="a TLP label more restrictive than the submission's"),
    Column(name="note", type=CellType.TEXT, meaning="remarks, kept with the row and never printed"),
)  # fmt: skip
"""Columns that every layout has besides its own."""
