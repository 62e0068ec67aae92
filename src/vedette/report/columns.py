"""How wide each column of a table is: the same shares in every format, from what the cells hold."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

import attrs

from vedette.model.wire import Json
from vedette.report.syntax import is_node, rewritten, without_notes, words_of

SHORTEST_SHARE = 0.04
"""No column is narrower than this share of the page."""

LINE = {"dense": 102, "middle": 92, "wide": 88}
"""Small letters that fit on a line across the page, at the print of each density and in the widest of our fonts."""

LONGEST_WORD, PADDING, CAPITAL = 16.0, 2.5, 1.35
"""In letters: longer words are broken; the space around a cell's text; the width of a capital."""

LONG_CELL = 700
"""Letters in a cell beyond which a row may break across pages, lest it be taller than one."""

DENSE_COLUMNS, MIDDLE_COLUMNS = 7, 5


@attrs.frozen(kw_only=True)
class TableSize:
    """What a renderer asks of a table: number of columns, longest cell in letters, caption in words."""

    columns: int
    longest: int
    caption: str

    @property
    def density(self) -> str:
        """``dense``, ``middle`` or ``wide``: the more columns, the smaller the print."""
        if self.columns >= DENSE_COLUMNS:
            return "dense"
        return "middle" if self.columns >= MIDDLE_COLUMNS else "wide"


def size_of(table: Json) -> TableSize:
    """The size of a Table block."""
    cells = [words_of(blocks) for row in _rows(table) for blocks in row]
    return TableSize(
        columns=len(table["c"][2]),
        longest=max((len(text) for text in cells), default=0),
        caption=words_of(without_notes(table["c"][1])),
    )


def with_widths(blocks: list[Json]) -> list[Json]:
    """The blocks with a width share for every column of every table."""
    done: list[Json] = rewritten(blocks, lambda node: [_measured(node)] if is_node(node, "Table") else [node])
    return done


def _measured(table: Json) -> Json:
    given, caption, columns, head, bodies, foot = table["c"]
    widths = [{"t": "ColWidth", "c": share} for share in _shares(table)]
    specs = [[spec[0], width] for spec, width in zip(columns, widths, strict=True)]
    return {"t": "Table", "c": [given, caption, specs, head, bodies, foot]}


def _shares(table: Json) -> list[float]:
    """Shares of the width: room for the longest word of each column, and the rest by how much its cells hold."""
    count = len(table["c"][2])
    room, held = [0.0] * count, [0.0] * count
    rows = list(_rows(table))
    for row in rows:
        for at, text in enumerate(map(words_of, row[:count])):
            words = [min(_wide(word), LONGEST_WORD) for word in text.split()]
            held[at] += sum(word + 1 for word in words) / len(rows)
            room[at] = max(room[at], *words, 0.0)
    line = LINE[size_of(table).density]
    needed = [max((word + PADDING) / line, SHORTEST_SHARE) for word in room]
    spare = max(0.0, 1 - sum(needed))
    weights = [1 + max(0.0, mean - word) ** 0.75 for mean, word in zip(held, room, strict=True)]
    shares = [least + spare * weight / sum(weights) for least, weight in zip(needed, weights, strict=True)]
    return [round(share / sum(shares), 4) for share in shares]


def _wide(text: str) -> float:
    """Letters of width: a Han or Hangul letter counts twice, a capital a third more than a small letter."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if east_asian_width(letter) in {"W", "F"}:
        return 2.0
    return CAPITAL if letter.isupper() else 1.0


def _rows(table: Json) -> Iterator[list[Json]]:
    """Each row as the block lists of its cells; a cell over several columns counts once."""
    _, _, _, head, bodies, foot = table["c"]
    groups = [head[1], *(part for body in bodies for part in (body[2], body[3])), foot[1]]
    for rows in groups:
        for row in rows:
            yield [without_notes(cell[4]) for cell in row[1]]
