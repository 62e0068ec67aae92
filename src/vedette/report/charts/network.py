"""The network: who owns, directs, operates, represents or banks with whom, from FollowTheMoney statements.

Boxes stand in columns from left to right along the ties, shapes tell what somebody is, tags who listed them.
Each tie carries its role and period. A tie is what a source states, never a conclusion of the chart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from vedette.errors import ReportError, UnreadableValueError
from vedette.model.facts import Statement
from vedette.model.moments import PartialDate
from vedette.model.report import Picture
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import date_words
from vedette.report.charts.drawing.frame import draw_foot
from vedette.report.charts.drawing.graph import UN, Edge, Graph, Node, graph_of
from vedette.report.charts.drawing.layering import Layout, components, laid_out
from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm, width_mm
from vedette.report.charts.drawing.nodes import Box, Kind, box_of, draw_box, draw_shape
from vedette.report.charts.drawing.palette import INK, MUTED, PALE, PAPER, RULE, SMALL, THIN, WIDTH_MM
from vedette.report.charts.drawing.phrases import Phrases, phrases
from vedette.report.charts.drawing.ties import Tie, draw_ties

MOST_COLUMNS = 4
MOST_NODES = 60
_BOX_MM = {1: 60.0, 2: 50.0, 3: 34.0, 4: 24.5}
_GAP_MM = 8.0
_TWO_LINES_MM = 32.0
_PART_GAP_MM = 7.0
_NONE: Mapping[str, str] = {}


@attrs.frozen(kw_only=True)
class _Part:
    """A connected part on the sheet: its layout, its first column, its top."""

    layout: Layout
    column: int
    top: float


@attrs.frozen(kw_only=True)
class _Sheet:
    """All boxes with their corners, all ties, and where they end."""

    boxes: Mapping[str, Box]
    corners: Mapping[str, tuple[float, float]]
    ties: tuple[Tie, ...]
    bottom: float
    has_told: bool


def draw(
    statements: Sequence[Statement],
    *,
    name: str,
    language: str,
    focus: Collection[str] = (),
    steps: int = 2,
    same: Mapping[str, str] = _NONE,
    years: Mapping[str, str] = _NONE,
    source: str | None = None,
) -> Picture:
    """The network of the statements, or of what lies within ``steps`` ties of ``focus`` (ids or names).

    ``same`` leads from an entity to the first of those judged the same, which are one node; ``years`` gives the
    year of a source by key, for ties to which no source gives a period.

    Raises ReportError for an empty network, for a focus that names nobody, and for more nodes than a page holds.
    """
    say = phrases(language, "network")
    graph = graph_of(statements, language=language.partition("-")[0], same=same, years=years)
    graph = _near(graph, [same.get(one, one) for one in focus], steps)
    sheet = _sheet(graph, say)
    canvas = Canvas()
    draw_ties(canvas, sheet.ties)
    for key, box in sheet.boxes.items():
        draw_box(canvas, box, sheet.corners[key])
    y = _draw_key(canvas, sheet, top=sheet.bottom + 4, say=say)
    checked = all(one.checked for one in graph.nodes) and all(one.checked for one in graph.edges)
    height = draw_foot(canvas, say, top=y, source=source, unchecked=not checked)
    return canvas.printed(name=name, height=height, alt=_described(graph, say))


def _near(graph: Graph, focus: Collection[str], steps: int) -> Graph:
    if focus:
        graph = graph.around(focus, steps=steps)
    if not graph.nodes:
        named = f" around {', '.join(sorted(focus))}" if focus else ""
        raise ReportError(
            f"there is no network to draw{named}",
            advice="name entities by their id or name in the statements",
        )
    if len(graph.nodes) > MOST_NODES:
        raise ReportError(
            f"a network of {len(graph.nodes)} nodes does not fit a page",
            advice=f"draw at most {MOST_NODES}: name a focus, or fewer steps around it",
        )
    return graph


def _sheet(graph: Graph, say: Phrases) -> _Sheet:
    keys = [one.id for one in graph.nodes]
    pairs = list(dict.fromkeys((one.left, one.right) for one in graph.edges if one.left != one.right))
    parts = components(keys, pairs)
    longest = widest_mm([_words(one, say) for one in graph.edges], SMALL)
    columns = _columns(parts, pairs, longest_mm=longest)
    boxes = {one.id: box_of(one, _BOX_MM[columns], say) for one in graph.nodes}
    heights = {key: box.height for key, box in boxes.items()}
    packed = _packed(parts, pairs, heights, columns)
    pitch = (WIDTH_MM - _BOX_MM[columns]) / max(columns - 1, 1)
    corners: dict[str, tuple[float, float]] = {}
    stations: dict[str, tuple[float, float, float]] = {}
    for part in packed:
        for key, place in part.layout.placed.items():
            x, middle = (part.column + place.column) * pitch, part.top + place.middle
            stations[key] = (x, middle, place.height)
            if key in boxes:
                corners[key] = (x, middle - place.height / 2)
    ways = {pair: way for part in packed for pair, way in part.layout.ways.items()}
    ties = _ties(graph, ways, stations, box_mm=_BOX_MM[columns], pitch=pitch, say=say)
    bottom = max(part.top + part.layout.height for part in packed)
    has_told = any(one.told for one in graph.edges)
    return _Sheet(boxes=boxes, corners=corners, ties=ties, bottom=bottom, has_told=has_told)


def _columns(parts: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]], *, longest_mm: float) -> int:
    """As many columns as the longest part needs; parts of two stand side by side, lone nodes share three.

    Side by side, the words of a tie have little room: where ``longest_mm`` is more than two lines of it, parts of
    two stand below each other.
    """
    flat = dict.fromkeys((key for part in parts for key in part), 1.0)
    needed = max(
        laid_out(part, _within(part, pairs), flat, most=MOST_COLUMNS, gap=1).columns for part in parts
    )
    if needed == MOST_COLUMNS // 2 and len(parts) > 1:
        return MOST_COLUMNS if longest_mm < _TWO_LINES_MM else needed
    return max(needed, min(len(parts), 3))


def _within(part: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    keys = set(part)
    return [pair for pair in pairs if keys.issuperset(pair)]


def _packed(
    parts: Sequence[Sequence[str]],
    pairs: Sequence[tuple[str, str]],
    heights: Mapping[str, float],
    columns: int,
) -> list[_Part]:
    """The parts on shelves from the top, beside each other where their columns fit."""
    packed: list[_Part] = []
    column, top, shelf = 0, 0.0, 0.0
    for part in parts:
        own = {key: heights[key] for key in part}
        layout = laid_out(part, _within(part, pairs), own, most=min(columns, MOST_COLUMNS), gap=_GAP_MM)
        if column + layout.columns > columns:
            column, top, shelf = 0, top + shelf + _PART_GAP_MM, 0.0
        packed.append(_Part(layout=layout, column=column, top=top))
        column += layout.columns
        shelf = max(shelf, layout.height)
    return packed


def _ties(
    graph: Graph,
    ways: Mapping[tuple[str, str], tuple[str, ...]],
    stations: Mapping[str, tuple[float, float, float]],
    *,
    box_mm: float,
    pitch: float,
    say: Phrases,
) -> tuple[Tie, ...]:
    """One tie per pair, with the words of all edges between the two in that direction."""
    grouped: dict[tuple[str, str], list[Edge]] = {}
    for one in graph.edges:
        if one.left != one.right:
            grouped.setdefault((one.left, one.right), []).append(one)
    return tuple(
        Tie(
            stations=tuple(stations[key] for key in (pair[0], *ways[pair], pair[1])),
            words=tuple(dict.fromkeys(_words(edge, say) for edge in edges)),
            checked=any(edge.checked for edge in edges),
            box_mm=box_mm,
            gap_mm=pitch - box_mm,
            right_mm=WIDTH_MM,
        )
        for pair, edges in grouped.items()
    )


def _words(edge: Edge, say: Phrases) -> str:
    role = edge.role or say(edge.phrase)
    period = _period(edge, say.language)
    if period is None and edge.told:
        period = say("told", year=edge.told)
    return f"{role}, {period}" if period else role


def _period(edge: Edge, language: str) -> str | None:
    if edge.start is None and edge.end is None:
        return None
    text = edge.start if edge.start == edge.end else f"{edge.start or '..'}/{edge.end or '..'}"
    try:
        return date_words(PartialDate.parse(text or ""), language)
    except UnreadableValueError:
        return " – ".join(part for part in (edge.start, edge.end) if part)


def _draw_key(canvas: Canvas, sheet: _Sheet, *, top: float, say: Phrases) -> float:
    """The shapes that occur, and what shading means."""
    kinds = [kind for kind in Kind if any(box.kind is kind for box in sheet.boxes.values())]
    canvas.line([(0, top), (WIDTH_MM, top)], ink=RULE, width=THIN)
    x, y = 0.0, top + line_height_mm(SMALL) + 1
    for kind in kinds:
        if x + 8.2 + width_mm(say(kind.value), SMALL) > WIDTH_MM:
            x, y = 0.0, y + line_height_mm(SMALL) + 1
        draw_shape(canvas, kind, (x, y - 2.6), (6.5, 3.4), listed=False)
        x += 8.2 + canvas.text((x + 8.2, y), say(kind.value), size=SMALL, ink=MUTED) + 5
    if any(box.node.listed_by for box in sheet.boxes.values()):
        y += line_height_mm(SMALL) + 1
        canvas.box((0, y - 2.6), (6.5, 3.4), fill=PALE, edge=RULE)
        canvas.text((8.2, y), say("listed_key"), size=SMALL, ink=MUTED)
    if any(UN in box.node.listed_by for box in sheet.boxes.values()):
        y += line_height_mm(SMALL) + 1
        canvas.box((0, y - 2.6), (6.5, 3.4), fill=INK)
        canvas.text((0.9, y), UN, size=SMALL, ink=PAPER)
        canvas.text((8.2, y), say("un_key"), size=SMALL, ink=MUTED)
    if sheet.has_told:
        y += line_height_mm(SMALL) + 1
        canvas.text((0, y), say("told_key"), size=SMALL, ink=MUTED)
    return y + 1.0


def _described(graph: Graph, say: Phrases) -> str:
    names = {one.id: one.name for one in graph.nodes}
    told = [
        say("alt_edge", left=names[one.left], role=_words(one, say), right=names[one.right])
        for one in graph.edges
    ]
    items = say("list_separator").join(told) if told else say("alt_none").rstrip(".")
    text = say("alt", nodes=len(graph.nodes), edges=len(graph.edges), items=items)
    listed = [_listed(one, say) for one in graph.nodes if one.listed_by]
    return f"{text} {say('alt_listed', items=say('list_separator').join(listed))}" if listed else text


def _listed(node: Node, say: Phrases) -> str:
    return say("alt_listed_item", name=node.name, lists=", ".join(node.listed_by))
