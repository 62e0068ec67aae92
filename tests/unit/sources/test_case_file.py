from __future__ import annotations

import pytest

from vedette.errors import CaseError
from vedette.sources.case_file import read_case
from vedette.testing.editions import CASE


def test_a_case_saved_with_a_byte_order_mark_is_the_same_case() -> None:
    assert read_case(b"\xef\xbb\xbf" + CASE.encode()) == read_case(CASE.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"symbol = " + b"[" * 50_000,
        b"symbol = " + b"1" * 5_000,
        CASE.replace('language = "en"', "language = []").encode() + b"\nunknown = 1\n",
        CASE.replace("date = 2025-05-29", 'date = "yesterday"').encode(),
        CASE.replace('unit = "person"', "unit = 5").encode(),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_case_is_refused_by_the_name_of_its_file(data: bytes) -> None:
    with pytest.raises(CaseError, match=r"case\.toml"):
        read_case(data)


def test_a_subject_without_a_name_in_english_is_called_by_its_slug_where_nothing_else_is_known() -> None:
    case = read_case(CASE.replace('{ en = "of them in textiles" }', '{ ko = "섬유" }').encode())
    assert case.label("workers.textile", "ko") == "섬유"
    assert case.label("workers.textile", "fr") == "workers.textile"


@pytest.mark.parametrize(
    ("written", "wrongly", "told"),
    [
        ('title = "A case for tests"', "title = 5", "title must be a text and is a whole number"),
        ('title = "A case for tests"', "title = true", "title must be a text"),
        ("date = 2025-05-29", "date = 5", "date must be a day and is a whole number"),
        ("date = 2025-05-29", "date = 2025-05-29T10:00:00", "date must be a day and is a day with a time"),
        ('unit = "person"', "unit = 5", r"subjects\.workers\.further\.unit must be a text"),
        (
            'label = { en = "of them in textiles" }',
            "label = { en = 5 }",
            r"textile\.label\.en must be a text",
        ),
        ('label = { en = "of them in textiles" }', 'label = "x"', r"textile\.label must be a table"),
        ('parties = ["KR", "JP"]', 'parties = "KR"', r"audiences, entry 2\.parties must be a list"),
        ('parties = ["KR", "JP"]', "parties = [1.5]", r"parties, entry 1 must be a text and is a number"),
        ('ceiling = "TLP:CLEAR"', "ceiling = 1", r"audiences, entry 1\.ceiling must be a text"),
        ('code = "KR"', "code = []", r"members, entry 1\.code must be a text and is a list"),
        ('language = "en"', 'language = "en"\noverrides = {}', "overrides must be a list and is a table"),
        ('"A case for tests"', '"a\\u0000b"', r"U\+0000 .* in title"),
        ('"A case for tests"', '"a\\u202Eb"', r"U\+202E .* in title"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_key(written: str, wrongly: str, told: str) -> None:
    assert written in CASE
    with pytest.raises(CaseError, match=told):
        read_case(CASE.replace(written, wrongly, 1).encode())


def test_a_day_may_be_written_as_text() -> None:
    assert read_case(CASE.replace("date = 2025-05-29", 'date = "2025-05-29"').encode()) == read_case(
        CASE.encode()
    )
