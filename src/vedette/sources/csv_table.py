"""CSV as RFC 4180 has it: commas, double quotes, one header row; a byte order mark is accepted.

A record is held in memory whole and may have a million characters; a longer one is skipped and recorded.
A quote that never closes costs its own line: what follows is read as rows again.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.submissions import SubmittedFile
from vedette.model.tables import Header, RawRow, RowTrouble, TablePart

SUFFIX = ".csv"
LONGEST_RECORD = 1 << 20
"""Characters of the longest record that is read."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_DELIMITER = re.compile(r",(?! )(?!(?<=[0-9],)[0-9]{3}(?![0-9]))")
_FEW = 4
"""Delimiters in two lines together that a text of two lines may well have."""
_UNDECODED = re.compile(r"[\ud800-\udfff]")
_QUOTE_ADVICE = 'close the quote; write a quote inside a quoted cell twice ("")'
_ENCODING_ADVICE = (
    "save the table as CSV in UTF-8, or declare the encoding that it has as `encoding` in the manifest "
    "(utf-16, cp1251)"
)


class _TooLongError(Exception):
    """A line of more than `LONGEST_RECORD` characters was skipped."""


class _NotCsvError(Exception):
    """A record is no row of CSV: what is wrong with it, and what to do."""

    def __init__(self, problem: str, *, advice: str) -> None:
        super().__init__(problem)
        self.advice = advice


class _UnclosedError(_NotCsvError):
    """A quote was opened and the record did not end."""

    def __init__(self) -> None:
        super().__init__("a quote is opened and never closed", advice=_QUOTE_ADVICE)


