"""Blocks and inlines that the composer writes: headings, tables, lists, notes, links."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from vedette.model.wire import Json
from vedette.report.syntax import attribute, paragraph, span, string

Inlines = list[Json]


def text(words: str) -> Inlines:
    """A run of text as one inline; its spaces break lines like any others."""
    return [string(words)] if words else []


def strong(inlines: Sequence[Json]) -> Json:
    """Strong emphasis."""
    return {"t": "Strong", "c": list(inlines)}


def code(words: str) -> Json:
    """A key, path or digest, set in a fixed width."""
    return {"t": "Code", "c": [attribute(), words]}


def link(inlines: Sequence[Json], target: str) -> Json:
    """A link to an address or, with ``#name``, to a place in the report."""
    return {"t": "Link", "c": [attribute(), list(inlines), [target, ""]]}


def note(inlines: Sequence[Json]) -> Json:
    """A footnote of one paragraph."""
    return {"t": "Note", "c": [paragraph(*inlines)]}


def heading(level: int, inlines: Sequence[Json], *, name: str = "", annex: bool = False) -> Json:
    """A heading; level 1 begins a chapter or, with ``annex``, an annex."""
    return {"t": "Header", "c": [level, attribute(*(["annex"] if annex else []), name=name), list(inlines)]}


def bullets(items: Sequence[Sequence[Json]]) -> Json:
    """A list; each item is a list of blocks."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def plain(inlines: Sequence[Json]) -> Json:
    """Inlines as a block without the distance of a paragraph."""
    return {"t": "Plain", "c": list(inlines)}


def unchecked_mark(letter: str) -> Json:
    """The mark printed beside what nobody has checked."""
    return span([string(f"[unchecked: {letter}]")], attribute("unchecked"))


@attrs.frozen(kw_only=True)
class Sheet:
    """A table before it becomes a block: header words and rows of cells, each cell a list of inlines."""

    header: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]


def table(sheet: Sheet, caption: Sequence[Json], *, name: str = "") -> Json:
    """A Table block with one header row and a caption."""
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidthDefault"}] for _ in sheet.header]
    head = [attribute(), [_row([text(word) for word in sheet.header])]]
    body = [attribute(), 0, [], [_row(list(row)) for row in sheet.rows]]
    return {
        "t": "Table",
        "c": [attribute(name=name), [None, [plain(caption)]], columns, head, [body], [attribute(), []]],
    }


def _row(cells: list[Inlines]) -> Json:
    return [attribute(), [[attribute(), {"t": "AlignDefault"}, 1, 1, [plain(cell)]] for cell in cells]]
