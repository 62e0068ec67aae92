from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.amounts import parse_amount
from vedette.model.conversions import ConversionFactor, convert
from vedette.model.quantities import (
    End,
    Quantity,
    Wording,
    envelope,
    from_ends,
    meet,
    total,
    union,
)
from vedette.model.units import Unit

PERSON, CONTAINER, BARREL, TONNE = (Unit.parse(one) for one in ("persons", "containers", "bbl", "t"))


def test_at_least_plus_exactly_is_at_least() -> None:
    added = Quantity.at_least(100, PERSON).plus(Quantity.exactly(5, PERSON))
    assert added == Quantity.at_least(105, PERSON)


def test_more_than_stays_more_than_in_a_sum() -> None:
    added = Quantity.more_than(11000, PERSON).plus(Quantity.at_least(3000, PERSON))
    assert added == Quantity.more_than(14000, PERSON)


def test_about_has_no_bounds_of_its_own() -> None:
    about = Quantity.about(8000, PERSON)
    assert (about.low, about.high, about.nominal) == (None, None, Decimal(8000))
    assert about.is_compatible_with(Quantity.exactly(9000, PERSON))


def test_about_with_a_cited_tolerance_has_bounds() -> None:
    about = Quantity.about(1000, PERSON, tolerance=Decimal("0.1"))
    assert (about.low, about.high) == (End(Decimal(900)), End(Decimal(1100)))


def test_about_plus_exactly_keeps_the_nominal_value() -> None:
    added = Quantity.about(8000, PERSON).plus(Quantity.exactly(481, PERSON))
    assert (added.wording, added.nominal, added.low) == (Wording.ABOUT, Decimal(8481), End(Decimal(481)))


def test_an_unquantified_part_leaves_the_sum_without_a_high_end() -> None:
    added = Quantity.unquantified("several thousand", PERSON).plus(Quantity.exactly(5, PERSON))
    assert added == Quantity.at_least(5, PERSON)


def test_overlapping_counts_have_the_largest_low_and_the_sum_of_highs() -> None:
    both = union([Quantity.exactly(8000, PERSON), Quantity.exactly(481, PERSON)], PERSON)
    assert both == Quantity.between(8000, 8481, PERSON)


def test_rivals_span_from_the_lowest_to_the_highest() -> None:
    rivals = [Quantity.between(4_200_000, 5_800_000, PERSON), Quantity.exactly(6_500_000, PERSON)]
    assert envelope(rivals, PERSON) == Quantity.between(4_200_000, 6_500_000, PERSON)


def test_more_than_five_and_less_than_five_contradict_each_other() -> None:
    assert meet(Quantity.more_than(5, PERSON), Quantity.at_most(5, PERSON)) is None
    assert meet(Quantity.at_least(5, PERSON), Quantity.at_most(5, PERSON)) == Quantity.exactly(5, PERSON)


def test_at_most_nothing_is_nothing() -> None:
    assert total([Quantity.at_most(0, PERSON)], PERSON) == Quantity.exactly(0, PERSON)


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(UnreadableValueError, match="no amount lies"):
        Quantity.less_than(0, PERSON)


def test_a_nominal_value_outside_the_ends_is_refused_where_it_is_given_and_dropped_where_it_arises() -> None:
    low, high = End(Decimal(1)), End(Decimal(2))
    with pytest.raises(UnreadableValueError, match="does not lie between"):
        Quantity(wording=Wording.ABOUT, unit=PERSON, nominal=Decimal(9), low=low, high=high)
    assert from_ends(PERSON, nominal=Decimal(9), low=low, high=high) == Quantity.between(1, 2, PERSON)


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("Infinity"), Decimal("NaN"), Decimal("1e999999")])
def test_what_cannot_be_an_amount_is_refused(value: Decimal) -> None:
    with pytest.raises(UnreadableValueError):
        Quantity.exactly(value, PERSON)


def test_minus_zero_is_zero() -> None:
    assert str(Quantity.exactly(Decimal("-0.00"), PERSON).nominal) == "0"


def test_a_sum_of_very_large_and_very_small_amounts_is_exact() -> None:
    added = Quantity.exactly(Decimal("1e25"), PERSON).plus(Quantity.exactly(Decimal("1e-25"), PERSON))
    assert added.nominal == Decimal("10000000000000000000000000.0000000000000000000000001")


def test_a_third_is_rounded_outwards() -> None:
    third = Quantity.exactly(1, PERSON).over(Quantity.exactly(3, PERSON))
    assert third.low is not None
    assert third.high is not None
    three = End(Decimal(3))
    assert third.low.times(three).value < 1 < third.high.times(three).value


def test_nothing_of_more_than_five_is_nothing() -> None:
    nothing = Quantity.exactly(0, CONTAINER).times(Quantity.more_than(5, Unit("round", "container")))
    assert nothing.low is None
    assert Quantity.at_most(0, CONTAINER).times(
        Quantity.less_than(5, Unit("round", "container"))
    ).high == End(Decimal(0))


def test_more_than_a_million_is_more_than_twice_a_cap_of_half_a_million() -> None:
    share = Quantity.more_than(1_000_000, BARREL).over(Quantity.exactly(500_000, BARREL))
    assert share == Quantity.more_than(2, Unit("share"))


def test_units_are_never_mixed() -> None:
    with pytest.raises(UnreadableValueError, match="cannot be put together"):
        Quantity.exactly(1, PERSON).plus(Quantity.exactly(1, CONTAINER))


def test_factors_that_differ_widen_the_bounds() -> None:
    factors = [
        ConversionFactor(name=name, ratio=Decimal(ratio), unit=Unit.parse("barrel/tonne"), source="T3")
        for name, ratio in (("2019", "7.89"), ("2021", "8.33"))
    ]
    converted = convert(Quantity.exactly(1000, TONNE), factors)
    assert converted == Quantity.between(7890, 8330, BARREL)
    with pytest.raises(UnreadableValueError, match="no factor"):
        convert(Quantity.exactly(1, TONNE), [])


@pytest.mark.parametrize(
    ("text", "value"), [("20,000", 20000), ("9 000 000", 9000000), ("1.5", Decimal("1.5"))]
)
def test_numbers_are_read_with_their_separators(text: str, value: Decimal) -> None:
    assert parse_amount(text) == value


@pytest.mark.parametrize("text", ["", "several", "-1", "nan", "1e999", "1_0 x"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        parse_amount(text)


@pytest.mark.parametrize("text", ["containers", "Container", "round/container", "bbl", "USD", "usd"])
def test_a_unit_is_read_in_singular_and_plural(text: str) -> None:
    assert Unit.parse(str(Unit.parse(text))) == Unit.parse(text)


@pytest.mark.parametrize("text", ["", "thing", "round/", "round/container/ship"])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        Unit.parse(text)
