"""The report as one page that needs nothing else: no script, no request, its own pictures and fonts."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from importlib import resources
from typing import ClassVar

import attrs

from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.ports import Typesetter
from vedette.report.columns import size_of, with_widths
from vedette.report.fonts import FAMILIES, SmallFont, small_fonts
from vedette.report.preparation import Heading, Prepared, prepare
from vedette.report.syntax import attribute, div, is_node, raw_inline, rewritten, runs, string

POLICY = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'"
"""What the page may load: nothing but what it carries."""

DEEPEST_LISTED = 2
_BACK = 'role="doc-backlink">↩︎</a>'
_NOTES = '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes">'
_HEAD_CELL = re.compile(r"<th(?=[ >])")
_LONG_WORD, _SHORT_WORD = 24, 12
_PIECES = re.compile(r"[^/._?&= -]{1,10}[/._?&= -]*|[/._?&= -]+", re.DOTALL)


@attrs.frozen(kw_only=True)
class HtmlRenderer:
    """One HTML page with landmarks, a table of contents, notes, pictures and fonts in it."""

    name: ClassVar[str] = "html"
    media_type: ClassVar[str] = "text/html"
    suffix: ClassVar[str] = ".html"

    def render(self, document: Document | Prepared, typesetter: Typesetter) -> bytes:
        """The page in UTF-8; raises ReportError if the document cannot be printed whole."""
        prepared = prepare(document)
        body = _with_notes(typesetter.write_html(_for_page(prepared)), prepared)
        text = _page(prepared, body)
        letters = "".join(sorted(set(text) | {chr(code) for code in range(0x20, 0x7F)}))
        return text.replace("/* fonts */", _font_rules(small_fonts(letters)), 1).encode()


def _for_page(prepared: Prepared) -> list[Json]:
    """Headings one level down (the title is the first), pictures as data, tables that scroll alone."""

    def rule(node: Json) -> list[Json]:
        match node["t"]:
            case "Header":
                level, given, inlines = node["c"]
                return [{"t": "Header", "c": [level + 1, given, inlines]}]
            case "Str" if len(node["c"]) > _LONG_WORD:
                return [raw_inline("html", _run(run)) for run in runs(node["c"], longest=_LONG_WORD)]
            case "Code":
                return [raw_inline("html", f"<code>{_breakable(node['c'][1])}</code>")]
            case "Figure":
                return [_picture(node, prepared)]
        return [node]

    # Tables first: they are measured while their words are still words.
    tables = rewritten(
        with_widths(list(prepared.blocks)),
        lambda node: [_table(node)] if is_node(node, "Table") else [node],
    )
    done: list[Json] = rewritten(tables, rule)
    return done


def _run(run: str) -> str:
    return _breakable(run) if len(run) > _LONG_WORD and " " not in run else escape(run)


def _breakable(word: str) -> str:
    """A long word (a digest, an address) in pieces: a line may end after each, the copied text stays whole."""
    return (
        "<wbr>".join(escape(piece) for piece in _PIECES.findall(word))
        if len(word) > _SHORT_WORD
        else escape(word)
    )


def _picture(node: Json, prepared: Prepared) -> Json:
    picture = prepared.picture(node)
    given, caption, _ = node["c"]
    target = f"data:image/svg+xml;base64,{base64.b64encode(picture.svg).decode()}"
    image = {"t": "Image", "c": [attribute(), [string(picture.alt)], [target, ""]]}
    return {"t": "Figure", "c": [given, caption, [{"t": "Plain", "c": [image]}]]}


def _table(node: Json) -> Json:
    """A region that a keyboard can reach and scroll, named by the table's caption."""
    size = size_of(node)
    named = {"role": "region", "tabindex": "0", "aria_label": size.caption} if size.caption else {}
    return div([node], attribute("table", size.density, **named))


