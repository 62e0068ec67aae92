"""Planting: a stage that casts ships and spots for one behaviour after the other, so that none overlap.

A behaviour is a `Behaviour` in a file of its own under ``plants``. A slot of a ship serves once, and so does a
spot of a basin in a slot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

import attrs
import numpy as np

from vedette.testing.sea.draft import Draft
from vedette.testing.sea.routes import Basin, Place, spots
from vedette.testing.sea.spec import Margins, SeaError, SeaSpec
from vedette.testing.sea.truth import Expectation, Parameter

CENTRE_MILES = 30.0


@attrs.frozen(kw_only=True)
class Scene:
    """What a behaviour is given: ships that are free in one slot, and a spot of the sea for it alone."""

    ships: tuple[Draft, ...]
    slot: int
    began: int
    spot: Place


@attrs.frozen(kw_only=True)
class Measured:
    """A drawn value beside its threshold: how far off, as a share of it, and what is expected of detectors."""

    value: float
    margin: float
    expectation: Expectation


@attrs.frozen(kw_only=True)
class Label:
    """An event as a behaviour states it, before transmitters and positions are known."""

    kind: str
    variant: str
    ships: tuple[Draft, ...]
    began: float
    ended: float | None
    expectation: Expectation = Expectation.MUST
    margin: float | None = None
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict)


class Reach(IntEnum):
    """How much of the calendar a behaviour takes; the widest is planted first."""

    BASIN = 0
    SHIP = 1
    SLOT = 2


@attrs.frozen(kw_only=True)
class Behaviour:
    """A behaviour by name, how much it takes, and the function that plants it once."""

    name: str
    reach: Reach
    plant: Callable[[Stage], None]


class Stage:
    """Ships, basins and the random numbers of a sea, and what has been planted in it so far."""

    def __init__(self, spec: SeaSpec, basins: Sequence[Basin], ships: Sequence[Draft]) -> None:
        self.spec = spec
        self.basins = basins
        self.ships = ships
        self.rng = np.random.Generator(np.random.PCG64([spec.seed, 1]))
        self.labels: list[Label] = []
        every = range(spec.slots)
        self.free = {(ship.number, slot) for ship in ships for slot in every}
        places = spots()
        self.spots = {
            (basin.number, slot): [places[index] for index in self.rng.permutation(len(places)).tolist()]
            for basin in basins
            for slot in every
        }

    def draw(self, low: float, high: float) -> float:
        """A number between two."""
        return float(self.rng.uniform(low, high))

    def label(self, label: Label) -> None:
        """Add to the truth."""
        self.labels.append(label)

    def scene(
        self,
        what: str,
        *,
        ships: int = 1,
        slot: int | None = None,
        basin: int | None = None,
        where: Callable[[float, float], bool] = lambda _north, _east: True,
        class_a: bool = False,
    ) -> Scene:
        """Cast ships in one slot of one basin, and a spot; raises `SeaError` when none are left."""
        slots = range(self.spec.slots) if slot is None else (slot % self.spec.slots,)
        pairs = [(b, s) for b in self.basins if basin in (None, b.number) for s in slots]
        for index in self.rng.permutation(len(pairs)).tolist():
            home, chosen = pairs[index]
            cast = [
                ship
                for ship in self.ships[home.number :: len(self.basins)]
                if (ship.number, chosen) in self.free and not (class_a and ship.class_b)
            ]
            spot = self._spot(home, chosen, where)
            if len(cast) >= ships and spot is not None:
                picked = [cast[at] for at in self.rng.permutation(len(cast))[:ships].tolist()]
                self.free -= {(ship.number, chosen) for ship in picked}
                began = self.spec.slot_began(chosen)
                return Scene(ships=tuple(picked), slot=chosen, began=began, spot=spot)
        raise SeaError(f"no room for {what} in this sea", advice="ask for more ships, days or basins")

    def _spot(self, basin: Basin, slot: int, where: Callable[[float, float], bool]) -> Place | None:
        left = self.spots[basin.number, slot]
        for index, (north, east) in enumerate(left):
            if where(north, east):
                del left[index]
                return basin.centre.offset(north=north, east=east)
        return None

    def whole(self, what: str, *, ships: int = 1) -> tuple[Draft, ...]:
        """Cast ships for the whole sea, of different basins if there are several; raises `SeaError`."""
        every = range(self.spec.slots)
        cast = [ship for ship in self.ships if all((ship.number, slot) in self.free for slot in every)]
        cast = [ship for ship in cast if not ship.class_b]
        if len(cast) < ships:
            raise SeaError(f"no ship is free for {what}", advice="ask for more ships")
        first = int(self.rng.integers(len(cast) - ships + 1))
        picked = cast[first : first + ships]
        self.free -= {(ship.number, slot) for ship in picked for slot in every}
        return tuple(picked)

    def basin_slot(self, what: str) -> tuple[Basin, int, list[Draft]]:
        """Cast every ship of a basin in one slot; raises `SeaError` when no slot is wholly free."""
        pairs = [(basin, slot) for basin in self.basins for slot in range(self.spec.slots)]
        for index in self.rng.permutation(len(pairs)).tolist():
            basin, slot = pairs[index]
            ships = list(self.ships[basin.number :: len(self.basins)])
            taken = {(ship.number, slot) for ship in ships}
            if taken <= self.free:
                self.free -= taken
                return basin, slot, ships
        raise SeaError(f"no slot is free for {what}", advice="ask for more days or basins")

    def measured(self, threshold: float, *, low: float, high: float, below: bool = False) -> Measured:
        """Draw a value: clean, between two multiples of a threshold; noisy, within a tenth on either side.

        ``below`` says that the event lies below its threshold (a speed), not above (a duration).
        """
        noisy = self.spec.margins is Margins.NOISY
        share = (
            self.draw(0.02, 0.10) * (1 if self.rng.integers(2) else -1) if noisy else self.draw(low, high) - 1
        )
        margin = -share if below else share
        expectation = Expectation.MUST if margin > 0 else Expectation.MUST_NOT
        return Measured(value=threshold * (1 + share), margin=round(margin, 6), expectation=expectation)


def central(north: float, east: float) -> bool:
    """Whether a spot is so near the centre that every port is 70 miles away."""
    return north * north + east * east <= CENTRE_MILES**2
