from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.assessment.grounds import assumption
from vedette.assessment.models import model_named, models
from vedette.errors import FigureError
from vedette.model.figures import Derivation
from vedette.model.quantities import End, Quantity
from vedette.model.units import Unit

ROUND, BARREL = Unit("round"), Unit("barrel")


def exactly(value: str, unit: str) -> Derivation:
    return assumption(unit, Quantity.exactly(Decimal(value), Unit.parse(unit)), "a test")


def between(low: str, high: str, unit: str) -> Derivation:
    return assumption(unit, Quantity.between(Decimal(low), Decimal(high), Unit.parse(unit)), "a test")


def test_the_models_are_found_by_looking_in_their_folder() -> None:
    assert set(models()) == {"containers_by_ratio", "containers_by_rounds", "crate_geometry", "laden_tankers"}


def test_more_than_so_many_containers_hold_more_than_so_many_rounds() -> None:
    given = {
        "containers": assumption("c", Quantity.more_than(20_000, Unit("container")), "a test"),
        "rounds_per_container": between("400", "500", "round/container"),
    }
    assert model_named("containers_by_rounds").apply(given, label="x").quantity == Quantity.more_than(
        8_000_000, ROUND
    )


def about(value: int, unit: str) -> Derivation:
    return assumption(unit, Quantity.about(Decimal(value), Unit.parse(unit)), "a test")


def test_two_numbers_worded_as_about_give_about_and_no_bounds() -> None:
    given = {"containers": about(13_000, "container"), "rounds_per_container": about(460, "round/container")}
    made = model_named("containers_by_rounds").apply(given, label="x")
    assert made.quantity == Quantity.about(6_000_000, ROUND)
    assert any("no bound follows" in said for said in made.assumptions)


def test_more_than_so_many_by_about_so_much_is_about_and_not_more_than() -> None:
    given = {
        "containers": assumption("c", Quantity.more_than(20_000, Unit("container")), "a test"),
        "rounds_per_container": assumption(
            "r", Quantity.about(Decimal("461.5"), Unit("round", "container")), "a test"
        ),
    }
    made = model_named("containers_by_rounds").apply(given, label="x")
    assert made.quantity == Quantity.about(9_000_000, ROUND)


def test_a_cited_tolerance_gives_bounds() -> None:
    tolerant = Quantity.about(460, Unit("round", "container"), tolerance=Decimal("0.1"))
    given = {
        "containers": exactly("10", "container"),
        "rounds_per_container": assumption("r", tolerant, "a test"),
    }
    made = model_named("containers_by_rounds").apply(given, label="x").quantity
    assert (made.low, made.high) == (End(Decimal(4140)), End(Decimal(5060)))


def test_a_ratio_of_round_numbers_is_as_round_as_they_are() -> None:
    given = {
        "containers": exactly("20001", "container"),
        "stated_rounds": exactly("6000000", "round"),
        "stated_containers": exactly("13000", "container"),
    }
    made = model_named("containers_by_ratio").apply(given, label="x").quantity
    assert made.low is not None
    assert made.high is not None
    assert Decimal(8_148_000) < made.low.value < Decimal(8_149_000)
    assert Decimal(10_400_000) < made.high.value < Decimal(10_401_000)


def test_a_ratio_of_two_numbers_worded_as_about_gives_about() -> None:
    given = {
        "containers": assumption("c", Quantity.more_than(20_000, Unit("container")), "a test"),
        "stated_rounds": about(6_000_000, "round"),
        "stated_containers": about(13_000, "container"),
    }
    made = model_named("containers_by_ratio").apply(given, label="x").quantity
    assert made == Quantity.about(9_000_000, ROUND)


def test_tankers_of_about_a_capacity_are_told_by_scenario_without_bounds() -> None:
    given = {"visits": exactly("43", "visit"), "capacity": about(3000, "tonne/vessel")}
    made = model_named("laden_tankers").apply(given, label="x")
    assert not made.quantity.is_bounded
    assert [one.quantity.nominal for one in made.inputs[-3:]] == [40_000, 60_000, 100_000]


CRATES = {
    "containers": exactly("10", "container"),
    "inner_length": exactly("5.9", "metre"),
    "inner_width": exactly("2.35", "metre"),
    "inner_height": exactly("2.39", "metre"),
    "crate_length": exactly("1", "metre"),
    "crate_width": exactly("0.5", "metre"),
    "crate_height": exactly("0.25", "metre"),
    "rounds_per_crate": exactly("2", "round/crate"),
    "fill_factor": between("0.5", "1", "share"),
}


def test_crates_are_not_cut_and_the_fill_factor_spans_the_range() -> None:
    made = model_named("crate_geometry").apply(CRATES, label="x")
    # Lengthwise 5 x 4 x 9 crates fit; turned best, 11 along, 2 across and 9 up: 198.
    assert made.quantity == Quantity.between(99 * 2 * 10, 198 * 2 * 10, ROUND)
    assert made.inputs[-1].label == "crates in a container"


def test_the_payload_caps_what_the_room_would_hold() -> None:
    heavy = CRATES | {
        "payload": exactly("21000", "kilogram/container"),
        "crate_mass": exactly("150", "kilogram/crate"),
    }
    made = model_named("crate_geometry").apply(heavy, label="x")
    assert made.quantity == Quantity.between(99 * 2 * 10, 140 * 2 * 10, ROUND)


def test_tankers_are_told_in_three_scenarios_and_their_range() -> None:
    made = model_named("laden_tankers").apply(
        {
            "visits": exactly("43", "visit"),
            "capacity": exactly("3000", "tonne/vessel"),
            "barrels_per_tonne": between("7.89", "8.33", "barrel/tonne"),
        },
        label="x",
    )
    names = [one.label for one in made.inputs[-3:]]
    assert names == ["one third laden", "one half laden", "90 per cent laden"]
    low, high = Decimal(43 * 1000) * Decimal("7.89"), Decimal(43 * 2700) * Decimal("8.33")
    assert made.quantity == Quantity.between(low, high, BARREL)


def test_a_third_that_does_not_come_out_even_is_rounded_outwards() -> None:
    given = {"visits": exactly("1", "visit"), "capacity": exactly("100", "barrel/visit")}
    third = model_named("laden_tankers").apply(given, label="x").inputs[-3].quantity
    assert third.low is not None
    assert third.high is not None
    assert third.low.value < third.high.value


@pytest.mark.parametrize(
    "change", [{"colour": exactly("1", "share")}, {"containers": exactly("1", "person")}]
)
def test_an_input_that_is_unknown_or_in_another_unit_is_refused(change: dict[str, Derivation]) -> None:
    with pytest.raises(FigureError, match="model containers_by_rounds"):
        model_named("containers_by_rounds").apply(
            {
                "containers": exactly("1", "container"),
                "rounds_per_container": exactly("1", "round/container"),
                **change,
            },
            label="x",
        )


def test_a_missing_input_is_named_with_what_it_means() -> None:
    with pytest.raises(FigureError) as refused:
        model_named("containers_by_rounds").apply({"containers": exactly("1", "container")}, label="x")
    assert "lacks rounds_per_container" in refused.value.message
    assert "rounds in a full container" in refused.value.advice


def test_an_unknown_model_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(FigureError) as refused:
        model_named("guesswork")
    assert "crate_geometry" in refused.value.advice
