"""Crate geometry: how many crates fit into a container, by size, by fill and by mass, times rounds per crate.

Crates stand parallel to the walls, all turned the same way, in the best of the six ways; no crate is cut. The
fill factor says how much of that room is used, and the payload caps the mass.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from itertools import permutations

from vedette.assessment.cargo import CargoModel, ModelInput, Outcome
from vedette.errors import FigureError
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

_SIDES = ("length", "width", "height")
_CRATES = Unit("crate", "container")


def _rounds(given: Mapping[str, Quantity]) -> Outcome:
    fewest = _crates(given, fewest=True)
    most = _crates(given, fewest=False)
    crates = Quantity.between(fewest, most, _CRATES)
    rounds = given["containers"].times(crates).times(given["rounds_per_crate"])
    return Outcome(
        quantity=rounds,
        scenarios=(("crates in a container", crates),),
        assumptions=(
            "crates stand parallel to the walls, all turned the same way",
            "every container holds crates of one kind and nothing else",
        ),
    )


def _crates(given: Mapping[str, Quantity], *, fewest: bool) -> Decimal:
    room = [_end(given, f"inner_{side}", high=not fewest) for side in _SIDES]
    crate = [_end(given, f"crate_{side}", high=fewest) for side in _SIDES]
    by_size = max(_fitting(room, turned) for turned in permutations(crate))
    filled = (by_size * _end(given, "fill_factor", high=not fewest)).to_integral_value(ROUND_FLOOR)
    if "payload" not in given or "crate_mass" not in given:
        return filled
    by_mass = _end(given, "payload", high=not fewest) // _end(given, "crate_mass", high=fewest)
    return min(filled, by_mass)


def _fitting(room: list[Decimal], crate: tuple[Decimal, ...]) -> Decimal:
    length, width, height = (inner // outer for inner, outer in zip(room, crate, strict=True))
    return length * width * height


def _end(given: Mapping[str, Quantity], name: str, *, high: bool) -> Decimal:
    """The high or low end of an input, which must have one and be more than nothing."""
    end = given[name].high if high else given[name].low
    if end is None or end.value == 0:
        raise FigureError(
            f"model crate_geometry: {name} has no {'high' if high else 'low'} end to reckon with",
            advice="give it exactly, or between two values",
        )
    return end.value


MODEL = CargoModel(
    name="crate_geometry",
    method="crates that fit a container by size, times the fill factor, at most what the payload allows",
    inputs=(
        ModelInput(name="containers", meaning="containers shipped", units=("container",)),
        *(
            ModelInput(name=f"inner_{side}", meaning=f"inner {side} of a container", units=("metre",))
            for side in _SIDES
        ),
        *(
            ModelInput(name=f"crate_{side}", meaning=f"outer {side} of a crate", units=("metre",))
            for side in _SIDES
        ),
        ModelInput(name="rounds_per_crate", meaning="rounds in a crate", units=("round/crate",)),
        ModelInput(name="fill_factor", meaning="used share of the room, 0 to 1", units=("share",)),
        ModelInput(
            name="payload",
            meaning="greatest mass in a container",
            units=("kilogram/container",),
            optional=True,
        ),
        ModelInput(
            name="crate_mass", meaning="mass of a full crate", units=("kilogram/crate",), optional=True
        ),
    ),
    compute=_rounds,
)
"""The method of estimates that start from what a ship can carry."""
