"""Containers times rounds per container, as if every container held the same kind of round and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.assessment.cargo import CargoModel, ModelInput, Outcome
from vedette.model.quantities import Quantity


def _rounds(given: Mapping[str, Quantity]) -> Outcome:
    return Outcome(quantity=given["containers"].times(given["rounds_per_container"]))


MODEL = CargoModel(
    name="containers_by_rounds",
    method="every container holds rounds of one kind and nothing else",
    inputs=(
        ModelInput(name="containers", meaning="containers shipped", units=("container",)),
        ModelInput(
            name="rounds_per_container", meaning="rounds in a full container", units=("round/container",)
        ),
    ),
    compute=_rounds,
)
"""The conversion behind "13,000 containers, six million rounds if all were 152 mm shells"."""
