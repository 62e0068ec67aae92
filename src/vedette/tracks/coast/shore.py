"""The grid of distances to shore: of the world, from package data, or of the islands of a made-up sea."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Self

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.coast.outlines import Numbers, dense, inside, vectors

CELLS = 10
"""Cells of the grid in a degree."""
CELL_STEPS = STEPS_PER_DEGREE // CELLS
ROWS, COLUMNS = 180 * CELLS, 360 * CELLS
FARTHEST = 127
"""Nautical miles at which distances are capped, on both sides."""
ERROR_NM = 5
"""Nautical miles by which a distance may be off: 4.3 from the middle of a cell to its corner, half a mile of
rounding, and a quarter of a mile between points of an outline."""
RADIUS_NM = 6_371_008.8 / 1852


@attrs.frozen(kw_only=True, eq=False)
class ShoreGrid:
    """Nautical miles to the nearest water's edge, by cells of a tenth of a degree from 90 S and 180 W.

    On water positive: to the nearest land, lakes being water. On land negative: to the nearest sea, lake or river.
    A distance is that of the middle of the cell, at most `ERROR_NM` off elsewhere in it; ``FARTHEST`` means
    that or more.
    """

    values: NDArray[np.int8]

    def nautical_miles(self, latitude: Any, longitude: Any) -> NDArray[np.int8]:
        """The distances of positions in steps of 1/600,000 degree; the caller leaves out absent ones."""
        row = np.clip((np.asarray(latitude) + 90 * STEPS_PER_DEGREE) // CELL_STEPS, 0, ROWS - 1)
        column = (np.asarray(longitude) + 180 * STEPS_PER_DEGREE) // CELL_STEPS % COLUMNS
        miles: NDArray[np.int8] = self.values[row, column]
        return miles

    @classmethod
    def of_islands(cls, islands: Sequence[Numbers]) -> Self:
        """The grid of a sea that has these islands alone, closed rings of lon, lat in degrees.

        A ring across the antimeridian goes on beyond 180 degrees. Rings do not touch, and hold no pole.
        """
        values = np.full((ROWS, COLUMNS), FARTHEST, np.int8)
        for ring in islands:
            _add_island(values, ring)
        return cls(values=values)


def _add_island(values: NDArray[np.int8], ring: Numbers) -> None:
    reach = FARTHEST / 60 + 1 / CELLS
    south, north = ring[:, 1].min() - reach, ring[:, 1].max() + reach
    wide = reach / math.cos(math.radians(min(85.0, max(abs(south), abs(north)))))
    columns = np.arange(_cell(ring[:, 0].min() - wide, 180), _cell(ring[:, 0].max() + wide, 180) + 1)
    longitudes = (columns + 0.5) / CELLS - 180
    edge = vectors(*dense(ring).T)
    for row in range(max(0, _cell(south, 90)), min(ROWS, _cell(north, 90) + 1)):
        latitude = (row + 0.5) / CELLS - 90
        cosines = (vectors(longitudes, np.full(len(longitudes), latitude)) @ edge.T).max(axis=1)
        miles = np.minimum(np.rint(np.arccos(np.clip(cosines, -1, 1)) * RADIUS_NM), FARTHEST)
        signed = np.where(inside([ring], latitude, longitudes), -miles, miles)
        at = columns % COLUMNS
        values[row, at] = np.minimum(values[row, at], signed)


def _cell(degrees: float, origin: int) -> int:
    return math.floor((degrees + origin) * CELLS)
