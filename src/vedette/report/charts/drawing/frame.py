"""What stands below a chart: the note on unchecked data and the source."""

from __future__ import annotations

from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.lettering import line_height_mm, wrapped
from vedette.report.charts.drawing.palette import HAIR, MUTED, RULE, SMALL
from vedette.report.charts.drawing.phrases import Phrases

_SAMPLE_MM = (5.0, 2.6)
_BELOW_MM = 1.5


def draw_foot(
    canvas: Canvas,
    say: Phrases,
    *,
    top: float,
    source: str | None = None,
    notes: tuple[str, ...] = (),
    unchecked: bool = False,
) -> float:
    """Notes, the key to hatching if anything is unchecked, the source; returns the height of the sheet."""  # fmt: skip
    lines = [*notes, *([say("source", source=source)] if source else [])]
    y = top
    if unchecked:
        y += line_height_mm(SMALL)
        canvas.hatch((0, y - 2.4), _SAMPLE_MM)
        canvas.box((0, y - 2.4), _SAMPLE_MM, edge=RULE, width=HAIR)
        canvas.text((_SAMPLE_MM[0] + 1.6, y), say("unchecked_note"), size=SMALL, ink=MUTED)
    for text in lines:
        for line in wrapped(text, SMALL, within_mm=canvas.width):
            y += line_height_mm(SMALL)
            canvas.text((0, y), line, size=SMALL, ink=MUTED)
    return y + _BELOW_MM
