"""A sea as planned: its recipe, basins and ships, and the truth about them."""

from __future__ import annotations

import attrs

from vedette.testing.sea.routes import Basin
from vedette.testing.sea.ships import ShipPlan
from vedette.testing.sea.spec import SeaSpec
from vedette.testing.sea.truth import PlantedEvent


@attrs.frozen(kw_only=True, eq=False)
class Sea:
    """A planned sea: no report is generated yet, and every report and label follows from it."""

    spec: SeaSpec
    basins: tuple[Basin, ...]
    ships: tuple[ShipPlan, ...]
    truth: tuple[PlantedEvent, ...]
