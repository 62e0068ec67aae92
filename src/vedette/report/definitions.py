"""Figure definitions: what ``report/figures.toml`` says, read strictly. Every key is used or refused by name.

Each table ``[name]`` has a label, optional period, scope, as-of day and parts, and exactly one operation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

import attrs

from vedette.assessment.tally import Query
from vedette.errors import FigureError, UnreadableInputError, VedetteError
from vedette.model.amounts import parse_amount
from vedette.model.facts import ObservationKind
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity, Wording
from vedette.model.toml_text import read_toml
from vedette.model.units import Unit
from vedette.report.definition_fields import Fields
from vedette.report.movement_definitions import EventsOf, VoyagesOf, events_of, voyages_of


@attrs.frozen(kw_only=True)
class ClaimOf:
    """Exactly one claim: by subject, author and key, and where these leave several, by period or publication."""

    subject: str | None = None
    author: str | None = None
    key: str | None = None
    period: str | None = None
    published: str | None = None


@attrs.frozen(kw_only=True)
class RivalsOf:
    """The estimates of one subject that stood on a day, side by side."""

    subject: str
    on: dt.date | None = None
    authors: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class SumOf:
    """Figures known to be disjoint."""

    figures: tuple[str, ...]


@attrs.frozen(kw_only=True)
class UnionOf:
    """Figures that may overlap."""

    figures: tuple[str, ...]


@attrs.frozen(kw_only=True)
class CountOf:
    """How many observations match."""

    query: Query
    unit: Unit | None = None


@attrs.frozen(kw_only=True)
class AmountOf:
    """How much an amount of the matching observations adds up to."""

    query: Query
    role: str
    unit: Unit


@attrs.frozen(kw_only=True)
class Assumed:
    """A quantity that the team assumes, and why; printed with the figure."""

    quantity: Quantity
    why: str


@attrs.frozen(kw_only=True)
class ModelOf:
    """A named model with its inputs: figures by name, single claims, or assumptions with their reasons."""

    name: str
    inputs: Mapping[str, str | ClaimOf | Assumed]


@attrs.frozen(kw_only=True)
class ConvertOf:
    """A figure converted by all factors whose subject begins with ``factors``."""

    figure: str
    factors: str


@attrs.frozen(kw_only=True)
class ShareOf:
    """A figure as a share of another figure or of an amount with its reason (a cap with its paragraph)."""

    figure: str
    of: str | Assumed


Asked = (
    ClaimOf
    | RivalsOf
    | SumOf
    | UnionOf
    | CountOf
    | AmountOf
    | ModelOf
    | ConvertOf
    | ShareOf
    | VoyagesOf
    | EventsOf
)


@attrs.frozen(kw_only=True)
class FigureDefinition:
    """One table of ``figures.toml``; ``labels`` go by language, ``parts`` are figures that must add up to it."""

    name: str
    labels: Mapping[str, str]
    asked: Asked
    parts: tuple[str, ...] = ()
    period: str | None = None
    scope: str | None = None
    as_of: str | None = None

    def label(self, language: str) -> str:
        """The label in a language, else in English, else the first one given."""
        primary = language.partition("-")[0]
        return self.labels.get(primary) or self.labels.get("en") or next(iter(self.labels.values()))


def read_definitions(text: str, *, where: str = "report/figures.toml") -> dict[str, FigureDefinition]:
    """Read the file's text; raises `FigureError` naming table and key."""
    try:
        tables = read_toml(text, where=where, parse_float=_decimal)
    except UnreadableInputError as error:
        raise FigureError(error.message, advice=error.advice) from error
    return {name: _definition(name, Fields.of(table, f"{where} [{name}]")) for name, table in tables.items()}


