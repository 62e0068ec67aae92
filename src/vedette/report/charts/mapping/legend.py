"""What stands below a map: the scale, and a legend of the signs and lines that are on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.lettering import line_height_mm, width_mm, wrapped
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import INK, MUTED, PAPER, SMALL, THIN
from vedette.report.charts.drawing.phrases import Phrases
from vedette.report.charts.drawing.scale import figures
from vedette.report.charts.mapping.extent import Frame
from vedette.report.charts.mapping.graticule import latitude_words
from vedette.report.charts.mapping.scale_bar import Bar, bars

SAMPLE_MM = 8.0
_ROW_MM = 4.3
_BETWEEN_MM = 5.0
_BAR_MM = 1.1


@attrs.frozen(kw_only=True)
class Entry:
    """A sample that is drawn about a place, and its words."""

    draw: Callable[[Canvas, Point], None]
    words: str


def draw_scale(canvas: Canvas, frame: Frame, say: Phrases, *, at: Point) -> float:
    """Two bars above each other and the parallel for which they are right; returns the height of the lower edge."""
    x, y = at
    for one in bars(frame):
        _bar(canvas, one, say, at=(x, y))
        y += 4.4
    words = say("along", latitude=latitude_words(_rounded(frame.middle_latitude), say))
    canvas.text((x, y + 0.4), f"{words} · {say(frame.projection.name)}", size=SMALL, ink=MUTED)
    return y + 1.2


def _rounded(latitude: float) -> float:
    """To the nearest ten minutes."""
    return round(latitude * 6) / 6


def _bar(canvas: Canvas, bar: Bar, say: Phrases, *, at: Point) -> None:
    """Four stretches, every other one filled, and the whole length in words behind them."""
    from decimal import Decimal

    x, y = at
    quarter = bar.millimetres / 4
    for number in range(4):
        fill = INK if number % 2 == 0 else PAPER
        canvas.box((x + number * quarter, y), (quarter, _BAR_MM), fill=fill, edge=INK, width=THIN)
    length = figures(Decimal(str(bar.length)).normalize(), say.language)
    canvas.text((x + bar.millimetres + 1.5, y + 1.6), say(bar.unit, length=length), size=SMALL)


def draw_legend(canvas: Canvas, entries: Sequence[Entry], *, left: float, top: float, right: float) -> float:
    """Entries side by side in rows; returns the height of the lower edge."""
    x, y = left, top
    for one in entries:
        lines = wrapped(one.words, SMALL, within_mm=right - left - SAMPLE_MM - 1)
        room = SAMPLE_MM + 1 + max(width_mm(line, SMALL) for line in lines)
        if x > left and x + room > right:
            x, y = left, y + _ROW_MM
        one.draw(canvas, (x + SAMPLE_MM / 2, y))
        for number, line in enumerate(lines):
            baseline = y + 0.95 + number * line_height_mm(SMALL)
            canvas.text((x + SAMPLE_MM + 1, baseline), line, size=SMALL)
        y += (len(lines) - 1) * line_height_mm(SMALL)
        x += room + _BETWEEN_MM
    return y + _ROW_MM if entries else top
