"""The lines of a map: tracks along reports, dashes where nothing was received, dots where a position jumps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vedette.model.events import EventKind
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import INK, MUTED, PAPER, SECOND, STRONG, THIN
from vedette.report.charts.mapping.projection import Numbers

_DOT_MM = 0.32
_TRACK_MM = 0.35
_DASH = (1.4, 0.9)
_JUMP = (0.3, 0.7)


def draw_track(canvas: Canvas, lines: Sequence[Numbers], points: Numbers, *, with_dots: bool) -> None:
    """Lines, and a dot for each report where there is room for dots, or no line at all."""
    for one in lines:
        canvas.line([(float(x), float(y)) for x, y in one], ink=STRONG, width=_TRACK_MM)
    if with_dots or not lines:
        for x, y in np.unique(points, axis=0):
            canvas.disc((float(x), float(y)), _DOT_MM, fill=STRONG)


def draw_dash(canvas: Canvas, kind: str, part: Numbers) -> None:
    """Dashes over an AIS gap, dots over any other jump from one report to the next."""
    line = [(float(x), float(y)) for x, y in part]
    is_gap = kind == EventKind.AIS_GAP.value
    canvas.line(
        line,
        ink=SECOND if is_gap else INK,
        width=_TRACK_MM if is_gap else THIN,
        dash=_DASH if is_gap else _JUMP,
    )


def draw_port(canvas: Canvas, at: Point) -> None:
    """A port by which to find one's way."""
    canvas.disc(at, 0.55, fill=PAPER, edge=MUTED, width=THIN)
