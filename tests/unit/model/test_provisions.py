"""The parts of a measure: caps and how they count, grace periods, deadlines, places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.moments import Period
from vedette.model.provisions import (
    Cap,
    CheckStatus,
    Counting,
    Deadline,
    Grace,
    NotCountedError,
    Place,
    ReportingDuty,
)
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

BARREL, TONNE = Unit("barrel"), Unit("tonne")


def cap(counting: Counting, *, until: dt.date | None = None) -> Cap:
    return Cap(
        id="refined",
        words="Refined petroleum.",
        limits=(Quantity.at_most(500_000, BARREL),),
        counting=counting,
        until=until,
        status=CheckStatus.CHECKED,
    )


CALENDAR = cap(Counting(first_day=dt.date(2018, 1, 1)))


def test_a_calendar_year_begins_on_1_january() -> None:
    assert CALENDAR.year_containing(dt.date(2024, 2, 29)) == Period.year(2024)
    assert str(CALENDAR.counting) == "calendar years from 2018-01-01"


def test_a_year_from_22_december_ends_on_21_december() -> None:
    crude = cap(Counting(first_day=dt.date(2017, 12, 22)))
    assert crude.year_containing(dt.date(2024, 12, 21)) == Period.of_days(
        dt.date(2023, 12, 22), dt.date(2024, 12, 21)
    )
    assert crude.year_containing(dt.date(2024, 12, 22)).start == dt.date(2024, 12, 22)
    assert str(crude.counting) == "years from 22 December to 21 December, the first from 2017-12-22"


def test_a_single_period_counts_once() -> None:
    quarter = cap(Counting(first_day=dt.date(2017, 10, 1), last_day=dt.date(2017, 12, 31)))
    assert str(quarter.year_containing(dt.date(2017, 12, 31))) == "2017-10-01/2017-12-31"
    with pytest.raises(NotCountedError, match="does not count against the cap 'refined'"):
        quarter.year_containing(dt.date(2018, 1, 1))
    assert not quarter.counts(dt.date(2017, 9, 30))


def test_a_superseded_cap_counts_no_further_but_its_year_keeps_its_length() -> None:
    coal = cap(Counting(first_day=dt.date(2017, 1, 1)), until=dt.date(2017, 8, 5))
    assert coal.year_containing(dt.date(2017, 8, 4)) == Period.year(2017)
    with pytest.raises(NotCountedError, match="in force until 2017-08-05 exclusive"):
        coal.year_containing(dt.date(2017, 8, 5))


def test_a_cap_whose_measure_ended_before_its_first_year_never_counted() -> None:
    assert cap(Counting(first_day=dt.date(2018, 1, 1)), until=dt.date(2018, 1, 1)).never_counted
    assert not CALENDAR.never_counted


def test_a_counting_year_cannot_begin_on_a_leap_day() -> None:
    with pytest.raises(UnreadableValueError, match="cannot begin on 2020-02-29"):
        Counting(first_day=dt.date(2020, 2, 29))


def test_what_was_notified_leaves_the_rest_of_the_ceiling() -> None:
    notified = Quantity.exactly(Decimal(168_679), BARREL)
    assert CALENDAR.headroom(notified) == Quantity.exactly(Decimal(331_321), BARREL)
    assert CALENDAR.is_exceeded_by(notified) is False


def test_more_than_a_million_barrels_leave_exactly_nothing() -> None:
    seen = Quantity.more_than(1_000_000, BARREL)
    assert CALENDAR.headroom(seen) == Quantity.exactly(0, BARREL)
    assert CALENDAR.is_exceeded_by(seen) is True


def test_at_least_some_leaves_at_most_the_rest_and_nothing_for_sure() -> None:
    left = CALENDAR.headroom(Quantity.at_least(200_000, BARREL))
    assert left == Quantity.at_most(300_000, BARREL)
    assert CALENDAR.is_exceeded_by(Quantity.at_least(200_000, BARREL)) is None


def test_a_total_in_another_unit_is_not_compared_without_a_factor() -> None:
    with pytest.raises(UnreadableValueError, match="set in barrel, not in tonne"):
        CALENDAR.headroom(Quantity.exactly(1, TONNE))


def test_a_grace_period_includes_its_last_day() -> None:
    grace = Grace(
        id="g",
        words="Old contracts.",
        contracts_before=dt.date(2017, 8, 5),
        imports_until=dt.date(2017, 9, 4),
        status=CheckStatus.UNCHECKED,
    )
    assert grace.runs_on(dt.date(2017, 9, 4))
    assert not grace.runs_on(dt.date(2017, 9, 5))
    assert grace.questions == ("Was the contract in writing and made before 2017-08-05?",)


def test_a_deadline_has_not_passed_on_its_own_day() -> None:
    deadline = Deadline(id="d", words="Done.", on=dt.date(2019, 12, 22), status=CheckStatus.CHECKED)
    assert not deadline.has_passed(dt.date(2019, 12, 22))
    assert deadline.has_passed(dt.date(2019, 12, 23))


@pytest.mark.parametrize("both", [True, False])
def test_a_report_is_due_every_so_many_days_or_once_and_never_both_or_neither(*, both: bool) -> None:
    days, due = (90, dt.date(2019, 3, 22)) if both else (None, None)
    with pytest.raises(UnreadableValueError, match="needs either every_days or due"):
        ReportingDuty(
            id="r", who="member-states", words="Report.", every_days=days, due=due, status=CheckStatus.CHECKED
        )


def test_a_place_is_not_found_in_a_longer_name() -> None:
    rajin = Place(key="rajin", name="Rajin (Rason)", spellings=("Najin",))
    assert rajin.is_named("port of NAJIN")
    assert not rajin.is_named("Rajinovo")
    assert not rajin.is_named("")
