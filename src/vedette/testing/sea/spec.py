"""What a sea is made from: a seed, its size, and how many of each behaviour to plant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum

import attrs

from vedette.errors import VedetteError
from vedette.model.movement import EPOCH

MADE_UP = "MADE UP FOR TRAINING"
"""What every output carries; as long as the destination of an AIS type 5 report, where it stands."""

HOUR = 3600
DAY = 24 * HOUR
SLOT_DAYS = 3
SLOT = SLOT_DAYS * DAY
"""The calendar of a ship is parted in slots of three days; a slot holds at most one planted behaviour."""


class SeaError(VedetteError):
    """A sea that cannot be made as asked: too few ships, days or spots for its behaviours."""


class Margins(Enum):
    """How far planted events keep from the thresholds of detectors.

    CLEAN: at least 20 per cent on the far side. NOISY: 2 to 10 per cent, on both sides; the label says which.
    """

    CLEAN = "clean"
    NOISY = "noisy"


@attrs.frozen(kw_only=True)
class Noise:
    """What reception does to reports.

    ``gps_metres`` is the root mean square error of a position; ``duplicates`` the share of reports that a
    second receiver repeats up to two seconds later; ``dirty`` the share with a "not available" code.
    """

    gps_metres: float = 8.0
    duplicates: float = 0.0
    dirty: float = 0.0


@attrs.frozen(kw_only=True)
class SeaSpec:
    """The recipe of a sea; the same recipe makes the same bytes.

    ``ports`` counts per basin. ``behaviours`` maps the name of a behaviour (`plant.behaviours`) to how often
    it is planted. ``pace`` multiplies the mean reporting intervals. ``static_minutes`` is the time between two
    static reports, None for none. Raises `SeaError` for a size that cannot be made.
    """

    seed: int
    ships: int = 20
    days: int = 12
    start: dt.datetime = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    basins: int = 1
    ports: int = 12
    behaviours: Mapping[str, int] = attrs.field(factory=dict)
    noise: Noise = attrs.field(factory=Noise)
    margins: Margins = Margins.CLEAN
    class_b: float = 0.2
    pace: float = 1.0
    static_minutes: int | None = 6

    def __attrs_post_init__(self) -> None:
        self._within("days", self.days, low=SLOT_DAYS, high=3650)
        self._within("ships", self.ships, low=1, high=90_000)
        self._within("basins", self.basins, low=1, high=14)
        self._within("ports", self.ports, low=4, high=20)
        if self.start.tzinfo is None or (self.start - EPOCH) % dt.timedelta(days=1):
            raise SeaError(f"the sea starts at {self.start}", advice="start at midnight, in UTC")

    @staticmethod
    def _within(name: str, value: int, *, low: int, high: int) -> None:
        if not low <= value <= high:
            raise SeaError(f"{value} {name} in a sea", advice=f"ask for {low} to {high}")

    @property
    def began(self) -> int:
        """The first second of the sea, in lake time."""
        return int((self.start - EPOCH).total_seconds())

    @property
    def ended(self) -> int:
        """The second after the last of the sea, in lake time."""
        return self.began + self.days * DAY

    @property
    def slots(self) -> int:
        """Whole slots of the calendar; days left over are spent in port."""
        return self.days // SLOT_DAYS

    def slot_began(self, slot: int) -> int:
        """The first second of a slot, midnight UTC, in lake time."""
        return self.began + slot * SLOT
