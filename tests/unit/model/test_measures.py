"""Measures as values, and citing them."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from vedette.errors import UncheckedMeasureError, UnreadableValueError
from vedette.measures.loader import law_of_the_council
from vedette.model.identifiers import ParagraphRef
from vedette.model.measures import CheckStatus, Direction, Override, cite

LAW = law_of_the_council()
OVERRIDE = Override(by="A. Reader", why="read against the text on the day", on=dt.date(2026, 11, 23))


def test_a_checked_measure_is_cited_by_resolution_and_paragraph() -> None:
    assert str(cite(LAW.measure("OIL-3"))) == "2397 (2017), paragraph 5"


def test_an_unchecked_measure_cannot_be_cited_in_silence() -> None:
    with pytest.raises(UncheckedMeasureError) as raised:
        cite(LAW.measure("EXP-1-2371"))
    assert raised.value.message == (
        "EXP-1-2371 (2371 (2017), paragraph 8) is not checked against the text: paragraph 2371.8"
    )
    assert "https://undocs.org/S/RES/2371(2017)" in raised.value.advice


def test_an_override_is_printed_with_what_it_overrides() -> None:
    assert str(cite(LAW.measure("EXP-1-2371"), OVERRIDE)) == (
        "2371 (2017), paragraph 8 [unchecked: paragraph 2371.8; used unchecked by decision of A. Reader "
        "on 2026-11-23: read against the text on the day]"
    )


@pytest.mark.parametrize("blank", [attrs.evolve(OVERRIDE, by=" "), attrs.evolve(OVERRIDE, why="")])
def test_an_override_without_a_name_or_a_reason_overrides_nothing(blank: Override) -> None:
    with pytest.raises(UncheckedMeasureError):
        cite(LAW.measure("EXP-1-2371"), blank)


def test_an_override_that_decides_nothing_is_not_printed() -> None:
    assert cite(LAW.measure("OIL-3"), OVERRIDE).override is None


def test_resting_on_an_unchecked_part_of_a_checked_measure_needs_an_override() -> None:
    oil = LAW.measure("OIL-3")
    assert cite(oil, parts=oil.caps).unchecked == ()
    with pytest.raises(UncheckedMeasureError, match="report refined-30-days"):
        cite(oil, parts=oil.reports)
    assert cite(oil, OVERRIDE, parts=oil.reports).unchecked == ("report refined-30-days",)


def test_one_checked_paragraph_can_be_cited_beside_an_unchecked_one() -> None:
    vessels = LAW.measure("SEA-3")
    flag, port = ParagraphRef.parse("2321.12(a)"), ParagraphRef.parse("2321.12(c)")
    assert str(cite(vessels, paragraphs=(flag,))) == "2321 (2016), paragraph 12(a)"
    with pytest.raises(UncheckedMeasureError, match=r"paragraph 2321\.12\(c\)"):
        cite(vessels, paragraphs=(flag, port))


def test_a_measure_is_not_cited_by_a_paragraph_it_does_not_rest_on() -> None:
    with pytest.raises(UnreadableValueError, match=r"OIL-3 does not rest on paragraph 2397\.6"):
        cite(LAW.measure("OIL-3"), paragraphs=(ParagraphRef.parse("2397.6"),))


def test_a_measure_whose_paragraph_nobody_recorded_is_unchecked() -> None:
    cash = LAW.measure("FIN-6-2087")
    assert cash.reference == "2087 (2013), paragraph not recorded"
    assert cash.paragraph_status is CheckStatus.UNCHECKED
    assert cash.unchecked == ("paragraph not recorded",)


def test_an_unchecked_adoption_date_leaves_the_dates_of_force_unchecked() -> None:
    assert LAW.measure("ARM-4").unchecked == ("dates of force",)


def test_hs_chapters_from_memory_are_named_as_unchecked() -> None:
    assert "HS chapters 12, 08, 07, 84, 85, 25, 44" in LAW.measure("EXP-7").unchecked
    assert LAW.measure("EXP-7-vessels").unchecked == ()


@pytest.mark.parametrize(
    ("held", "asked", "covered"),
    [
        (Direction.FROM_DPRK, Direction.FROM_DPRK, True),
        (Direction.FROM_DPRK, Direction.TO_DPRK, False),
        (Direction.BOTH, Direction.TO_DPRK, True),
        (Direction.NONE, Direction.FROM_DPRK, True),
        (Direction.TO_DPRK, Direction.BOTH, True),
    ],
)
def test_a_direction_covers_its_own_way_and_a_free_one_every_way(
    held: Direction, asked: Direction, *, covered: bool
) -> None:
    assert held.covers(asked) is covered
