"""Table layouts: the documented columns of what a submission hands in as a table."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import TypeVar

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.facts import AnyFact, Basis

T = TypeVar("T")


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
    PLACES = "places, separated by ;"
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
class Doubt:
    """Something in a row that a person should look at, though the row is taken."""

    column: str
    problem: str
    advice: str


def no_doubts(_row: Mapping[str, object]) -> tuple[Doubt, ...]:
    """What most layouts ask of a row that parses: nothing more."""
    return ()


@attrs.frozen(kw_only=True)
class TableLayout:
    """A named layout: its own columns (the common ones come on top), an example row, and how a row becomes facts.

    ``read`` takes the parsed cells by column name (no key for an empty cell) and the basis of the row, and
    returns the facts; it may raise `VedetteError`, which refuses the row. ``doubts`` looks at the same cells
    for what is worth an issue but no refusal.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    example: Mapping[str, str]
    read: Callable[[Mapping[str, object], Basis], tuple[AnyFact, ...]]
    doubts: Callable[[Mapping[str, object]], tuple[Doubt, ...]] = no_doubts

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Every column in the order of the template: the key, the layout's own, then the other common ones."""
        return (COMMON_COLUMNS[0], *self.columns, *COMMON_COLUMNS[1:])


COMMON_COLUMNS = (
    Column(name="key", type=CellType.TEXT, required=True, meaning="the row's own name, unique in the case "
           "for its layout"),
    Column(name="status", type=CellType.VERIFICATION, required=True, meaning="V seen in the primary document, S in a "
           "secondary one, M background knowledge, W weak; M and W are unchecked"),
    Column(name="sources", type=CellType.KEYS, meaning="keys of the sources table"),
    Column(name="shown_in", type=CellType.PLACES, meaning="where other files of the submission show it: "
           "`scan.pdf#page=3`, `photo.png#xywh=0,0,64,32`, `film.mp4#t=70,80`, `log.bin#bytes=0-99`, `page.html`"),
    Column(name="handling", type=CellType.HANDLING, meaning="a TLP label more restrictive than the submission's"),
    Column(name="note", type=CellType.TEXT, meaning="remarks, which no page of the report prints; "
           "the file itself is part of every edition that its audience may see"),
)  # fmt: skip
"""Columns that every layout has besides its own."""


class CellError(UnreadableValueError):
    """A row that contradicts itself; ``column`` names the cell to look at."""

    def __init__(self, message: str, *, advice: str, column: str) -> None:
        super().__init__(message, advice=advice)
        self.column = column


def cell(row: Mapping[str, object], column: str, kind: type[T]) -> T | None:
    """The parsed cell, or none if it is empty; a value of another type is a fault of the layout (`TypeError`)."""
    value = row.get(column)
    if value is None or isinstance(value, kind):
        return value
    raise TypeError(f"column {column} holds {type(value).__name__}, the layout asks for {kind.__name__}")


def needed(row: Mapping[str, object], column: str, kind: type[T]) -> T:
    """The parsed cell of a column that this row must fill; raises `CellError` if it is empty."""
    value = cell(row, column, kind)
    if value is None:
        raise CellError(f"{column} is empty", advice=f"fill in {column}", column=column)
    return value


def keys(row: Mapping[str, object], column: str) -> tuple[str, ...]:
    """The entries of a list column, none if it is empty."""
    return cell(row, column, tuple) or ()


@attrs.frozen(kw_only=True)
class Header:
    """The column names of a table, as its first row has them."""

    columns: tuple[str, ...]


@attrs.frozen(kw_only=True)
class RawRow:
    """One row of data before its cells are parsed: where it stands, and the text of its cells by column."""

    locator: str
    cells: Mapping[str, str]


@attrs.frozen(kw_only=True)
class RowTrouble:
    """A row, or a cell of it, that the file format itself does not allow; the rows after it still count.

    ``cells`` are all cells of the row by column, as far as they are text; none where the columns of its cells
    are not known, and then ``held`` is what could be read of it.
    """

    locator: str
    problem: str
    advice: str
    column: str | None = None
    value: str | None = None
    cells: Mapping[str, str] | None = None
    held: tuple[str, ...] = ()


TablePart = Header | RawRow | RowTrouble
