"""Numbered paragraphs, as in the reports of UN panels: one series through all chapters, so that each can be cited."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.model.wire import Json
from vedette.report.blocks import Inlines
from vedette.report.syntax import attribute, is_node, span, string, words_of


def numbered(blocks: Sequence[Json]) -> list[Json]:
    """The blocks with a number before every paragraph of running text.

    Captions, lists, quotations, tables and paragraphs that hold nothing but a picture carry none.
    """
    count = 0
    out: list[Json] = []
    for block in blocks:
        if is_node(block, "Para") and words_of(block).strip():
            count += 1
            out.append({"t": "Para", "c": [*_number(count), *block["c"]]})
        else:
            out.append(block)
    return out


def _number(count: int) -> Inlines:
    return [span([string(f"{count}.")], attribute("para-number", name=f"para-{count}")), {"t": "Space"}]
