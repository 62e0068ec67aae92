"""What every renderer does first: refuse what no page may carry, and settle what all formats must agree on.

Text from evidence arrives as plain strings and stays so. Attributes, link targets and identifiers are the
other ways into a page, so only the harmless ones pass: classes, ``lang``, ``dir`` and ``data-`` attributes,
links to ``http``, ``https``, ``mailto`` and to anchors of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from vedette.errors import ReportError
from vedette.model.report import Document, Picture
from vedette.model.wire import Json
from vedette.report.fonts import check_glyphs
from vedette.report.labels import Labels, date_in_words, labels_of
from vedette.report.syntax import (
    attribute,
    is_attribute,
    is_node,
    nodes,
    rewritten,
    span,
    string,
    without_notes,
    words_of,
)

FORBIDDEN = {
    "RawBlock": "markup of an output format",
    "RawInline": "markup of an output format",
    "Math": "a formula",
    "Cite": "a citation key",
}
PICTURE = "picture:"
_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_NAME = re.compile(r"[\w][\w.:-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATA = re.compile(r"data-[a-z0-9-]+")
_LINK = re.compile(r"(https?://|mailto:)[^\s<>\"\\^`{|}\x00-\x1f\x7f]+", re.IGNORECASE)
_TAKEN = re.compile(r"fn(ref)?\d+|page-.*")
_NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DEEPEST_NUMBERED = 3
THIN_SPACE = "\u202f"
"""A narrow space at which no line breaks."""


@attrs.frozen(kw_only=True)
class Heading:
    """A heading of the table of contents: level from 1, its id, its text with number, its language if another.

    The language is that of the heading itself, or of a span around all its words.
    """

    level: int
    name: str
    text: str
    language: str = ""


@attrs.frozen(kw_only=True)
class Prepared:
    """A document that any renderer can print as it stands."""

    document: Document
    blocks: tuple[Json, ...]
    headings: tuple[Heading, ...]
    labels: Labels
    date: str

    def picture(self, figure: Json) -> Picture:
        """The picture of a Figure block that ``prepare`` has made."""
        image = next(node for node in nodes(figure) if node["t"] == "Image")
        return self.document.pictures[image["c"][2][0].removeprefix(PICTURE)]


def prepare(document: Document | Prepared) -> Prepared:
    """Check and settle a document; raises ReportError for anything that may not be printed.

    A prepared one is given back as it is, so that several formats share the work.

    Afterwards chapters carry numbers (I, A, 1; annexes by class ``annex``; none by class ``unnumbered``),
    every heading has an id, every picture stands in a Figure, every inner link has a target, and quotation
    marks are those of the language.
    """
    if isinstance(document, Prepared):
        return document
    labels = labels_of(document.language)
    blocks: list[Json] = list(document.blocks)
    _refuse_forbidden(blocks)
    blocks = rewritten(_plain_attributes(blocks), lambda node: _plain_node(node, labels))
    blocks = [_picture_alone(block) for block in blocks]
    _check_pictures(blocks, document.pictures)
    blocks = list(_numbered(_notes_apart(blocks), labels))
    _check_anchors(blocks)
    date = date_in_words(document.made_on, document.language)
    frame = {
        "the symbol": document.symbol,
        "the title": document.title,
        "the subtitle": document.subtitle,
        "the notice": document.notice,
    }
    check_glyphs(blocks, frame)
    headings = tuple(_headings(blocks))
    return Prepared(document=document, blocks=tuple(blocks), headings=headings, labels=labels, date=date)


def _refuse_forbidden(blocks: Sequence[Json]) -> None:
    for node in nodes(blocks):
        if node["t"] in FORBIDDEN:
            raise ReportError(
                f"the document holds {FORBIDDEN[node['t']]} ({node['t']}), which no page prints",
                advice="write it as plain text; a chapter has no raw markup, formulas or citation keys",
            )


def _plain_attributes(value: Json) -> Json:
    if is_attribute(value):
        name, classes, pairs = value
        kept = [[key, one] for key, one in pairs if _harmless(key, one)]
        return [name if _NAME.fullmatch(name) else "", [c for c in classes if _CLASS.fullmatch(c)], kept]
    if isinstance(value, list):
        return [_plain_attributes(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain_attributes(one) for key, one in value.items()}
    return value


def _harmless(key: str, value: str) -> bool:
    if key == "lang":
        return _LANGUAGE.fullmatch(value) is not None
    return (key == "dir" and value in {"ltr", "rtl"}) or _DATA.fullmatch(key) is not None


def _plain_node(node: Json, labels: Labels) -> list[Json]:
    """Links that may lead somewhere, quotation marks as letters."""
    if node["t"] == "Quoted":
        opening = 0 if node["c"][0]["t"] == "DoubleQuote" else 2
        return [string(labels.quotes[opening]), *node["c"][1], string(labels.quotes[opening + 1])]
    if node["t"] == "Link":
        given, inlines, (target, _) = node["c"]
        if target.startswith("#") or _LINK.fullmatch(target):
            return [{"t": "Link", "c": [given, inlines, [target, ""]]}]
        return [span(inlines, attribute(name=given[0]))]
    return [node]


def _notes_apart(value: Json) -> Json:
    """A thin space between a digit and the mark of a note, lest "paragraph 17" with note 96 read 1796."""
    if isinstance(value, dict):
        return {key: _notes_apart(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    done: list[Json] = []
    for one in value:
        before = done[-1] if done else None
        if is_node(one, "Note") and is_node(before) and not is_node(before, "Note"):
            done += [string(THIN_SPACE)] if words_of(before)[-1:].isdigit() else []
        done.append(_notes_apart(one))
    return done


def _picture_alone(block: Json) -> Json:
    """A picture in a paragraph of its own becomes a Figure without caption; in a Figure it stays."""
    if is_node(block, "Para", "Plain") and [one["t"] for one in block["c"]] == ["Image"]:
        image = block["c"][0]
        return {"t": "Figure", "c": [image["c"][0], [None, []], [{"t": "Plain", "c": [image]}]]}
    if is_node(block, "Div"):
        return {"t": "Div", "c": [block["c"][0], [_picture_alone(one) for one in block["c"][1]]]}
    return block


def _check_pictures(blocks: Sequence[Json], pictures: Mapping[str, Picture]) -> None:
    framed = [image for node in nodes(blocks) if node["t"] == "Figure" for image in _images(node)]
    for image in _images(blocks):
        target = image["c"][2][0]
        name = target.removeprefix(PICTURE)
        if not target.startswith(PICTURE) or name not in pictures:
            raise ReportError(
                f"picture {target!r} is not one of the document's pictures",
                advice=f"as {PICTURE}NAME, name one of: {', '.join(sorted(pictures)) or 'there are none'}",
            )
        if image not in framed:
            raise ReportError(
                f"picture {name!r} stands inside a sentence or table", advice="give it a paragraph of its own"
            )
        if not pictures[name].alt.strip():
            raise ReportError(
                f"picture {name!r} has no alternative text", advice="say in its directive what it shows"
            )


def _images(value: Json) -> list[Json]:
    return [node for node in nodes(value) if node["t"] == "Image"]


def _numbered(blocks: Sequence[Json], labels: Labels) -> Iterator[Json]:
    """The blocks with a number before each heading, levels checked and ids filled in."""
    counts = [0] * DEEPEST_NUMBERED
    annexes, before = 0, 0
    for at, block in enumerate(blocks):
        if not is_node(block, "Header"):
            yield block
            continue
        level, (name, classes, pairs), inlines = block["c"]
        if level > before + 1:
            raise ReportError(
                f"heading {words_of(inlines)!r} is of level {level} right below level {before}",
                advice="go down one level at a time, and begin with level 1",
            )
        before = level
        number = ""
        if "annex" in classes:
            annexes += 1
            number, counts = f"{labels.annex} {_roman(annexes)}.", [0] * DEEPEST_NUMBERED
        elif level <= DEEPEST_NUMBERED and "unnumbered" not in classes:
            counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (DEEPEST_NUMBERED - level)]
            number = _number(counts[level - 1], level)
        lead = [span([string(number)], attribute("heading-number")), string(" ")] if number else []
        given = [name or f"page-part-{at}", classes, pairs]
        yield {"t": "Header", "c": [level, given, [*lead, *inlines]]}


def _number(count: int, level: int) -> str:
    """Chapters by Roman numeral, sections by letter, parts by digit, as UN reports count."""
    letters = [_roman(count), _letter(count), str(count)]
    return f"{letters[level - 1]}."


def _roman(count: int) -> str:
    text = ""
    for value, numeral in _NUMERALS:
        text += numeral * (count // value)
        count %= value
    return text


def _letter(count: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    turns, at = divmod(count - 1, len(alphabet))
    return alphabet[at] * (turns + 1)


def _names(blocks: Sequence[Json]) -> Iterator[str]:
    """Every id in the tree."""

    def found(value: Json) -> Iterator[str]:
        if is_attribute(value):
            yield value[0]
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from found(one)

    return (name for name in found(list(blocks)) if name)


def _check_anchors(blocks: Sequence[Json]) -> None:
    counts = Counter(_names(blocks))
    twice = sorted(name for name, count in counts.items() if count > 1)
    taken = sorted(name for name in counts if _TAKEN.fullmatch(name) and not name.startswith("page-part-"))
    targets = {
        node["c"][2][0][1:] for node in nodes(blocks) if node["t"] == "Link" and node["c"][2][0][:1] == "#"
    }
    for problem, names in (
        ("stands twice in the document", twice),
        ("is kept for the page itself", taken),
        ("is linked to and stands nowhere", sorted(targets - set(counts))),
    ):
        if names:
            raise ReportError(
                f"the anchor {', '.join(repr(one) for one in names[:5])} {problem}",
                advice="give every heading, figure and table an id of its own, and link to those",
            )


def _headings(blocks: Sequence[Json]) -> Iterator[Heading]:
    for block in blocks:
        if is_node(block, "Header"):
            level, (name, _, pairs), inlines = block["c"]
            text = words_of(without_notes(inlines))
            yield Heading(level=level, name=name, text=text, language=dict(pairs).get("lang", ""))
