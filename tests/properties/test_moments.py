from __future__ import annotations

import contextlib
import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from vedette.errors import UnreadableValueError
from vedette.model.moments import Instant, PartialDate, Period

DAYS = st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 29))


@given(st.text(max_size=25) | st.text(alphabet="0123456789-/.X~?", max_size=22))
@example("9999-12-31")
@example("0000")
@example("2017-13")
@example("2024-XX-05")
@example("٢٠٢٤")
def test_any_text_is_a_date_or_refused_with_advice(text: str) -> None:
    with contextlib.suppress(UnreadableValueError):
        read = PartialDate.parse(text)
        assert PartialDate.parse(str(read)) == read
        assert read.days.within(read.widest)


@given(st.text(max_size=30) | st.datetimes().map(dt.datetime.isoformat))
@example("0001-01-01T00:00:00+14:00")
def test_any_text_is_an_instant_or_refused_with_advice(text: str) -> None:
    with contextlib.suppress(UnreadableValueError):
        assert Instant.parse(str(Instant.parse(text))) == Instant.parse(text)


@given(DAYS, st.integers(0, 500), DAYS, st.integers(0, 500))
def test_two_periods_overlap_when_some_day_lies_in_both(a: dt.date, b: int, c: dt.date, d: int) -> None:
    one, other = _period(a, b), _period(c, d)
    assert one.start is not None
    assert other.start is not None
    latest_start = max(one.start, other.start)
    assert (
        one.overlaps(other) == other.overlaps(one) == (one.holds(latest_start) and other.holds(latest_start))
    )
    assert not one.within(other) or one.overlaps(other)


def _period(first: dt.date, days: int) -> Period:
    last = dt.date.fromordinal(min(first.toordinal() + days, dt.date(9999, 12, 30).toordinal()))
    return Period.of_days(first, last)


@given(st.lists(st.tuples(st.none() | DAYS, st.integers(0, 400)), max_size=8))
def test_periods_with_open_ends_have_an_order_of_time(ends: list[tuple[dt.date | None, int]]) -> None:
    periods = [
        Period(first, None) if first is None or days == 0 else _period(first, days) for first, days in ends
    ]
    assert sorted(sorted(periods, reverse=True)) == sorted(periods)


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_is_its_own_only_month(year: int, month: int) -> None:
    days = PartialDate.parse(f"{year:04}-{month:02}").days
    assert list(days.months()) == [days]
