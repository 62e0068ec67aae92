"""The coast: outlines of land and lakes to draw, and the distance to shore.

The data were made by ``tools/extract_coast.py`` from Natural Earth 4.1.0, which is in the public domain: land at
1:10 million; lakes and rivers at 1:50 million. `README.md` beside this file tells where from. Nothing is read before
it is asked for, and all is kept once read.

Stored are, compressed by zlib: outlines as counts of rings and of their corners, then differences of corners in steps
of 1/50,000 degree, byte by byte (``land.bin``, ``lakes.bin``); the grid as differences in rows of differences between
rows (``shore.bin``).
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib import resources

import numpy as np

from vedette.tracks.coast.outlines import Numbers
from vedette.tracks.coast.shore import COLUMNS, ROWS, ShoreGrid

CREDIT = "Natural Earth"
"""Who made the coast; it asks for no credit, and gets one."""
QUANTA = 50_000
"""Steps of an outline in a degree: 0.0012 nautical miles."""


@cache
def land() -> tuple[Numbers, ...]:
    """The outlines of land, closed rings of rows of longitude and latitude in degrees, and of lakes, backwards.

    Land is drawn to 0.1 nautical miles where the scale of 1:10 million shows it; cuts at 180 degrees and at the
    south pole are edges of rings too. The arrays are read-only.
    """
    return (*_rings("land.bin"), *(ring[::-1] for ring in _rings("lakes.bin")))


@cache
def world_shore() -> ShoreGrid:
    """The distance to shore of the world: some 7 MB of memory, made in some tenths of a second."""
    differences = np.frombuffer(zlib.decompress(_data("shore.bin")), np.int8).reshape(ROWS, COLUMNS)
    values = np.cumsum(differences, axis=1, dtype=np.int8)
    for row in range(1, ROWS):
        values[row] += values[row - 1]
    values.flags.writeable = False
    return ShoreGrid(values=values)


def _rings(name: str) -> tuple[Numbers, ...]:
    content = zlib.decompress(_data(name))
    count = int(np.frombuffer(content, "<i4", 1)[0])
    lengths = np.frombuffer(content, "<i4", count, offset=4)
    planes = np.frombuffer(content, np.uint8, offset=4 * (count + 1)).reshape(4, -1)
    differences = np.ascontiguousarray(planes.T).view("<i4").reshape(2, -1).T
    degrees = np.cumsum(differences, axis=0, dtype=np.int32) / QUANTA
    degrees.flags.writeable = False
    return tuple(np.split(degrees, np.cumsum(lengths)[:-1]))


def _data(name: str) -> bytes:
    return resources.files("vedette.tracks.coast").joinpath(name).read_bytes()
