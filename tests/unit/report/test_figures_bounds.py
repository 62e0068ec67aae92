"""Figures over figures: however many there are, an answer or a refusal comes soon."""

from __future__ import annotations

import time

import attrs
import pytest

from vedette.errors import FigureError
from vedette.model.figures import Derivation, Operation
from vedette.model.handling import PUBLIC
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.report.definitions import read_definitions
from vedette.report.figure_bounds import DEEPEST, MOST_REPEATED, refuse_endless
from vedette.report.figures import derive
from vedette.sources.case_file import read_case
from vedette.testing.editions import CASE
from vedette.testing.facts import claim

FACT = claim("W-1", Quantity.exactly(481, Unit("person")), subject="workers.further")
LEAF = Derivation(operation=Operation.CLAIM, label="leaf", quantity=FACT.quantity)
FIRST = '[f0]\nlabel = "f"\nclaim = { key = "W-1" }\n'


def derived(text: str) -> list[str]:
    return list(derive(read_definitions(text), [FACT], read_case(CASE.encode()), audience=PUBLIC).whole())


def step(name: str, *over: str, by: str = "union") -> str:
    return f'[{name}]\nlabel = "f"\n{by} = [{", ".join(repr(one) for one in over)}]\n'


@pytest.mark.parametrize("turned", [False, True], ids=["from the rows up", "from the top down"])
@pytest.mark.parametrize("by", ["union", "sum"])
def test_a_chain_of_300_figures_is_refused_by_the_name_of_one(turned: bool, by: str) -> None:  # noqa: FBT001
    chain = [FIRST, *(step(f"f{n}", f"f{n - 1}", by=by) for n in range(1, 300))]
    with pytest.raises(FigureError, match=rf"'f\d+' rests on figures .* more than {DEEPEST} deep"):
        derived("".join(reversed(chain) if turned else chain))


def test_a_ring_of_figures_is_told_whole_whether_by_operation_or_by_parts() -> None:
    with pytest.raises(FigureError, match="a -> b -> a"):
        derived(step("a", "b") + step("b", "a"))
    with pytest.raises(FigureError, match="f0 -> f0"):
        derived(FIRST + 'parts = ["f0"]\n')


def test_a_few_steps_are_not_too_many() -> None:
    assert len(derived(FIRST + "".join(step(f"f{n}", f"f{n - 1}") for n in range(1, 20)))) == 20


DOUBLED = FIRST + '[g0]\nlabel = "g"\nclaim = { key = "W-1" }\n'


def test_figures_that_double_at_each_step_are_refused_by_name_where_the_tree_grows_endless() -> None:
    steps = [step(f"{one}{n}", f"f{n - 1}", f"g{n - 1}") for n in range(1, 41) for one in "fg"]
    begun = time.monotonic()
    found = derive(
        read_definitions(DOUBLED + "".join(steps)), [FACT], read_case(CASE.encode()), audience=PUBLIC
    )
    assert time.monotonic() - begun < 10
    assert {*found.figures, *found.failed} == {f"{one}{n}" for one in "fg" for n in range(41)}
    assert "in more than 10,000 ways" in found.failed["f40"].message
    assert all(printed(one.derivation) < 2 * MOST_REPEATED for one in found.figures.values())
    assert len(found.figures["f5"].derivation.leaves()) == 2


def printed(node: Derivation) -> int:
    return 1 + sum(printed(one) for one in node.inputs)


def test_a_count_of_many_rows_is_not_refused_for_their_number() -> None:
    rows = [attrs.evolve(LEAF, label=f"{n}") for n in range(2 * MOST_REPEATED)]
    refuse_endless("many", attrs.evolve(LEAF, inputs=tuple(rows)))
    twice = attrs.evolve(LEAF, inputs=tuple(rows))
    with pytest.raises(FigureError, match="'twice' rests on the same figures"):
        refuse_endless("twice", attrs.evolve(LEAF, inputs=(twice, twice)))
