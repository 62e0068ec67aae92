"""Numbered paragraphs, as in the reports of UN panels: one series through all chapters, so that each can be cited."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from vedette.model.wire import Json
from vedette.report.blocks import Inlines
from vedette.report.syntax import attribute, is_node, span, string, words_of


def numbered(blocks: Sequence[Json]) -> list[Json]:
    """The blocks with a number before every paragraph of running text, those in another language included.

    Captions, lists, quotations, tables and paragraphs that hold nothing but a picture carry none.
    """
    return _numbered(blocks, itertools.count(1))


def _numbered(blocks: Sequence[Json], numbers: Iterator[int]) -> list[Json]:
    out: list[Json] = []
    for block in blocks:
        if is_node(block, "Para") and words_of(block).strip():
            out.append({"t": "Para", "c": [*_number(next(numbers)), *block["c"]]})
        elif is_node(block, "Div"):
            out.append({"t": "Div", "c": [block["c"][0], _numbered(block["c"][1], numbers)]})
        else:
            out.append(block)
    return out


def _number(count: int) -> Inlines:
    return [span([string(f"{count}.")], attribute("para-number", name=f"para-{count}")), {"t": "Space"}]
