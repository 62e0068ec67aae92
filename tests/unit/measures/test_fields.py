"""Strict reading: every key is used or refused, with file and key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from vedette.measures.fields import Fields, LawFileError
from vedette.model.provisions import CheckStatus


def fields(**table: object) -> Fields:
    return Fields(table, where="9999_2030.toml")


def test_a_key_that_nobody_took_is_refused_with_the_nearest_known_one() -> None:
    table = fields(rule="x", rulle="y")
    table.text("rule")
    with pytest.raises(LawFileError, match=r"9999_2030\.toml: the key 'rulle' is not known") as raised:
        table.close()
    assert raised.value.advice == "did you mean 'rule'?"


def test_an_unlike_key_is_refused_with_the_list_of_known_ones() -> None:
    table = fields(zzz=1)
    assert table.optional_text("rule") is None
    with pytest.raises(LawFileError) as raised:
        table.close()
    assert raised.value.advice == "known here: rule"


def test_a_missing_key_is_named() -> None:
    with pytest.raises(LawFileError, match=r"9999_2030\.toml: the key 'rule' is missing"):
        fields().text("rule")


WRONG: list[tuple[Callable[[Fields], object], object]] = [
    (lambda table: table.text("key"), 5),
    (lambda table: table.text("key"), "  "),
    (lambda table: table.number("key"), True),
    (lambda table: table.number("key"), 5.0),
    (lambda table: table.flag("key"), 1),
    (lambda table: table.day("key"), dt.datetime(2017, 8, 5, tzinfo=dt.UTC)),
    (lambda table: table.day("key"), "2017-08-05"),
    (lambda table: table.texts("key"), ["a", "a"]),
    (lambda table: table.texts("key"), ["a", 1]),
    (lambda table: table.texts("key"), [""]),
    (lambda table: table.texts("key"), "a"),
    (lambda table: table.numbers("key"), [75, True]),
    (lambda table: table.choice("key", CheckStatus), "maybe"),
    (lambda table: table.choices("key", CheckStatus), {"8": "maybe"}),
    (lambda table: table.table("key"), [1]),
    (lambda table: table.tables("key"), [1]),
]


@pytest.mark.parametrize(("read", "value"), WRONG)
def test_a_value_of_another_kind_is_refused_by_name(read: Callable[[Fields], object], value: object) -> None:
    with pytest.raises(LawFileError, match=r"9999_2030\.toml: (.*: )?(the key )?'?(key|8)"):
        read(fields(key=value))


def test_an_inner_table_is_named_by_its_id() -> None:
    (inner,) = fields(cap=[{"id": "yearly", "limmit": 1}]).tables("cap")
    inner.text("id")
    with pytest.raises(LawFileError, match=r"9999_2030\.toml: cap yearly: the key 'limmit' is not known"):
        inner.close()


@pytest.mark.parametrize("content", [b"number = ", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "9999_2030.toml"
    file.write_bytes(content)
    with pytest.raises(LawFileError, match=r"9999_2030\.toml is not TOML"):
        Fields.of_file(file)
