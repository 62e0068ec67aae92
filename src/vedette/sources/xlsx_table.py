"""XLSX: one sheet as a table, row by row, its numbers and dates as exact text.

The zip directory is weighed before anything is unpacked. A formula is refused by its cell: what it shows
depends on the program that opens the file, and nothing here evaluates it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, BinaryIO

import attrs

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Locator
from vedette.model.handling import Tlp, labels_in
from vedette.model.submissions import SubmittedFile
from vedette.model.tables import Header, RawRow, RowTrouble, TablePart
from vedette.model.wire import plain_decimal
from vedette.sources.marking import is_marking_column

SUFFIX = ".xlsx"
LARGEST_PART = 256 << 20
"""Bytes, unpacked, of the largest sheet that is read."""
LARGEST_OTHER_PART = 64 << 20
"""Bytes, unpacked, of any other part: these are held in memory whole."""
MOST_PARTS = 4096
STEEPEST_RATIO = 200
"""Unpacked to packed bytes of a part beyond which it is taken for a zip bomb; sheets of numbers reach about 30."""
_SMALL = 1 << 20
_HEAD = 1 << 16
_LAST_ROW = 1_048_576

_FOREIGN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, ArithmeticError, RuntimeError, SyntaxError, RecursionError,
)  # fmt: skip
"""What openpyxl, zipfile and the XML parser (SyntaxError) raise on a file that is not what it says."""
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (zipfile.BadZipFile, "it is no zip file, or not all of one"),
    (EOFError, "it is no zip file, or not all of one"),
    (zlib.error, "its packed bytes are damaged"),
    (struct.error, "its packed bytes are damaged"),
    (SyntaxError, "its XML is damaged"),
    (RecursionError, "its XML is damaged"),
    (RuntimeError, "it is locked with a password, or packed in a way that is not read"),
    (KeyError, "a part of the workbook is missing"),
    (OSError, "it holds no workbook"),
)
"""Kind of error to what it means of a file, in this order."""
_ADVICE = "save it again as XLSX from a spreadsheet program, or as CSV"


def read_rows(stream: BinaryIO, *, file: SubmittedFile) -> Iterator[TablePart]:
    """The header, then every row of data with its locator; raises `UnreadableInputError` for the file as a whole.

    ``stream`` must be seekable. Rows are counted from 1 below the header row, as the sheet numbers them.
    """
    try:
        _weigh(stream, file.path)
        with _quiet():
            sheet = _sheet(stream, file)
            rows = _sheet_rows(sheet)
            header = next(rows, None)
    except _FOREIGN as error:
        raise UnreadableInputError(
            f"{file.path} cannot be read as XLSX: {_why(error)}", advice=_ADVICE
        ) from error
    if header is None:
        raise UnreadableInputError(f"{file.path} is empty", advice="hand in a table with a header row")
    names = _names(header[1], file.path)
    yield Header(columns=tuple(names.values()))
    while True:
        try:
            with _quiet():
                found = next(rows, None)
        except _FOREIGN as error:
            raise UnreadableInputError(
                f"{file.path} cannot be read to its end: {_why(error)}", advice=_ADVICE
            ) from error
        if found is None:
            break
        number, cells = found
        yield from _row(cells, names, Locator.row(number - header[0], sheet=sheet.title).fragment)
    with _quiet():
        yield from (
            part for other in sheet.parent.worksheets if other.title != sheet.title for part in _beside(other)
        )


def _beside(sheet: Any) -> Iterator[RowTrouble]:
    """A trouble for a sheet that is not read and is hidden, has a column for markings or names a level.

    The file holds it all the same. An empty sheet is no trouble.
    """
    try:
        texts = (str(cell["value"]) for _, cells in _sheet_rows(sheet) for cell in cells)
        found = next(texts, None) if sheet.sheet_state != "visible" else next(filter(_marks, texts), None)
    except _FOREIGN as error:
        found = _why(error)
    if found is not None:
        yield RowTrouble(
            locator="",
            value=found,
            problem=f"the sheet {sheet.title!r} is not read, and may hold restricted rows",
            advice="hand in the sheet that is the table in a workbook of its own",
            cells={"": found},
        )


def _marks(text: str) -> bool:
    return is_marking_column(text, of_any_scheme=True) or labels_in([text]).tlp > Tlp.CLEAR


def _why(error: Exception) -> str:
    """What is wrong, in our words: theirs name the place where the bytes are kept, and change with versions."""
    if isinstance(error, _RowOrderError):
        return str(error)
    return next(
        (words for kind, words in _REASONS if isinstance(error, kind)), "it holds what no spreadsheet has"
    )


class _RowOrderError(ValueError):
    """The rows of a sheet are not in order."""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence: openpyxl warns of styles and extensions that a table does not need."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _weigh(stream: BinaryIO, path: str) -> None:
    """Refuse what is no zip file, or unpacks to more than a table needs."""
    stream.seek(0)
    if not stream.read(1):
        raise UnreadableInputError(f"{path} is empty", advice="hand in a table with a header row")
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise UnreadableInputError(f"{path} has {len(parts):,} parts", advice=_ADVICE)
        for part in parts:
            is_sheet = part.filename.startswith("xl/worksheets/")
            limit = LARGEST_PART if is_sheet else LARGEST_OTHER_PART
            ratio = part.file_size / max(part.compress_size, 1)
            if part.file_size > limit or (part.file_size > _SMALL and ratio > STEEPEST_RATIO):
                raise UnreadableInputError(
                    f"{part.filename} in {path} unpacks from {part.compress_size:,} to {part.file_size:,} bytes",
                    advice="hand in large tables as CSV; a table never shrinks like that",
                )
            if part.filename.endswith("vbaProject.bin"):
                raise UnreadableInputError(f"{path} holds a program", advice="save it as XLSX without macros")
            with archive.open(part) as head:
                if b"<!DOCTYPE" in head.read(_HEAD):
                    raise UnreadableInputError(f"{part.filename} in {path} declares entities", advice=_ADVICE)


def _sheet(stream: BinaryIO, file: SubmittedFile) -> Any:
    """The read-only sheet of openpyxl, whose types do not tell all that is used of it here."""
    import openpyxl

    stream.seek(0)
    book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
    sheets: dict[str, Any] = {sheet.title: sheet for sheet in book.worksheets}
    if file.sheet is None and len(sheets) != 1:
        raise UnreadableInputError(
            f"{file.path} has {len(sheets)} sheets",
            advice="name one as `sheet` in the manifest: " + ", ".join(sheets),
        )
    title = file.sheet if file.sheet is not None else next(iter(sheets))
    if title not in sheets:
        raise UnreadableInputError(
            f"{file.path} has no sheet {title!r}", advice="name one of: " + ", ".join(sheets)
        )
    if ";" in title:
        raise UnreadableInputError(
            f"the sheet's name {title!r} holds a semicolon", advice="rename it, so that its rows can be cited"
        )
    return sheets[title]


_Cell = Mapping[str, Any]


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[_Cell]]]:
    """Row number and cells as the file has them; a row that is out of order is an error, not skipped.

    openpyxl's public iterator fills gaps with empty rows without limit and drops rows out of order, so that
    this reads with its parser directly.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    before = 0
    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for number, cells in parser.parse():
            if not before < number <= _LAST_ROW:
                raise _RowOrderError(f"row {number} follows row {before}")
            before = number
            if any(cell["value"] is not None for cell in cells):
                yield number, cells


