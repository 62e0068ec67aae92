"""Laws that hold for every measure, every day and every total."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import UncheckedMeasureError, VedetteError
from vedette.measures.fields import Fields
from vedette.measures.loader import law_of_the_council
from vedette.measures.lookup import Relevance, in_force
from vedette.measures.reading import ResolutionReader
from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import Cap, Counting, Measure, cite
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

LAW = law_of_the_council()
BARREL = Unit("barrel")
days = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2040, 12, 31))
measures = st.sampled_from(LAW.measures)
amounts = st.integers(min_value=0, max_value=3_000_000).map(Decimal)
(REFINED,) = LAW.measure("OIL-3").caps


@given(days, st.sampled_from(sorted(vocabulary().subjects)))
def test_a_measure_is_found_on_a_day_exactly_if_the_day_lies_in_its_period(day: dt.date, tag: str) -> None:
    found = {one.measure.id for one in in_force(LAW.measures, day, subject=tag)}
    asked = {one.id for one in LAW.measures if one.in_force.holds(day)}
    assert found <= asked
    assert {one.id for one in LAW.measures if tag in one.subjects} & asked <= found


@given(days)
def test_a_measure_and_the_one_that_supersedes_it_never_bind_on_one_day(day: dt.date) -> None:
    found = {one.measure.id for one in in_force(LAW.measures, day)}
    for one in in_force(LAW.measures, day):
        assert not found & set(one.measure.supersedes)


@given(days, st.permutations(list(LAW.measures)))
def test_the_order_of_the_measures_changes_nothing_but_the_order(
    day: dt.date, shuffled: list[Measure]
) -> None:
    straight = {one.measure.id: (one.stage, one.unchecked) for one in in_force(LAW.measures, day)}
    assert {one.measure.id: (one.stage, one.unchecked) for one in in_force(shuffled, day)} == straight


@given(days, st.text(max_size=20))
def test_a_place_never_hides_a_measure_and_only_ever_closes_an_exemption(day: dt.date, place: str) -> None:
    anywhere, here = in_force(LAW.measures, day), in_force(LAW.measures, day, place=place)
    assert [one.measure.id for one in here] == [one.measure.id for one in anywhere]
    for one in here:
        assert all(test.exemption.only_at for test in one.exemptions if test.relevance is Relevance.NOT_HERE)


@given(measures)
def test_nothing_rests_on_an_unchecked_measure_without_an_override(measure: Measure) -> None:
    if not measure.unchecked:
        assert cite(measure).override is None
        return
    with pytest.raises(UncheckedMeasureError):
        cite(measure)


@given(days.filter(lambda day: (day.month, day.day) != (2, 29)), days)
def test_a_counting_year_holds_its_day_and_begins_on_its_own_date(first: dt.date, day: dt.date) -> None:
    period = Counting(first_day=first).period_containing(day)
    assert (period is None) == (day < first)
    if period is not None and period.start is not None:
        assert period.holds(day)
        assert (period.start.month, period.start.day) == (first.month, first.day)


@given(amounts, amounts)
def test_what_was_taken_and_what_is_left_make_up_the_ceiling(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    left = REFINED.headroom(Quantity.between(low, high, BARREL))
    ceiling = REFINED.ceiling(BARREL)
    assert left.allows(max(ceiling - low, Decimal(0)))
    assert left.allows(max(ceiling - high, Decimal(0)))
    assert not left.allows(ceiling - low + 1)


@given(amounts)
def test_a_cap_is_exceeded_exactly_above_its_ceiling(amount: Decimal) -> None:
    counted = Quantity.exactly(amount, BARREL)
    assert REFINED.is_exceeded_by(counted) is (amount > REFINED.ceiling(BARREL))


def caps() -> list[Cap]:
    return [cap for one in LAW.measures for cap in one.caps]


@given(days, st.sampled_from(caps()))
def test_a_cap_gives_a_year_exactly_for_the_days_that_it_counts(day: dt.date, cap: Cap) -> None:
    if cap.counts(day):
        assert cap.year_containing(day).holds(day)
        return
    with pytest.raises(VedetteError, match="does not count"):
        cap.year_containing(day)


toml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
KEYS = st.sampled_from(
    ["number", "year", "adopted", "title", "sources", "measure", "no_measures", "id", "cap"]
)


@given(st.dictionaries(KEYS | st.text(max_size=8), toml_values, max_size=8))
def test_no_table_crashes_the_reader(table: dict[str, object]) -> None:
    reader = ResolutionReader(vocabulary=vocabulary(), sources=LAW.sources)
    with pytest.raises(VedetteError):
        reader.read(Fields(table, where="9999_2030.toml"))
