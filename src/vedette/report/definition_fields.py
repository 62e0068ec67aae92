"""The keys of one table of figure definitions: each is taken once, and what is left over is refused by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NoReturn

from vedette.errors import FigureError, UnreadableValueError
from vedette.model.moments import PartialDate


class Fields:
    """The keys of one table: each is taken once; what is left over is refused by name."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._left = dict(values)
        self.where = where

    @classmethod
    def of(cls, value: object, where: str) -> Fields:
        """The fields of a table; anything else is refused."""
        if not isinstance(value, dict):
            raise FigureError(f"{where} is not a table", advice="write name = { key = value }")
        return cls(value, where)

    def refuse(self, key: str, expected: str) -> NoReturn:
        """Raise for a key that is missing or of the wrong type."""
        raise FigureError(f"{self.where}: {key} must be {expected}", advice=f"write {key} = {expected}")

    def take(self, key: str) -> object:
        """The value, or none; it does not count as left over."""
        return self._left.pop(key, None)

    def text(self, key: str) -> str | None:
        """A text, or a day, which TOML has a type for."""
        value = self.take(key)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value.isoformat()
        if value is not None and not isinstance(value, str):
            self.refuse(key, "a text")
        return value

    def needed(self, key: str) -> str:
        """A text that must be there."""
        value = self.text(key)
        return value if value is not None else self.refuse(key, "a text")

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text; empty if missing."""
        value = self.take(key)
        values = [value] if isinstance(value, str) else value if value is not None else []
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self.refuse(key, "a list of names")
        return tuple(values)

    def whole(self, key: str, *, default: int) -> int:
        """A whole number, or the default if it is missing."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(key, "a whole number")
        return value

    def day(self, key: str) -> dt.date | None:
        """A day, as TOML's date or as text."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self.refuse(key, "a day such as 2025-05-29")

    def date(self, key: str) -> str | None:
        """A date as precise as its source, in its own words."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return PartialDate.parse(text).text
        except UnreadableValueError as error:
            raise FigureError(f"{self.where}: {key}: {error.message}", advice=error.advice) from error

    def left(self) -> tuple[str, ...]:
        """The keys not yet taken."""
        return tuple(self._left)

    def finish(self) -> None:
        """Raise if a key was not used."""
        if self._left:
            raise FigureError(
                f"{self.where}: {', '.join(sorted(self._left))} is not a key that it knows",
                advice="correct the spelling or leave it out",
            )
