"""Bounds of figures over figures: each step can double what the annex prints, and a page has an end."""

from __future__ import annotations

from vedette.errors import FigureError
from vedette.model.figures import Derivation

DEEPEST = 50
"""Nodes from a figure down to its rows; a report that people read has not ten."""

MOST_REPEATED = 10_000
"""Nodes that stand in one figure's printed tree another time, because several figures in it rest on them."""


def refuse_endless(name: str, derivation: Derivation) -> None:
    """Raise `FigureError` where the tree is too deep, or as printed repeats more than anybody could read.

    However many rows a figure counts, it is not refused: only what is rested on again counts against it.
    """
    sizes: dict[int, tuple[int, int]] = {}
    depth, printed = _size(derivation, sizes)
    if depth > DEEPEST:
        raise too_deep(name)
    if printed - len(sizes) > MOST_REPEATED:
        raise FigureError(
            f"figure {name!r} rests on the same figures in more than {MOST_REPEATED:,} ways",
            advice="let it rest on each figure once",
        )


def too_deep(name: str) -> FigureError:
    """The error of a figure that has too many steps down to its rows."""
    return FigureError(
        f"figure {name!r} rests on figures that rest on others, more than {DEEPEST} deep",
        advice="define it over fewer steps",
    )


def _size(node: Derivation, sizes: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Depth and printed nodes of a tree whose inputs are within the bounds; each shared node is measured once."""
    if id(node) not in sizes:
        below = [_size(one, sizes) for one in node.inputs]
        sizes[id(node)] = (
            1 + max((depth for depth, _ in below), default=0),
            1 + sum(printed for _, printed in below),
        )
    return sizes[id(node)]