def _names(cells: list[_Cell], path: str) -> dict[int, str]:
    """Column number to its name."""
    names: dict[int, str] = {}
    for cell in cells:
        if cell["value"] is None:
            continue
        if cell["data_type"] not in {"s", "n"} or cell["column"] in names:
            raise UnreadableInputError(
                f"{path} has no header of plain text", advice="write the column names in one row"
            )
        names[cell["column"]] = str(cell["value"]).strip()
    return names


def _row(cells: list[_Cell], names: Mapping[int, str], locator: str) -> Iterator[RawRow | RowTrouble]:
    """The row, or the first trouble in it with all its cells; a cell in a column without a name stands under ""."""
    found: dict[str, str] = {}
    trouble: RowTrouble | None = None
    for cell in cells:
        if cell["value"] is None:
            continue
        name = names.get(cell["column"])
        problem = "the cell stands in a column without a name" if name is None else _problem(cell)
        if name in found:
            problem = "the cell stands twice in its row"
        if problem is not None and trouble is None:
            trouble = RowTrouble(
                locator=locator,
                column=name,
                value=str(cell["value"]),
                problem=problem,
                advice=_cell_advice(cell),
            )
        text = str(cell["value"]) if problem else _text(cell["value"])
        found[name or ""] = f"{found[name or '']} {text}" if (name or "") in found else text
    yield RawRow(locator=locator, cells=found) if trouble is None else attrs.evolve(trouble, cells=found)


def _problem(cell: _Cell) -> str | None:
    match cell["data_type"]:
        case "f":
            return "the cell holds a formula"
        case "e":
            return "the cell shows an error"
        case "s" | "n" | "b" | "d":
            if isinstance(cell["value"], str | int | float | dt.date):
                return None
    return "the cell is neither text, number, date, yes nor no"


def _cell_advice(cell: _Cell) -> str:
    return "paste the value" if cell["data_type"] in {"f", "e"} else "write it as text under a named column"


def _text(value: str | float | dt.date) -> str:
    """The cell as text: a number by its shortest decimal, a date in ISO 8601, yes or no."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return plain_decimal(Decimal(repr(value)))
