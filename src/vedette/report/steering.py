"""Chapters hold no sign that steers a page or a terminal, written as it is or as an entity of HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedette.errors import ReportError
from vedette.model.steering import steering_sign
from vedette.model.wire import Json

_ADVICE = "remove it; the direction of a line follows from its letters"


def refuse_steering(words: str, name: str) -> None:
    """Raise `ReportError` with chapter, line and sign, before any other program reads the chapter."""
    for number, line in enumerate(words.split("\n"), start=1):
        if sign := steering_sign(line):
            raise ReportError(f"{name}, line {number}: the line holds {sign}", advice=_ADVICE)


def refuse_hidden_steering(blocks: Sequence[Json], name: str) -> None:
    """Raise `ReportError` for a sign that stands in the chapter as an entity, such as ``&#x202E;``."""
    for words in _texts(list(blocks)):
        if sign := steering_sign(words):
            raise ReportError(f"{name}: an entity stands for {sign}", advice=_ADVICE)


def _texts(value: Json) -> Iterator[str]:
    """Every text of a document: words, keys of attributes, addresses."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            left.extend(reversed(list(one.values()) if isinstance(one, dict) else one))
