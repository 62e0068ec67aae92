from __future__ import annotations

from collections.abc import Callable

import pytest

from vedette.model.remembered import LONGEST_REMEMBERED, remembered


def noting(parsed: list[str]) -> Callable[[str], int]:
    def parse(text: str) -> int:
        parsed.append(text)
        return len(text)

    return parse


def test_a_text_is_parsed_once() -> None:
    parsed: list[str] = []
    parse = remembered(noting(parsed))
    assert [parse("abc"), parse("abc"), parse("ab")] == [3, 3, 2]
    assert parsed == ["abc", "ab"]


def test_a_long_text_is_parsed_each_time() -> None:
    parsed: list[str] = []
    long = "x" * (LONGEST_REMEMBERED + 1)
    parse = remembered(noting(parsed))
    assert parse(long) == parse(long) == len(long)
    assert parsed == [long, long]


def test_a_refusal_is_not_remembered() -> None:
    asked: list[str] = []

    def refuse(text: str) -> int:
        asked.append(text)
        raise ValueError(text)

    parse = remembered(refuse)
    for _ in range(2):
        with pytest.raises(ValueError, match="x"):
            parse("x")
    assert asked == ["x", "x"]
