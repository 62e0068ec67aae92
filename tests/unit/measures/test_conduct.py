"""From what was done to the rows to test."""

from __future__ import annotations

import datetime as dt

import pytest

from vedette.errors import UnreadableValueError
from vedette.measures.conduct import conduct_named, conducts, provisions_for, read_conducts
from vedette.measures.fields import Fields, LawFileError
from vedette.measures.loader import law_of_the_council


@pytest.mark.parametrize("conduct", conducts())
def test_every_conduct_leads_somewhere_today_and_nowhere_before_2006(conduct: str) -> None:
    assert provisions_for(conduct, dt.date(2024, 1, 1))
    assert provisions_for(conduct, dt.date(2006, 10, 13)) == []


def test_an_unknown_conduct_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableValueError) as raised:
        conduct_named("piracy")
    assert "arms-from-dprk" in raised.value.advice


def test_a_conduct_that_names_an_unknown_row_is_refused() -> None:
    with pytest.raises(UnreadableValueError, match="there is no provision row 'ARM-77'"):
        read_conducts(Fields({"x": {"words": "x", "rows": ["ARM-77"]}}, where="c"), law_of_the_council())


def test_a_conduct_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(LawFileError, match="c: x: the key 'row' is not known"):
        read_conducts(Fields({"x": {"words": "x", "rows": [], "row": []}}, where="c"), law_of_the_council())
