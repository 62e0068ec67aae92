"""A map worked out before it is drawn: its frame, and everything in it at its place in millimetres."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np

from vedette.errors import ReportError
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import WIDTH_MM
from vedette.report.charts.drawing.phrases import Phrases
from vedette.report.charts.mapping.clipping import clipped_line
from vedette.report.charts.mapping.extent import Degrees, Frame, around, framed
from vedette.report.charts.mapping.items import Dash, Items, Sign, items_of
from vedette.report.charts.mapping.projection import Numbers
from vedette.report.charts.mapping.scene import PortMark, Scene
from vedette.report.charts.mapping.tracks import Run, drawn_runs, runs

LEFT_MM = 13.0
"""Left of the picture: room for the labels of parallels."""

LEAST_MM = 58.0
"""The least height of the picture within the frame."""

EXACT_MM = 24.0
"""The same for a map of a box that somebody named."""

MOST_LABELLED = 60
"""Signs up to which every one gets a label; on a map with more, ports alone are named."""

_CROWD = 250
_PORT_APART_MM = 22.0
_MOST_PORTS = 12


@attrs.frozen(kw_only=True, eq=False)
class Sheet:
    """What is drawn, worked out: the frame, the things in it and their places in millimetres."""

    frame: Frame
    tracks: tuple[tuple[list[Numbers], Numbers], ...]
    signs: tuple[tuple[Sign, Point], ...]
    dashes: tuple[tuple[Dash, Numbers], ...]
    ports: tuple[tuple[PortMark, Point], ...]

    @property
    def radius(self) -> float:
        """Of signs: smaller in a crowd."""
        return 1.25 if len(self.signs) <= _CROWD else 0.8

    @property
    def reports(self) -> int:
        """Position reports within the picture."""
        return sum(len(points) for _, points in self.tracks)


def laid_out(scene: Scene, say: Phrases) -> Sheet:
    """Everything of a scene that falls into its frame.

    Raises:
        ReportError: nothing has a position, or nothing lies in the box that the scene names.
    """
    items = items_of(scene, say)
    found = [runs(one, scene.breaks) for one in scene.tracks]
    frame = _frame(scene, items, found)
    tracks = tuple(drawn_runs(one, frame) for one in found)
    places = _seen(frame, [one.at for one in items.signs])
    signs = tuple((one, at) for one, there in zip(items.signs, places, strict=True) for at in there)
    dashes = tuple((one, part) for one in items.dashes for part in _dashed(frame, one))
    if not signs and not dashes and not any(len(points) for _, points in tracks):
        raise ReportError(
            "nothing that is to be drawn lies in the box of the map", advice="name another box, or none"
        )
    near = [at for _, at in signs] or [last_place(points) for _, points in tracks if len(points)]
    named = {one.lines[0] for one, _ in signs if one.heavy and one.lines}
    ports = tuple(one for one in _ports(scene, frame, near) if one[0].name not in named)
    return Sheet(frame=frame, tracks=tracks, signs=signs, dashes=dashes, ports=ports)


def _frame(scene: Scene, items: Items, found: Sequence[Sequence[Run]]) -> Frame:
    width = WIDTH_MM - LEFT_MM - 1
    if scene.box is not None:
        return framed(scene.box, width=width, heights=(EXACT_MM, scene.tallest_mm), is_exact=True)
    return framed(
        around([*items.places, *_tracked(found)]), width=width, heights=(LEAST_MM, scene.tallest_mm)
    )


def _tracked(found: Sequence[Sequence[Run]]) -> list[Degrees]:
    """The places of all reports of all tracks, no two the same."""
    every = [np.stack([one.longitude, one.latitude], axis=-1) for track in found for one in track]
    return [(float(x), float(y)) for x, y in np.unique(np.vstack(every), axis=0)] if every else []


def _seen(frame: Frame, places: Sequence[Degrees]) -> list[list[Point]]:
    """Where each place stands on the picture: nowhere, once, or at both edges of a map of the world."""
    found: list[list[Point]] = [[] for _ in places]
    if not places:
        return found
    degrees = np.array(places, np.float64)
    for turn in range(-2, 3) if not frame.projection.is_round else (0,):
        at = frame.placed(degrees[:, 0] + 360.0 * turn, degrees[:, 1])
        inside = (at >= 0).all(axis=1) & (at[:, 0] <= frame.width) & (at[:, 1] <= frame.height)
        for number in np.flatnonzero(inside).tolist():
            found[number].append((float(at[number, 0]), float(at[number, 1])))
    return found


def _dashed(frame: Frame, one: Dash) -> list[Numbers]:
    """A straight line, the short way round the world."""
    longitude = np.unwrap(np.array([one.start[0], one.end[0]]), period=360.0)
    latitude = np.array([one.start[1], one.end[1]])
    parts = []
    for shift in frame.shifts(float(longitude.min()), float(longitude.max())):
        placed = frame.placed(longitude + shift, latitude)
        parts += clipped_line(placed, (frame.width, frame.height))
    return [np.round(part, 2) for part in parts]


def _ports(scene: Scene, frame: Frame, near: Sequence[Point]) -> list[tuple[PortMark, Point]]:
    """A few ports to find one's way by, apart from each other: those nearest to what is drawn, first of the table."""
    places = _seen(frame, [(one.longitude, one.latitude) for one in scene.ports])
    seen = [(one, at) for one, there in zip(scene.ports, places, strict=True) for at in there]
    if not seen or not near:
        return []
    there = np.unique(np.array(near), axis=0)
    distance = [round(float(((there - at) ** 2).sum(axis=1).min())) for _, at in seen]
    found: list[tuple[PortMark, Point]] = []
    for number in sorted(range(len(seen)), key=lambda one: distance[one]):
        one, (x, y) = seen[number]
        if len(found) < _MOST_PORTS and all(
            math.hypot(x - a, y - b) >= _PORT_APART_MM for _, (a, b) in found
        ):
            found.append((one, (x, y)))
    return found


def last_place(points: Numbers) -> Point:
    """The last of some places, as a point."""
    return float(points[-1][0]), float(points[-1][1])
