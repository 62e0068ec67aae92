"""Looking law up by day: filters, stages and what is unchecked."""

from __future__ import annotations

import datetime as dt

import pytest

from vedette.errors import UnreadableValueError
from vedette.measures.loader import law_of_the_council
from vedette.measures.lookup import Relevance, Stage, in_force
from vedette.model.measures import Direction, MeasureKind

MEASURES = law_of_the_council().measures


def test_without_a_subject_everything_in_force_comes() -> None:
    found = in_force(MEASURES, dt.date(2024, 1, 1))
    ended = {"EXP-1-2270", "EXP-1-2321", "OIL-2", "OIL-4-2375", "FIN-5-2371"}
    assert {one.measure.id for one in found} == {one.id for one in MEASURES} - ended


def test_a_wide_subject_finds_the_narrow_measures() -> None:
    found = in_force(MEASURES, dt.date(2024, 1, 1), subject="petroleum")
    assert {one.measure.row for one in found} == {"OIL-1", "OIL-3", "OIL-4", "IMP-4"}


def test_a_direction_leaves_out_the_other_way() -> None:
    ways = {
        direction: {
            one.measure.id
            for one in in_force(MEASURES, dt.date(2024, 1, 1), subject="vessels", direction=direction)
        }
        for direction in (Direction.FROM_DPRK, Direction.TO_DPRK)
    }
    assert ways == {
        Direction.FROM_DPRK: {"EXP-7-vessels"},
        Direction.TO_DPRK: {"IMP-2-2321", "IMP-2-2397"},
    }


def test_an_unknown_subject_is_refused_and_not_answered_with_nothing() -> None:
    with pytest.raises(UnreadableValueError, match="no measure has the subject 'bananas'"):
        in_force(MEASURES, dt.date(2024, 1, 1), subject="bananas")


def test_an_unchecked_exemption_that_does_not_apply_here_is_not_reported_as_unchecked() -> None:
    (there,) = in_force(MEASURES, dt.date(2017, 7, 11), subject="coal", place="Rajin")
    (elsewhere,) = in_force(MEASURES, dt.date(2017, 7, 11), subject="coal", place="Hamhung")
    assert set(there.unchecked) - set(elsewhere.unchecked) == {"exemption rajin-coal"}
    assert elsewhere.exemptions[0].relevance is Relevance.NOT_HERE


def test_a_ban_with_a_closing_date_binds_at_once() -> None:
    (banks, *_) = in_force(MEASURES, dt.date(2016, 3, 3), subject="bank", direction=Direction.FROM_DPRK)[1:]
    assert banks.measure.id == "FIN-3"
    assert banks.stage is Stage.BAN
    assert [one.has_passed for one in banks.deadlines] == [False]


def test_every_kind_of_measure_has_a_stage_of_its_name() -> None:
    assert {Stage(kind.value).value for kind in MeasureKind} == {kind.value for kind in MeasureKind}


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1999, 12, 31), dt.date(9998, 12, 31), dt.date.max])
def test_any_day_of_the_calendar_can_be_asked_about(day: dt.date) -> None:
    found = in_force(law_of_the_council().measures, day)
    assert bool(found) == (day.year > 2006)
