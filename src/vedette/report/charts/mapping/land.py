"""Land on a map: filled as one shape, so that no seam shows, and a coastline that knows no edge of the picture."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from vedette.report.charts.mapping.clipping import clipped_line, clipped_outline
from vedette.report.charts.mapping.extent import FULL, Frame
from vedette.report.charts.mapping.projection import Numbers
from vedette.report.charts.mapping.simplifying import area, simplified, simplified_outline

Rings = Sequence[Numbers]
"""Outlines of land, and of the lakes in it, each an array of rows of longitude and latitude in degrees."""

SMALLEST_MM2 = 0.04
"""Islands below it are left out: smaller than a dot of print."""

_EDGE = 0.01
_POLE = -89.9
_LEAST_CORNERS = 3


def outlines(rings: Rings, frame: Frame) -> list[Numbers]:
    """What is to be filled, within the picture, in millimetres; lakes run the other way round than land."""
    size = (frame.width, frame.height)
    found = []
    for ring in _seen(rings, frame):
        drawn = simplified_outline(clipped_outline(ring, size))
        if len(drawn) >= _LEAST_CORNERS and abs(area(drawn)) >= SMALLEST_MM2:
            found.append(np.round(drawn, 2))
    return found


def coastlines(rings: Rings, frame: Frame) -> list[Numbers]:
    """The lines between land and water; the cuts at 180 degrees and at the south pole are no coast."""
    size = (frame.width, frame.height)
    found = []
    for ring in (_whole(one) for one in rings):
        for shore in _shores(ring):
            for shift in _shifts([shore], frame):
                placed = frame.placed(shore[:, 0] + shift, shore[:, 1])
                if abs(area(placed)) >= SMALLEST_MM2 or len(shore) < len(ring):
                    found += [simplified(one) for one in clipped_line(placed, size)]
    return [np.round(one, 2) for one in found if len(one) > 1]


def _whole(ring: Numbers) -> Numbers:
    """A ring whose longitudes count on past 180, closed round its pole where it goes round the world."""
    turns = (np.abs(np.diff(ring[:, 0])) > FULL / 2).any()
    if not turns and abs(ring[-1, 0] - ring[0, 0]) <= FULL / 2:
        return ring
    east = np.unwrap(ring[:, 0], period=FULL)
    whole = np.stack([east, ring[:, 1]], axis=-1)
    if abs(east[-1] - east[0]) <= FULL / 2:
        return whole
    pole = math.copysign(FULL / 4, float(ring[:, 1].mean()))
    return np.vstack([whole, [(east[-1], pole), (east[0], pole)]])


def _seen(rings: Rings, frame: Frame) -> Iterator[Numbers]:
    for ring in (_whole(one) for one in rings):
        for shift in _shifts([ring], frame):
            yield frame.placed(ring[:, 0] + shift, ring[:, 1])


def _shifts(rings: Rings, frame: Frame) -> Sequence[float]:
    """By how much a ring is to be moved east or west to be seen; nothing where it lies north or south of the map."""
    ring = rings[0]
    south, north = frame.latitudes
    if ring[:, 1].max() < south or ring[:, 1].min() > north:
        return ()
    return frame.shifts(float(ring[:, 0].min()), float(ring[:, 0].max()))


def _shores(ring: Numbers) -> Iterator[Numbers]:
    """The stretches of a closed ring that are coast."""
    closed = np.vstack([ring, ring[:1]]) if (ring[0] != ring[-1]).any() else ring
    on_cut = np.abs((closed[:, 0] + FULL) % FULL - FULL / 2) <= _EDGE
    at_pole = closed[:, 1] <= _POLE
    is_cut = (on_cut[:-1] & on_cut[1:]) | at_pole[:-1] | at_pole[1:]
    if not is_cut.any():
        yield closed
        return
    steps = np.flatnonzero(~is_cut)
    for run in np.split(steps, np.flatnonzero(np.diff(steps) != 1) + 1):
        if len(run):
            yield closed[run[0] : run[-1] + 2]
