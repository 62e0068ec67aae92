"""The schemata of FollowTheMoney 4: which properties each has, of which type, and what it extends.

``ftm_schema.toml`` holds the names; it is written from the followthemoney package, and the interop tests
compare the two.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import attrs

from vedette.errors import UnreadableValueError

EXISTS = "id"
"""The property by which a statement says that the entity exists; it is of a type of its own, "id"."""

TYPES_WITHOUT_LANGUAGE = frozenset(
    {
        EXISTS, "checksum", "country", "date", "email", "entity", "gender", "ip", "language", "mimetype", "phone",
        "topic", "url",
    }
)  # fmt: skip
"""Property types whose statements carry no language in FollowTheMoney, even where one is given."""


@attrs.frozen(kw_only=True)
class Schema:
    """One schema: its name, the names of itself and all that it extends, and property name to type name."""

    name: str
    ancestors: frozenset[str]
    types: Mapping[str, str]


@cache
def schemata() -> Mapping[str, Schema]:
    """Every schema by name, inherited properties included."""
    text = files("vedette.model").joinpath("ftm_schema.toml").read_text("utf-8")
    tables: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(text)
    return {name: _resolved(name, tables) for name in tables}


def _resolved(name: str, tables: Mapping[str, Mapping[str, list[str]]]) -> Schema:
    parents = [_resolved(one, tables) for one in tables[name]["extends"]]
    types = {prop: kind for parent in parents for prop, kind in parent.types.items()}
    own = {prop: kind for kind, props in tables[name].items() if kind != "extends" for prop in props}
    ancestors = frozenset({name}).union(*(parent.ancestors for parent in parents))
    return Schema(name=name, ancestors=ancestors, types={**types, **own})


def schema_of(name: str) -> Schema:
    """The schema of that name; raises `UnreadableValueError` with the nearest known name."""
    if name not in schemata():
        raise UnreadableValueError(
            f"FollowTheMoney 4 has no schema {name!r}", advice=_nearest(name, schemata())
        )
    return schemata()[name]


def property_type(schema: str, prop: str) -> str:
    """The type name of a property; raises `UnreadableValueError` for an unknown schema or property."""
    if prop == EXISTS:
        schema_of(schema)
        return EXISTS
    types = schema_of(schema).types
    if prop not in types:
        raise UnreadableValueError(f"a {schema} has no property {prop!r}", advice=_nearest(prop, types))
    return types[prop]


def narrowest(names: Iterable[str]) -> str | None:
    """That schema among the given ones which is all of the others too; none if they contradict each other."""
    given = frozenset(names)
    return next((name for name in sorted(given) if given <= schema_of(name).ancestors), None)


def _nearest(name: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {found[0]!r}?" if found else "compare with the schemata of FollowTheMoney 4"
