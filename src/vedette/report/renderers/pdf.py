"""The printed report: Typst to PDF, archival and accessible, with the template ``report.typ`` beside this file."""

from __future__ import annotations

import json
import re
from importlib import resources
from itertools import pairwise
from typing import ClassVar

import attrs

from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.ports import Typesetter
from vedette.report.columns import LONG_CELL, size_of, with_widths
from vedette.report.fonts import FAMILIES, font_files
from vedette.report.preparation import Prepared, prepare
from vedette.report.syntax import (
    classes_of,
    is_node,
    raw_block,
    raw_inline,
    rewritten,
    runs,
    string,
    words_of,
)

_MARKUP = re.compile(r"[^\w\s,;:()%.!?/]|_|\.\.|//")
"""What Typst might read as more than a letter (a dash, an ellipsis, a quotation mark): it goes as a literal."""

_LONG_WORD = 24
"""Letters beyond which a word (a digest, an address) may break anywhere, lest it leave its column."""

_RUNNING = 180
"""Letters of a title that fit the two lines of a running head; what is longer ends at a word."""


@attrs.frozen(kw_only=True)
class PdfRenderer:
    """A4 with title page, table of contents, running heads, footnotes and the notice on every page."""

    name: ClassVar[str] = "pdf"
    media_type: ClassVar[str] = "application/pdf"
    suffix: ClassVar[str] = ".pdf"

    def render(self, document: Document | Prepared, typesetter: Typesetter) -> bytes:
        """The PDF; raises ReportError if the document cannot be printed whole."""
        prepared = prepare(document)
        document = prepared.document
        body = typesetter.write_typst(_for_typst(prepared))
        files = {f"pictures/{name}.svg": picture.svg for name, picture in document.pictures.items()}
        fonts = {f"fonts/{name}": content for name, content in font_files().items()}
        template = resources.files("vedette.report.renderers").joinpath("report.typ").read_bytes()
        values = json.dumps(_values(prepared), ensure_ascii=False, sort_keys=True).encode()
        source = f'#import "report.typ": *\n#show: report\n\n{body}'
        return typesetter.compile_pdf(
            source,
            resources={**files, **fonts, "report.typ": template, "document.json": values},
            made_on=document.made_on,
        )


def _values(prepared: Prepared) -> Json:
    document, labels = prepared.document, prepared.labels
    language, _, region = labels.word_language.partition("-")
    title = document.title
    return {
        "symbol": document.symbol,
        "title": title,
        "running": title if len(title) <= _RUNNING else f"{title[:_RUNNING].rpartition(' ')[0]} …",
        "subtitle": document.subtitle,
        "notice": document.notice,
        "date": prepared.date,
        "day": {"year": document.made_on.year, "month": document.made_on.month, "day": document.made_on.day},
        "lang": language,
        "region": region,
        "contents": labels.contents,
        "page": labels.page,
        "families": FAMILIES,
        "sheet": document.is_sheet,
    }


def _for_typst(prepared: Prepared) -> list[Json]:
    blocks = with_widths(list(prepared.blocks))
    start = "AlignRight" if prepared.labels.direction == "rtl" else "AlignLeft"

    # Tables first: they are measured while their words are still words.
    tables = rewritten(blocks, lambda node: _table(node, start) if is_node(node, "Table") else [node])

    def rule(node: Json) -> list[Json]:
        return _picture(node, prepared) if is_node(node, "Figure") else _inline(node)

    done: list[Json] = rewritten(tables, rule)
    return done


def literal(text: str) -> str:
    """Text as a Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _inline(node: Json) -> list[Json]:
    match node["t"]:
        case "Str":
            return [_run(run) for run in runs(node["c"], longest=_LONG_WORD)]
        case "Code":
            node = raw_inline("typst", f"#code({literal(node['c'][1])});")
        case "Para" | "Plain":
            node = {"t": node["t"], "c": _without_gap(node["c"])}
        case "Header":
            level, given, inlines = node["c"]
            return [{"t": "Header", "c": [level, given, _in_language(given, inlines)]}]
        case "Div" if "evidence" in classes_of(node):
            return [{"t": "Div", "c": [node["c"][0], _kept_with_next(node["c"][1])]}]
        case "Span":
            return _span(node)
    return [node]


def _run(run: str) -> Json:
    """A run of text: a long word may break anywhere, and what Typst would read as markup stands as a literal."""
    if len(run) > _LONG_WORD and " " not in run:
        return raw_inline("typst", f"#breakable({literal(run)});")
    return raw_inline("typst", f"#{literal(run)};") if _MARKUP.search(run) else string(run)


def _span(node: Json) -> list[Json]:
    """An anchor where the span has an id, and its words as its class and language ask."""
    (name, _, _), inlines = node["c"]
    anchor = [raw_inline("typst", f"#anchor({literal(name)});")] if name else []
    if "para-number" in classes_of(node):
        return [*anchor, raw_inline("typst", f"#para-number({literal(words_of(inlines))});")]
    if "unchecked" in classes_of(node):
        return [*anchor, raw_inline("typst", "#unchecked["), *inlines, raw_inline("typst", "];")]
    return [*anchor, *_in_language(node["c"][0], inlines)]


def _in_language(given: Json, inlines: list[Json]) -> list[Json]:
    language = next((value for key, value in given[2] if key == "lang"), "")
    if not language:
        return inlines
    opening = f"#text(lang: {literal(language.partition('-')[0])})["
    return [raw_inline("typst", opening), *inlines, raw_inline("typst", "];")]


def _kept_with_next(blocks: list[Json]) -> list[Json]:
    """The title of an item on the page on which the item begins."""
    return [raw_block("typst", "#kept["), *blocks[:1], raw_block("typst", "]"), *blocks[1:]]


def _without_gap(inlines: list[Json]) -> list[Json]:
    """A paragraph's inlines without the space behind its number, which stands in the margin."""
    for at, (before, one) in enumerate(pairwise(inlines)):
        numbered = before["t"] == "RawInline" and before["c"][1].startswith("#para-number(")
        if numbered and (one["t"] in {"Space", "SoftBreak"} or one == string(" ")):
            return [*inlines[: at + 1], *inlines[at + 2 :]]
    return inlines


def _picture(node: Json, prepared: Prepared) -> list[Json]:
    """The picture with its alternative text, which pandoc would drop on the way to Typst."""
    (name, _, _), (_, caption), _ = node["c"]
    picture = prepared.picture(node)
    label = literal(name) if name else "none"
    call = f"#picture({literal(f'pictures/{picture.name}.svg')}, {literal(picture.alt)}, {label}, "
    if not caption:
        return [raw_block("typst", f"{call}none)")]
    return [raw_block("typst", f"{call}["), *caption, raw_block("typst", "])")]


def _table(node: Json, start: str) -> list[Json]:
    """The table, its print as small as its columns ask, its rows whole where they fit a page."""
    size = size_of(node)
    whole = "true" if size.longest <= LONG_CELL else "false"
    given, caption, columns, *rows = node["c"]
    aligned = [[{"t": start if one["t"] == "AlignDefault" else one["t"]}, width] for one, width in columns]
    table = {"t": "Table", "c": [given, caption, aligned, *rows]}
    return [raw_block("typst", f"#sized({size.columns}, {whole})["), table, raw_block("typst", "]")]
