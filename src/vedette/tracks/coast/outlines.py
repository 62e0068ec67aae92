"""Outlines on the sphere: points along them, how far those are, and what lies inside; lines are rows of lon, lat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

APART = 0.5 / 60
"""Degrees between two points of an edge at most; a quarter of a mile is then the most that an edge is missed by."""
NEAR_EDGE = 0.001
POLE = 89.9

Numbers = NDArray[np.float64]


def on_edge_of_map(line: Numbers) -> NDArray[np.bool_]:
    """Which pieces of a line lie on the antimeridian or at a pole: cuts of the map, not shores."""
    cut = (np.abs(np.abs(line[:, 0]) - 180) < NEAR_EDGE) | (np.abs(line[:, 1]) > POLE)
    pieces: NDArray[np.bool_] = cut[1:] & cut[:-1]
    return pieces


def dense(line: Numbers) -> Numbers:
    """Points along a line, `APART` at most, without the cuts of the map."""
    kept = ~on_edge_of_map(line)
    starts, ends = line[:-1][kept], line[1:][kept]
    if not len(starts):
        return np.empty((0, 2))
    counts = np.maximum(1, np.ceil(np.hypot(*(ends - starts).T) / APART)).astype(np.int64)
    at = np.repeat(np.arange(len(starts)), counts)
    share = (np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[at]
    return np.concatenate([starts[at] + share[:, None] * (ends - starts)[at], ends[-1:]])


def vectors(longitude: Numbers, latitude: Numbers) -> Numbers:
    """Places in degrees as rows of x, y, z on the unit sphere."""
    east, north = np.radians(longitude), np.radians(latitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)


def inside(rings: Sequence[Numbers], latitude: float, longitudes: Numbers) -> NDArray[np.bool_]:
    """Which places on a parallel lie within the rings: an odd number of edges is west of them."""
    crossed = [np.empty(0)]
    for ring in rings:
        south = ring[:, 1] <= latitude
        at = np.flatnonzero(south[1:] != south[:-1])
        (x, y), (u, v) = ring[at].T, ring[at + 1].T
        crossed.append(x + (latitude - y) / (v - y) * (u - x))
    odd: NDArray[np.bool_] = np.searchsorted(np.sort(np.concatenate(crossed)), longitudes) % 2 == 1
    return odd
