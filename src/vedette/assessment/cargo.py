"""Cargo models: named methods that turn what is seen (ships, containers, visits) into what it may hold.

A model is one file in ``assessment/models``, found by looking in the folder; its file name is its name. It
states its inputs and assumptions, and works by interval arithmetic: nothing is averaged. Its first input is the
amount that somebody tells; the others turn it into another unit, and are no second source of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from vedette.assessment.precision import (
    as_rounded,
    fewest_digits,
    is_about,
    said_of,
    said_of_about,
    to_digits,
)
from vedette.errors import FigureError
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import Quantity, Wording
from vedette.model.units import Unit


@attrs.frozen(kw_only=True)
class ModelInput:
    """One input: its name, what it means, the units it may have, and whether it may be missing."""

    name: str
    meaning: str
    units: tuple[str, ...]
    optional: bool = False


@attrs.frozen(kw_only=True)
class Outcome:
    """What a model yields: the range, and the scenarios that span it, each with its name."""

    quantity: Quantity
    scenarios: tuple[tuple[str, Quantity], ...] = ()
    assumptions: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class CargoModel:
    """A method: its name, what it does in one sentence, its inputs, and how it computes."""

    name: str
    method: str
    inputs: tuple[ModelInput, ...]
    compute: Callable[[Mapping[str, Quantity]], Outcome]

    def apply(self, given: Mapping[str, Derivation], *, label: str) -> Derivation:
        """The model on derived inputs; they and the scenarios are the inputs of the node.

        A ratio is taken to half a unit of its last digit (`precision`), and the node says so. Where an input is
        worded as about, no bound follows: a stated bound of another input is then taken at its number, and the
        result is about, with as many digits as the roundest input.

        Raises `FigureError` for an input that is missing, unknown, or in another unit.
        """
        self._check(given)
        taken = {name: as_rounded(node.quantity) for name, node in given.items()}
        about = sorted(name for name, quantity in taken.items() if is_about(quantity))
        outcome = self._about(taken) if about else self.compute(taken)
        used = [given[one.name] for one in self.inputs if one.name in given]
        return Derivation(
            operation=Operation.MODEL,
            label=label,
            quantity=outcome.quantity,
            inputs=(*used, *(_scenario(name, quantity) for name, quantity in outcome.scenarios)),
            assumptions=(
                f"model {self.name}: {self.method}",
                *outcome.assumptions,
                *(
                    said_of(name, given[name].quantity, quantity)
                    for name, quantity in taken.items()
                    if quantity != given[name].quantity
                ),
                *((said_of_about(about),) if about else ()),
                *_assumed(used),
            ),
        )

    def _about(self, taken: Mapping[str, Quantity]) -> Outcome:
        """The outcome without bounds, every input at its number, rounded as the roundest of them."""
        outcome = self.compute({name: _at_its_number(quantity) for name, quantity in taken.items()})
        digits = fewest_digits(taken.values())
        scenarios = tuple((name, _without_bounds(quantity, digits)) for name, quantity in outcome.scenarios)
        return attrs.evolve(outcome, quantity=_without_bounds(outcome.quantity, digits), scenarios=scenarios)

    def _check(self, given: Mapping[str, Derivation]) -> None:
        known = {one.name: one for one in self.inputs}
        missing = sorted(one.name for one in self.inputs if not one.optional and one.name not in given)
        unknown = sorted(set(given) - set(known))
        if missing or unknown:
            raise FigureError(
                f"model {self.name} lacks {', '.join(missing) or 'nothing'}; "
                f"it does not know {', '.join(unknown) or 'nothing more'}",
                advice="its inputs are "
                + "; ".join(f"{one.name} ({' or '.join(one.units)}): {one.meaning}" for one in self.inputs),
            )
        for name, node in given.items():
            if node.quantity.unit not in map(Unit.parse, known[name].units):
                raise FigureError(
                    f"model {self.name}: {name} is given in {node.quantity.unit}",
                    advice=f"give it in {' or '.join(known[name].units)}",
                )


def _at_its_number(quantity: Quantity) -> Quantity:
    """A quantity that is bounded at one end as about that number; any other as it is."""
    ends = [end for end in (quantity.low, quantity.high) if end]
    if quantity.nominal is None and len(ends) == 1:
        return Quantity.about(ends[0].value, quantity.unit)
    return quantity


def _without_bounds(quantity: Quantity, digits: int | None) -> Quantity:
    """About its nominal value; what has none is as the model has it."""
    if quantity.nominal is None or quantity.wording is Wording.EXACTLY:
        return quantity
    return to_digits(Quantity.about(quantity.nominal, quantity.unit), digits)


def _scenario(name: str, quantity: Quantity) -> Derivation:
    return Derivation(operation=Operation.MODEL, label=name, quantity=quantity)


def _assumed(nodes: Sequence[Derivation]) -> tuple[str, ...]:
    return tuple(said for node in nodes if not node.leaves() for said in node.assumptions)
