"""Outlines and lines cut at the edge of a picture: outlines closed along the edge, lines ended there.

Outlines after Sutherland and Hodgman, "Reentrant polygon clipping" (1974), edge by edge; lines after Liang and
Barsky, "A new concept and method for line clipping" (1984). Points are rows of x and y in millimetres.
"""

from __future__ import annotations

import numpy as np

from vedette.report.charts.mapping.projection import Numbers


def clipped_outline(points: Numbers, size: tuple[float, float]) -> Numbers:
    """The part of a closed outline within a picture of that width and height; no rows where nothing is inside.

    Where the outline leaves the picture and comes back, it runs along the edge: good to fill, not to stroke.
    """
    for axis, limit, sign in ((0, 0.0, 1), (0, size[0], -1), (1, 0.0, 1), (1, size[1], -1)):
        if not len(points):
            break
        points = _half(points, axis, sign, limit)
    return points


def _half(points: Numbers, axis: int, sign: int, limit: float) -> Numbers:
    """The outline on one side of an edge."""
    depth = sign * (points[:, axis] - limit)
    inside = depth >= 0
    if inside.all():
        return points
    if not inside.any():
        return points[:0]
    after, depth_after = np.roll(points, -1, axis=0), np.roll(depth, -1)
    crosses = inside != np.roll(inside, -1)
    share = np.where(crosses, depth, 0.0) / np.where(crosses, depth - depth_after, 1.0)
    cuts = points + share[:, None] * (after - points)
    cuts[:, axis] = limit
    both = np.empty((2 * len(points), 2))
    both[0::2], both[1::2] = points, cuts
    kept = np.empty(2 * len(points), np.bool_)
    kept[0::2], kept[1::2] = inside, crosses
    return both[kept]


def clipped_line(points: Numbers, size: tuple[float, float]) -> list[Numbers]:
    """The stretches of a line within a picture of that width and height, in order."""
    if len(points) < 2:  # noqa: PLR2004 - a line has two ends
        return []
    start, way = points[:-1], np.diff(points, axis=0)
    enters, leaves = np.zeros(len(start)), np.ones(len(start))
    seen = np.ones(len(start), np.bool_)
    for axis, limit, sign in ((0, 0.0, 1), (0, size[0], -1), (1, 0.0, 1), (1, size[1], -1)):
        depth, along = sign * (start[:, axis] - limit), sign * way[:, axis]
        share = -depth / np.where(along == 0, 1.0, along)
        enters = np.where(along > 0, np.maximum(enters, share), enters)
        leaves = np.where(along < 0, np.minimum(leaves, share), leaves)
        seen &= (along != 0) | (depth >= 0)
    seen &= enters < leaves
    return _stretches(start, way, (enters, leaves, seen))


def _stretches(start: Numbers, way: Numbers, found: tuple[Numbers, Numbers, np.ndarray]) -> list[Numbers]:
    """Steps that are seen joined to lines: one goes on where it leaves at its end and the next enters at its start."""
    enters, leaves, seen = found
    at = np.flatnonzero(seen)
    if not len(at):
        return []
    goes_on = (np.diff(at) == 1) & (leaves[at[:-1]] == 1.0) & (enters[at[1:]] == 0.0)
    begins = start[at] + enters[at, None] * way[at]
    ends = start[at] + leaves[at, None] * way[at]
    cuts = np.flatnonzero(~goes_on) + 1
    return [np.vstack([begins[run[:1]], ends[run]]) for run in np.split(np.arange(len(at)), cuts)]
