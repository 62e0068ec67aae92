"""The number lint: a number in a chapter comes from a figure, or it stands in quotation marks.

A digit or a number word typed by hand is an error, because nothing would notice when the evidence behind
it changes. Directives, quotations and code are exempt; names that hold digits are written ``[MAIA-1]{.name}``
and checked against the record instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from vedette.model.wire import Json
from vedette.report.directive import is_directive
from vedette.report.syntax import is_node, words_of

EXEMPT = ("Quoted", "BlockQuote", "Code", "CodeBlock")

_NUMBER_WORD = re.compile(
    r"(?i)\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?)\b"
)
_DIGIT = re.compile(r"\d")


@attrs.frozen(kw_only=True)
class TypedNumber:
    """A number typed by hand: the chapter, the number, and the words around it."""

    chapter: str
    number: str
    context: str


def typed_numbers(blocks: list[Json], chapter: str) -> Iterator[TypedNumber]:
    """Every number of a chapter that no directive and no quotation accounts for."""
    for block in blocks:
        for words in _free_text(block):
            for found in re.finditer(r"\S+", words):
                if _DIGIT.search(found[0]) or _NUMBER_WORD.search(found[0]):
                    around = words[max(0, found.start() - 30) : found.end() + 30].strip()
                    yield TypedNumber(chapter=chapter, number=found[0], context=around)


def _free_text(node: Json) -> Iterator[str]:
    """Runs of text between exempt nodes, breaks as spaces."""
    run: list[str] = []
    for piece in _pieces(node):
        if piece is None:
            yield "".join(run)
            run = []
        else:
            run.append(piece)
    yield "".join(run)


def _pieces(node: Json) -> Iterator[str | None]:
    if is_node(node):
        if node["t"] in EXEMPT or is_directive(node):
            yield None
            return
        if node["t"] == "Str":
            yield node["c"]
            return
        if node["t"] in {"Space", "SoftBreak", "LineBreak"}:
            yield " "
            return
        if node["t"] == "Link":
            yield from _pieces(node["c"][1])
            return
        yield from _pieces(node.get("c", []))
        return
    if isinstance(node, list):
        for inner in node:
            if isinstance(inner, dict | list):
                yield from _pieces(inner)


def opening_words(block: Json, *, length: int = 60) -> str:
    """The first words of a block, by which a person finds it in the chapter."""
    words = words_of(block)
    return words if len(words) <= length else words[:length] + "…"
