"""Room for labels: what is taken on a picture, in cells, and the best free place for a label beside its point.

Places round a point in the order of E. Imhof, "Positioning Names on Maps" (1975): right and above first.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from vedette.report.charts.drawing.lettering import line_height_mm, widest_mm
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import SMALL
from vedette.report.charts.mapping.projection import Numbers

Ints = npt.NDArray[np.int64]

CELL_MM = 0.5
_PAD_MM = 0.35
_GAP_MM = 0.9
"""Between a sign and its label: more than the padding of both and a cell."""

_ASCENT = 0.78
_A_CROSSING, _A_MM_AWAY = 3.0, 4.0
"""What a label costs for each cell of a line that it covers, and for each millimetre that it stands away."""

_SIDES = ((1, -0.5), (1, -1), (1, 0), (-1, -0.5), (-1, -1), (-1, 0), (0, -1), (0, 0))
"""Where the label lies: right, left or centred; its middle, lower or upper edge at the height of the point."""


@attrs.frozen(kw_only=True)
class Label:
    """Lines of text that belong to a point: the first may be heavy; ``clear`` is the radius of the sign there."""

    at: Point
    lines: tuple[str, ...]
    clear: float
    heavy: bool = False
    muted: bool = False

    @property
    def size(self) -> Point:
        """Width and height in millimetres."""
        return widest_mm(self.lines, SMALL), len(self.lines) * line_height_mm(SMALL)


@attrs.frozen(kw_only=True)
class Placed:
    """A label with its upper left corner; ``leader`` where a line leads from the point to it."""

    label: Label
    corner: Point
    side: int
    leader: tuple[Point, Point] | None = None

    def baseline(self, number: int) -> float:
        """The height of the baseline of a line of it."""
        return self.corner[1] + (number + _ASCENT) * line_height_mm(SMALL)


class Room:
    """Cells of a picture: taken by signs and labels, crossed by lines."""

    def __init__(self, size: Point) -> None:
        self._size = size
        rows, columns = (math.ceil(one / CELL_MM) + 1 for one in (size[1], size[0]))
        self._taken = np.zeros((rows, columns), np.bool_)
        self._lettered = np.zeros((rows, columns), np.bool_)
        self._crossed = np.zeros((rows, columns), np.int32)

    def take(self, corner: Point, size: Point) -> None:
        """Nothing else may stand here."""
        rows, columns = self._cells(corner, size)
        self._taken[rows, columns] = True

    def cross(self, line: Numbers) -> None:
        """Labels stay off this line where they can."""
        for start, end in itertools.pairwise(line):
            steps = int(max(abs(end - start)) / CELL_MM) + 1
            self.touch(start + np.linspace(0, 1, steps + 1)[:, None] * (end - start))

    def touch(self, points: Numbers) -> None:
        """Labels stay off these points where they can."""
        at = (points / CELL_MM).astype(np.int64)
        rows = np.clip(at[:, 1], 0, self._crossed.shape[0] - 1)
        columns = np.clip(at[:, 0], 0, self._crossed.shape[1] - 1)
        self._crossed[rows, columns] += 1

    def placed(self, label: Label, *, far: Sequence[float] = ()) -> Placed | None:
        """The label where it covers nothing that is taken and least of lines; none where there is no room.

        Farther away than at the sign itself, at the distances ``far``, a leader points to it.
        """
        best: tuple[float, Placed] | None = None
        for distance in (0.0, *far):
            for number, one in enumerate(_candidates(label, distance)):
                cost = self._cost(one, label)
                if cost is not None:
                    cost += number + _A_MM_AWAY * distance
                    best = (cost, one) if best is None or cost < best[0] else best
        if best is None:
            return None
        self.take(best[1].corner, label.size)
        rows, columns = self._cells(best[1].corner, label.size)
        self._lettered[rows, columns] = True
        if best[1].leader is not None:
            rows_led, columns_led = self._along(best[1].leader)
            self._taken[rows_led, columns_led] = True
        return best[1]

    def _cost(self, one: Placed, label: Label) -> float | None:
        (x, y), (w, h) = one.corner, label.size
        if x < _PAD_MM or y < _PAD_MM or x + w > self._size[0] - _PAD_MM or y + h > self._size[1] - _PAD_MM:
            return None
        rows, columns = self._cells(one.corner, label.size)
        if self._taken[rows, columns].any():
            return None
        if one.leader is not None and self._lettered[self._along(one.leader)].any():
            return None
        return _A_CROSSING * int(np.count_nonzero(self._crossed[rows, columns]))

    def _along(self, leader: tuple[Point, Point]) -> tuple[Ints, Ints]:
        """The rows and columns of the cells that a leader crosses."""
        start, end = np.array(leader[0]), np.array(leader[1])
        at = ((start + np.linspace(0, 1, 41)[:, None] * (end - start)) / CELL_MM).astype(np.int64)
        return (
            np.clip(at[:, 1], 0, self._taken.shape[0] - 1),
            np.clip(at[:, 0], 0, self._taken.shape[1] - 1),
        )

    def _cells(self, corner: Point, size: Point) -> tuple[slice, slice]:
        (x, y), (w, h) = corner, size
        low = (max(0, int((one - _PAD_MM) / CELL_MM)) for one in (y, x))
        high = (max(0, int((one + _PAD_MM) / CELL_MM) + 1) for one in (y + h, x + w))
        rows, columns = zip(low, high, strict=True)
        return slice(*rows), slice(*columns)


def _candidates(label: Label, distance: float) -> Iterator[Placed]:
    (x, y), (w, h) = label.at, label.size
    off = label.clear + _GAP_MM + distance
    for side, up in _SIDES:
        left = x + off if side > 0 else x - off - w if side < 0 else x - w / 2
        is_level = up == -0.5  # noqa: PLR2004 - the middle of the label at the height of the point
        lift = 0.0 if is_level or side == 0 else distance * math.copysign(1, up + 0.5)
        top = y + up * h + lift if side else (y - off - h if up < 0 else y + off)
        corner = (round(left, 2), round(top, 2))
        yield Placed(
            label=label, corner=corner, side=side, leader=_leader(label, corner) if distance else None
        )


def _leader(label: Label, corner: Point) -> tuple[Point, Point]:
    """From the edge of the sign to the nearest point of the label's edge."""
    (x, y), (w, h) = label.at, label.size
    end = (min(max(x, corner[0]), corner[0] + w), min(max(y, corner[1] + 0.4), corner[1] + h - 0.2))
    length = math.hypot(end[0] - x, end[1] - y) or 1.0
    share = min(1.0, (label.clear + 0.2) / length)
    return (round(x + share * (end[0] - x), 2), round(y + share * (end[1] - y), 2)), end
