"""Rows of FollowTheMoney statement files, and the formats in which a submission hands them in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.ftm_schema import TYPES_WITHOUT_LANGUAGE, property_type, schema_of
from vedette.model.steering import steering_sign
from vedette.model.tables import CellError, Column, Doubt, TablePart

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of a statement CSV of FollowTheMoney 4, in its order."""

LONGEST_ENTITY_ID = 255
"""Characters of the longest entity id that is taken; FollowTheMoney makes none of more than 200."""

_ID = re.compile(r"\S+")
_IMO_DIGITS = re.compile(r"[0-9]{7}")
_CLOCK = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = re.compile(rf"[0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}}(?:{_CLOCK})?)?)?")


@attrs.frozen(kw_only=True)
class StatementRow:
    """One statement as a file has it: ``dataset`` says that ``prop`` of ``entity_id`` is ``value``.

    ``canonical_id`` is the entity to which its publisher merged it, ``origin`` where in the dataset it stands;
    ``external`` marks a suggestion that the publisher has not verified. ``dataset`` is none where a file does
    not tell it by statement, ``id`` none where the file gives none. Times are ISO 8601 texts. A row that breaks
    a rule of the format cannot exist: `CellError` names the column.
    """

    entity_id: str
    schema: str
    prop: str
    value: str
    dataset: str | None = None
    canonical_id: str | None = None
    origin: str | None = None
    lang: str | None = None
    original_value: str | None = None
    external: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    id: str | None = None

    def __attrs_post_init__(self) -> None:
        _check_schema(self.schema, self.prop)
        for column in ("entity_id", "canonical_id"):
            _check_id(getattr(self, column), column)
        if not self.value:
            raise CellError("the value is empty", advice="leave the statement out", column="value")
        for column in ("value", "original_value", "dataset", "origin", "lang", "id"):
            _check_text(getattr(self, column), column)
        for column in ("first_seen", "last_seen"):
            _check_time(getattr(self, column), column)

    @property
    def prop_type(self) -> str:
        """The name of the property's type in the schema."""
        return property_type(self.schema, self.prop)

    @property
    def stated_lang(self) -> str | None:
        """The language, for those types of values that have one."""
        return None if self.prop_type in TYPES_WITHOUT_LANGUAGE else self.lang

    @property
    def key(self) -> str:
        """The statement's id by FollowTheMoney's rule: the SHA-1 of what it says, not of when or where.

        The text is ``dataset.entity.property.value``, then ``@language`` and ``.ext`` where they apply.
        """
        text = f"{self.dataset or ''}.{self.entity_id}.{self.prop}.{self.value}"
        text += f"@{self.stated_lang}" if self.stated_lang is not None else ""
        text += ".ext" if self.external else ""
        return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()


IMO_NUMBER = "imoNumber"


def published_value(prop: str, value: str) -> str:
    """The value as FollowTheMoney has it: an IMO number with its label ("IMO9179842"), others as recorded."""
    return f"IMO{value}" if prop == IMO_NUMBER and _IMO_DIGITS.fullmatch(value) else value


def recorded_value(prop: str, value: str) -> str:
    """The value as the record has it: an IMO number as its seven digits, others as published."""
    digits = value.removeprefix("IMO")
    return digits if prop == IMO_NUMBER and _IMO_DIGITS.fullmatch(digits) else value


def is_property(schema: str, prop: str) -> bool:
    """Whether the schema is one of FollowTheMoney's and has the property."""
    try:
        _check_schema(schema, prop)
    except CellError:
        return False
    return True


def _check_schema(schema: str, prop: str) -> None:
    column = "schema"
    try:
        schema_of(schema)
        column = "prop"
        property_type(schema, prop)
    except UnreadableValueError as error:
        raise CellError(error.message, advice=error.advice, column=column) from error


def _check_id(text: str | None, column: str) -> None:
    _check_text(text, column)
    if text is not None and (len(text) > LONGEST_ENTITY_ID or not _ID.fullmatch(text)):
        raise CellError(
            f"the {column} is empty, has spaces in it or more than {LONGEST_ENTITY_ID} characters",
            advice="give every entity an id without spaces",
            column=column,
        )


def _check_text(text: str | None, column: str) -> None:
    sign = steering_sign(text or "")
    if sign:
        raise CellError(
            f"the {column} holds the character {sign}",
            advice="remove it; it belongs to no text",
            column=column,
        )


def _check_time(text: str | None, column: str) -> None:
    if text is not None and not _TIME.fullmatch(text):
        raise CellError(
            f"{text!r} is no time", advice="write it as 2024-10-25 or 2024-10-25T08:00:00", column=column
        )


@attrs.frozen(kw_only=True)
class Record:
    """What one row or line of such a file states, under the name by which it is cited.

    ``note`` keeps what a fact has no place for; ``doubts`` are worth an issue and no refusal.
    """

    key: str
    rows: tuple[StatementRow, ...]
    note: str | None = None
    doubts: tuple[Doubt, ...] = ()

    def __attrs_post_init__(self) -> None:
        _check_text(self.note, "note")


@attrs.frozen(kw_only=True)
class RecordFormat:
    """A published format with columns of its own, and none of those that every table layout has.

    ``read`` makes a record of the cells of one row, by column name, or raises `VedetteError`, which refuses the
    row. ``knows`` tells of a row whether it has only keys and properties that the format has: a row with another
    may name its marking there. ``parts`` reads the file; without it the reader for the suffix of its name does.
    ``texts`` names every text within the cells of a row, where a cell is more than a text.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    read: Callable[[Mapping[str, str]], Record]
    knows: Callable[[Mapping[str, str]], bool]
    parts: Callable[..., Iterator[TablePart]] | None = None
    texts: Callable[[Mapping[str, str]], Iterator[tuple[str, str]]] | None = None

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Every column, as `TableLayout` names them."""
        return self.columns
