from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.assessment.conversion import converted
from vedette.assessment.grounds import assumption
from vedette.assessment.precision import as_rounded, spread
from vedette.model.figures import Derivation
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

RATIO, BARREL, TONNE = Unit("barrel", "tonne"), Unit("barrel"), Unit("tonne")


def ratio(value: str) -> Derivation:
    return assumption(f"barrels to a tonne, {value}", Quantity.exactly(Decimal(value), RATIO), "a test")


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        (Quantity.exactly(Decimal("7.89"), RATIO), "7.885", "7.895"),
        (Quantity.exactly(Decimal("7.90"), RATIO), "7.895", "7.905"),
    ],
)
def test_a_ratio_says_no_more_than_its_digits(stated: Quantity, low: str, high: str) -> None:
    taken = as_rounded(stated)
    assert (taken.low, taken.high) == (
        Quantity.at_least(Decimal(low), RATIO).low,
        Quantity.at_most(Decimal(high), RATIO).high,
    )
    assert taken.nominal == stated.nominal


@pytest.mark.parametrize(
    "stated",
    [
        Quantity.exactly(20, RATIO),
        Quantity.about(Decimal("461.5"), RATIO),
        Quantity.about(460, RATIO),
        Quantity.between(7, 8, RATIO),
        Quantity.about(8, RATIO, tolerance=Decimal("0.1")),
        Quantity.at_least(8, RATIO),
        Quantity.unquantified("many", RATIO),
        Quantity.exactly(0, RATIO),
        Quantity.exactly(Decimal("7.89"), BARREL),
    ],
)
def test_counted_ratios_bounds_of_a_source_and_amounts_stand_as_they_are(stated: Quantity) -> None:
    assert as_rounded(stated) == stated


def test_an_amount_converted_by_the_ratio_it_was_computed_from_holds_what_it_was() -> None:
    """418,000 barrels by 53,000 tonnes is 7.89 rounded, and 53,000 times 7.89 is 418,170."""
    weight = assumption("notified", Quantity.exactly(53_000, TONNE), "a test")
    alone = converted(weight, [ratio("7.89")], label="x")
    both = converted(weight, [ratio("7.89"), ratio("8.33")], label="x")
    assert alone.quantity.allows(Decimal(418_000))
    assert (alone.quantity.low, alone.quantity.high) == (
        Quantity.at_least(410_000, BARREL).low,
        Quantity.at_most(430_000, BARREL).high,
    )
    assert both.quantity == Quantity.between(410_000, 450_000, BARREL)


def test_a_converted_figure_says_which_ratio_it_took_how_wide() -> None:
    weight = assumption("notified", Quantity.exactly(53_000, TONNE), "a test")
    amount, said = converted(weight, [ratio("7.89")], label="x").assumptions
    assert "stated as 53000, is taken as between 52500 and 53500 tonne" in amount
    assert "stated as 7.89, is taken as between 7.885 and 7.895 barrel/tonne" in said
    counted = assumption("notified", Quantity.exactly(53_001, TONNE), "a test")
    assert converted(counted, [ratio("8")], label="x").assumptions == ()


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [("53000", "52500", "53500"), ("1410", "1405", "1415"), ("1410.0", "1409.95", "1410.05")],
)
def test_zeros_that_end_a_whole_number_do_not_count(stated: str, low: str, high: str) -> None:
    taken = spread(Quantity.exactly(Decimal(stated), TONNE))
    assert taken.low is not None
    assert taken.high is not None
    assert (taken.low.value, taken.high.value) == (Decimal(low), Decimal(high))


def test_an_amount_worded_as_about_is_converted_to_about_and_no_bounds() -> None:
    weight = assumption("notified", Quantity.about(53_000, TONNE), "a test")
    made = converted(weight, [ratio("7.89")], label="x")
    assert made.quantity == Quantity.about(420_000, BARREL)
    assert any("no bound follows" in said for said in made.assumptions)


def test_a_counted_amount_by_a_counted_factor_keeps_all_its_digits() -> None:
    weight = assumption("notified", Quantity.exactly(53_001, TONNE), "a test")
    assert converted(weight, [ratio("8")], label="x").quantity == Quantity.exactly(424_008, BARREL)
