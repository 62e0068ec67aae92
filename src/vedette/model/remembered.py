"""Parsed texts that come again: a table repeats its units, dates and marks in every row."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 4096
"""Texts of one parser that are remembered, the last used."""
LONGEST_REMEMBERED = 64
"""Characters of the longest such text: what is remembered stays within a few megabytes for any table."""


def remembered(parse: Callable[[str], T]) -> Callable[[str], T]:
    """The same parser, which does not parse a short text again that it has parsed lately.

    ``parse`` depends on its text alone and returns what nobody changes; what it refuses is not remembered.
    """
    known = lru_cache(maxsize=MOST_REMEMBERED)(parse)

    def recall(text: str) -> T:
        return known(text) if len(text) <= LONGEST_REMEMBERED else parse(text)

    return recall
