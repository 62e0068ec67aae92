"""The number lint: a number in a chapter comes from a figure, or it stands in quotation marks.

A number typed by hand is an error in every form, because nothing would notice when the evidence behind it
changes: a digit of any script, a fraction, superscript or Roman numeral, a percent sign, a number word, the first
number of an ordered list, in prose and in code alike. Directives and quotations are exempt, the captions inside
directives are not; names that hold digits are written ``[MAIA-1]{.name}`` and checked against the record instead.
In code the key of a row (``R1-04``: capitals, a hyphen) is exempt too.

Number words stand in ``number_words``; ``one`` and ``two`` are words of prose. The language of a chapter is its
folder, or the ``lang`` of the div or span around the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

import attrs

from vedette.model.wire import Json
from vedette.report.directive import is_directive
from vedette.report.number_words import HAN_NUMERALS, number_words
from vedette.report.syntax import is_node, words_of

EXEMPT = ("Quoted", "BlockQuote")
_ROW_KEY = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+[a-z]?")
_MARKED = re.compile("「[^」]*」|『[^』]*』|«[^»]*»|„[^“]*“|《[^》]*》|“[^”]*”")
"""Quotations whose marks pandoc takes for letters."""

_PERCENT = frozenset("%٪％﹪‰‱")
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, signs without width, Arabic vowel signs and stretching: none of them makes another word."""


@attrs.frozen(kw_only=True)
class TypedNumber:
    """A number typed by hand: the chapter, the number, and the words around it."""

    chapter: str
    number: str
    context: str


@attrs.frozen(kw_only=True)
class _Run:
    """Words that belong together, in one language."""

    language: str
    words: str


def typed_numbers(blocks: list[Json], chapter: str) -> Iterator[TypedNumber]:
    """Every number of a chapter that no directive and no quotation accounts for."""
    for block in blocks:
        for run in _free_text(block, language=PurePosixPath(chapter).parts[0]):
            yield from _in_run(run, chapter)


def _in_run(run: _Run, chapter: str) -> Iterator[TypedNumber]:
    words = _UNSEEN.sub("", unicodedata.normalize("NFC", run.words))
    free = _MARKED.sub(lambda quoted: " " * len(quoted[0]), words)
    named = tuple(number_words(run.language).finditer(free))
    for found in re.finditer(r"\S+", free):
        begins = any(found.start() <= one.start() < found.end() for one in named)
        if begins or _holds_digit(found[0]):
            around = words[max(0, found.start() - 30) : found.end() + 30].strip()
            yield TypedNumber(chapter=chapter, number=found[0], context=around)


def _holds_digit(word: str) -> bool:
    """Whether a sign of the word is a number (½, ３, Ⅳ, ٣, ²) or a percent sign; Han numerals are words."""
    return any(
        one in _PERCENT or (unicodedata.category(one) in {"Nd", "Nl", "No"} and one not in HAN_NUMERALS)
        for one in word
    )


_ENDS_RUN = (
    "Note",
    "Para",
    "Plain",
    "Header",
    "LineBlock",
    "Figure",
    "Table",
    "Div",
    "CodeBlock",
    "OrderedList",
)
"""Where the words before and behind do not belong together."""

_Piece = str | tuple[str] | None
"""A piece of text, the language of what follows, or the end of a run."""


def _free_text(node: Json, *, language: str) -> Iterator[_Run]:
    """Runs of text between exempt nodes and the ends of blocks, breaks as spaces."""
    run: list[str] = []
    for piece in _pieces(node, language):
        if isinstance(piece, str):
            run.append(piece)
            continue
        yield _Run(language=language, words="".join(run))
        run = []
        language = piece[0] if piece else language
    yield _Run(language=language, words="".join(run))


def _pieces(node: Json, language: str) -> Iterator[_Piece]:
    if isinstance(node, list):
        for inner in node:
            if isinstance(inner, dict | list):
                yield from _pieces(inner, language)
    elif is_node(node, "Str"):
        yield node["c"]
    elif is_node(node, "Space", "SoftBreak", "LineBreak"):
        yield " "
    elif is_node(node, *EXEMPT) or (is_node(node, "Span") and is_directive(node)):
        yield None
    elif is_node(node, "Code", "CodeBlock"):
        yield from _in_code(node)
    elif is_node(node):
        yield from _inside(node, language)


def _in_code(node: Json) -> Iterator[_Piece]:
    """The words of code, but for the key of a row that stands alone in it."""
    words: str = node["c"][1]
    if node["t"] == "CodeBlock":
        yield from (None, words, None)
    else:
        yield None if _ROW_KEY.fullmatch(words) else words


def _inside(node: Json, language: str) -> Iterator[_Piece]:
    """What a node holds, apart from what stands around it if it is a block or a note."""
    content = node["c"][1] if node["t"] == "Link" else node.get("c", [])
    inner = _language_of(node) or language
    ends = node["t"] in _ENDS_RUN
    if ends:
        yield None
    if inner != language:
        yield (inner,)
    if node["t"] == "OrderedList":
        yield from _first_number(node)
    yield from _pieces(content, inner)
    if inner != language:
        yield (language,)
    if ends:
        yield None


def _first_number(node: Json) -> Iterator[_Piece]:
    """The number that an ordered list begins with; a list that begins with 1 only counts its items."""
    start: int = node["c"][0][0]
    if start != 1:
        yield from (f"{start}.", None)


def _language_of(node: Json) -> str | None:
    """The ``lang`` of a div or span."""
    if not is_node(node, "Div", "Span"):
        return None
    return dict(node["c"][0][2]).get("lang")


def opening_words(block: Json, *, length: int = 60) -> str:
    """The first words of a block, by which a person finds it in the chapter."""
    words = words_of(block)
    return words if len(words) <= length else words[:length] + "…"
