"""The canonical JSON of model values (RFC 8785), written straight from their fields.

One writer is made for each class from its annotations. It writes the bytes that plain values would become
through `rfc8785`, several times faster: the order of the keys and the kind of every field are known before the
first value comes. A class that has a field of another kind (a number, a mapping, a union) has no writer.
"""

from __future__ import annotations

import enum
import operator
import types
import typing
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

import attrs

Writer = Callable[[Any], str]
"""The canonical text of a value; raises `TypeError` for one that is not of the annotated kind."""

Leaves = Mapping[type, Callable[[Any], str]]
"""Classes that are written as one text, with what makes that text; their subclasses are written alike."""


class NoWriterError(Exception):
    """A class has a field that only the general form can write."""


def writer_of(kind: type, leaves: Leaves, *, above: tuple[type, ...] = ()) -> Writer:
    """The writer of an attrs class: fields in the order of their names, without those at their default.

    Raises:
        NoWriterError: a field, here or further in, is of a kind that no writer is made for: a class that holds itself,
            as a tree does, is one of them.
    """
    if kind in above:
        raise NoWriterError(kind)
    above = (*above, kind)
    hints = typing.get_type_hints(kind)
    fields = sorted(attrs.fields(kind), key=lambda one: one.name)
    held_in = _all_of([one.name for one in fields])
    steps = tuple(
        (f"{quoted(one.name)}:", *_default(one), _of_kind(hints[one.name], leaves, above=above))
        for one in fields
    )

    def write(value: Any) -> str:
        if value.__class__ is not kind:
            raise TypeError(value)
        parts = [
            label + writer(held)
            for held, (label, default, compares, writer) in zip(held_in(value), steps, strict=True)
            if held is not default and not (compares and held == default)
        ]
        return "{" + ",".join(parts) + "}"

    return write


def _all_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads several fields at once."""
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return operator.attrgetter(*names)


def _default(field: attrs.Attribute[Any]) -> tuple[object, bool]:
    """The value at which a field is left out, and whether it takes more than identity to tell."""
    default = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class, which attrs types as a function
        raise NoWriterError(field.name)
    return default, default is not attrs.NOTHING and default not in {None, True, False}


def _of_kind(kind: Any, leaves: Leaves, *, above: tuple[type, ...]) -> Writer:
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return _of_optional(typing.get_args(kind), leaves, above=above)
    if origin is tuple:
        return _of_tuple(typing.get_args(kind), leaves, above=above)
    if kind == frozenset[str]:
        return _text_set
    if isinstance(kind, type):
        return _of_plain_class(kind, leaves, above=above)
    raise NoWriterError(kind)


def _of_plain_class(kind: type, leaves: Leaves, *, above: tuple[type, ...]) -> Writer:
    if kind is str or issubclass(kind, enum.StrEnum):
        return quoted
    if kind is bool:
        return _truth
    text = next((leaves[base] for base in kind.__mro__ if base in leaves), None)
    if text is not None:
        return lambda value: quoted(text(value))
    if attrs.has(kind):
        return writer_of(kind, leaves, above=above)
    raise NoWriterError(kind)


def _of_optional(kinds: tuple[Any, ...], leaves: Leaves, *, above: tuple[type, ...]) -> Writer:
    known = [one for one in kinds if one is not types.NoneType]
    if len(known) != 1:
        raise NoWriterError(kinds)
    inner = _of_kind(known[0], leaves, above=above)
    return lambda value: "null" if value is None else inner(value)


def _of_tuple(kinds: tuple[Any, ...], leaves: Leaves, *, above: tuple[type, ...]) -> Writer:
    if kinds[1:] == (...,):
        inner = _of_kind(kinds[0], leaves, above=above)
        return lambda values: "[" + ",".join([inner(one) for one in values]) + "]"
    each = tuple(_of_kind(one, leaves, above=above) for one in kinds)
    return lambda values: f"[{','.join([write(one) for write, one in zip(each, values, strict=True)])}]"


def _text_set(values: frozenset[str]) -> str:
    return "[" + ",".join([quoted(one) for one in sorted(values)]) + "]"


def _truth(value: object) -> str:
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise TypeError(value)
