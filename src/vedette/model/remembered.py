"""Parsed texts that come again: a table repeats its units, dates and marks in every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 8192
"""Texts of one parser that are remembered; then it begins anew."""
LONGEST_REMEMBERED = 64
"""Characters of the longest such text: what is remembered stays within a few megabytes for any table."""


def remembered(parse: Callable[[str], T]) -> Callable[[str], T]:
    """The same parser, which does not parse a short text again that it has parsed lately.

    ``parse`` depends on its text alone and returns what nobody changes; what it refuses is not remembered.
    """
    return _Remembered(parse).__getitem__


class _Remembered(dict[str, T]):
    """Text to its value; a text that is not there is parsed. A dictionary, because finding a text is all the work."""

    def __init__(self, parse: Callable[[str], T]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, text: str) -> T:
        value = self._parse(text)
        if len(text) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = value
        return value
