"""The report for a word processor: true footnotes and styles, pictures with alternative text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, ClassVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import attrs
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.ports import Typesetter
from vedette.report.columns import size_of, with_widths
from vedette.report.preparation import Heading, Prepared, prepare
from vedette.report.syntax import (
    attribute,
    classes_of,
    div,
    is_node,
    nodes,
    paragraph,
    raw_block,
    raw_inline,
    rewritten,
    span,
    string,
)
from vedette.report.word_styles import reference

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_AFTER_TABLE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="140" w:lineRule="exact"/></w:pPr></w:p>'
)
_CONTENTS_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_CONTENTS_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_TAB = "<w:r><w:tab/></w:r>"
_DEEPEST_LISTED = 2
_RUNNING = 90


@attrs.frozen(kw_only=True)
class DocxRenderer:
    """A DOCX that a ministry can edit: A4, real styles, real footnotes, the notice on every page."""

    name: ClassVar[str] = "docx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffix: ClassVar[str] = ".docx"

    def render(self, document: Document | Prepared, typesetter: Typesetter) -> bytes:
        """The file, the same bytes every time; raises ReportError if the document cannot be printed whole."""
        prepared = prepare(document)
        document = prepared.document
        labels = prepared.labels
        before, middle, after = re.split(r"\{pages?\}", labels.page)
        made = typesetter.write_docx(
            [*_opening(prepared), *_before_text(prepared), *_for_word(prepared)],
            reference=reference(
                symbol=document.symbol,
                running=document.title[:_RUNNING],
                notice=document.notice,
                page=(before, middle, after),
                languages=(labels.latin_language, labels.word_language),
            ),
            resources={_picture_name(name): picture.png for name, picture in document.pictures.items()},
            metadata={"lang": labels.latin_language, "dir": labels.direction},
        )
        return _same_bytes(_finished(made, prepared))


def _styled(style: str, *blocks: Json) -> Json:
    return div(blocks, attribute(custom_style=style))


def _opening(prepared: Prepared) -> list[Json]:
    """The title page; of a sheet, its title above its text."""
    document = prepared.document
    if document.is_sheet:
        return [
            _styled("Symbol", paragraph(string(document.symbol))),
            _styled("Contents Title", paragraph(string(document.title))),
            paragraph(string(document.subtitle)),
        ]
    return [
        _styled("Symbol", paragraph(string(document.symbol))),
        _styled("Title", paragraph(string(document.title))),
        _styled("Subtitle", paragraph(string(document.subtitle))),
        _styled("Day", paragraph(string(prepared.date))),
        _styled("Notice", paragraph(string(document.notice))),
    ]


def _before_text(prepared: Prepared) -> list[Json]:
    """The table of contents; a sheet has none."""
    return [] if prepared.document.is_sheet else _contents(prepared.headings, prepared)


def _contents(headings: Sequence[Heading], prepared: Prepared) -> list[Json]:
    """A table of contents with links; a word processor adds page numbers when the reader updates it."""
    listed = [heading for heading in headings if heading.level <= _DEEPEST_LISTED]
    entries: list[list[Json]] = [
        [{"t": "Link", "c": [attribute(), [string(heading.text)], [f"#{heading.name}", ""]]}]
        for heading in listed
    ]
    if entries:
        entries[0].insert(0, raw_inline("openxml", _CONTENTS_BEGIN))
        entries[-1].append(raw_inline("openxml", _CONTENTS_END))
    return [
        raw_block("openxml", _PAGE_BREAK),
        _styled("Contents Title", paragraph(string(prepared.labels.contents))),
        *(
            _styled(f"toc {heading.level}", paragraph(*inlines))
            for heading, inlines in zip(listed, entries, strict=True)
        ),
    ]


def _for_word(prepared: Prepared) -> list[Json]:
    def rule(node: Json) -> list[Json]:
        match node["t"]:
            case "Figure":
                return [_picture(node, prepared)]
            case "Table":
                return [node, raw_block("openxml", _AFTER_TABLE)]
            case "Para" if is_node(node["c"][0] if node["c"] else None, "Span"):
                return [_paragraph(node)]
            case "Span" if "unchecked" in classes_of(node):
                return [span(node["c"][1], attribute(name=node["c"][0][0], custom_style="Unchecked"))]
        return [node]

    done: list[Json] = rewritten(with_widths(list(prepared.blocks)), rule)
    return done


def _paragraph(node: Json) -> Json:
    """A numbered paragraph hangs: number, tab, text."""
    number, *rest = node["c"]
    if "para-number" not in classes_of(number):
        return node
    if rest and (rest[0]["t"] in {"Space", "SoftBreak"} or rest[0] == string(" ")):
        rest = rest[1:]
    shown = span(number["c"][1], attribute(name=number["c"][0][0], custom_style="Paragraph Number"))
    return _styled("Numbered Paragraph", paragraph(shown, raw_inline("openxml", _TAB), *rest))


def _picture_name(name: str) -> str:
    return f"pictures/{name}.png"


def _picture(node: Json, prepared: Prepared) -> Json:
    picture = prepared.picture(node)
    given, caption, _ = node["c"]
    image = [attribute(width="100%"), [string(picture.alt)], [_picture_name(picture.name), ""]]
    return {"t": "Figure", "c": [given, caption, [{"t": "Plain", "c": [{"t": "Image", "c": image}]}]]}


def _finished(made: bytes, prepared: Prepared) -> bytes:
    """The file with its properties set and its tables' rows, print and repeated heads in order."""
    file = WordDocument(BytesIO(made))
    document = prepared.document
    midnight = dt.datetime.combine(document.made_on, dt.time(), tzinfo=dt.UTC)
    properties = file.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.identifier, properties.comments = document.symbol, document.notice
    properties.author = properties.last_modified_by = document.symbol
    properties.language = prepared.labels.word_language
    properties.created = properties.modified = midnight.replace(tzinfo=None)
    properties.revision = 1
    sizes = [size_of(node) for node in nodes(list(prepared.blocks)) if node["t"] == "Table"]
    for table, size in zip(file.element.body.iter(qn("w:tbl")), sizes, strict=True):
        _set_table(table, f"Table {size.density}")
    for image in file.element.body.iter(qn("pic:cNvPr")):
        image.set("descr", "")  # pandoc puts the picture itself here; its alternative text stands in wp:docPr
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _set_table(table: Any, style: str) -> None:
    """Rows in the print of the table's density, the first repeated on every page, and kept whole.

    LibreOffice loses rows that must be whole and have footnotes, so rows of a table with notes may break.
    """
    noted = next(table.iter(qn("w:footnoteReference")), None) is not None
    for at, row in enumerate(table.findall(qn("w:tr"))):
        shape = row.get_or_add_trPr()
        wanted = [*(("w:tblHeader",) if at == 0 else ()), *(() if noted else ("w:cantSplit",))]
        for tag in wanted:
            if shape.find(qn(tag)) is None:
                shape.append(OxmlElement(tag))
        for one in row.iter(qn("w:p")):
            one.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style.replace(" ", ""))


def _same_bytes(made: bytes) -> bytes:
    """The archive with its parts in one order and without times."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as given, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        names = given.namelist()
        first = "[Content_Types].xml"
        for name in (first, *sorted(one for one in names if one != first)):
            archive.writestr(ZipInfo(name, date_time=_ZIP_DAY), given.read(name), compress_type=ZIP_DEFLATED)
    return out.getvalue()
