"""Which part of the world a map shows: what it has to hold with a margin, in a sheet of sensible shape."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np

from vedette.errors import ReportError
from vedette.report.charts.mapping.projection import (
    Equirectangular,
    Mercator,
    Numbers,
    Polar,
    Projection,
    parallel_km,
)

Degrees = tuple[float, float]
"""Longitude and latitude."""

FULL = 360.0
MARGIN = 0.07
"""Of the width and height, on each side."""

LEAST_DEGREES = 0.35
"""The least height of a map, in degrees of the equator (21 nautical miles): below it the coast is too coarse."""

_WIDEST_REGION = 170.0
_TALLEST_REGION = 110.0
_NORTHERNMOST = 78.0
_POLAR_FROM = 62.0
_NEXT_TO_POLE = 89.0
_WORLD = 290.0
_WORLD_PARALLEL = 35.0
_WORLD_LATITUDES = (-62.0, 82.0)


@attrs.frozen(kw_only=True)
class Box:
    """Degrees west, south, east, north; ``east`` counts on beyond 180 where the box crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """Read "W,S,E,N" in degrees; east of the antimeridian, E is less than W (170,-10,-170,10)."""
        try:
            west, south, east, north = (float(one) for one in text.split(","))
        except ValueError as error:
            raise _no_box(text) from error
        is_sane = abs(west) <= FULL / 2 and abs(east) <= FULL / 2 and -90 <= south < north <= 90  # noqa: PLR2004 - poles
        if not is_sane or west == east:
            raise _no_box(text)
        return cls(west=west, south=south, east=east if east > west else east + FULL, north=north)

    @property
    def middle(self) -> Degrees:
        """The centre; its longitude may lie beyond 180."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a position lies inside or on the edge."""
        return (
            self.south <= latitude <= self.north and (longitude - self.west) % FULL <= self.east - self.west
        )


def _no_box(text: str) -> ReportError:
    return ReportError(
        f"{text!r} is no box of a map", advice="write degrees west,south,east,north: -80,25,-65,45"
    )


def around(places: Sequence[Degrees]) -> Box:
    """The least box round some places; longitudes on the shortest arc that holds them all.

    Raises:
        ReportError: there is no place.
    """
    if not places:
        raise ReportError(
            "nothing that is to be drawn on the map has a position",
            advice="ask for other kinds, ships or days, or write another format",
        )
    east = np.unique(np.array([one[0] for one in places], np.float64) % FULL)
    gaps = np.diff(np.append(east, east[0] + FULL))
    after = int(np.argmax(gaps))
    west = float(east[(after + 1) % len(east)])
    width = FULL - float(gaps[after])
    west = west - FULL if west >= FULL / 2 else west
    north = [one[1] for one in places]
    return Box(west=west, south=min(north), east=west + width, north=max(north))


@attrs.frozen(kw_only=True)
class Frame:
    """The map on its sheet: a projection about a central meridian, and the part of its plane that is shown.

    ``left`` and ``bottom`` are of the plane; ``scale`` is millimetres to a unit; width and height in millimetres.
    """

    projection: Projection
    centre: float
    left: float
    bottom: float
    scale: float
    width: float
    height: float

    def placed(self, longitude: Numbers, latitude: Numbers) -> Numbers:
        """Millimetres from the upper left corner, y down, to a hundredth; longitudes as they come, unwrapped."""
        x, y = self.projection.forward(longitude - self.centre, latitude)
        across, down = (x - self.left) * self.scale, self.height - (y - self.bottom) * self.scale
        limit = 1e6
        return np.asarray(np.round(np.clip(np.stack([across, down], axis=-1), -limit, limit), 2), np.float64)

    def shifts(self, west: float, east: float) -> list[float]:
        """By how many degrees something from west to east has to be moved to be seen; several on a world map."""
        if self.projection.is_round:
            return [0.0]
        low, high = self.longitudes
        return [
            turn * FULL for turn in range(-2, 3) if west + turn * FULL <= high and east + turn * FULL >= low
        ]

    @property
    def longitudes(self) -> Degrees:
        """The westernmost and easternmost longitude of a map that is not round."""
        west, _ = self.projection.backward(self.left, self.bottom)
        east, _ = self.projection.backward(self.left + self.width / self.scale, self.bottom)
        return west + self.centre, east + self.centre

    @property
    def latitudes(self) -> Degrees:
        """The southernmost and northernmost latitude that can be seen."""
        x = np.array([self.left, self.left + self.width / self.scale])
        y = np.array([self.bottom, self.bottom + self.height / self.scale])
        corners = [self.projection.backward(float(one), float(other))[1] for one in x for other in y]
        if self.projection.is_round:
            return (min(corners), 90.0) if corners[0] > 0 else (-90.0, max(corners))
        return min(corners), max(corners)

    @property
    def middle_latitude(self) -> float:
        """The latitude in the middle of the picture, for which the scale is drawn."""
        x, y = self.left + self.width / 2 / self.scale, self.bottom + self.height / 2 / self.scale
        latitude = self.projection.backward(x, y)[1]
        return min(max(latitude, -_NEXT_TO_POLE), _NEXT_TO_POLE)

    def millimetres_a_kilometre(self, latitude: float) -> float:
        """How long a kilometre along a parallel is drawn."""
        return self.projection.degree_at(latitude) * self.scale / parallel_km(latitude)


