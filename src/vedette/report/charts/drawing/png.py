"""A sheet as PNG, drawn by matplotlib's Agg with its defaults, whatever the user has configured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

import attrs

from vedette.report.charts.drawing.lettering import EM
from vedette.report.charts.drawing.marks import HALO_WIDTH, Lettered, Mark, Point, Shape
from vedette.report.charts.drawing.palette import MARGIN_MM, PAPER

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

DOTS_PER_INCH = 220
_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72


def png(marks: Sequence[Mark], sheet: Point) -> bytes:
    """The picture at DOTS_PER_INCH; ``sheet`` is its width and height in millimetres."""
    with _plain_matplotlib():
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        width, height = (side + 2 * MARGIN_MM for side in sheet)
        figure = Figure(
            figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), dpi=DOTS_PER_INCH, facecolor=PAPER
        )
        FigureCanvasAgg(figure)
        dots = DOTS_PER_INCH / _MM_PER_INCH
        to_dots = Affine2D().scale(dots, -dots).translate(MARGIN_MM * dots, (height - MARGIN_MM) * dots)
        for shape in _shapes(marks):
            figure.add_artist(_patch(shape, to_dots))
        out = BytesIO()
        figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


def _shapes(marks: Sequence[Mark]) -> Iterator[Shape]:
    for mark in marks:
        if isinstance(mark, Shape):
            yield mark
        else:
            yield from _letters(mark)


def _letters(text: Lettered) -> Iterator[Shape]:
    """A line of text as one outline, its halo before it."""
    scale = text.size / EM
    vertices = tuple(
        (text.x + (x + at) * scale, text.y - (y + lift) * scale)
        for glyph, at, lift in text.line.glyphs
        for x, y in glyph.vertices
    )
    if not vertices:
        return
    shape = Shape(
        vertices=vertices,
        codes=tuple(code for glyph, _, _ in text.line.glyphs for code in glyph.codes),
        fill=text.ink,
        stroke=text.ink if text.heavy else None,
        width=text.heavy * scale,
    )
    if text.halo:
        yield attrs.evolve(shape, fill=text.halo, stroke=text.halo, width=HALO_WIDTH * scale)
    yield shape


def _patch(shape: Shape, to_dots: Affine2D) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    points = _POINTS_PER_INCH / _MM_PER_INCH
    width = shape.width * points if shape.stroke else 0.0
    dash = tuple(one / shape.width for one in shape.dash) if shape.stroke else ()
    return PathPatch(
        Path(shape.vertices, shape.codes),
        transform=to_dots,
        facecolor=shape.fill or "none",
        edgecolor=shape.stroke or "none",
        linewidth=width,
        linestyle=(0, dash) if dash else "solid",
        joinstyle="round" if shape.fill else "miter",
        capstyle="butt",
    )


@contextmanager
def _plain_matplotlib() -> Iterator[None]:
    """Matplotlib with its own defaults; the user's matplotlibrc and backend are not read on import."""
    hidden: Mapping[str, str] = {}
    spec = find_spec("matplotlib")
    if "matplotlib" not in sys.modules and spec and spec.submodule_search_locations:
        home = PurePath(spec.submodule_search_locations[0])
        hidden = {key: os.environ[key] for key in ("MATPLOTLIBRC", "MPLBACKEND") if key in os.environ}
        os.environ.pop("MPLBACKEND", None)
        os.environ["MATPLOTLIBRC"] = str(home / "mpl-data" / "matplotlibrc")
    import matplotlib as mpl

    os.environ.update(hidden)
    with mpl.rc_context(rc=mpl.rcParamsDefault):
        yield
