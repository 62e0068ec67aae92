from __future__ import annotations

from collections.abc import Callable

import pytest

from vedette.testing.sea import PlantedEvent, Sea, SeaSpec, make_sea
from vedette.testing.sea.programme import behaviours
from vedette.testing.sea.report import blocks
from vedette.testing.sea.reports import Reports


@pytest.fixture(scope="session")
def sea() -> Sea:
    """A sea with every behaviour planted once."""
    every = dict.fromkeys(behaviours(), 1)
    return make_sea(SeaSpec(seed=7, ships=40, days=12, basins=2, pace=2.0, behaviours=every))


@pytest.fixture(scope="session")
def heard(sea: Sea) -> dict[int, Reports]:
    """What each transmitter of that sea sent."""
    return {int(part.transmitter[0]): part for part in blocks(sea) if len(part)}


@pytest.fixture(scope="session")
def told(sea: Sea) -> Callable[[str, str], PlantedEvent]:
    """The one label of that kind and variant."""

    def one(kind: str, variant: str) -> PlantedEvent:
        (event,) = (e for e in sea.truth if (e.kind, e.variant) == (kind, variant))
        return event

    return one
