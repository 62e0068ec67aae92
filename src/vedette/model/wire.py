"""Values to plain JSON and back, and the one canonical form that is hashed (RFC 8785)."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import operator
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import attrs
import cattrs
import rfc8785
from cattrs.strategies import configure_tagged_union

from vedette.errors import UnreadableInputError, VedetteError
from vedette.model.canonical_form import Leaves, NoWriterError, Writer, writer_of
from vedette.model.evidence import Locator, Sha256
from vedette.model.handling import Tlp
from vedette.model.identifiers import Identifier, ParagraphRef
from vedette.model.moments import Instant, PartialDate
from vedette.model.remembered import remembered
from vedette.model.units import Unit

Json = Any
"""A JSON value: the edge of the typed program."""

T = TypeVar("T")


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros, the same text for equal values."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _converter(*, detailed: bool) -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True, detailed_validation=detailed)
    unit, date = remembered(Unit.parse), remembered(PartialDate.parse)
    as_text: tuple[type[Any], ...] = (ParagraphRef, Unit, Locator, PartialDate)
    for kind in as_text:
        converter.register_unstructure_hook(kind, str)
    converter.register_structure_hook(ParagraphRef, lambda text, _: ParagraphRef.parse(text))
    converter.register_structure_hook(Unit, lambda text, _: unit(text))
    converter.register_structure_hook(Locator, lambda text, _: Locator(text))
    converter.register_structure_hook(PartialDate, lambda text, _: date(text))
    converter.register_unstructure_hook(Decimal, plain_decimal)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_unstructure_hook(Instant, str)
    converter.register_structure_hook(Instant, lambda text, _: Instant.parse(text))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook(dt.date, _day)
    converter.register_unstructure_hook_func(
        lambda kind: _is(kind, enum.StrEnum), lambda member: member.value
    )
    converter.register_unstructure_hook(Tlp, lambda level: level.label)
    converter.register_structure_hook(Tlp, lambda text, _: Tlp.parse(text))
    converter.register_unstructure_hook_func(lambda kind: _is(kind, Identifier), lambda one: one.value)
    converter.register_structure_hook_func(lambda kind: _is(kind, Identifier), lambda text, kind: kind(text))
    converter.register_unstructure_hook_func(lambda kind: kind == frozenset[str], sorted)
    return converter


def _day(given: Any, _kind: type) -> dt.date:
    """A day from its text, or as TOML reads it."""
    if isinstance(given, dt.datetime):
        raise TypeError(f"{given} is a time where a day is asked for")
    return given if isinstance(given, dt.date) else dt.date.fromisoformat(given)


def _is(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)


CONVERTER = _converter(detailed=True)
_BRIEF = _converter(detailed=False)
"""Does the same faster, and does not collect what is wrong."""

_WRONG = (
    VedetteError, cattrs.BaseValidationError, cattrs.StructureHandlerNotFoundError, cattrs.ForbiddenExtraKeysError,
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
)  # fmt: skip
"""What a hook raises, directly or through `_BRIEF`, on data that is not of the kind asked for."""


def to_plain(value: object) -> Json:
    """The value as JSON values; fields at their default are left out."""
    return _sorted_sets(CONVERTER.unstructure(value))


def _sorted_sets(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _sorted_sets(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_sorted_sets(inner) for inner in value]
    return value


def from_plain(kind: type[T], data: Json) -> T:
    """The value of ``kind`` that JSON values mean; unknown keys and wrong types raise `UnreadableInputError`."""
    with contextlib.suppress(*_WRONG):
        return _BRIEF.structure(data, kind)
    try:
        return CONVERTER.structure(data, kind)
    except (cattrs.BaseValidationError, ValueError, TypeError, KeyError) as error:
        reasons = "; ".join(cattrs.transform_error(error))
        raise UnreadableInputError(
            f"this is not a {kind.__name__}: {reasons}", advice="compare with the documented form"
        ) from error


LEAVES: Leaves = {
    ParagraphRef: str,
    Unit: str,
    Locator: operator.attrgetter("fragment"),
    PartialDate: operator.attrgetter("text"),
    Decimal: plain_decimal,
    Instant: str,
    dt.date: dt.date.isoformat,
    Tlp: operator.attrgetter("label"),
    Identifier: operator.attrgetter("value"),
}
"""What the converter writes as one text, for the writers of `vedette.model.canonical_form`."""


@cache
def _writer(kind: Any) -> Writer | None:
    """The writer of a class, made when the first value of it comes; none where only the general form can do it."""
    try:
        return writer_of(kind, LEAVES) if attrs.has(kind) else None
    except NoWriterError:
        return None


def canonical(value: object) -> bytes:
    """The RFC 8785 canonical JSON of a value, which is what gets hashed."""
    kind: Any = type(value)
    writer = _writer(kind)
    if writer is not None:
        try:
            return writer(value).encode()
        except (TypeError, UnicodeEncodeError):
            pass  # not of its annotated kinds: the general form says what it is, or refuses it
    return rfc8785.dumps(to_plain(value))


def digest_of(value: object) -> Sha256:
    """The SHA-256 of the canonical form: the identity of anything that is identified by its content."""
    return Sha256.of(canonical(value))


def tag_union(union: Any) -> None:
    """Register a union of attrs classes, told apart by a ``type`` key that names the class."""
    for converter in (CONVERTER, _BRIEF):
        configure_tagged_union(union, converter, tag_name="type")
