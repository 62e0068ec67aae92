from __future__ import annotations

import datetime as dt

import pytest

from vedette.assessment.grounds import Grounds
from vedette.assessment.meter import Counted, Meter, counted, meter
from vedette.errors import FigureError
from vedette.model.facts import Claim
from vedette.model.moments import Period
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import claim

BARREL = Unit("barrel")
CAP = Quantity.at_most(500_000, BARREL)
YEAR = Period.year(2024)
TOTAL = claim("NOT-01", Quantity.exactly(168_679, BARREL), subject="notified", period="2024")
JANUARY = claim(
    "NOT-03", Quantity.exactly(15_279, BARREL), subject="notified.ru", period="2024-01", part_of="notified"
)
MARCH = claim(
    "PET-03",
    Quantity.more_than(165_000, BARREL),
    subject="delivered.03",
    period="2024-03",
    part_of="delivered",
)
ALL = claim("R1-13", Quantity.more_than(1_000_000, BARREL), subject="delivered", period="2024-03/2024-10")


def entries(*claims: Claim, subject: str) -> tuple[Counted, ...]:
    return counted(Grounds.of(claims), subject, unit=BARREL)


def petroleum() -> Meter:
    return meter(
        entries(TOTAL, JANUARY, subject="notified"),
        entries(MARCH, ALL, subject="delivered"),
        cap=CAP,
        period=YEAR,
    )


def test_an_amount_for_the_year_is_a_band_until_the_year_ends() -> None:
    months = petroleum().months
    assert months[0].notified == Quantity.between(15_279, 168_679, BARREL)
    assert months[10].notified == Quantity.between(15_279, 168_679, BARREL)
    assert months[11].notified == Quantity.exactly(168_679, BARREL)


def test_a_part_is_not_added_to_the_whole_that_covers_it() -> None:
    months = petroleum().months
    assert months[2].estimated == Quantity.more_than(165_000, BARREL)
    assert months[9].estimated == Quantity.more_than(1_000_000, BARREL)


def test_the_cap_is_surely_passed_where_the_low_end_is_above_it_and_possibly_once_something_began() -> None:
    crossing = petroleum().estimated_crossing
    assert crossing.surely is not None
    assert crossing.possibly is not None
    assert (crossing.surely.start, crossing.possibly.start) == (dt.date(2024, 10, 1), dt.date(2024, 3, 1))
    assert petroleum().notified_crossing.possibly is None


def test_shares_of_the_cap_are_those_at_the_end() -> None:
    assert petroleum().estimated_share == Quantity.more_than(2, Unit("share"))
    assert petroleum().notified_share.low is not None


def test_a_month_without_estimate_is_not_a_month_without_delivery() -> None:
    assert petroleum().months[0].estimated.high is None
    silent = meter((), (), cap=CAP, period=YEAR)
    assert silent.months[0].notified == Quantity.exactly(0, BARREL)
    assert silent.months[0].estimated.high is None


def test_monthly_notifications_of_one_state_add_up() -> None:
    rows = [
        claim(f"N{month}", Quantity.exactly(100, BARREL), subject="notified", period=f"2024-{month:02}")
        for month in (1, 2, 3)
    ]
    months = meter(entries(*rows, subject="notified"), (), cap=CAP, period=YEAR).months
    assert [one.notified for one in months[:4]] == [Quantity.exactly(n, BARREL) for n in (100, 200, 300, 300)]


def test_an_amount_that_straddles_the_year_may_lie_in_it_or_not() -> None:
    row = claim("X", Quantity.exactly(100, BARREL), subject="notified", period="2023-12/2024-01")
    months = meter(entries(row, subject="notified"), (), cap=CAP, period=YEAR).months
    assert months[11].notified == Quantity.at_most(100, BARREL)


def test_a_cap_without_a_number_is_refused() -> None:
    with pytest.raises(FigureError, match="no limit"):
        meter((), (), cap=Quantity.at_least(1, BARREL), period=YEAR)


def test_a_total_told_before_its_year_ended_is_known_up_to_that_day() -> None:
    told = claim(
        "NOT-01",
        Quantity.exactly(168_679, BARREL),
        subject="notified",
        period="2024",
        published="2024-11-04",
    )
    found = meter(entries(told, JANUARY, subject="notified"), (), cap=CAP, period=YEAR)
    assert found.notified_as_of == dt.date(2024, 11, 4)
    assert found.notified_total == found.months[10].notified == Quantity.exactly(168_679, BARREL)
    assert found.months[11].notified == Quantity.at_least(168_679, BARREL)
    assert not found.is_told(found.months[11])


def test_a_total_told_after_its_year_reaches_its_end() -> None:
    told = claim(
        "NOT-01", Quantity.exactly(7, BARREL), subject="notified", period="2024", published="2025-03"
    )
    found = meter(entries(told, subject="notified"), (), cap=CAP, period=YEAR)
    assert found.notified_as_of is None
    assert found.is_told(found.months[11])


def test_a_share_of_a_cap_is_not_at_least_because_the_cap_is_at_most() -> None:
    share = petroleum().notified_share
    assert share == Quantity.exactly(168_679, BARREL).over(Quantity.exactly(500_000, BARREL))
    assert share.high is not None
