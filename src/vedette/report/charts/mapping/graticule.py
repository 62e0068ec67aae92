"""The graticule: meridians and parallels at round degrees or minutes, labelled where they meet the frame."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np

from vedette.report.charts.drawing.canvas import Align
from vedette.report.charts.drawing.lettering import width_mm
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import SMALL
from vedette.report.charts.drawing.phrases import Phrases
from vedette.report.charts.mapping.clipping import clipped_line
from vedette.report.charts.mapping.extent import FULL, Frame
from vedette.report.charts.mapping.projection import Numbers

CLOSEST_MM = 22.0
_CLOSEST_UP_MM = 15.0
_MINUTES = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 2700, 3600)
_SIXTY = 60
_EDGE_MM = 0.05
_LABEL_APART_MM = 15.0
_LINE_APART_MM = 3.5


@attrs.frozen(kw_only=True)
class Edge:
    """A label at the frame: its words, where, and which end of it stands there."""

    words: str
    at: Point
    align: Align


@attrs.frozen(kw_only=True)
class Graticule:
    """Lines within the picture, and labels outside it."""

    lines: tuple[Numbers, ...]
    edges: tuple[Edge, ...]


def graticule(frame: Frame, say: Phrases) -> Graticule:
    """Lines as close as leaves room for their labels; none of latitude or longitude that the map does not reach."""
    lines: list[Numbers] = []
    edges: list[Edge] = []
    for degree, one in _meridians(frame):
        parts = _cut(one, frame)
        lines += parts
        edges += _at_frame(parts, frame, longitude_words(degree, say), foot=True)
    for degree, one in _parallels(frame):
        parts = _cut(one, frame)
        lines += parts
        edges += _at_frame(parts, frame, latitude_words(degree, say), foot=False)
    return Graticule(lines=tuple(lines), edges=tuple(_apart(edges)))


def latitude_words(degree: float, say: Phrases) -> str:
    """A latitude as "34° N", with minutes where there are any; the equator is 0 degrees."""
    return _words(degree, say, ("north", "south"))


def longitude_words(degree: float, say: Phrases) -> str:
    """A longitude as "75° W"; the antimeridian is 180 degrees, neither east nor west."""
    turned = (degree + FULL / 2) % FULL - FULL / 2
    return _words(turned, say, ("east", "west"))


def _words(degree: float, say: Phrases, sides: tuple[str, str]) -> str:
    minutes = round(abs(degree) * _SIXTY)
    whole, rest = divmod(minutes, _SIXTY)
    value = f"{whole}°{rest:02d}′" if rest else f"{whole}°"
    if minutes in {0, round(FULL / 2) * _SIXTY}:
        return value
    return say(sides[degree < 0], value=value)


def _step(degree_mm: float, closest: float) -> int:
    """Minutes between lines that are at least so far apart."""
    return next((one for one in _MINUTES if one / _SIXTY * degree_mm >= closest), _MINUTES[-1])


def _meridians(frame: Frame) -> Iterator[tuple[float, Numbers]]:
    south, north = frame.latitudes
    latitude = np.linspace(max(south, -90), min(north, 90), 91)
    if frame.projection.is_round:
        degrees = [float(one) for one in range(-180, 180, 30)]
    else:
        west, east = frame.longitudes
        degree_mm = frame.projection.degree_at(0.0) * frame.scale
        degrees = list(_round(west, east, _step(degree_mm, CLOSEST_MM)))
    for degree in degrees:
        yield degree, np.stack([np.full(len(latitude), degree), latitude], axis=-1)


def _parallels(frame: Frame) -> Iterator[tuple[float, Numbers]]:
    south, north = frame.latitudes
    if frame.projection.is_round:
        west, east, count = -180.0, 180.0, 361
    else:
        west, east = frame.longitudes
        count = 3
    longitude = np.linspace(west, east, count)
    for degree in _round(south, north, _step(frame.height / max(north - south, 1e-9), _CLOSEST_UP_MM)):
        if abs(degree) < FULL / 4:
            yield degree, np.stack([longitude, np.full(len(longitude), degree)], axis=-1)


def _round(low: float, high: float, step: int) -> Iterator[float]:
    first = int(np.ceil(low * _SIXTY / step - 1e-9))
    last = int(np.floor(high * _SIXTY / step + 1e-9))
    for number in range(first, last + 1):
        yield number * step / _SIXTY


def _cut(line: Numbers, frame: Frame) -> list[Numbers]:
    placed = frame.placed(line[:, 0], line[:, 1])
    if not frame.projection.is_round:
        placed = placed[[0, -1]]
    return [np.round(one, 2) for one in clipped_line(placed, (frame.width, frame.height))]


def _at_frame(parts: list[Numbers], frame: Frame, words: str, *, foot: bool) -> Iterator[Edge]:
    """Labels below where a line meets the lower edge, left of where it meets the left one."""
    for part in parts:
        for x, y in (part[0], part[-1]):
            if foot and y >= frame.height - _EDGE_MM:
                # Not beyond the right edge of the sheet.
                inmost = round(min(float(x), frame.width + 1.5 - width_mm(words, SMALL) / 2), 2)
                yield Edge(words=words, at=(inmost, frame.height + 3.4), align="middle")
            elif not foot and x <= _EDGE_MM:
                yield Edge(words=words, at=(-1.2, float(y) + 0.9), align="right")


def _apart(edges: list[Edge]) -> Iterator[Edge]:
    """Labels with room between them, in the order of the edge."""
    rules: tuple[tuple[Align, int, float], ...] = (
        ("middle", 0, _LABEL_APART_MM),
        ("right", 1, _LINE_APART_MM),
    )
    for align, axis, apart in rules:
        before = -FULL
        for one in sorted((each for each in edges if each.align == align), key=lambda each: each.at[axis]):
            if one.at[axis] - before >= apart:
                yield one
                before = one.at[axis]
