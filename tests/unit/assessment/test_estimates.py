from __future__ import annotations

import datetime as dt

from vedette.assessment.estimates import conflicts, estimates
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import claim

CONTAINER = Unit("container")
EARLY = claim("C2", Quantity.more_than(10_000, CONTAINER), author="US", published="2024-02-23")
LATER = claim("C4", Quantity.more_than(11_000, CONTAINER), author="US", published="2024-06")
KOREAN = claim("C3", Quantity.about(6_700, CONTAINER), author="KR", published="2024-02")
UNDATED = claim("C9", Quantity.about(9_000, CONTAINER), author="NK Pro")
CLAIMS = [LATER, UNDATED, KOREAN, EARLY]


def test_estimates_stand_by_day_of_publication_and_author() -> None:
    found = estimates(CLAIMS, "workers")
    assert [one.basis.key for one in found.published] == ["C2", "C3", "C4", "C9"]


def test_a_later_estimate_of_one_author_replaces_the_earlier() -> None:
    assert [one.basis.key for one in estimates(CLAIMS, "workers").standing] == ["C3", "C4", "C9"]


def test_on_a_day_only_what_was_surely_published_by_then_stands() -> None:
    found = estimates(CLAIMS, "workers", on=dt.date(2024, 2, 25))
    assert [one.basis.key for one in found.standing] == ["C2"]
    assert [one.basis.key for one in found.undated] == ["C3", "C9"]


def test_two_wordings_of_one_day_stand_side_by_side() -> None:
    wordings = [
        claim("R1-02a", Quantity.about(9, CONTAINER), published="2025-05-29"),
        claim("R1-02b", Quantity.up_to(9, CONTAINER), published="2025-05-29"),
    ]
    assert len(estimates(wordings, "workers").standing) == 2


def test_estimates_of_one_period_that_no_amount_satisfies_conflict() -> None:
    high = claim("A", Quantity.at_least(10, CONTAINER), author="NIS", period="2024")
    low = claim("B", Quantity.at_most(5, CONTAINER), author="MND", period="2024")
    (conflict,) = conflicts([low, high])
    assert (conflict.left, conflict.right) == ("A", "B")
    assert "NIS has at least 10" in conflict.why


def test_a_larger_estimate_for_a_longer_period_is_no_conflict() -> None:
    year = claim("A", Quantity.at_least(10, CONTAINER), author="NIS", period="2024")
    month = claim("B", Quantity.at_most(5, CONTAINER), author="MND", period="2024-03")
    assert not list(conflicts([year, month]))


def test_a_larger_estimate_for_a_shorter_period_within_is_a_conflict() -> None:
    year = claim("A", Quantity.at_most(5, CONTAINER), author="NIS", period="2024")
    month = claim("B", Quantity.at_least(10, CONTAINER), author="MND", period="2024-03")
    assert len(list(conflicts([year, month]))) == 1


def test_an_estimate_whose_period_nobody_knows_contradicts_none() -> None:
    known = claim("A", Quantity.more_than(10_000_000, CONTAINER), author="One", period="2024")
    unknown = claim("B", Quantity.up_to(5_000_000, CONTAINER), author="Other")
    assert not list(conflicts([known, unknown]))
