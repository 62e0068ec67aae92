"""What a transmitter says in place of where it is: distortions of reported positions, exact in time.

Each takes times (lake seconds, int64) and positions (degrees, float64) of a ship and changes the positions of
its own time in place.
"""

from __future__ import annotations

import math

import attrs
import numpy as np
import numpy.typing as npt

from vedette.testing.sea.routes import MILES_PER_DEGREE, Place

Times = npt.NDArray[np.int64]
Degrees = npt.NDArray[np.float64]


@attrs.frozen(kw_only=True)
class Distortion:
    """A distortion from ``began`` to ``ended`` inclusive, lake seconds."""

    began: int
    ended: int

    def apply(self, times: Times, latitudes: Degrees, longitudes: Degrees) -> None:
        """Change the positions whose time is within."""
        first, past = np.searchsorted(times, (self.began, self.ended + 1))
        if past > first:
            self.change(times[first:past], latitudes[first:past], longitudes[first:past])

    def change(self, times: Times, latitudes: Degrees, longitudes: Degrees) -> None:
        """Change all of these positions; the base changes none."""


@attrs.frozen(kw_only=True)
class Frozen(Distortion):
    """One position is repeated, to the last digit."""

    place: Place

    def change(self, times: Times, latitudes: Degrees, longitudes: Degrees) -> None:
        """Put every report at the one place."""
        del times
        latitudes[:] = self.place.latitude
        longitudes[:] = self.place.longitude


@attrs.frozen(kw_only=True)
class Moved(Distortion):
    """Positions are so many nautical miles north and east of the truth."""

    north: float
    east: float

    def change(self, times: Times, latitudes: Degrees, longitudes: Degrees) -> None:
        """Add the displacement, in degrees at the first latitude."""
        del times
        stretch = MILES_PER_DEGREE * math.cos(math.radians(float(latitudes[0])))
        latitudes += self.north / MILES_PER_DEGREE
        longitudes += self.east / stretch


@attrs.frozen(kw_only=True)
class Circle(Distortion):
    """Positions run round a circle at one speed, wherever the ship is."""

    centre: Place
    miles: float
    knots: float

    def change(self, times: Times, latitudes: Degrees, longitudes: Degrees) -> None:
        """Put each report on the circle, its angle by its time."""
        rate = self.knots / self.miles / 3600.0
        stretch = MILES_PER_DEGREE * math.cos(math.radians(self.centre.latitude))
        for index, elapsed in enumerate((times - self.began).tolist()):
            angle = rate * elapsed
            latitudes[index] = self.centre.latitude + self.miles * math.sin(angle) / MILES_PER_DEGREE
            longitudes[index] = self.centre.longitude + self.miles * math.cos(angle) / stretch
