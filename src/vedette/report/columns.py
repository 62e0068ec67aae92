"""How wide each column of a table is: the same shares in every format, from what the cells hold."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vedette.model.wire import Json
from vedette.report.syntax import is_node, rewritten, without_notes, words_of

SHORTEST_SHARE = 0.06
"""No column is narrower than this share of the page: a date of ten letters fits at the smallest size."""

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
    """Shares of the width, by a blend of the longest word (which must fit) and the mean length of a cell."""
    count = len(table["c"][2])
    need, words = [1.0] * count, [1.0] * count
    rows = list(_rows(table))
    for row in rows:
        for at, text in enumerate(map(words_of, row[:count])):
            need[at] += _wide(text) / len(rows)
            words[at] = max(words[at], *(min(_wide(word), 16.0) for word in text.split() or [""]))
    weights = [longest + 1.2 * mean**0.72 for longest, mean in zip(words, need, strict=True)]
    floored = [max(weight, SHORTEST_SHARE * sum(weights)) for weight in weights]
    return [round(weight / sum(floored), 4) for weight in floored]


def _wide(text: str) -> float:
    """Letters of width: a Han or Hangul letter counts twice."""
    hangul_jamo = "\u1100"
    return float(
        sum(2 if letter >= hangul_jamo and not "\u2000" <= letter <= "\u206f" else 1 for letter in text)
    )


def _rows(table: Json) -> Iterator[list[Json]]:
    """Each row as the block lists of its cells; a cell over several columns counts once."""
    _, _, _, head, bodies, foot = table["c"]
    groups = [head[1], *(part for body in bodies for part in (body[2], body[3])), foot[1]]
    for rows in groups:
        for row in rows:
            yield [without_notes(cell[4]) for cell in row[1]]
