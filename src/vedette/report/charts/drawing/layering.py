"""Where the nodes of a network stand: columns from left to right along the edges, no chance in it.

After Sugiyama, Tagawa and Toda (1981): cycles are cut, each node stands one column right of what points to it,
edges over several columns are led through placeholders, the order within a column follows the barycentre of the
neighbours, and heights are settled by pushing apart what would overlap. Ties fall by name, so the same network is
always laid out the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import attrs

SWEEPS = 8


@attrs.frozen(kw_only=True)
class Placed:
    """A node or placeholder: its column from 0, its middle and its height in millimetres."""

    key: str
    column: int
    middle: float
    height: float


@attrs.frozen(kw_only=True)
class Layout:
    """Everything placed, the way of each edge through placeholders, the number of columns, the height in all."""

    placed: Mapping[str, Placed]
    ways: Mapping[tuple[str, str], tuple[str, ...]]
    columns: int
    height: float


def components(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first, each in the order of ``keys``."""
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for left, right in edges:
        parent[root(left)] = root(right)
    parts: dict[str, list[str]] = {}
    for key in keys:
        parts.setdefault(root(key), []).append(key)
    return sorted(parts.values(), key=lambda part: (-len(part), keys.index(part[0])))


def columns_of(keys: Sequence[str], edges: Sequence[tuple[str, str]], *, most: int) -> dict[str, int]:
    """A column for each node: one right of the farthest of those that point to it.

    A chain longer than ``most`` columns turns round at the edge of the sheet and runs back, to and fro.
    """
    forward = _without_cycles(keys, edges)
    layer = dict.fromkeys(keys, 0)
    for _ in keys:
        for left, right in forward:
            layer[right] = max(layer[right], layer[left] + 1)
    for key in keys:
        ahead = [layer[right] for left, right in forward if left == key]
        behind = [left for left, right in forward if right == key]
        if ahead and not behind:
            layer[key] = max(min(ahead) - 1, 0)
    return {key: _folded(number, most) for key, number in layer.items()}


def _folded(number: int, most: int) -> int:
    if most == 1:
        return 0
    turn = 2 * (most - 1)
    return min(number % turn, turn - number % turn)


def _without_cycles(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The edges without those that lead back to where a walk came from."""
    ahead: dict[str, list[str]] = {key: [] for key in keys}
    for left, right in edges:
        if left != right and right not in ahead[left]:
            ahead[left].append(right)
    entered = {right for _, right in edges}
    kept: list[tuple[str, str]] = []
    done: set[str] = set()

    def walk(key: str, trail: tuple[str, ...]) -> None:
        done.add(key)
        for following in ahead[key]:
            if following not in trail:
                kept.append((key, following))
                if following not in done:
                    walk(following, (*trail, following))

    for key in sorted(keys, key=lambda one: (one in entered, keys.index(one))):
        if key not in done:
            walk(key, (key,))
    return kept


def laid_out(
    keys: Sequence[str],
    edges: Sequence[tuple[str, str]],
    heights: Mapping[str, float],
    *,
    most: int,
    gap: float,
) -> Layout:
    """The layout of one connected part; ``heights`` and ``gap`` in millimetres, ``most`` columns at most."""
    column = columns_of(keys, edges, most=most)
    ways, ties, sizes = _led(edges, column, heights)
    rows: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for key in [*keys, *(key for key in column if key not in heights)]:
        rows[column[key]].append(key)
    near: dict[str, list[str]] = {key: [] for key in column}
    for left, right in ties:
        near[left].append(right)
        near[right].append(left)
    _ordered(rows, near)
    middles = _settled(rows, near, sizes, gap)
    top = min(middles[key] - sizes[key] / 2 for key in middles)
    placed = {
        key: Placed(key=key, column=column[key], middle=middles[key] - top, height=sizes[key])
        for key in middles
    }
    bottom = max(one.middle + one.height / 2 for one in placed.values())
    return Layout(placed=placed, ways=ways, columns=len(rows), height=bottom)


def _led(
    edges: Sequence[tuple[str, str]], column: dict[str, int], heights: Mapping[str, float]
) -> tuple[dict[tuple[str, str], tuple[str, ...]], list[tuple[str, str]], dict[str, float]]:
    """Placeholders in the columns between the ends of long edges: ways, ties between neighbours, all heights."""
    sizes = dict(heights)
    ways: dict[tuple[str, str], tuple[str, ...]] = {}
    ties: list[tuple[str, str]] = []
    for left, right in edges:
        step = 1 if column[right] > column[left] else -1
        between = range(column[left] + step, column[right], step)
        way = tuple(f"{left}>{right}@{number}" for number in between)
        for key, number in zip(way, between, strict=True):
            column[key] = number
            sizes[key] = 3.0
        ways[left, right] = way
        chain = (left, *way, right)
        ties += [(one, other) for one, other in pairwise(chain) if column[one] != column[other]]
    return ways, ties, sizes


def _ordered(rows: list[list[str]], near: Mapping[str, Sequence[str]]) -> None:
    """Sort each column by the mean place of the neighbours in the column before, to and fro."""
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        order = range(1, len(rows)) if forth else range(len(rows) - 2, -1, -1)
        for number in order:
            before = number - 1 if forth else number + 1
            place = {key: at for at, key in enumerate(rows[before])}
            rows[number] = _by_barycentre(rows[number], near, place)


def _by_barycentre(row: list[str], near: Mapping[str, Sequence[str]], place: Mapping[str, int]) -> list[str]:
    def mean(at: int, key: str) -> float:
        places = [place[one] for one in near[key] if one in place]
        return sum(places) / len(places) if places else float(at)

    ranked = sorted((mean(at, key), at, key) for at, key in enumerate(row))
    return [key for _, _, key in ranked]


def _settled(
    rows: Sequence[Sequence[str]], near: Mapping[str, Sequence[str]], sizes: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Middles near the mean of the neighbours' middles, in the order of the rows, nothing overlapping."""
    middles: dict[str, float] = {}
    for row in rows:
        y = 0.0
        for key in row:
            middles[key] = y + sizes[key] / 2
            y += sizes[key] + gap
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else list(reversed(rows)):
            wished = [
                sum(middles[one] for one in near[key]) / len(near[key]) if near[key] else middles[key]
                for key in row
            ]
            _spread(row, wished, sizes, gap, middles)
    return middles


def _spread(
    row: Sequence[str],
    wished: Sequence[float],
    sizes: Mapping[str, float],
    gap: float,
    middles: dict[str, float],
) -> None:
    """The places nearest to the wished ones in the least squares that keep order and gaps (pooled neighbours)."""
    offsets = [0.0]
    for one, other in pairwise(row):
        offsets.append(offsets[-1] + (sizes[one] + sizes[other]) / 2 + gap)
    blocks: list[list[float]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        blocks.append([wish - offset, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight = blocks.pop()
            total = blocks[-1][1] + weight
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + value * weight) / total, total]
    flat = [value for value, weight in blocks for _ in range(round(weight))]
    for key, value, offset in zip(row, flat, offsets, strict=True):
        middles[key] = round(value + offset, 3)
