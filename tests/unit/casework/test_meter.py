from __future__ import annotations

import pytest

from vedette.casework.meter import meter
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError


def test_the_cap_is_that_of_the_law_in_the_year(workspace: Workspace) -> None:
    found = meter(workspace, "petroleum", year=2024)
    assert found.cap.words == "at most 500,000 barrels"
    assert found.cap.reference == "2397 (2017), paragraph 5"


def test_a_total_of_months_is_not_spread_over_them(workspace: Workspace) -> None:
    months = {one.month: one for one in meter(workspace, "petroleum", year=2024).months}
    assert months["2024-09"].estimated.low is None
    assert months["2024-10"].estimated_words == "more than 1 million barrels"
    assert months["2024-11"].notified.low is None
    assert months["2024-12"].notified_words == "168,679 barrels (state of 4 December 2024)"


def test_it_is_said_where_each_total_passed_the_cap(workspace: Workspace) -> None:
    found = meter(workspace, "petroleum", year=2024)
    assert found.notified_passed == "not above the cap"
    assert found.estimated_passed == "above the cap by 31 October 2024 at the latest"
    assert [row.key for row in found.estimated_rows] == ["C-5"]


def test_a_year_without_a_cap_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="no cap on petroleum was in force on 2016-12-31"):
        meter(workspace, "petroleum", year=2016)


def test_a_name_without_both_populations_is_no_meter(workspace: Workspace) -> None:
    with pytest.raises(CaseError) as refused:
        meter(workspace, "petrol", year=2024)
    assert "petroleum" in refused.value.advice
