from __future__ import annotations

import attrs
import pytest

from vedette.assessment.origins import amount_leaves, has_single_origin
from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

CITATION = Citation(exhibit=Sha256("0" * 64), locator=Locator("row=2"))


def leaf(author: str, unit: str = "barrel") -> Derivation:
    return Derivation(
        operation=Operation.CLAIM,
        label=author,
        quantity=Quantity.exactly(7, Unit.parse(unit)),
        citation=CITATION,
        author=author,
        sources=(author,),
    )


def over(operation: Operation, *inputs: Derivation) -> Derivation:
    return Derivation(
        operation=operation, label="x", quantity=Quantity.exactly(7, Unit("barrel")), inputs=inputs
    )


@pytest.mark.parametrize("operation", [Operation.MODEL, Operation.CONVERSION, Operation.SHARE])
def test_a_factor_and_a_cap_are_no_second_source(operation: Operation) -> None:
    made = over(operation, leaf("MSMT"), leaf("desk", "barrel/tonne"))
    assert [one.author for one in amount_leaves(made)] == ["MSMT"]
    assert has_single_origin(made)


def test_two_authors_of_a_converted_sum_are_two() -> None:
    both = over(Operation.SUM, leaf("MSMT"), leaf("Republic of Korea"))
    assert not has_single_origin(over(Operation.CONVERSION, both, leaf("desk", "barrel/tonne")))


def test_an_assumed_amount_leaves_all_leaves_to_count() -> None:
    assumed = attrs.evolve(leaf("x"), citation=None)
    assert [one.author for one in amount_leaves(over(Operation.MODEL, assumed, leaf("RUSI")))] == ["RUSI"]
