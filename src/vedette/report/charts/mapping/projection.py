"""Projections of maps: from longitude and latitude to a plane whose unit is a degree of the equator, y up.

Mercator for regions and oceans, where navigators know it and where a straight line keeps its course; equal steps
of latitude for the world; a stereographic view of a pole for what lies round it. Formulas after Snyder, "Map
Projections: A Working Manual" (USGS Professional Paper 1395, 1987), chapters 7, 12 and 21, on the sphere.
Longitudes are counted on from the centre, so that 190 lies east of 180: nothing breaks at the antimeridian.
"""

from __future__ import annotations

import math
from typing import Protocol

import attrs
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

SEMI_MAJOR_KM = 6378.137
FLATTENING = 1 / 298.257223563
"""The ellipsoid of WGS 84, on which AIS positions are given (ITU-R M.1371)."""

MERCATOR_LIMIT = 84.0
POLE_LIMIT = 60.0
"""How far towards the other pole a view of a pole is drawn at all, in degrees beyond the equator."""


def parallel_km(latitude: float) -> float:
    """The length of a degree of longitude at a latitude, in kilometres, on WGS 84."""
    phi = math.radians(latitude)
    squared = FLATTENING * (2 - FLATTENING)
    radius = SEMI_MAJOR_KM * math.cos(phi) / math.sqrt(1 - squared * math.sin(phi) ** 2)
    return math.radians(1) * radius


class Projection(Protocol):
    """From degrees to the plane, and how long a degree of longitude is drawn."""

    @property
    def is_round(self) -> bool:
        """Whether meridians meet on the map; else they are vertical, and parallels horizontal."""
        ...

    @property
    def name(self) -> str:
        """The phrase that names it."""
        ...

    def forward(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """East and north of degrees, in degrees of the equator."""
        ...

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """Degrees of a place of the plane."""
        ...

    def degree_at(self, latitude: float) -> float:
        """How long a degree of longitude is drawn at a latitude."""
        ...


@attrs.frozen(kw_only=True)
class Mercator:
    """Mercator's projection: the same course is the same direction everywhere, sizes grow with latitude."""

    is_round: bool = False
    name: str = "mercator"

    def forward(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """As `Projection`; latitudes beyond 84 degrees stand at 84."""
        phi = np.radians(np.clip(latitude, -MERCATOR_LIMIT, MERCATOR_LIMIT))
        return np.asarray(longitude, np.float64), np.degrees(np.arctanh(np.sin(phi)))

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """As `Projection`."""
        return x, math.degrees(math.asin(math.tanh(math.radians(y))))

    def degree_at(self, latitude: float) -> float:  # noqa: ARG002 - the same at every latitude
        """As `Projection`: one."""
        return 1.0


@attrs.frozen(kw_only=True)
class Equirectangular:
    """Equal steps of longitude and latitude, true to scale along one parallel and along meridians."""

    parallel: float
    is_round: bool = False
    name: str = "equirectangular"

    def forward(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """As `Projection`."""
        shrunk = np.asarray(longitude, np.float64) * math.cos(math.radians(self.parallel))
        return shrunk, np.asarray(latitude, np.float64)

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """As `Projection`."""
        return x / math.cos(math.radians(self.parallel)), y

    def degree_at(self, latitude: float) -> float:  # noqa: ARG002 - the same at every latitude
        """As `Projection`."""
        return math.cos(math.radians(self.parallel))


@attrs.frozen(kw_only=True)
class Polar:
    """The stereographic view of the north pole (``side`` 1) or the south pole (-1), ``centre`` pointing down or up."""

    side: int
    centre: float
    is_round: bool = True
    name: str = "polar"

    def forward(self, longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
        """As `Projection`; what lies beyond 60 degrees on the other side stands at 60."""
        phi = np.radians(np.maximum(np.asarray(latitude) * self.side, -POLE_LIMIT))
        radius = np.degrees(2 * np.tan(math.pi / 4 - phi / 2))
        angle = np.radians(np.asarray(longitude) - self.centre)
        return radius * np.sin(angle), -self.side * radius * np.cos(angle)

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """As `Projection`."""
        latitude = 90 - 2 * math.degrees(math.atan(math.radians(math.hypot(x, y)) / 2))
        longitude = self.centre + math.degrees(math.atan2(x, -self.side * y))
        return longitude, latitude * self.side

    def degree_at(self, latitude: float) -> float:
        """As `Projection`."""
        phi = math.radians(latitude * self.side)
        return 2 * math.tan(math.pi / 4 - phi / 2)
