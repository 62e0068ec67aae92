"""A sheet on which charts are drawn in millimetres, y pointing down, and printed as SVG and PNG.

Everything on the sheet is an outline, letters included, so the same drawing gives the same bytes on every
run, whatever the locale, the time zone, the fonts of the machine or the user's matplotlibrc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from vedette.model.report import Picture
from vedette.report.charts.drawing.lettering import EM, MM_PER_POINT, shaped
from vedette.report.charts.drawing.marks import CLOSE, CUBIC, LINE, MOVE, Lettered, Mark, Point, Shape, moved
from vedette.report.charts.drawing.palette import HATCH, INK, MEDIUM, NORMAL, THIN, WIDTH_MM
from vedette.report.charts.drawing.png import png
from vedette.report.charts.drawing.svg import svg

HATCH_STEP_MM = 1.3
FAUX_BOLD = 3.2
"""How much a heavy letter is thickened, in hundredths of its size."""

_KAPPA = 0.5522847498

Align = Literal["left", "middle", "right"]


class Canvas:
    """The sheet: shapes in the order in which they are drawn. Its height is given on printing."""

    def __init__(self, *, width: float = WIDTH_MM) -> None:
        self.width = width
        self._marks: list[Mark] = []

    def line(
        self,
        points: Sequence[Point],
        *,
        ink: str = INK,
        width: float = MEDIUM,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A line through ``points``."""
        codes = (MOVE, *[LINE] * (len(points) - 1))
        self._marks.append(
            Shape(vertices=tuple(points), codes=codes, stroke=ink, width=width, dash=dash),
        )

    def polygon(
        self, points: Sequence[Point], *, fill: str | None, edge: str | None = None, width: float = THIN
    ) -> None:
        """A closed outline through ``points``."""
        codes = (MOVE, *[LINE] * (len(points) - 1), CLOSE)
        self._marks.append(
            Shape(vertices=(*points, points[0]), codes=codes, fill=fill, stroke=edge, width=width)
        )

    def area(self, outlines: Sequence[Sequence[Point]], *, fill: str) -> None:
        """Closed outlines as one shape: those that run the other way round are holes in it."""
        vertices = tuple(point for one in outlines for point in (*one, one[0]))
        codes = tuple(code for one in outlines for code in (MOVE, *[LINE] * (len(one) - 1), CLOSE))
        if vertices:
            self._marks.append(Shape(vertices=vertices, codes=codes, fill=fill))

    def inset(self, other: Canvas, *, at: Point) -> None:
        """All that stands on another sheet, its upper left corner at a place of this one."""
        self._marks += [moved(one, at) for one in other._marks]

    def box(
        self,
        corner: Point,
        size: Point,
        *,
        fill: str | None = None,
        edge: str | None = None,
        width: float = THIN,
        hatched: str | None = None,
    ) -> None:
        """A rectangle from its upper left corner; ``hatched`` is the ink of diagonal lines across it."""
        (x, y), (w, h) = corner, size
        outline = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        if fill:
            self.polygon(outline, fill=fill)
        if hatched:
            for one in _diagonals(x, y, w, h):
                self.line(one, ink=hatched, width=THIN)
        if edge:
            self.polygon(outline, fill=None, edge=edge, width=width)

    def hatch(self, corner: Point, size: Point) -> None:
        """The hatching that marks what nobody has checked."""
        self.box(corner, size, hatched=HATCH)

    def curve(
        self,
        points: Sequence[Point],
        *,
        ink: str = INK,
        width: float = MEDIUM,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A line of cubic curves: a start, then two handles and an end for each."""
        codes = (MOVE, *[CUBIC] * (len(points) - 1))
        self._marks.append(Shape(vertices=tuple(points), codes=codes, stroke=ink, width=width, dash=dash))

    def disc(
        self,
        centre: Point,
        radius: float,
        *,
        fill: str | None,
        edge: str | None = None,
        width: float = MEDIUM,
    ) -> None:
        """A circle of four curves."""
        (x, y), r, k = centre, radius, radius * _KAPPA
        quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
        curves = [
            point
            for a, b, c, d in quarters
            for point in (
                (x + a * r + c * k, y + b * r + d * k),
                (x + c * r + a * k, y + d * r + b * k),
                (x + c * r, y + d * r),
            )
        ]
        vertices = ((x + r, y), *curves, (x + r, y))
        codes = (MOVE, *[CUBIC] * 12, CLOSE)
        self._marks.append(Shape(vertices=vertices, codes=codes, fill=fill, stroke=edge, width=width))

    def text(
        self,
        at: Point,
        words: str,
        *,
        size: float = NORMAL,
        ink: str = INK,
        align: Align = "left",
        heavy: bool = False,
        halo: str | None = None,
    ) -> float:
        """A line of text with its baseline at ``at``; returns its width in millimetres.

        ``halo`` is an ink drawn round the letters, so that they stand out from lines beneath.
        """
        line = shaped(words)
        scale = size * MM_PER_POINT
        run = line.advance / EM * scale
        left = at[0] - {"left": 0.0, "middle": run / 2, "right": run}[align]
        weight = FAUX_BOLD if heavy else 0.0
        self._marks.append(
            Lettered(line=line, x=left, y=at[1], size=scale, ink=ink, heavy=weight, halo=halo),
        )
        return run

    def printed(self, *, name: str, height: float, alt: str, title: str | None = None) -> Picture:
        """The picture: SVG, PNG and the text that stands for it; a ``title`` is in the SVG for who opens it alone."""
        sheet = (self.width, round(height, 2))
        return Picture(
            name=name,
            svg=svg(self._marks, sheet, name=name, alt=alt, title=title),
            png=png(self._marks, sheet),
            alt=alt,
        )


def _diagonals(x: float, y: float, w: float, h: float) -> Iterator[tuple[Point, Point]]:
    """Lines from lower left to upper right across a box, at a fixed step from the sheet's own corner."""
    step = HATCH_STEP_MM * 2**0.5
    first = int((x + y) / step) + 1
    for number in range(first, int((x + w + y + h) / step) + 1):
        total = number * step
        left, right = max(x, total - y - h), min(x + w, total - y)
        if right > left:
            yield (left, total - left), (right, total - right)
