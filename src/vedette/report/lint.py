"""The number lint: a number in a chapter comes from a figure, or it stands in quotation marks.

A digit or a number word typed by hand is an error, because nothing would notice when the evidence behind
it changes. Directives, quotations and code are exempt, the captions inside directives are not; names that hold
digits are written ``[MAIA-1]{.name}`` and checked against the record instead.

Digits are those of any script, with fractions, superscripts and Roman numerals that are signs of their own.
Number words are known in English from three on, in Chinese and in Korean; ``one`` and ``two`` are words of prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

from vedette.model.wire import Json
from vedette.report.directive import is_directive
from vedette.report.syntax import is_node, words_of

EXEMPT = ("Quoted", "BlockQuote", "Code", "CodeBlock")

_ENGLISH = (
    r"(?i:\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?"
    r"|dozens?|scores?(?=\s+of\b))\b)"
)
_HAN = "〇零一二三四五六七八九十百千万萬億亿兆廿卅两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_CHINESE = (
    rf"[{_HAN}]{{2,}}"
    rf"|(?<![{_HAN}])[三四五六七八九十百千万萬億亿](?=[个個艘次发發枚吨噸件名人年月日架辆輛])"
)
"""Two numerals in a row, or one before a word that counts things: a numeral alone is part of many words."""

_KOREAN = (
    r"(?<![가-힣])(?!만일|만사|천사|백일|십자)(?:[수몇]?[십백천만억]|[이삼사오육칠팔구][십백천만억]|[십백천만][이삼사오육칠팔구십백천만억])"
    r"[일이삼사오육칠팔구십백천만억조]*(?=여|명|척|발|번|차|건|개|톤|배럴|달러|[^가-힣]|$)"
    r"|(?<![가-힣])(?:다섯|여섯|일곱|여덟|아홉|스물|서른|마흔|예순|일흔|여든|아흔)"
    r"|(?<![가-힣])(?:세|네|열)(?=\s*(?:명|척|번|건|개|곳|차례|회|발))"
)
"""A numeral with ten, hundred, thousand, ten thousand or a hundred million in it that ends where words end or a
counter begins, but for words that only look so (만일, if); native numerals from five on, and three, four and ten
before a counter."""

_NUMBER_WORD = re.compile(f"{_ENGLISH}|{_CHINESE}|{_KOREAN}")
_MARKED = re.compile("「[^」]*」|『[^』]*』|«[^»]*»|„[^“]*“|《[^》]*》|“[^”]*”")
"""Quotations whose marks pandoc takes for letters."""


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
            free = _MARKED.sub(lambda quoted: " " * len(quoted[0]), words)
            for found in re.finditer(r"\S+", free):
                if _holds_digit(found[0]) or _names_number(free, found.start(), found.end()):
                    around = words[max(0, found.start() - 30) : found.end() + 30].strip()
                    yield TypedNumber(chapter=chapter, number=found[0], context=around)


def _holds_digit(word: str) -> bool:
    """Whether a sign of the word is a number (½, ３, Ⅳ, ٣, ²); numerals of Han are letters and judged as words."""
    return any(unicodedata.category(one) in {"Nd", "Nl", "No"} and one not in _HAN for one in word)


def _names_number(text: str, start: int, end: int) -> bool:
    """Whether a number word begins within the word; its counter may be the next word."""
    return any(found.start() < end for found in _NUMBER_WORD.finditer(text, start))


_ENDS_RUN = ("Note", "Para", "Plain", "Header", "LineBlock", "Figure", "Table", "Div")
"""Where the words before and behind do not belong together."""


def _free_text(node: Json) -> Iterator[str]:
    """Runs of text between exempt nodes and the ends of blocks, breaks as spaces."""
    run: list[str] = []
    for piece in _pieces(node):
        if piece is None:
            yield "".join(run)
            run = []
        else:
            run.append(piece)
    yield "".join(run)


def _pieces(node: Json) -> Iterator[str | None]:
    if isinstance(node, list):
        for inner in node:
            if isinstance(inner, dict | list):
                yield from _pieces(inner)
    elif is_node(node, "Str"):
        yield node["c"]
    elif is_node(node, "Space", "SoftBreak", "LineBreak"):
        yield " "
    elif is_node(node, *EXEMPT) or (is_node(node, "Span") and is_directive(node)):
        yield None
    elif is_node(node):
        yield from _inside(node)


def _inside(node: Json) -> Iterator[str | None]:
    """What a node holds, apart from what stands around it if it is a block or a note."""
    content = node["c"][1] if node["t"] == "Link" else node.get("c", [])
    if node["t"] in _ENDS_RUN:
        yield None
    yield from _pieces(content)
    if node["t"] in _ENDS_RUN:
        yield None


def opening_words(block: Json, *, length: int = 60) -> str:
    """The first words of a block, by which a person finds it in the chapter."""
    words = words_of(block)
    return words if len(words) <= length else words[:length] + "…"
