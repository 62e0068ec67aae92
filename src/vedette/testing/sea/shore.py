"""The shore of a made-up sea: its islands, and no other land."""

from __future__ import annotations

import numpy as np

from vedette.testing.sea.seas import Sea
from vedette.tracks.coast.shore import ShoreGrid


def shore_of(sea: Sea) -> ShoreGrid:
    """The distances to the islands of all basins, to run detectors with in place of those of the world."""
    rings = []
    for basin in sea.basins:
        low, high = basin.island
        west, east = low.longitude, high.longitude
        corners = [(west, low.latitude), (east, low.latitude), (east, high.latitude), (west, high.latitude)]
        rings.append(np.array([*corners, corners[0]]))
    return ShoreGrid.of_islands(rings)
