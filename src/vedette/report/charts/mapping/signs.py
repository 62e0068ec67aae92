"""The sign of each kind of event: shapes that differ in outline, so that they read without colour too."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from vedette.model.events import EventKind
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import INK, PAPER, SECOND, STRONG
from vedette.report.charts.mapping.items import GAP_END, STOP

Pen = Callable[[Canvas, Point, float], None]
_PEN = 0.26
"""Of the radius: the width of lines in a sign."""


def _around(at: Point, radius: float, corners: int, *, turn: float = 0.0) -> list[Point]:
    return [
        (
            round(at[0] + radius * math.sin(turn + 2 * math.pi * one / corners), 3),
            round(at[1] - radius * math.cos(turn + 2 * math.pi * one / corners), 3),
        )
        for one in range(corners)
    ]


def _gap(canvas: Canvas, at: Point, r: float) -> None:
    canvas.polygon(_around(at, r * 1.15, 3), fill=PAPER, edge=SECOND, width=r * _PEN)


def _gap_end(canvas: Canvas, at: Point, r: float) -> None:
    canvas.polygon(_around(at, r * 1.15, 3), fill=SECOND, edge=PAPER, width=r * 0.1)


def _encounter(canvas: Canvas, at: Point, r: float) -> None:
    for side in (-1, 1):
        canvas.disc(
            (at[0] + side * r * 0.5, at[1]),
            r * 0.85,
            fill=PAPER if side < 0 else None,
            edge=INK,
            width=r * _PEN,
        )


def _loitering(canvas: Canvas, at: Point, r: float) -> None:
    canvas.polygon(_around(at, r * 1.1, 4), fill=PAPER, edge=STRONG, width=r * _PEN)
    canvas.disc(at, r * 0.3, fill=STRONG)


def _port_call(canvas: Canvas, at: Point, r: float) -> None:
    canvas.polygon(_around(at, r * 1.1, 4, turn=math.pi / 4), fill=STRONG, edge=PAPER, width=r * 0.1)


def _anomaly(canvas: Canvas, at: Point, r: float) -> None:
    a = r * 0.75
    for ink, width in ((PAPER, r * 0.75), (INK, r * 0.32)):
        canvas.line([(at[0] - a, at[1] - a), (at[0] + a, at[1] + a)], ink=ink, width=width)
        canvas.line([(at[0] - a, at[1] + a), (at[0] + a, at[1] - a)], ink=ink, width=width)


def _unseen(canvas: Canvas, at: Point, r: float) -> None:
    """The sign of an encounter, of which one ship is a small hollow disc: nobody saw it there."""
    canvas.disc((at[0] - r * 0.5, at[1]), r * 0.85, fill=PAPER, edge=INK, width=r * _PEN)
    canvas.disc((at[0] + r * 0.7, at[1]), r * 0.4, fill=PAPER, edge=INK, width=r * _PEN)


def _identity(canvas: Canvas, at: Point, r: float) -> None:
    canvas.disc(at, r * 0.9, fill=PAPER, edge=INK, width=r * _PEN)
    canvas.polygon([*_around(at, r * 0.9, 24)[:13]], fill=INK)


def _shared(canvas: Canvas, at: Point, r: float) -> None:
    for off, fill in ((-0.35, PAPER), (0.35, SECOND)):
        corner = (at[0] + off * r - r * 0.65, at[1] + off * r - r * 0.65)
        canvas.box(corner, (r * 1.3, r * 1.3), fill=fill, edge=INK, width=r * 0.2)


def _draught(canvas: Canvas, at: Point, r: float) -> None:
    x, y = at
    canvas.polygon(
        [(x - r * 0.7, y - r * 0.15), (x, y - r * 1.2), (x + r * 0.7, y - r * 0.15)],
        fill=INK,
        edge=PAPER,
        width=r * 0.1,
    )
    canvas.polygon(
        [(x - r * 0.7, y + r * 0.15), (x, y + r * 1.2), (x + r * 0.7, y + r * 0.15)],
        fill=PAPER,
        edge=INK,
        width=r * 0.2,
    )


SIGNS: Mapping[str, Pen] = {
    EventKind.AIS_GAP.value: _gap,
    GAP_END: _gap_end,
    EventKind.ENCOUNTER.value: _encounter,
    EventKind.ENCOUNTER_IN_GAP.value: _unseen,
    EventKind.LOITERING.value: _loitering,
    EventKind.PORT_CALL.value: _port_call,
    STOP: _port_call,
    EventKind.POSITION_ANOMALY.value: _anomaly,
    EventKind.IDENTITY_CHANGE.value: _identity,
    EventKind.SHARED_IDENTITY.value: _shared,
    EventKind.DRAUGHT_CHANGE.value: _draught,
}
"""In the order of the legend."""

DRAWN_FIRST = (
    EventKind.AIS_GAP.value, GAP_END, STOP, EventKind.PORT_CALL.value, EventKind.DRAUGHT_CHANGE.value,
    EventKind.IDENTITY_CHANGE.value, EventKind.SHARED_IDENTITY.value, EventKind.LOITERING.value,
    EventKind.POSITION_ANOMALY.value, EventKind.ENCOUNTER_IN_GAP.value, EventKind.ENCOUNTER.value,
)  # fmt: skip
"""From the sign that is covered most to the one that nothing covers."""


def draw_sign(canvas: Canvas, kind: str, at: Point, *, radius: float) -> None:
    """The sign of a kind, its middle at a place."""
    SIGNS[kind](canvas, at, radius)
