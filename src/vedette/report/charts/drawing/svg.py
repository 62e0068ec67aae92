"""A sheet as SVG 1.1: outlines only, each letter form once, no date, no program's name."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html import escape

from vedette.report.charts.drawing.lettering import EM, Glyph
from vedette.report.charts.drawing.marks import (
    CLOSE,
    CUBIC,
    HALO_WIDTH,
    LINE,
    MOVE,
    QUADRATIC,
    Lettered,
    Mark,
    Point,
    Shape,
    commands,
)
from vedette.report.charts.drawing.palette import MARGIN_MM, PAPER

_LETTERS = {MOVE: "M", LINE: "L", QUADRATIC: "Q", CUBIC: "C"}


def svg(marks: Sequence[Mark], sheet: Point, *, name: str, alt: str, title: str | None = None) -> bytes:
    """SVG with each letter form once; ids carry a digest of the name, so that pictures can share a page.

    A picture with a title has it and the alternative text as elements: it can be opened by itself.
    """
    prefix = f"v{sha256(name.encode()).hexdigest()[:8]}-"
    used: dict[str, Glyph] = {}
    body = "".join(_shape(one) if isinstance(one, Shape) else _letters(one, prefix, used) for one in marks)
    forms = "".join(
        f'<path id="{prefix}{key}" d="{_d(glyph.vertices, glyph.codes)}"/>\n'
        for key, glyph in sorted(used.items())
    )
    width, height = (_number(side + 2 * MARGIN_MM) for side in sheet)
    corner = _number(-MARGIN_MM)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}mm" height="{height}mm" viewBox="{corner} {corner} {width} {height}" role="img" '
        f'aria-label="{escape(alt)}">\n{_told(title, alt)}'
        f"<defs>\n{forms}</defs>\n"
        f'<path d="M{corner} {corner}h{width}v{height}h-{width}Z" fill="{PAPER}"/>\n{body}</svg>\n'
    ).encode()


def _told(title: str | None, alt: str) -> str:
    return f"<title>{escape(title)}</title>\n<desc>{escape(alt)}</desc>\n" if title else ""


def _shape(shape: Shape) -> str:
    pen = ""
    if shape.stroke:
        pen = f' stroke="{shape.stroke}" stroke-width="{_number(shape.width)}"'
    if shape.dash:
        pen += f' stroke-dasharray="{" ".join(map(_number, shape.dash))}"'
    return f'<path d="{_d(shape.vertices, shape.codes)}" fill="{shape.fill or "none"}"{pen}/>\n'


def _letters(text: Lettered, prefix: str, used: dict[str, Glyph]) -> str:
    uses = []
    for glyph, x, y in text.line.glyphs:
        if glyph.vertices:
            used[glyph.name] = glyph
            lift = f' y="{_number(y)}"' if round(y, 2) else ""
            uses.append(f'<use xlink:href="#{prefix}{glyph.name}" x="{_number(x)}"{lift}/>')
    scale = f"{text.size / EM:.5f}"
    place = f'transform="translate({_number(text.x)} {_number(text.y)}) scale({scale} -{scale})"'
    letters = "".join(uses)
    halo = ""
    if text.halo:
        spread = f'stroke="{text.halo}" stroke-width="{_number(HALO_WIDTH)}" stroke-linejoin="round"'
        halo = f"<g {place} {spread}>{letters}</g>\n"
    pen = f' stroke="{text.ink}" stroke-width="{_number(text.heavy)}"' if text.heavy else ""
    return f'{halo}<g {place} fill="{text.ink}"{pen}>{letters}</g>\n'


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _d(vertices: Sequence[Point], codes: Sequence[int]) -> str:
    parts = []
    for code, points in commands(vertices, codes):
        if code == CLOSE:
            parts.append("Z")
        else:
            parts.append(_LETTERS[code] + " ".join(f"{_number(x)} {_number(y)}" for x, y in points))
    return "".join(parts)
