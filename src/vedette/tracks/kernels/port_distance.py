"""The loop that measures how far places lie from the nearest port."""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import Column
from vedette.tracks.kernels.compiling import column, compiled, writable
from vedette.tracks.kernels.ports import nearest_port


@compiled(column("i4"), column("i4"), column("i4"), column("i4"), column("i4"), writable("f8"))
def port_distances(
    latitude: Column, longitude: Column, starts: Column, port_latitude: Column, port_longitude: Column,
    metres: np.ndarray,
) -> int:  # fmt: skip
    """Write the metres from each place to the nearest port; where none is near, a distance none is nearer than.

    Places in steps of 1/600,000 degree. Returns how many there are.
    """
    for at in range(latitude.size):
        _, metres[at] = nearest_port(latitude[at], longitude[at], starts, port_latitude, port_longitude)
    return int(latitude.size)
