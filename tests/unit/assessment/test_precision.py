from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.assessment.conversion import converted
from vedette.assessment.grounds import assumption
from vedette.assessment.precision import as_rounded
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
        (Quantity.about(Decimal("461.5"), RATIO), "461.45", "461.55"),
        (Quantity.about(460, RATIO), "455", "465"),
        (Quantity.about(461, RATIO), "460.5", "461.5"),
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
    assert both.quantity == Quantity.between(417_905, 441_755, BARREL)


def test_a_converted_figure_says_which_ratio_it_took_how_wide() -> None:
    weight = assumption("notified", Quantity.exactly(53_000, TONNE), "a test")
    [said] = converted(weight, [ratio("7.89")], label="x").assumptions
    assert "stated as 7.89, is taken as between 7.885 and 7.895 barrel/tonne" in said
    assert converted(weight, [ratio("8")], label="x").assumptions == ()
