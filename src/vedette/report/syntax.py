"""Pandoc's document tree in Python: the few elements that the renderers build, and one way to walk.

A node is ``{"t": kind, "c": content}``; an attribute is ``[id, classes, [[name, value], ...]]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vedette.model.wire import Json

Rule = Callable[[Json], list[Json]]
"""What a node becomes: itself in a list, several nodes, or none."""

INLINE_TEXT = ("Str", "Code", "CodeBlock")
_BREAKS = ("Space", "SoftBreak", "LineBreak")


def attribute(*classes: str, name: str = "", **pairs: str) -> Json:
    """An attribute with id ``name``; an underscore in a pair's name stands for a hyphen."""
    return [name, list(classes), [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def string(text: str) -> Json:
    """Text as it is, spaces included."""
    return {"t": "Str", "c": text}


def span(inlines: Sequence[Json], given: Json) -> Json:
    """Inlines under an attribute."""
    return {"t": "Span", "c": [given, list(inlines)]}


def div(blocks: Sequence[Json], given: Json) -> Json:
    """Blocks under an attribute."""
    return {"t": "Div", "c": [given, list(blocks)]}


def paragraph(*inlines: Json) -> Json:
    """A block of running text, which carries a number in a chapter."""
    return {"t": "Para", "c": list(inlines)}


def raw_block(language: str, markup: str) -> Json:
    """Markup of the target language; only a renderer makes one, and never from text of the document."""
    return {"t": "RawBlock", "c": [language, markup]}


def raw_inline(language: str, markup: str) -> Json:
    """The same within a paragraph."""
    return {"t": "RawInline", "c": [language, markup]}


def classes_of(node: Json) -> list[str]:
    """The classes of a Span, Div or Link; a Header's stand behind its level and are read there."""
    classes: list[str] = node["c"][0][1]
    return classes


def is_node(value: Json, *kinds: str) -> bool:
    """Whether a value is a node, and of one of the kinds if any are given."""
    return isinstance(value, dict) and "t" in value and (not kinds or value["t"] in kinds)


def is_attribute(value: Json) -> bool:
    """Whether a value has the shape of an attribute, which nothing else in the tree has."""
    return (
        isinstance(value, list)
        and len(value) == len(attribute())
        and isinstance(value[0], str)
        and isinstance(value[1], list)
        and all(isinstance(one, str) for one in value[1])
        and isinstance(value[2], list)
        and all(isinstance(pair, list) and len(pair) == len(("name", "value")) for pair in value[2])
    )


def rewritten(value: Json, rule: Rule) -> Json:
    """The tree after ``rule`` has seen every node of a list, children before parents."""
    if isinstance(value, dict):
        return {key: rewritten(one, rule) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    out: list[Json] = []
    for one in value:
        inside = rewritten(one, rule)
        out.extend(rule(inside) if is_node(inside) else [inside])
    return out


def nodes(value: Json) -> Iterator[Json]:
    """Every node in reading order, parents before children."""
    if is_node(value):
        yield value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


def links_in(value: Json) -> frozenset[str]:
    """The names of the places in the document that its links lead to."""
    targets = (node["c"][2][0] for node in nodes(value) if node["t"] == "Link")
    return frozenset(one[1:] for one in targets if one.startswith("#"))


def without_notes(value: Json) -> Json:
    """The tree without footnotes."""
    return rewritten(value, lambda node: [] if node["t"] == "Note" else [node])


def words_of(value: Json) -> str:
    """The text a reader sees, with one space per break; footnotes included."""
    parts: list[str] = []
    for node in nodes(value):
        if node["t"] == "Str":
            parts.append(node["c"])
        elif node["t"] in _BREAKS:
            parts.append(" ")
        elif node["t"] in INLINE_TEXT:
            parts.append(node["c"][1])
    return "".join(parts)


def runs(text: str, *, longest: int) -> Iterator[str]:
    """The text in runs whose join is the text: each word of more than ``longest`` letters is a run of its own."""
    kept = ""
    for piece in re.split(r"( +)", text):
        if len(piece) > longest and not piece.isspace():
            if kept:
                yield kept
            yield piece
            kept = ""
        else:
            kept += piece
    if kept:
        yield kept