def _decimal(text: str) -> Decimal:
    """A number with a point or an exponent; `ValueError` where the exponent is beyond all numbers."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text[:_LONGEST_SHOWN]} is no number") from error


_LONGEST_SHOWN = 40


def _definition(name: str, fields: Fields) -> FigureDefinition:
    labels = _labels(fields)
    parts = fields.names("parts")
    period, scope, as_of = fields.date("period"), fields.text("scope"), fields.date("as_of")
    given = [key for key in fields.left() if key in _READERS]
    if len(given) != 1:
        raise FigureError(
            f"{fields.where} has {len(given)} operations ({', '.join(given) or 'none'})",
            advice=f"give exactly one of {', '.join(_READERS)}",
        )
    try:
        asked = _READERS[given[0]](fields)
    except FigureError:
        raise
    except VedetteError as error:
        raise FigureError(f"{fields.where}: {error.message}", advice=error.advice) from error
    fields.finish()
    if isinstance(asked, VoyagesOf | EventsOf):
        period = period or asked.asked.days.period
    return FigureDefinition(
        name=name, labels=labels, asked=asked, parts=parts, period=period, scope=scope, as_of=as_of
    )


def _labels(fields: Fields) -> dict[str, str]:
    """``label`` as a text (English) or a table by language, and ``label_ko`` and the like beside it."""
    given = fields.take("label")
    labels = {"en": given} if isinstance(given, str) else dict(given) if isinstance(given, dict) else {}
    for key in fields.left():
        if key.startswith("label_"):
            labels[key.removeprefix("label_")] = fields.needed(key)
    if not labels or not all(isinstance(one, str) and one for one in labels.values()):
        fields.refuse("label", "a text, or texts by language")
    return labels


def _table(fields: Fields, key: str) -> Fields:
    return Fields.of(fields.take(key), f"{fields.where} {key}")


def _claim(fields: Fields) -> ClaimOf:
    asked = ClaimOf(**{field.name: fields.text(field.name) for field in attrs.fields(ClaimOf)})
    fields.finish()
    if not (asked.subject or asked.key):
        fields.refuse("subject or key", "a text")
    return asked


def _rivals(fields: Fields) -> RivalsOf:
    inner = _table(fields, "rivals")
    asked = RivalsOf(subject=inner.needed("subject"), on=inner.day("on"), authors=inner.names("authors"))
    inner.finish()
    return asked


def _figures(fields: Fields, key: str) -> tuple[str, ...]:
    names = fields.names(key)
    if not names or len(set(names)) != len(names):
        fields.refuse(key, "a list of different figure names")
    return names


def _query(fields: Fields) -> Query:
    try:
        kinds = tuple(ObservationKind(kind) for kind in fields.names("what"))
    except ValueError as error:
        fields.refuse("what", f"one of {', '.join(ObservationKind)} ({error})")
    if not kinds:
        fields.refuse("what", f"one of {', '.join(ObservationKind)}")
    period = fields.text("period")
    given = fields.take("attributes")
    columns = Fields.of({} if given is None else given, f"{fields.where} attributes")
    return Query(
        kinds=kinds,
        period=PartialDate.parse(period).days if period else None,
        attributes={key: columns.needed(key) for key in columns.left()},
        **{key: fields.text(key) for key in ("vessel", "actor", "place", "direction", "author", "subject")},
    )


def _count(fields: Fields) -> CountOf:
    inner = _table(fields, "count")
    query, unit = _query(inner), inner.text("unit")
    inner.finish()
    return CountOf(query=query, unit=Unit.parse(unit) if unit else None)


def _amount(fields: Fields) -> AmountOf:
    inner = _table(fields, "amount")
    asked = AmountOf(query=_query(inner), role=inner.needed("role"), unit=Unit.parse(inner.needed("unit")))
    inner.finish()
    return asked


def _model(fields: Fields) -> ModelOf:
    inner = _table(fields, "model")
    name = inner.needed("name")
    return ModelOf(name=name, inputs={key: _input(inner, key) for key in inner.left()})


def _input(fields: Fields, key: str) -> str | ClaimOf | Assumed:
    value = fields.take(key)
    if isinstance(value, str):
        return value
    inner = Fields.of(value, f"{fields.where} {key}")
    return _assumed(inner) if "why" in inner.left() else _claim(inner)


def _assumed(fields: Fields) -> Assumed:
    """``{wording, value, high, unit, why}``: exactly unless worded; between needs ``high``."""
    wording = _wording(fields)
    unit, why = Unit.parse(fields.needed("unit")), fields.needed("why")
    value, high = _number(fields, "value"), _number(fields, "high") if "high" in fields.left() else None
    if wording is Wording.BETWEEN:
        quantity = Quantity.between(
            value, high if high is not None else fields.refuse("high", "a number"), unit
        )
    else:
        makers: dict[Wording, Callable[[Decimal, Unit], Quantity]] = {
            Wording.EXACTLY: Quantity.exactly,
            Wording.AT_LEAST: Quantity.at_least,
            Wording.MORE_THAN: Quantity.more_than,
            Wording.AT_MOST: Quantity.at_most,
            Wording.LESS_THAN: Quantity.less_than,
            Wording.UP_TO: Quantity.up_to,
        }
        if wording not in makers or high is not None:
            fields.refuse("wording", "a bound; about and unquantified are for claims")
        quantity = makers[wording](value, unit)
    fields.finish()
    return Assumed(quantity=quantity, why=why)


def _wording(fields: Fields) -> Wording:
    text = fields.text("wording")
    if text is not None and text not in set(Wording):
        fields.refuse("wording", f"one of {', '.join(Wording)}")
    return Wording(text or Wording.EXACTLY)


def _number(fields: Fields, key: str) -> Decimal:
    value = fields.take(key)
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        fields.refuse(key, "a number")
    return parse_amount(str(value))


def _convert(fields: Fields) -> ConvertOf:
    inner = _table(fields, "convert")
    asked = ConvertOf(figure=inner.needed("figure"), factors=inner.needed("factors"))
    inner.finish()
    return asked


def _share(fields: Fields) -> ShareOf:
    inner = _table(fields, "share")
    figure, of = inner.needed("figure"), inner.take("of")
    inner.finish()
    whole = of if isinstance(of, str) else _assumed(Fields.of(of, f"{inner.where} of"))
    return ShareOf(figure=figure, of=whole)


_READERS: dict[str, Callable[[Fields], Asked]] = {
    "claim": lambda fields: _claim(_table(fields, "claim")),
    "rivals": _rivals,
    "sum": lambda fields: SumOf(figures=_figures(fields, "sum")),
    "union": lambda fields: UnionOf(figures=_figures(fields, "union")),
    "count": _count,
    "amount": _amount,
    "model": _model,
    "convert": _convert,
    "share": _share,
    "voyages": lambda fields: voyages_of(fields, "voyages"),
    "vessels": lambda fields: voyages_of(fields, "vessels"),
    "events": events_of,
}