def _with_notes(fragment: str, prepared: Prepared) -> str:
    """The footnotes under a heading of their own, their way back in words for who cannot see an arrow."""
    labels = prepared.labels
    heading = f'<h2 id="page-notes-title">{escape(labels.notes)}</h2>'
    opening = (
        '<section id="page-notes" class="footnotes" role="doc-endnotes" aria-labelledby="page-notes-title">'
    )
    back = f'role="doc-backlink" aria-label="{escape(labels.back)}"></a>'
    scoped = _HEAD_CELL.sub('<th scope="col"', fragment)
    return scoped.replace(_NOTES, opening + heading).replace(_BACK, back)


def _page(prepared: Prepared, body: str) -> str:
    document, labels = prepared.document, prepared.labels
    style = resources.files("vedette.report.renderers").joinpath("page.css").read_text(encoding="utf-8")
    symbol, notice = escape(document.symbol), escape(document.notice)
    return f"""<!DOCTYPE html>
<html lang="{escape(document.language)}" dir="{labels.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="description" content="{escape(document.subtitle)}">
<title>{escape(document.title)} ({symbol})</title>
<style>
/* fonts */
:root {{ --fonts: {", ".join(f'"{one}"' for one in FAMILIES)}, sans-serif; }}
{style}{_print_frame(prepared)}</style>
</head>
<body>
<a class="skip" href="#page-content">{escape(labels.skip)}</a>
<header class="frame"><strong>{symbol}</strong> <span>{notice}</span></header>
<div class="page">
{"" if document.is_sheet else _navigation(prepared)}<main id="page-content" tabindex="-1">
<div class="opening">
<p class="symbol">{symbol}</p>
<h1>{escape(document.title)}</h1>
<p class="subtitle">{escape(document.subtitle)}</p>
<p><time datetime="{document.made_on.isoformat()}">{escape(prepared.date)}</time></p>
</div>
{body}</main>
</div>
<footer class="frame"><strong>{symbol}</strong> <span>{notice}</span></footer>
</body>
</html>
"""


def _navigation(prepared: Prepared) -> str:
    """The table of contents beside the text."""
    return f"""<nav aria-labelledby="page-contents">
<p class="title" id="page-contents">{escape(prepared.labels.contents)}</p>
{_contents(prepared.headings)}
</nav>
"""


def _contents(headings: Sequence[Heading]) -> str:
    """Nested lists of links to the chapters and their sections."""
    lines: list[str] = ["<ol>"]
    depth = 1
    for at, heading in enumerate(one for one in headings if one.level <= DEEPEST_LISTED):
        if heading.level > depth:
            lines.append("<ol>")
        elif at:
            lines.append("</li>" + "</ol></li>" * (depth - heading.level))
        depth = heading.level
        lines.append(f'<li><a href="#{escape(heading.name)}"{_lang(heading)}>{escape(heading.text)}</a>')
    lines.append(("</li></ol>" * depth) if len(lines) > 1 else "</ol>")
    return "\n".join(lines)


def _lang(heading: Heading) -> str:
    return f' lang="{escape(heading.language)}"' if heading.language else ""


def _print_frame(prepared: Prepared) -> str:
    """Symbol and notice in the margins of every printed page."""
    document = prepared.document
    before, middle, after = re.split(r"\{pages?\}", prepared.labels.page)
    number = f"{_css(before)} counter(page) {_css(middle)} counter(pages) {_css(after)}"
    small = "font-family: var(--fonts); font-size: 7.5pt; color: #4c5863;"
    return f"""@media print {{ @page {{
  @top-right {{ content: {_css(document.symbol)}; {small} font-weight: 600; }}
  @bottom-left {{ content: {_css(document.notice)}; {small} width: 75%; text-align: start; }}
  @bottom-right {{ content: {number}; {small} }}
}} }}
"""


def _css(text: str) -> str:
    """Text as a CSS string: everything but letters and digits is written by its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def _font_rules(fonts: Sequence[SmallFont]) -> str:
    return "\n".join(_font_rule(font) for font in fonts)


def _font_rule(font: SmallFont) -> str:
    face = font.face
    weight = f"{face.lightest} {face.heaviest}" if face.lightest != face.heaviest else str(face.lightest)
    data = base64.b64encode(font.woff).decode()
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {"italic" if face.italic else "normal"}; '
        f"font-weight: {weight}; font-display: block; "
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )
