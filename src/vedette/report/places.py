"""Where a directive may stand. What is read in another light than running text would mislead there.

A block directive stands on its own in a chapter. An inline one may stand in a sentence, list or table cell; what
carries a footnote stands in no heading, caption or footnote, and what the team derives stands in no quotation.
"""

from __future__ import annotations

from collections.abc import Sequence

from vedette.errors import ReportError
from vedette.model.wire import Json
from vedette.report.directive import Directive, is_directive, read_directive, refuse_stray
from vedette.report.syntax import is_node

WITHOUT_NOTES = {
    "Header": "a heading",
    "Note": "a footnote",
    "Div": "a caption",
}
"""Places in which there is no footnote; inside a Span is inside another directive."""

QUOTATIONS = ("Quoted", "BlockQuote")
DERIVED = frozenset({"figure", "date", "law"})
"""What the record or the law says in our words: in quotation marks it would be put into somebody's mouth."""


def check_places(chapter: Sequence[Json], name: str) -> None:
    """Raise `ReportError` for the first directive of a chapter that stands where it may not."""
    for block in chapter:
        _check(block, name, ())


def _check(node: Json, chapter: str, around: tuple[str, ...]) -> None:
    """Look at a node and what it holds; ``around`` are the types of the nodes that it stands in."""
    if isinstance(node, list):
        for one in node:
            _check(one, chapter, around)
    elif is_node(node):
        if is_node(node, "Span", "Div"):
            refuse_stray(node, chapter=chapter)
        directive = read_directive(node, chapter=chapter) if is_directive(node) else None
        if directive is not None:
            _check_directive(directive, node["t"], around)
        inside = node["t"] if directive is not None or node["t"] not in {"Span", "Div"} else "Plain"
        _check(node.get("c", []), chapter, (*around, inside))


def _check_directive(directive: Directive, node_type: str, around: tuple[str, ...]) -> None:
    if node_type == "Div" and set(around) - {"Plain"}:
        raise ReportError(
            f"{directive.where} stands inside something else",
            advice="let a directive with colons stand on its own, outside lists, quotations, notes and directives",
        )
    if "Span" in around:
        raise ReportError(
            f"{directive.where} stands inside another directive", advice="write one after the other"
        )
    if directive.kind in DERIVED and set(around) & set(QUOTATIONS):
        raise ReportError(
            f"{directive.where} stands in a quotation",
            advice="quote what the source says letter by letter, and cite it behind the quotation",
        )
    for place in around:
        if place in WITHOUT_NOTES and carries_note(directive):
            raise ReportError(
                f"{directive.where} stands in {WITHOUT_NOTES[place]}, which has no footnotes",
                advice='add note="no" to a figure; write anything else in a sentence of the text',
            )


def carries_note(directive: Directive) -> bool:
    """Whether the directive becomes words with a footnote."""
    if directive.kind == "figure":
        return directive.options.get("note") != "no"
    return directive.kind in {"cite", "law"}
