"""Kinds of values in a TOML file that a person writes: a number is no text, and a text is no list of letters."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

_NAMES: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dt.datetime: "a day with a time",
    dt.date: "a day",
    dt.time: "a time",
    list: "a list",
    dict: "a table",
}


def wrong_kinds(kind: Any, given: object, at: str = "") -> Iterator[str]:
    """What is not of the kind that an attrs class asks for, by key: "title must be a text and is a whole number".

    Keys that are missing or unknown are left to whoever builds the value. A day may be written as text.
    """
    origin = get_origin(kind) or kind
    if origin in {types.UnionType, Union}:
        (kind,) = (one for one in get_args(kind) if one is not types.NoneType)
        origin = get_origin(kind) or kind
    if attrs.has(origin) and _is_table(origin):
        yield from _wrong_fields(origin, given, at)
    elif origin is Mapping:
        yield from _wrong(dict, given, at)
        if isinstance(given, dict):
            for key, value in given.items():
                yield from wrong_kinds(get_args(kind)[1], value, _below(at, key))
    elif origin in {tuple, frozenset}:
        yield from _wrong(list, given, at)
        if isinstance(given, list):
            for number, value in enumerate(given, start=1):
                yield from wrong_kinds(get_args(kind)[0], value, f"{at}, entry {number}")
    elif (
        origin is not dt.date or isinstance(given, dt.datetime | bool) or not isinstance(given, dt.date | str)
    ):
        yield from _wrong(origin if origin in _NAMES else str, given, at)


def _is_table(kind: type) -> bool:
    """Whether a class is written as a table; those of one value, such as a unit, are written as a text."""
    return all(field.kw_only for field in attrs.fields(kind))


def _wrong_fields(kind: Any, given: object, at: str) -> Iterator[str]:
    yield from _wrong(dict, given, at)
    if isinstance(given, dict):
        hints = get_type_hints(kind)
        for field in attrs.fields(kind):
            if field.name in given:
                yield from wrong_kinds(hints[field.name], given[field.name], _below(at, field.name))


def _wrong(kind: type, given: object, at: str) -> Iterator[str]:
    if type(given) is not kind:
        is_now = _NAMES.get(type(given), "something else")
        yield f"{at} must be {_NAMES[kind]} and is {is_now}"


def _below(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
