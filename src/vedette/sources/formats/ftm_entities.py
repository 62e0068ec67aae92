"""The entity files of FollowTheMoney 4: JSON lines, one entity to a line, its properties as lists of texts.

Of a line's other keys, ``first_seen`` and ``last_seen`` go to its statements; ``datasets``, ``referents``,
``last_change`` and ``origin`` are kept in the note; ``caption``, a text, and ``target``, true or false, follow from
the properties and are dropped; every other key, and one of another type, is refused by name. A line is held in
memory whole and may have four million bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Locator
from vedette.model.ftm_schema import EXISTS
from vedette.model.statement_rows import Record, RecordFormat, StatementRow, is_property
from vedette.model.submissions import SubmittedFile
from vedette.model.tables import CellError, CellType, Column, RawRow, RowTrouble, TablePart

LONGEST_LINE = 1 << 22
"""Bytes of the longest line that is read."""

_CELL = "entity"
_KEPT = {"datasets": "datasets", "referents": "merged from", "last_change": "changed", "origin": "origin"}
_DERIVED: Mapping[str, type] = {"caption": str, "target": bool}
_USED = frozenset({"id", "schema", "properties", "first_seen", "last_seen"})
_FORM = 'write {"id": "...", "schema": "Vessel", "properties": {"name": ["..."]}} on a line of its own'


def read_lines(stream: BinaryIO, *, file: SubmittedFile) -> Iterator[TablePart]:
    """Every line with its number from 1; empty lines, which yield nothing, count too. There is no header.

    Raises `UnreadableInputError` for a file that is empty, one JSON list, or declared in another encoding.
    """
    if file.encoding.lower().replace("_", "-") != "utf-8":
        raise UnreadableInputError(
            f"{file.path} is declared as {file.encoding}", advice="JSON lines are UTF-8: save it so"
        )
    number, is_empty = 0, True
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        content = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if is_empty and content[:1] == b"[":
            raise UnreadableInputError(f"{file.path} is a JSON list, not JSON lines", advice=_FORM)
        is_empty = is_empty and not content
        if len(line) > LONGEST_LINE:
            _skip(stream, line)
            yield _trouble(number, f"the line is longer than {LONGEST_LINE:,} bytes and was skipped")
        elif content:
            yield _row(number, content)
    if is_empty:
        raise UnreadableInputError(f"{file.path} is empty", advice=_FORM)


def _skip(stream: BinaryIO, chunk: bytes) -> None:
    while chunk and not chunk.endswith(b"\n"):
        chunk = stream.readline(LONGEST_LINE)


def _row(number: int, content: bytes) -> TablePart:
    try:
        return RawRow(locator=Locator.row(number).fragment, cells={_CELL: content.decode("utf-8")})
    except UnicodeDecodeError as error:
        return _trouble(number, f"the line is not UTF-8 at byte {error.start + 1:,}")


def _trouble(number: int, problem: str) -> RowTrouble:
    return RowTrouble(locator=Locator.row(number).fragment, problem=problem, advice=_FORM)


def read_record(cells: Mapping[str, str]) -> Record:
    """The statements of one entity: that it exists, then one for each value, in the order of the line.

    Raises `CellError` for what is no entity, or has a schema, property or key that is not known.
    """
    entity = _object(cells[_CELL])
    unknown = sorted(entity.keys() - _USED - _DERIVED.keys() - _KEPT.keys())
    if unknown:
        raise _error(
            f"the entity has the unknown key {unknown[0]!r}",
            unknown[0],
            "remove it, or hand in the statement CSV",
        )
    _check_derived(entity)
    entity_id, schema = _text(entity, "id"), _text(entity, "schema")
    first, last = (_text(entity, key) if entity.get(key) else None for key in ("first_seen", "last_seen"))
    pairs = dict.fromkeys([(EXISTS, entity_id), *_values(entity)])
    rows = tuple(
        StatementRow(
            entity_id=entity_id, schema=schema, prop=prop, value=value, first_seen=first, last_seen=last
        )
        for prop, value in pairs
    )
    return Record(key=entity_id, rows=rows, note=_note(entity))


def _check_derived(entity: Mapping[str, Any]) -> None:
    if key := _wrong_derived(entity):
        raise _error(f"{key} is not what FollowTheMoney derives from properties", key, "remove it")


def _wrong_derived(entity: Mapping[str, Any]) -> str | None:
    """A derived key that does not hold what it should, and may say something else."""
    return next(
        (key for key, kind in _DERIVED.items() if not isinstance(entity.get(key), kind | None)),
        None,
    )


def texts(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every text of the line, keys too, with the property or key of the entity in which it stands."""
    for key, value in _object(cells[_CELL]).items():
        yield key, key
        inner = value.items() if key == "properties" and isinstance(value, dict) else [(key, value)]
        for name, one in inner:
            yield from ((name, text) for text in _leaves(one))


