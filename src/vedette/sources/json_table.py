"""JSON: a list of objects as a table, one object a row, numbers kept as they are written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.submissions import SubmittedFile
from vedette.model.tables import RawRow, RowTrouble, TablePart

SUFFIX = ".json"
LARGEST_FILE = 64 << 20
"""Bytes of the largest file that is read; it is held in memory, its items are not."""

_SPACE = " \t\r\n"
_ADVICE = "write a list of objects in UTF-8, as RFC 8259 has it"


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


class _Twice:
    """An object with a key that stands twice in it."""

    def __init__(self, key: str) -> None:
        self.key = key


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Twice:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        return _Twice(next(name for name, count in counts.items() if count > 1))
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_Number, parse_int=_Number, parse_constant=_refuse_constant
)


def read_rows(stream: BinaryIO, *, file: SubmittedFile) -> Iterator[TablePart]:
    """Every object of the list with its locator, counted from 0; raises `UnreadableInputError` for the file.

    There is no header: each object is checked by its own keys. A list of texts is a cell of keys.
    """
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UnreadableInputError(
            f"{file.path} is larger than {LARGEST_FILE:,} bytes", advice="hand in large tables as CSV"
        )
    if not content.strip():
        raise UnreadableInputError(f"{file.path} is empty", advice=_ADVICE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(
            f"{file.path} is not UTF-8 at byte {error.start + 1:,}", advice=_ADVICE
        ) from error
    for number, item in enumerate(_items(text, file.path)):
        yield _row(item, f"item={number}")


def _items(text: str, path: str) -> Iterator[Any]:
    """The values of the list one by one, so that only one is in memory."""
    at = _after_space(text, 0)
    if text[at : at + 1] != "[":
        raise UnreadableInputError(f"{path} is not a list", advice=_ADVICE)
    at = _after_space(text, at + 1)
    if text[at : at + 1] != "]":
        while True:
            try:
                item, at = _DECODER.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                raise UnreadableInputError(
                    f"{path}: {_where(text, at)} is not JSON", advice=_ADVICE
                ) from error
            yield item
            at = _after_space(text, at)
            if text[at : at + 1] != ",":
                break
            at = _after_space(text, at + 1)
    if text[at : at + 1] != "]" or _after_space(text, at + 1) != len(text):
        raise UnreadableInputError(f"{path} does not end as a list at character {at}", advice=_ADVICE)


def _where(text: str, at: int) -> str:
    """Where a value begins; where in it the mistake is, versions of Python tell differently."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return f"the value that begins at line {line:,}, character {column:,}"


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _row(item: Any, locator: str) -> RawRow | RowTrouble:
    if isinstance(item, _Twice):
        return RowTrouble(
            locator=locator,
            column=item.key,
            problem=f"the key {item.key!r} stands twice",
            advice="keep one of the two",
        )
    if not isinstance(item, dict):
        return RowTrouble(locator=locator, problem="the item is no object", advice=_ADVICE)
    cells: dict[str, str] = {}
    for name, value in item.items():
        text = _cell(value)
        if text is None:
            return RowTrouble(
                locator=locator,
                column=name,
                problem="the value is neither text, number, true, false, null nor a list of texts without ;",
                advice="write it as text",
            )
        cells[name] = text
    return RawRow(locator=locator, cells=cells)


def _cell(value: Any) -> str | None:
    """The value as the text of a cell; "" for null, none for what no cell holds."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return str(value)
        case list() if all(isinstance(one, str) and ";" not in one for one in value):
            return "; ".join(value)
    return None
