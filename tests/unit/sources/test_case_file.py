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
