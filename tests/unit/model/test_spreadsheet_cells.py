"""Cells that a spreadsheet would compute are guarded, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vedette.model.spreadsheet_cells import guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=1+2", "+SUM(A1)", "-cmd|' /C calc'!A0", "@name", "\tTAB", "--", "-", "=5"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-5", "+7", "-0.25", "1E-3", "SEA=STAR", "'t Hoen", "2030-01-01", "O'BRIEN"]
)
def test_numbers_and_names_stay_what_they_are(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(some.text(alphabet="'=+-@\t1.aE", max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t"))
