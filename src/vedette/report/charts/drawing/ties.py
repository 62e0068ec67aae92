"""Ties of a network: curves between boxes with an arrow at the end and words that keep clear of each other."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm, wrapped
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import INK, MUTED, PAPER, SMALL, THIN

_HEAD_MM = (1.9, 0.85)
_PORT_SHARE = 0.7
_BULGE_MM = 9.0
_PLACES = (0.5, *(0.5 + way * step / 25 for step in range(1, 10) for way in (-1, 1)))
_DOTS = (0.5, 0.7)
_LONGEST = 5

Rectangle = tuple[float, float, float, float]


_CLEAR_MM = 0.9
"""Half the side of the squares by which words keep clear of ties."""


@attrs.frozen(kw_only=True)
class Tie:
    """A tie from the first station to the last: each is left side, middle and height of a box or placeholder."""

    stations: tuple[tuple[float, float, float], ...]
    words: tuple[str, ...]
    checked: bool
    box_mm: float
    gap_mm: float
    right_mm: float


@attrs.frozen(kw_only=True)
class _Ends:
    """Where a tie leaves its first box and reaches its last."""

    start: float
    finish: float


def draw_ties(canvas: Canvas, ties: Sequence[Tie]) -> None:
    """All ties, then all words, so that no line crosses a word."""
    ways = [_way(tie, ends) for tie, ends in zip(ties, _ports(ties), strict=True)]
    for tie, way in zip(ties, ways, strict=True):
        canvas.curve(way, ink=MUTED, width=THIN * 1.2, dash=() if tie.checked else _DOTS)
        _draw_head(canvas, way[-2], way[-1])
    taken: list[Rectangle] = []
    for at, (tie, way) in enumerate(zip(ties, ways, strict=True)):
        lines = [spot for number, other in enumerate(ways) for spot in _stations(other, is_own=number == at)]
        _draw_words(canvas, tie, way, taken, lines)


def _stations(way: Sequence[Point], *, is_own: bool) -> list[Rectangle]:
    """Small squares where words would hide a tie: its head, and of another one its whole way."""
    spots = [way[-1]] if is_own else [*(_along(way, step / 10) for step in range(1, 10)), way[-1]]
    return [(x - _CLEAR_MM, y - _CLEAR_MM, x + _CLEAR_MM, y + _CLEAR_MM) for x, y in spots]


def _ports(ties: Sequence[Tie]) -> list[_Ends]:
    """Spread the ends of ties over the side of their box, in the order of where they lead."""
    starts = _spread(ties, at=0)
    finishes = _spread(ties, at=-1)
    return [_Ends(start=start, finish=finish) for start, finish in zip(starts, finishes, strict=True)]


def _spread(ties: Sequence[Tie], *, at: int) -> list[float]:
    sides: dict[tuple[float, float, bool], list[tuple[float, int]]] = {}
    for number, tie in enumerate(ties):
        here, there = tie.stations[at], tie.stations[1 if at == 0 else -2]
        sides.setdefault((here[0], here[1], there[0] >= here[0]), []).append((there[1], number))
    places = [0.0] * len(ties)
    for (_, middle, _), found in sides.items():
        for order, (_, number) in enumerate(sorted(found)):
            height = ties[number].stations[at][2] * _PORT_SHARE
            places[number] = middle + height * ((order + 0.5) / len(found) - 0.5)
    return places


def _way(tie: Tie, ends: _Ends) -> list[Point]:
    """The points of the curve: a start, then two handles and an end for each stretch."""
    first, last = tie.stations[0], tie.stations[-1]
    if first[0] == last[0]:
        bulge = min(_BULGE_MM, tie.gap_mm * 0.6) if tie.gap_mm > 0 else 4.0
        x = first[0] + tie.box_mm
        if x + bulge > tie.right_mm:
            x, bulge = first[0], -bulge
        return [(x, ends.start), (x + bulge, ends.start), (x + bulge, ends.finish), (x, ends.finish)]
    forward = last[0] > first[0]
    leave, reach = (tie.box_mm, 0.0) if forward else (0.0, tie.box_mm)
    way = [(first[0] + leave, ends.start)]
    for number, (left, middle, _) in enumerate(tie.stations[1:], start=1):
        is_last = number == len(tie.stations) - 1
        _bend(way, (left + reach, ends.finish if is_last else middle))
        if not is_last:
            _bend(way, (left + leave, middle))
    return way


def _bend(way: list[Point], end: Point) -> None:
    begin = way[-1]
    half = (begin[0] + end[0]) / 2
    way += [(half, begin[1]), (half, end[1]), end]


def _draw_head(canvas: Canvas, handle: Point, tip: Point) -> None:
    length, half = _HEAD_MM
    way = 1 if tip[0] >= handle[0] else -1
    base = tip[0] - way * length
    canvas.polygon([tip, (base, tip[1] - half), (base, tip[1] + half)], fill=MUTED)


def _draw_words(
    canvas: Canvas, tie: Tie, way: Sequence[Point], taken: list[Rectangle], lines_there: Sequence[Rectangle]
) -> None:
    """The words on the first stretch, moved along it until they keep clear of words and of other ties."""
    longest = widest_mm([word for words in tie.words for word in words.split()], SMALL)
    room = max(tie.gap_mm - 6.0, min(longest, tie.gap_mm - 1.0), 12.0)
    lines = [line for words in tie.words for line in wrapped(words, SMALL, within_mm=room, lines=_LONGEST)]
    width, height = widest_mm(lines, SMALL), len(lines) * line_height_mm(SMALL)
    spots = [_along(way, share) for share in _PLACES]
    if tie.stations[0][0] == tie.stations[-1][0]:
        aside = width / 2 if way[1][0] > way[0][0] else -width / 2
        spots = [(x + aside, y) for x, y in spots]
    else:
        spots = [(_between_boxes(x, width, way), y) for x, y in spots]
    found = [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in spots]
    best = min(found, key=lambda one: sum(_overlap(one, other) for other in (*taken, *lines_there)))
    taken.append(best)
    middle = (best[0] + best[2]) / 2
    for number, line in enumerate(lines):
        y = best[1] + (number + 0.76) * line_height_mm(SMALL)
        canvas.text((middle, y), line, size=SMALL, ink=INK, align="middle", halo=PAPER)


def _between_boxes(x: float, width: float, way: Sequence[Point]) -> float:
    """The middle of words pushed off the boxes on both sides of the first stretch."""
    left, right = sorted((way[0][0], way[3][0]))
    if right - left <= width:
        return (left + right) / 2
    return min(max(x, left + width / 2), right - width / 2)


def _along(way: Sequence[Point], share: float) -> Point:
    """A point of the first stretch of the curve."""
    weights = ((1 - share) ** 3, 3 * (1 - share) ** 2 * share, 3 * (1 - share) * share**2, share**3)
    points = way[:4]
    x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
    return x, y


def _overlap(one: Rectangle, other: Rectangle) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0