def framed(box: Box, *, width: float, heights: tuple[float, float], is_exact: bool = False) -> Frame:
    """A frame of at most a given width that holds a box; its height between two bounds, all in millimetres.

    The box grows by the margin and to the least size, and where it is taller than the sheet, it grows to the sides.
    An exact one does neither: its frame gets narrower. A box of most longitudes becomes the whole world.
    """
    margin = 0.0 if is_exact else MARGIN
    projection, box = _projected(box)
    centre = box.middle[0]
    left, bottom, right, top = _bounds(projection, box)
    across, up = max(right - left, LEAST_DEGREES / 4), max(top - bottom, LEAST_DEGREES / 4)
    across, up = across * (1 + 2 * margin), max(up * (1 + 2 * margin), LEAST_DEGREES)
    most, tallest = _most(projection)
    up = min(up, tallest)
    across = min(max(across, LEAST_DEGREES), most)
    scale = min(width / across, heights[1] / up)
    if is_exact:
        width = round(across * scale, 2)
    across = min(width / scale, most)
    scale = width / across
    high = min(max(up * scale, heights[0]), heights[1], tallest * scale)
    middle = _kept_inside(projection, (bottom + top) / 2, high / scale)
    return Frame(
        projection=projection,
        centre=centre,
        left=(left + right) / 2 - across / 2,
        bottom=middle - high / scale / 2,
        scale=scale,
        width=width,
        height=round(high, 2),
    )


def _projected(box: Box) -> tuple[Projection, Box]:
    """The projection that suits a box, and the box; that of the world has all longitudes."""
    wide, high = box.east - box.west, box.north - box.south
    if min(abs(box.south), abs(box.north)) >= _POLAR_FROM and box.south * box.north > 0:
        is_polar = wide > _TALLEST_REGION or max(abs(box.south), abs(box.north)) > _NORTHERNMOST
        if is_polar:
            return Polar(side=1 if box.south > 0 else -1, centre=0.0), box
    if wide >= _WORLD:
        return Equirectangular(parallel=_WORLD_PARALLEL), _whole_world(box)
    if wide > _WIDEST_REGION or high > _TALLEST_REGION or max(-box.south, box.north) > _NORTHERNMOST:
        steepest = min(abs(box.middle[1]), _POLAR_FROM)
        return Equirectangular(parallel=round(steepest)), box
    return Mercator(), box


def _whole_world(box: Box) -> Box:
    """All longitudes about Greenwich, and the latitudes between Antarctica and the Arctic, or more if need be."""
    south, north = _WORLD_LATITUDES
    return Box(west=-FULL / 2, south=min(south, box.south), east=FULL / 2, north=max(north, box.north))


def _bounds(projection: Projection, box: Box) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box in the plane, from points all along its edges."""
    steps = np.linspace(0, 1, 181)
    east = (box.west - box.middle[0]) + steps * (box.east - box.west)
    north = box.south + steps * (box.north - box.south)
    longitude = np.concatenate([east, east, np.full(181, east[0]), np.full(181, east[-1])])
    latitude = np.concatenate([np.full(181, box.south), np.full(181, box.north), north, north])
    x, y = projection.forward(longitude, latitude)
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _most(projection: Projection) -> tuple[float, float]:
    """The width and height of the whole world in the plane; a round map has no edge."""
    if projection.is_round:
        return math.inf, math.inf
    return FULL * projection.degree_at(0.0), 2 * _pole(projection)


def _pole(projection: Projection) -> float:
    """How far up the northern end of the world stands."""
    return float(projection.forward(np.array([0.0]), np.array([90.0]))[1][0])


def _kept_inside(projection: Projection, middle: float, high: float) -> float:
    """The middle moved so that no map shows what lies beyond a pole."""
    if projection.is_round:
        return middle
    beyond = _pole(projection) - high / 2
    return min(max(middle, -beyond), beyond) if beyond > 0 else 0.0
