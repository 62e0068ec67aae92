"""What stands on a sheet: outlines and lines of text, in millimetres with y pointing down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from vedette.report.charts.drawing.lettering import Line
from vedette.report.charts.drawing.palette import THIN

MOVE, LINE, QUADRATIC, CUBIC, CLOSE = 1, 2, 3, 4, 79
"""The codes of outlines, those of matplotlib's paths."""

HALO_WIDTH = 30.0
"""How far a halo spreads round letters, in hundredths of their size, both sides together."""

_POINTS = {MOVE: 1, LINE: 1, QUADRATIC: 2, CUBIC: 3}

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Shape:
    """An outline on the sheet: vertices with path codes, filled, stroked or both."""

    vertices: tuple[Point, ...]
    codes: tuple[int, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = THIN
    dash: tuple[float, ...] = ()


@attrs.frozen(kw_only=True)
class Lettered:
    """A line of text on the sheet: its left end on the baseline, the letter size in millimetres."""

    line: Line
    x: float
    y: float
    size: float
    ink: str
    heavy: float = 0.0
    halo: str | None = None


Mark = Shape | Lettered


def commands(vertices: Sequence[Point], codes: Sequence[int]) -> Iterator[tuple[int, tuple[Point, ...]]]:
    """The steps of an outline, each code with the points that belong to it."""
    at = 0
    while at < len(codes):
        count = _POINTS.get(codes[at], 1)
        yield codes[at], tuple(vertices[at : at + count])
        at += count


def moved(mark: Mark, by: Point) -> Mark:
    """The same mark elsewhere."""
    if isinstance(mark, Lettered):
        return attrs.evolve(mark, x=mark.x + by[0], y=mark.y + by[1])
    return attrs.evolve(mark, vertices=tuple((x + by[0], y + by[1]) for x, y in mark.vertices))
