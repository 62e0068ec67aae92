from __future__ import annotations

import time

import pytest

from vedette.errors import UnreadableInputError
from vedette.model.toml_text import DEEPEST, LARGEST_BYTES, read_toml


@pytest.mark.parametrize("given", [b"\xef\xbb\xbfa = 1", "\ufeffa = 1", b"a = 1", "a = 1"])
def test_a_byte_order_mark_is_no_part_of_the_text(given: bytes | str) -> None:
    assert read_toml(given, where="x.toml") == {"a": 1}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"a = " + b"[" * 100_000, "nested"),
        (b"a = " + b"[" * 500 + b"]" * 500, "nested"),
        (b"a = " + b"{b = " * 40 + b"1" + b"}" * 40, "nested"),
        (b"a = " + b"9" * 5_000, "too large"),
        (b"a = 2024-02-31", "2024-02-31|too large|not TOML"),
        (b"a = \xff", "not UTF-8 at byte 5"),
        (b"a = ", "not TOML"),
        (b"a = 1\na = 2", "not TOML"),
        (b"\x00", "not TOML"),
        (b"# " + b"x" * LARGEST_BYTES, "larger than"),
    ],
    ids=lambda one: repr(one[:20]),
)
def test_what_is_no_toml_or_too_much_of_it_is_refused_by_the_name_of_the_file(given: bytes, why: str) -> None:
    with pytest.raises(UnreadableInputError, match=rf"x\.toml .*(?:{why})"):
        read_toml(given, where="x.toml")


@pytest.mark.parametrize("part", ["a", '"a"', "'a'", "a . a", "-", "1"])
@pytest.mark.parametrize("around", ["{} = 1", "[{}]", "[[{}]]", "x = {{ {} = 1 }}"])
def test_a_key_of_a_million_parts_is_refused_at_once(part: str, around: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableInputError, match=f"more than {DEEPEST} parts"):
        read_toml(around.format(".".join([part] * 500_000)), where="x.toml")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("filler", ["a", '"', "'", "a ", '"" ', "a.", "a . ", '"a'])
def test_looking_for_long_keys_does_not_take_long_itself(filler: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableInputError):
        read_toml(filler * 500_000, where="x.toml")
    assert time.monotonic() - begun < 5


def test_a_text_may_hold_as_many_points_as_it_likes() -> None:
    assert read_toml('a = "' + "." * 1000 + '"', where="x.toml") == {"a": "." * 1000}


@pytest.mark.parametrize("sign", ["\\u0000", "\\u001B", "\\u009b", "\\u202e", "\\u2066", "\\uFFFF"])
@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('[a]\nb = "x{}"', r"in a\.b"),
        ('a = [["x{}"]]', "in a"),
        ('"a{}b" = 1', r"in the key a\\u[0-9a-f]{{4}}b"),
    ],
)
def test_a_sign_that_steers_a_page_or_a_terminal_is_refused_where_it_stands(
    written: str, place: str, sign: str
) -> None:
    with pytest.raises(UnreadableInputError, match=place.format()) as refused:
        read_toml(written.format(sign), where="x.toml")
    assert f"U+{sign[2:].upper()}" in refused.value.message
    assert refused.value.message.isprintable()


def test_words_of_every_script_and_white_space_stay() -> None:
    text = "최현 上海\\tВладивосток\\r\\n\u0627\u0644\u0631\u064a\u0627\u0636\u200f e\u0301 \u00a0"
    assert read_toml(f'a = "{text}"', where="x.toml")["a"].startswith("최현 上海\t")
