from __future__ import annotations

import datetime as dt

import pytest

from vedette.errors import UnreadableValueError
from vedette.measures.loader import law_of_the_council
from vedette.measures.metered import cap_counting

MEASURES = law_of_the_council().measures


@pytest.mark.parametrize(
    ("name", "year", "row", "limit"),
    [
        ("petroleum", 2024, "OIL-3", 500_000),
        ("refined petroleum products", 2024, "OIL-3", 500_000),
        ("crude", 2024, "OIL-4-2397", 4_000_000),
        ("Crude oil", 2024, "OIL-4-2397", 4_000_000),
        ("petroleum", 2017, "OIL-2", 500_000),
    ],
)
def test_any_commodity_with_a_cap_counts_against_that_cap(name: str, year: int, row: str, limit: int) -> None:
    found = cap_counting(MEASURES, name, year)
    assert found is not None
    law, cap, period = found
    assert law.measure.id == row
    assert cap.cap.limits[0].high is not None
    assert cap.cap.limits[0].high.value == limit
    assert period.holds(dt.date(year, 12, 1))


def test_crude_is_counted_from_december_to_december() -> None:
    found = cap_counting(MEASURES, "crude", 2024)
    assert found is not None
    assert str(found[2]) == "2023-12-22/2024-12-21"


def test_a_cap_that_counts_nothing_in_the_year_is_none() -> None:
    assert cap_counting(MEASURES, "petroleum", 2016) is None


def test_a_name_of_no_cap_is_refused_with_the_names_that_are_known() -> None:
    with pytest.raises(UnreadableValueError, match="no measure sets a cap on 'vessels'") as refused:
        cap_counting(MEASURES, "vessels", 2024)
    assert refused.value.advice == "caps are set on coal, crude, petroleum, refined-petroleum"
