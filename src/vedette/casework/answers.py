"""Answers as plain JSON values: every field by its name, nothing left out, the same for every door."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from decimal import Decimal

import attrs

from vedette.errors import CaseError
from vedette.model.evidence import Citation, Locator
from vedette.model.identifiers import Identifier
from vedette.model.moments import Instant, PartialDate, Period
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.model.wire import Json, plain_decimal, to_plain

_IN_WORDS = (PartialDate, Period, Instant, Unit, Locator, Citation)


def plain(value: object) -> Json:
    """The answer as JSON values: dates in ISO 8601, decimals as text, quantities with wording, ends and unit."""
    match value:
        case None | bool() | int() | str():
            return value.value if isinstance(value, enum.StrEnum) else value
        case Quantity():
            return to_plain(value)
        case dt.date():
            return value.isoformat()
        case Decimal():
            return plain_decimal(value)
        case Identifier():
            return value.value
        case Mapping():
            return {str(plain(key)): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case frozenset() | set():
            return sorted(plain(inner) for inner in value)
    if isinstance(value, _IN_WORDS):
        return str(value)
    if attrs.has(type(value)):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    raise CaseError(
        f"a {type(value).__name__} has no form in JSON", advice="this is a fault of the program: report it"
    )
