"""TOML as somebody handed it in: read within bounds, so that no file stops the program or keeps it busy.

The reader of the standard library follows nesting by recursion, compares every part of a dotted key with all before it,
and refuses integers beyond the digits that Python converts. Each of these is found out first or told in words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vedette.errors import UnreadableInputError
from vedette.model.steering import steering_sign, without_steering

LARGEST_BYTES = 4 << 20
"""Some hundred times the file of a large case; a bigger one holds something else."""

DEEPEST = 32
"""Tables within tables: nothing that the program reads goes deeper than five."""

_DOTTED = re.compile(rf"""(?:(?:"[^"\n]*+"|'[^'\n]*+'|(?<![\w-])[\w-]++)[ \t]*+\.[ \t]*+){{{DEEPEST}}}""")


def read_toml(given: bytes | str, *, where: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8, with or without a byte order mark.

    Raises `UnreadableInputError` that names ``where``, for anything that is not TOML or goes beyond the bounds, and
    for a text or key with a sign that steers a page or a terminal.
    """
    if len(given) > LARGEST_BYTES:
        raise _refused(where, f"is larger than {LARGEST_BYTES:,} bytes")
    try:
        text = given.decode("utf-8-sig") if isinstance(given, bytes) else given.removeprefix("\ufeff")
        if _DOTTED.search(text):
            raise _refused(where, f"has a key of more than {DEEPEST} parts")
        tables = tomllib.loads(text, parse_float=parse_float)
    except UnicodeDecodeError as error:
        raise _refused(
            where, f"is not UTF-8 at byte {error.start + 1:,}", advice="save it as plain text in UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _refused(where, f"is not TOML: {error}", advice="correct the line named") from error
    except RecursionError as error:
        raise _refused(where, f"is nested more than {DEEPEST} deep") from error
    except ValueError as error:  # more digits than Python turns into a number, a day that no month has
        raise _refused(where, f"has a value that is too large or none: {error}") from error
    _refuse_depth(tables, where)
    for place, sign in _steering(tables, ""):
        raise _refused(where, f"has {sign} in {place}", advice="remove it; it is no part of a text")
    return tables


def _refuse_depth(tables: Mapping[str, object], where: str) -> None:
    level: list[object] = [tables]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _within(one)]
        if not level:
            return
    raise _refused(where, f"is nested more than {DEEPEST} deep")


def _steering(value: object, place: str) -> Iterator[tuple[str, str]]:
    """The signs that steer a page or a terminal, with the key where each stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            shown = without_steering(f"{place}.{key}" if place else key)
            if sign := steering_sign(key):
                yield f"the key {shown}", sign
            yield from _steering(inner, shown)
    elif isinstance(value, list):
        for inner in value:
            yield from _steering(inner, place)
    elif isinstance(value, str) and (sign := steering_sign(value)):
        yield place, sign


def _within(value: object) -> list[object]:
    """The tables and lists directly within a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in inner if isinstance(one, dict | list)]


def _refused(where: str, what: str, *, advice: str = "correct it or leave it out") -> UnreadableInputError:
    return UnreadableInputError(f"{where} {what}", advice=advice)
