"""Containers times the ratio that another statement implies, which tells rounds for containers it counted.

The ratio is nobody's statement: it is as round as the two numbers that it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.assessment.cargo import CargoModel, ModelInput, Outcome
from vedette.assessment.precision import spread
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

_RATIO = Unit("round", "container")


def _rounds(given: Mapping[str, Quantity]) -> Outcome:
    rounds, counted = spread(given["stated_rounds"]), spread(given["stated_containers"])
    ratio = attrs.evolve(rounds.over(attrs.evolve(counted, unit=rounds.unit)), unit=_RATIO)
    return Outcome(quantity=given["containers"].times(ratio))


MODEL = CargoModel(
    name="containers_by_ratio",
    method="every container holds as many rounds as another statement gives for the containers it counted",
    inputs=(
        ModelInput(name="containers", meaning="containers shipped", units=("container",)),
        ModelInput(name="stated_rounds", meaning="rounds of the other statement", units=("round",)),
        ModelInput(
            name="stated_containers", meaning="containers of the other statement", units=("container",)
        ),
    ),
    compute=_rounds,
)
"""The conversion of one author's containers by another author's containers and rounds."""
