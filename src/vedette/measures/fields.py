"""Strict reading of TOML: every key of a table is used by the reader or refused, by name of file and key."""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TypeVar

from vedette.errors import UnreadableInputError

Choice = TypeVar("Choice", bound=enum.StrEnum)
Kind = TypeVar("Kind")


class LawFileError(UnreadableInputError):
    """A law file that says something its reader does not know, or contradicts another one."""


class Fields:
    """A TOML table whose keys are taken one by one; `close` refuses what nobody took.

    ``where`` names file and place ("2397_2017.toml: measure OIL-3"); it opens every message.
    """

    def __init__(self, table: Mapping[str, object], *, where: str) -> None:
        self._left = dict(table)
        self._asked: set[str] = set()
        self.where = where

    @classmethod
    def of_file(cls, file: Traversable) -> Fields:
        """Read a whole file; raises `LawFileError` on bytes that are no TOML."""
        try:
            return cls(tomllib.loads(file.read_bytes().decode("utf-8")), where=file.name)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LawFileError(
                f"{file.name} is not TOML: {error}", advice="correct the file at that place"
            ) from error

    def _take(self, key: str, kind: type[Kind]) -> Kind:
        self._asked.add(key)
        if key not in self._left:
            raise LawFileError(
                f"{self.where}: the key {key!r} is missing", advice=f"add it, as {kind.__name__}"
            )
        value = self._left.pop(key)
        if type(value) is not kind:  # exact: a TOML date-time is no date, and true is no number
            raise LawFileError(
                f"{self.where}: the key {key!r} holds {type(value).__name__}",
                advice=f"write it as {kind.__name__}",
            )
        return value

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._left

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value = self._take(key, str)
        if not value.strip():
            raise LawFileError(
                f"{self.where}: the key {key!r} is blank", advice="fill it in, or leave the key out"
            )
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or none if the key is absent."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts without doubles; empty if the key is absent."""
        return tuple(self._list(key, str)) if key in self else ()

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers without doubles; empty if the key is absent."""
        return tuple(self._list(key, int)) if key in self else ()

    def _list(self, key: str, kind: type[Kind]) -> list[Kind]:
        values = self._take(key, list)
        found = [value for value in values if type(value) is kind and value != ""]
        if len(found) != len(values) or len(set(found)) != len(found):
            raise LawFileError(
                f"{self.where}: the key {key!r} is not a list of different, filled {kind.__name__} values",
                advice="remove the blank, double or mistyped entry",
            )
        return found

    def number(self, key: str) -> int:
        """A whole number."""
        return self._take(key, int)

    def optional_number(self, key: str) -> int | None:
        """A whole number, or none if the key is absent."""
        return self.number(key) if key in self else None

    def flag(self, key: str) -> bool:
        """True or false, always written out."""
        return self._take(key, bool)

    def day(self, key: str) -> dt.date:
        """A TOML date."""
        return self._take(key, dt.date)

    def optional_day(self, key: str) -> dt.date | None:
        """A TOML date, or none if the key is absent."""
        return self.day(key) if key in self else None

    def choice(self, key: str, values: type[Choice]) -> Choice:
        """One of the values of an enumeration."""
        text = self.text(key)
        try:
            return values(text)
        except ValueError as error:
            known = ", ".join(values)
            raise LawFileError(
                f"{self.where}: {key} {text!r} is not known", advice=f"use one of {known}"
            ) from error

    def choices(self, key: str, values: type[Choice]) -> dict[str, Choice]:
        """A table whose values are of an enumeration."""
        inner = self.table(key)
        return {name: inner.choice(name, values) for name in inner.keys_left()}

    def table(self, key: str) -> Fields:
        """An inner table."""
        return Fields(self._take(key, dict), where=f"{self.where}: {key}")

    def tables(self, key: str) -> tuple[Fields, ...]:
        """A list of inner tables, each named by its ``id`` where it has one; empty if the key is absent."""
        rows = self._take(key, list) if key in self else []
        found = []
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise LawFileError(
                    f"{self.where}: {key} {number} is no table", advice=f"write it under [[{key}]]"
                )
            found.append(Fields(row, where=f"{self.where}: {key} {row.get('id', number)}"))
        return tuple(found)

    def keys_left(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet, in the order of the file."""
        return tuple(self._left)

    def close(self) -> None:
        """Raise `LawFileError` naming the keys that nobody took."""
        if not self._left:
            return
        key = next(iter(self._left))
        near = difflib.get_close_matches(key, self._asked, n=1)
        meant = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(self._asked))}"
        raise LawFileError(f"{self.where}: the key {key!r} is not known", advice=meant)