def _leaves(value: Any) -> Iterator[str]:
    """Every text in a value, however deep: a refused entity may hold others."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list | dict):
            waiting += [*one, *one.values()] if isinstance(one, dict) else one


def knows(cells: Mapping[str, str]) -> bool:
    """Whether the line reads as an entity that has known keys, and properties of its schema, alone."""
    try:
        entity = _object(cells[_CELL])
    except CellError:
        return False
    properties, schema = entity.get("properties"), entity.get("schema")
    if not isinstance(properties, dict) or not isinstance(schema, str):
        return False
    is_known = entity.keys() <= _USED | _DERIVED.keys() | _KEPT.keys() and _wrong_derived(entity) is None
    return is_known and all(is_property(schema, prop) for prop in properties)


class _NoJsonError(ValueError):
    """What the module json would take and no other program has to."""


def _object(text: str) -> dict[str, Any]:
    try:
        entity = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        why = f": {error}" if isinstance(error, _NoJsonError) else ""
        raise _error(f"the line is not JSON{why}", _CELL, _FORM) from error
    if not isinstance(entity, dict):
        raise _error("the line is no JSON object", _CELL, _FORM)
    return entity


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NoJsonError("a key stands twice in one object")
    return found


def _no_number(text: str) -> None:
    raise _NoJsonError(f"{text} is no JSON")


def _text(entity: Mapping[str, Any], key: str) -> str:
    value = entity.get(key)
    if not isinstance(value, str) or not value:
        raise _error(f"the entity has no {key} that is a text", key, _FORM)
    return value


def _values(entity: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        raise _error("the entity has no properties", "properties", _FORM)
    for prop, values in properties.items():
        if prop == EXISTS or not isinstance(values, list):
            raise _error(f"the property {prop!r} is no list of texts", prop, 'write {"name": ["..."]}')
        for value in values:
            if not isinstance(value, str):
                raise _error(
                    f"the property {prop!r} holds something else than text",
                    prop,
                    "name other entities by their id; nested exports are not read",
                )
            yield prop, value


def _note(entity: Mapping[str, Any]) -> str | None:
    parts = [f"{name} {', '.join(_listed(entity, key))}" for key, name in _KEPT.items() if entity.get(key)]
    return "; ".join(parts) or None


def _listed(entity: Mapping[str, Any], key: str) -> list[str]:
    value = entity[key]
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list) or not all(isinstance(one, str) for one in entries):
        raise _error(f"{key} is no list of texts", key, "write it as FollowTheMoney does, or remove it")
    return sorted(entries)


def _error(problem: str, column: str, advice: str) -> CellError:
    return CellError(problem, advice=advice, column=column)


FORMAT = RecordFormat(
    name="ftm-entities",
    title="FollowTheMoney entities (JSON lines)",
    columns=(Column(name=_CELL, type=CellType.TEXT, required=True, meaning="one entity as a JSON object"),),
    read=read_record,
    knows=knows,
    parts=read_lines,
    texts=texts,
)
