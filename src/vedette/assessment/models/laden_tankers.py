"""Laden tankers: visits times capacity at one third, one half and nine tenths laden.

The method of the United States and the Panel of Experts for deliveries of refined petroleum that nobody
reported (domain facts 1.8): what a tanker carried is not seen, so three scenarios stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.assessment.cargo import CargoModel, ModelInput, Outcome
from vedette.model.quantities import Quantity, envelope
from vedette.model.units import Unit

LADEN = (("one third laden", 1, 3), ("one half laden", 1, 2), ("90 per cent laden", 9, 10))
"""The scenarios: name, and the fraction as numerator and denominator."""


def _delivered(given: Mapping[str, Quantity]) -> Outcome:
    full = given["visits"].times(_for_each_visit(given["capacity"], given["visits"].unit))
    if "barrels_per_tonne" in given:
        full = full.times(given["barrels_per_tonne"])
    scenarios = tuple((name, _fraction(full, over, under)) for name, over, under in LADEN)
    return Outcome(
        quantity=envelope((quantity for _, quantity in scenarios), full.unit),
        scenarios=scenarios,
        assumptions=("every visit ends in one delivery", "all visits are equally laden within a scenario"),
    )


def _for_each_visit(capacity: Quantity, visits: Unit) -> Quantity:
    """The capacity by visit: each visit is that of one ship."""
    return attrs.evolve(capacity, unit=Unit(capacity.unit.over, str(visits)))


def _fraction(full: Quantity, over: int, under: int) -> Quantity:
    """That fraction of the full amount, its ends rounded outwards where they do not come out even."""
    shared = full.over(Quantity.exactly(under, full.unit))
    return shared.times(Quantity.exactly(over, Unit(str(full.unit), "share")))


MODEL = CargoModel(
    name="laden_tankers",
    method="visits times capacity, at one third, one half and 90 per cent laden",
    inputs=(
        ModelInput(
            name="visits", meaning="visits or deliveries by tankers", units=("visit", "delivery", "voyage")
        ),
        ModelInput(
            name="capacity",
            meaning="what a tanker holds",
            units=(
                "tonne/vessel",
                "tonne/ship",
                "tonne/visit",
                "tonne/delivery",
                "barrel/visit",
                "barrel/vessel",
            ),
        ),
        ModelInput(
            name="barrels_per_tonne",
            meaning="conversion factor, cited",
            units=("barrel/tonne",),
            optional=True,
        ),
    ),
    compute=_delivered,
)
"""The three scenarios and their range."""
