"""Lines with no more points than a picture can show: within a distance of the line that was given.

After Ramer (1972) and Douglas and Peucker (1973). The ends of a line stay; an outline keeps the point that lies
farthest from its first.
"""

from __future__ import annotations

import numpy as np

from vedette.report.charts.mapping.projection import Numbers

FINEST_MM = 0.06
"""How far a drawn line may lie from the one it stands for: less than half of the thinnest line of print."""


def simplified(points: Numbers, *, within: float = FINEST_MM) -> Numbers:
    """The line through fewer points, none of which is moved; a line without length becomes one point."""
    points = _without_repeats(points)
    kept = np.zeros(len(points), np.bool_)
    kept[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first > 1:
            distance = _distances(points[first + 1 : last], points[first], points[last])
            farthest = int(np.argmax(distance))
            if distance[farthest] > within:
                middle = first + 1 + farthest
                kept[middle] = True
                spans += [(first, middle), (middle, last)]
    return points[kept]


def simplified_outline(points: Numbers, *, within: float = FINEST_MM) -> Numbers:
    """A closed outline through fewer points, its first point not repeated at its end."""
    points = _without_repeats(points)
    if len(points) < 4:  # noqa: PLR2004 - a triangle has nothing to lose
        return points
    far = int(np.argmax(((points - points[0]) ** 2).sum(axis=1)))
    if far == 0:
        return points[:1]
    there = simplified(points[: far + 1], within=within)
    back = simplified(np.vstack([points[far:], points[:1]]), within=within)
    return np.vstack([there[:-1], back[:-1]])


def area(points: Numbers) -> float:
    """The area of an outline, positive where it runs clockwise on a sheet whose y points down."""
    x, y = points[:, 0], points[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def _without_repeats(points: Numbers) -> Numbers:
    kept = np.ones(len(points), np.bool_)
    kept[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    return points[kept]


def _distances(points: Numbers, start: Numbers, end: Numbers) -> Numbers:
    """How far points lie from a stretch; from its start where it has no length."""
    way, off = end - start, points - start
    length = float(way[0] * way[0] + way[1] * way[1])
    # Not as a matrix product, whose last bits hang on the machine.
    along = off[:, 0] * way[0] + off[:, 1] * way[1]
    share = np.clip(along / length, 0.0, 1.0) if length else np.zeros(len(points))
    rest = off - share[:, None] * way
    return np.asarray(np.sqrt(rest[:, 0] * rest[:, 0] + rest[:, 1] * rest[:, 1]), np.float64)
