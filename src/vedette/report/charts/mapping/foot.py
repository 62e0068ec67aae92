"""What stands below a map: scale, legend of what is on it and nothing else, notes, sources."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from vedette.model.events import EventKind
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.lettering import line_height_mm, wrapped
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import MUTED, SMALL, WIDTH_MM
from vedette.report.charts.drawing.phrases import Phrases
from vedette.report.charts.mapping.legend import Entry, draw_legend, draw_scale
from vedette.report.charts.mapping.scene import Scene
from vedette.report.charts.mapping.sheet import LEFT_MM, MOST_LABELLED, Sheet
from vedette.report.charts.mapping.signs import SIGNS, draw_sign
from vedette.report.charts.mapping.strokes import draw_dash, draw_port, draw_track


def draw_foot(
    canvas: Canvas, scene: Scene, sheet: Sheet, say: Phrases, *, top: float, left_out: int
) -> float:
    """Scale, legend, notes and sources; returns the height of the sheet."""
    y = draw_scale(canvas, sheet.frame, say, at=(LEFT_MM, top)) + 4.2
    y = draw_legend(canvas, _entries(scene, sheet, say), left=LEFT_MM - 1, top=y, right=WIDTH_MM) + 1.6
    notes = [
        scene.note,
        say("utc"),
        say("dashed") if sheet.dashes else None,
        say("left_out", count=left_out) if left_out > 1 else say("left_out_one") if left_out else None,
        say("unlabelled") if _is_crowded(sheet) else None,
    ]
    for text in (" ".join(one for one in notes if one), _credits(scene, say)):
        for line in wrapped(text, SMALL, within_mm=WIDTH_MM - LEFT_MM):
            canvas.text((LEFT_MM, y), line, size=SMALL, ink=MUTED)
            y += line_height_mm(SMALL)
    return y


def _is_crowded(sheet: Sheet) -> bool:
    return sum(bool(one.lines) for one, _ in sheet.signs) > MOST_LABELLED


def _credits(scene: Scene, say: Phrases) -> str:
    coast = say("coast", source=scene.coast) if scene.coast and len(scene.land) else ""
    return f"{say('data', source=scene.credit)} {coast}".strip()


def _entries(scene: Scene, sheet: Sheet, say: Phrases) -> list[Entry]:
    """The legend: what is on this map, and nothing else."""
    present = {one.kind for one, _ in sheet.signs}
    entries = [
        Entry(draw=_sample(kind), words=counted(kind, sheet, say)) for kind in SIGNS if kind in present
    ]
    if any(dash.kind == EventKind.AIS_GAP.value for dash, _ in sheet.dashes):
        entries.append(Entry(draw=_dash_sample(EventKind.AIS_GAP.value), words=say("gap_line")))
    if any(dash.kind == EventKind.POSITION_ANOMALY.value for dash, _ in sheet.dashes):
        entries.append(Entry(draw=_dash_sample(EventKind.POSITION_ANOMALY.value), words=say("jump_line")))
    if sheet.reports:
        hours = scene.breaks.silence_s // 3600
        entries.append(Entry(draw=_track_sample, words=say("track", count=f"{sheet.reports:,}", hours=hours)))
    if sheet.ports:
        entries.append(Entry(draw=draw_port, words=say("port")))
    return entries


def counted(kind: str, sheet: Sheet, say: Phrases) -> str:
    """The name of a kind, and how many of it are on the map: one at both edges of the world counts once."""
    here = {id(one): one.is_open for one, _ in sheet.signs if one.kind == kind}
    still = sum(here.values())
    name = "counted_open" if still else "counted"
    return say(name, kind=say(f"sign_{kind}"), count=f"{len(here):,}", open=f"{still:,}")


def _sample(kind: str) -> Callable[[Canvas, Point], None]:
    def drawn(canvas: Canvas, at: Point) -> None:
        draw_sign(canvas, kind, at, radius=1.25)

    return drawn


def _dash_sample(kind: str) -> Callable[[Canvas, Point], None]:
    def drawn(canvas: Canvas, at: Point) -> None:
        ends = np.array([(at[0] - 3.6, at[1]), (at[0] + 3.6, at[1])])
        draw_dash(canvas, kind, ends)

    return drawn


def _track_sample(canvas: Canvas, at: Point) -> None:
    ends = np.array([(at[0] - 3.2, at[1]), (at[0], at[1]), (at[0] + 3.2, at[1])])
    draw_track(canvas, [ends], ends, with_dots=True)