class _Lines:
    """The lines of a text with their ends, with room to put some back; never more than one long line in memory."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._waiting: deque[str | None] = deque()

    def next(self) -> str:
        """The next line, "" at the end; raises `_TooLongError` after skipping a line that is too long."""
        if self._waiting:
            line = self._waiting.popleft()
        else:
            line = self._text.readline(LONGEST_RECORD + 1)
            if len(line) > LONGEST_RECORD:
                self._skip(line)
                line = None
        if line is None:
            raise _TooLongError
        return line

    def _skip(self, chunk: str) -> None:
        while chunk and chunk[-1] not in "\r\n":
            chunk = self._text.readline(LONGEST_RECORD)

    def put_back(self, lines: list[str], *, then_too_long: bool) -> None:
        """Read these lines again, and then meet the one that was too long once more."""
        self._waiting.extendleft([*([None] if then_too_long else []), *reversed(lines)])


def read_rows(stream: BinaryIO, *, file: SubmittedFile) -> Iterator[TablePart]:
    """The header, then every row of data with its locator; raises `UnreadableInputError` for the file as a whole.

    Rows are counted from 1 as a spreadsheet does: empty ones, which yield nothing, count too.
    """
    encoding = "utf-8-sig" if file.encoding.lower().replace("_", "-") == "utf-8" else file.encoding
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    try:
        lines = _Lines(text)
        columns = _header(lines, file)
        yield Header(columns=columns)
        yield from _rows(lines, columns)
    except UnicodeError as error:
        raise UnreadableInputError(
            f"{file.path} does not read as {file.encoding}", advice=_ENCODING_ADVICE
        ) from error
    finally:
        # A reading that was given up is closed after the stream that it read.
        if not stream.closed:
            text.detach()


def _header(lines: _Lines, file: SubmittedFile) -> tuple[str, ...]:
    try:
        cells = _record(lines)
    except _TooLongError as error:
        raise UnreadableInputError(
            f"{file.path} has no header: its first line is longer than {LONGEST_RECORD:,} characters",
            advice="save the table as CSV, with a line for each row",
        ) from error
    except _NotCsvError as error:
        raise UnreadableInputError(f"{file.path} has no header: {error}", advice=error.advice) from error
    if not cells:
        raise UnreadableInputError(f"{file.path} is empty", advice="hand in a table with a header row")
    if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
        raise UnreadableInputError(
            f"{file.path} is not separated by commas",
            advice="save it as CSV with commas; other separators are not guessed",
        )
    return tuple(cell.strip() for cell in cells)


def _rows(lines: _Lines, columns: tuple[str, ...]) -> Iterator[TablePart]:
    number = 0
    while True:
        number += 1
        locator = f"row={number}"
        try:
            cells = _record(lines, columns=len(columns))
        except _TooLongError:
            yield RowTrouble(
                locator=locator,
                problem=f"the line is longer than {LONGEST_RECORD:,} characters and was skipped",
                advice="look for a line end that is missing",
            )
            continue
        except _NotCsvError as error:
            yield RowTrouble(locator=locator, problem=str(error), advice=error.advice)
            continue
        if cells is None:
            return
        if cells and len(cells) == len(columns):
            yield RawRow(locator=locator, cells=dict(zip(columns, cells, strict=True)))
        elif cells:
            yield RowTrouble(
                locator=locator,
                problem=f"the row has {len(cells)} cells and the header {len(columns)}",
                advice="quote a cell that holds a comma, and give every row all its cells",
                held=tuple(cells) if len(cells) < len(columns) else (),
            )


def _record(lines: _Lines, *, columns: int | None = None) -> list[str] | None:
    """The cells of the next record, [] for an empty one, none at the end.

    A record ends with the first line at which its quotes are even. One of several lines that is no CSV after all
    gives back all lines but the first, so that a stray quote takes no good rows with it.
    """
    first = lines.next()
    if not first:
        return None
    return _lines_of_record(lines, first, columns=columns) if first.count('"') % 2 else _cells(first)


def _lines_of_record(lines: _Lines, first: str, *, columns: int | None) -> list[str]:
    """The cells of a record whose first line leaves a quote open; ``columns`` is none for the header."""
    held, is_open, size = [first], 1, len(first)
    while is_open:
        try:
            line = lines.next()
        except _TooLongError:
            lines.put_back(held[1:], then_too_long=True)
            raise _UnclosedError from None
        size += len(line)
        if not line or size > LONGEST_RECORD:
            lines.put_back([*held[1:], line] if line else held[1:], then_too_long=False)
            raise _UnclosedError
        held.append(line)
        is_open ^= line.count('"') % 2
    try:
        return _unswallowed(_cells("".join(held)), columns)
    except _NotCsvError:
        lines.put_back(held[1:], then_too_long=False)
        raise


def _unswallowed(cells: list[str], columns: int | None) -> list[str]:
    """The cells of a record of several lines; raises `_NotCsvError` where one of them has swallowed rows."""
    swallowing = None if columns is None else next((one for one in cells if _swallows(one, columns)), None)
    if swallowing is not None:
        raise _NotCsvError(
            f"a quote closes {len(_LINE_END.split(swallowing)) - 1:,} lines too late, and holds whole rows",
            advice=_QUOTE_ADVICE + "; hand in a text that looks like rows as a file of its own",
        )
    return cells


def _swallows(cell: str, columns: int) -> bool:
    """Whether a cell of several lines holds what were rows: a quote closed too late.

    A line of it has about as many delimiters as the header, or its first and last line have them together,
    which are the end of one row and the beginning of another. A comma before a space, or within
    20,000, is one of prose.
    """
    lines = _LINE_END.split(cell)
    if len(lines) == 1:
        return False
    counts = [len(_DELIMITER.findall(line)) for line in lines]
    return max(counts) >= max(2, columns - 2) or counts[0] + counts[-1] >= max(_FEW, columns - 1)


def _cells(record: str) -> list[str]:
    """The cells of a record; [] if it is empty. Raises `_NotCsvError`."""
    if "\0" in record:
        raise _NotCsvError("the line holds a NUL byte, as no text does", advice=_ENCODING_ADVICE)
    if not record.isascii() and _UNDECODED.search(record):
        raise _NotCsvError(
            "the line holds bytes that the declared encoding does not have",
            advice=_ENCODING_ADVICE,
        )
    if not record.strip("\r\n"):
        return []
    try:
        cells = next(csv.reader([record], strict=True))
    except csv.Error as error:
        raise _no_cells(record) from error
    return cells if any(cells) else []


def _no_cells(record: str) -> _NotCsvError:
    """Why the module csv takes no cells from a line: a quote in the wrong place, or more text than it holds."""
    longest = csv.field_size_limit()
    if len(record) > longest:
        return _NotCsvError(
            f"the line has a cell of more than {longest:,} characters, or a quote within a cell",
            advice="hand in long texts as files of their own; " + _QUOTE_ADVICE,
        )
    return _NotCsvError(
        "a quote stands within a cell, or text after the quote that ends one",
        advice=_QUOTE_ADVICE,
    )
