"""Answers as plain JSON values: every field by its name, nothing left out, the same for every door."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from decimal import Decimal
from functools import singledispatch
from typing import Any

import attrs

from vedette.errors import CaseError
from vedette.model.evidence import Citation, Locator
from vedette.model.handling import Tlp
from vedette.model.identifiers import Identifier
from vedette.model.moments import Instant, PartialDate, Period
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.model.wire import Json, plain_decimal, to_plain


@singledispatch
def plain(value: object) -> Json:
    """The answer as JSON values: dates in ISO 8601, decimals as text, quantities with wording, ends and unit.

    Raises `CaseError` for a value that has no such form.
    """
    kind: type[Any] = type(value)
    if not attrs.has(kind):
        raise CaseError(
            f"a {kind.__name__} has no form in JSON", advice="this is a fault of the program: report it"
        )
    return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}


@plain.register(int)
@plain.register(str)
@plain.register(type(None))
def _as_it_is(value: int | str | None) -> Json:
    return value.value if isinstance(value, enum.StrEnum) else value


@plain.register(dt.date)
@plain.register(PartialDate)
@plain.register(Period)
@plain.register(Instant)
@plain.register(Unit)
@plain.register(Locator)
@plain.register(Citation)
def _in_words(value: object) -> Json:
    return str(value)


@plain.register
def _level(value: Tlp) -> Json:
    return value.label


@plain.register
def _identifier(value: Identifier) -> Json:
    return value.value


@plain.register
def _decimal(value: Decimal) -> Json:
    return plain_decimal(value)


@plain.register
def _quantity(value: Quantity) -> Json:
    return to_plain(value)


@plain.register(Mapping)
def _mapping(value: Mapping[object, object]) -> Json:
    return {str(plain(key)): plain(inner) for key, inner in value.items()}


@plain.register(list)
@plain.register(tuple)
def _in_order(value: list[object] | tuple[object, ...]) -> Json:
    return [plain(inner) for inner in value]


@plain.register(set)
@plain.register(frozenset)
def _sorted(value: frozenset[object]) -> Json:
    return sorted(plain(inner) for inner in value)
