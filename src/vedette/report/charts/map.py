"""The map: coast, ports, tracks, AIS gaps and what else was seen, with a scale, a legend and its sources.

A track is a line along position reports that ends where nothing was received and where a position jumps: a dashed
line leads from the last report to the next, and says nothing of where the ship was. Every kind of event has a
shape of its own, so that the map reads without colour. Labels stand where they cover nothing; of those that find no
room, the map says how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from vedette.model.report import Picture
from vedette.report.charts.drawing.canvas import Align, Canvas
from vedette.report.charts.drawing.lettering import line_height_mm, width_mm, wrapped
from vedette.report.charts.drawing.palette import (
    FAINT,
    HAIR,
    INK,
    LARGE,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    THIN,
    WIDTH_MM,
)
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.mapping.extent import Frame
from vedette.report.charts.mapping.foot import counted, draw_foot
from vedette.report.charts.mapping.graticule import Graticule, graticule, latitude_words, longitude_words
from vedette.report.charts.mapping.items import year_words
from vedette.report.charts.mapping.land import coastlines, outlines
from vedette.report.charts.mapping.room import Label, Placed, Room
from vedette.report.charts.mapping.scene import Scene
from vedette.report.charts.mapping.sheet import LEFT_MM, MOST_LABELLED, Sheet, laid_out, last_place
from vedette.report.charts.mapping.signs import DRAWN_FIRST, SIGNS, draw_sign
from vedette.report.charts.mapping.strokes import draw_dash, draw_track

MOST_DOTTED = 400
"""Position reports up to which each is a dot on its track."""

_SAME_MM = 0.25
"""Signs of one kind that are nearer to each other are one sign."""

_FAR = (3.0, 6.0, 10.0)
_COAST = "#8b939c"
_ALIGNED: Mapping[int, tuple[Align, float]] = {1: ("left", 0.0), -1: ("right", 1.0), 0: ("middle", 0.5)}
"""How the lines of a label stand that lies right, left or in the middle, and at which share of its width."""


def draw(scene: Scene, *, name: str, language: str) -> Picture:
    """The map of a scene.

    Raises:
        ReportError: nothing of the scene has a position, or nothing lies in its box.
    """
    say = phrases(language, "map")
    sheet = laid_out(scene, say)
    canvas = Canvas()
    top = _draw_head(canvas, scene)
    picture = Canvas()
    grid = graticule(sheet.frame, say)
    _draw_ground(picture, scene, sheet.frame, grid)
    left_out = _draw_things(picture, scene, sheet)
    canvas.inset(picture, at=(LEFT_MM, top))
    bottom = draw_foot(canvas, scene, sheet, say, top=top + sheet.frame.height + 7.5, left_out=left_out)
    title = ". ".join(one for one in (scene.title or say("title"), scene.marking) if one)
    return canvas.printed(name=name, height=bottom, alt=_described(scene, sheet, say), title=title)


def _draw_head(canvas: Canvas, scene: Scene) -> float:
    """Title, subtitle and, on the right, the marking; returns where the picture begins."""
    marking = width_mm(scene.marking, LARGE) + 2
    canvas.text((WIDTH_MM - 1, 4.2), scene.marking, size=LARGE, heavy=True, align="right")
    y = 4.2
    for number, line in enumerate(
        wrapped(scene.title or "", LARGE, within_mm=WIDTH_MM - LEFT_MM - marking - 6)
    ):
        y = 4.2 + number * line_height_mm(LARGE)
        canvas.text((LEFT_MM, y), line, size=LARGE, heavy=True)
    for line in wrapped(scene.subtitle or "", SMALL, within_mm=WIDTH_MM - LEFT_MM - marking - 6):
        y += line_height_mm(SMALL) + 0.4
        canvas.text((LEFT_MM, y), line, size=SMALL, ink=MUTED)
    return y + 2.6


def _draw_ground(canvas: Canvas, scene: Scene, frame: Frame, grid: Graticule) -> None:
    """Water, graticule, land and coast, in a frame with its labels."""
    size = (frame.width, frame.height)
    canvas.area([[(float(x), float(y)) for x, y in one] for one in outlines(scene.land, frame)], fill=FAINT)
    for one in grid.lines:
        canvas.line([(float(x), float(y)) for x, y in one], ink=RULE, width=HAIR)
    for one in coastlines(scene.land, frame):
        canvas.line([(float(x), float(y)) for x, y in one], ink=_COAST, width=HAIR)
    canvas.box((0, 0), size, edge=INK, width=THIN)
    for edge in grid.edges:
        canvas.text(edge.at, edge.words, size=SMALL, ink=MUTED, align=edge.align)


def _draw_things(canvas: Canvas, scene: Scene, sheet: Sheet) -> int:
    """Ports, tracks, dashes, signs and labels; returns how many labels found no room."""
    room = Room((sheet.frame.width, sheet.frame.height))
    for lines, points in sheet.tracks:
        draw_track(canvas, lines, points, with_dots=sheet.reports <= MOST_DOTTED)
        for line in lines:
            room.cross(line)
        room.touch(points)
    for dash, part in sheet.dashes:
        draw_dash(canvas, dash.kind, part)
        room.cross(part)
    order = {kind: number for number, kind in enumerate(DRAWN_FIRST)}
    cells = {
        (order[sign.kind], round(x / _SAME_MM), round(y / _SAME_MM)): (sign, (x, y))
        for sign, (x, y) in sheet.signs
    }
    for _, (sign, at) in sorted(cells.items(), key=lambda one: one[0]):
        draw_sign(canvas, sign.kind, at, radius=sheet.radius)
    _take_signs(room, sheet)
    left_out = _draw_labels(canvas, room, _labels(scene, sheet))
    _draw_ports(canvas, room, sheet)
    return left_out


def _draw_ports(canvas: Canvas, room: Room, sheet: Sheet) -> None:
    """Ports whose names find room: a nameless one helps nobody to find the way."""
    for one, at in sheet.ports:
        placed = room.placed(Label(at=at, lines=(one.name,), clear=0.6, muted=True))
        if placed is not None:
            canvas.disc(at, 0.55, fill=PAPER, edge=MUTED, width=THIN)
            _draw_label(canvas, placed)


def _take_signs(room: Room, sheet: Sheet) -> None:
    r = sheet.radius
    for _, (x, y) in sheet.signs:
        room.take((x - r * 0.8, y - r * 0.8), (1.6 * r, 1.6 * r))


def _labels(scene: Scene, sheet: Sheet) -> list[tuple[Label, tuple[float, ...], bool]]:
    """Labels in the order in which they get room: each with how far away it may stand, and whether it is missed."""
    clear = sheet.radius
    told = [(one, at) for one, at in sheet.signs if one.lines]
    if len(told) > MOST_LABELLED:
        told = [(attrs.evolve(one, lines=one.lines[:1]), at) for one, at in told if one.heavy]
    told = told if len(told) <= 2 * MOST_LABELLED else []
    signs = [
        (Label(at=at, lines=one.lines, clear=clear, heavy=one.heavy), _FAR, True)
        for one, at in sorted(told, key=lambda each: each[0].rank)
    ]
    return [*_ship_labels(scene, sheet), *signs]


def _ship_labels(scene: Scene, sheet: Sheet) -> list[tuple[Label, tuple[float, ...], bool]]:
    """The name or MMSI of each track at its last report, where there is more than one."""
    if not 1 < len(scene.tracks) <= MOST_LABELLED // 2:
        return []
    return [
        (
            Label(
                at=last_place(points), lines=(track.name or track.transmitter.value,), clear=0.4, heavy=True
            ),
            _FAR,
            True,
        )
        for track, (_, points) in zip(scene.tracks, sheet.tracks, strict=True)
        if len(points)
    ]


def _draw_labels(canvas: Canvas, room: Room, labels: Sequence[tuple[Label, tuple[float, ...], bool]]) -> int:
    left_out = 0
    for label, far, is_missed in labels:
        placed = room.placed(label, far=far)
        if placed is None:
            left_out += is_missed
        else:
            _draw_label(canvas, placed)
    return left_out


def _draw_label(canvas: Canvas, placed: Placed) -> None:
    label = placed.label
    if placed.leader is not None:
        canvas.line(placed.leader, ink=MUTED, width=HAIR)
    width, _ = label.size
    align, x = _ALIGNED[placed.side]
    for number, line in enumerate(label.lines):
        canvas.text(
            (placed.corner[0] + x * width, placed.baseline(number)),
            line,
            size=SMALL,
            ink=MUTED if label.muted else INK,
            align=align,
            heavy=label.heavy and number == 0,
            halo=PAPER,
        )


def _described(scene: Scene, sheet: Sheet, say: Phrases) -> str:
    """What the map shows, in words, for who cannot see it."""
    frame = sheet.frame
    south, north = (latitude_words(round(one, 1), say) for one in frame.latitudes)
    where = say("alt_round", south=south, north=north)
    if not frame.projection.is_round:
        west, east = (longitude_words(round(one, 1), say) for one in frame.longitudes)
        where = say("alt_where", south=south, north=north, west=west, east=east)
    parts = [where]
    moments = [one.began for one in scene.events] + [one.began for one in scene.voyages]
    if moments:
        first, last = (year_words(one, say.language) for one in (min(moments), max(moments)))
        parts.append(say("alt_day", day=first) if first == last else say("alt_when", first=first, last=last))
    present = {one.kind for one, _ in sheet.signs}
    kinds = [counted(kind, sheet, say) for kind in SIGNS if kind in present]
    parts.append(say("alt_kinds", kinds=say("list_separator").join(kinds)) if kinds else say("alt_none"))
    named = list(dict.fromkeys(one.lines[0] for one, _ in sheet.signs if one.heavy and one.lines))
    if named:
        parts.append(say("alt_ports", ports=", ".join(named[:12])))
    if scene.note:
        parts.append(scene.note)
    return " ".join(parts)
