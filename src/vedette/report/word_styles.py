"""The styles, margins, header and footer of the DOCX report, built by code: a reference that pandoc fills."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import attrs
from docx import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LATIN, HANGUL = "Arial", "Malgun Gothic"
"""Fonts that every word processor has, or has a stand-in for; a DOCX carries no fonts of its own."""

INK, QUIET, ACCENT, WARNING = "16202B", "4C5863", "14406B", "8A3B00"
RULE = "C3CAD2"
MARGIN_MM, TEXT_WIDTH_MM = 25, 160
NUMBER_MM = 10


@attrs.frozen(kw_only=True)
class Look:
    """What one style sets; None leaves a thing to the style it is based on."""

    name: str
    based_on: str | None = None
    points: float | None = None
    colour: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    before: float | None = None
    after: float | None = None
    spacing: float | None = None
    centred: bool = False
    keep_with_next: bool | None = None
    indent_mm: float | None = None
    first_line_mm: float | None = None
    letters_only: bool = False


LOOKS = (
    Look(name="Normal", points=10.5, colour=INK, before=0, after=7, spacing=1.15),
    Look(name="Body Text", based_on="Normal"),
    Look(name="First Paragraph", based_on="Body Text"),
    Look(name="Compact", based_on="Normal", after=2),
    Look(
        name="Numbered Paragraph",
        based_on="Normal",
        indent_mm=NUMBER_MM,
        first_line_mm=-NUMBER_MM,
        spacing=1.15,
    ),
    Look(name="Symbol", based_on="Normal", points=12, bold=True, after=120),
    Look(name="Title", based_on="Normal", points=26, colour=ACCENT, bold=True, after=8, spacing=1.0),
    Look(name="Subtitle", based_on="Normal", points=14, colour=QUIET, italic=False, bold=False, after=24),
    Look(name="Day", based_on="Normal", points=11, after=220),
    Look(name="Notice", based_on="Normal", points=9.5, indent_mm=4),
    Look(name="Heading 1", points=17, colour=ACCENT, bold=True, before=0, after=10, keep_with_next=True),
    Look(name="Heading 2", points=13, colour=ACCENT, bold=True, before=16, after=6, keep_with_next=True),
    Look(name="Heading 3", points=11, colour=ACCENT, bold=True, before=12, after=4, keep_with_next=True),
    Look(name="Heading 4", points=10.5, colour=ACCENT, bold=True, italic=True, before=10, after=4),
    Look(name="Heading 5", points=10.5, colour=ACCENT, bold=False, italic=True, before=8, after=4),
    Look(name="Contents Title", based_on="Normal", points=17, colour=ACCENT, bold=True, after=10),
    Look(name="toc 1", based_on="Normal", bold=True, before=5, after=2),
    Look(name="toc 2", based_on="Normal", after=1, indent_mm=7),
    Look(name="Block Text", based_on="Normal", colour=QUIET, indent_mm=8),
    Look(name="Definition Term", based_on="Normal", bold=True, after=1, keep_with_next=True),
    Look(name="Definition", based_on="Normal", indent_mm=8),
    Look(name="Footnote Text", based_on="Normal", points=8.5, after=1, spacing=1.0),
    Look(
        name="Table Caption",
        based_on="Normal",
        points=9.5,
        bold=True,
        before=10,
        after=4,
        keep_with_next=True,
    ),
    Look(name="Image Caption", based_on="Normal", points=9.5, bold=True, before=2, after=12),
    Look(name="Captioned Figure", based_on="Normal", after=2, before=8, keep_with_next=True),
    Look(name="Figure", based_on="Normal", before=8, after=8),
    Look(name="Table wide", based_on="Normal", points=9, after=1, spacing=1.0),
    Look(name="Table middle", based_on="Normal", points=8, after=1, spacing=1.0),
    Look(name="Table dense", based_on="Normal", points=7, after=1, spacing=1.0),
    Look(name="Header", based_on="Normal", points=8, colour=QUIET, after=0),
    Look(name="Footer", based_on="Normal", points=7.5, colour=QUIET, after=0, spacing=1.0),
    Look(name="Unchecked", points=8.5, colour=WARNING, bold=True, letters_only=True),
    Look(name="Paragraph Number", colour=QUIET, letters_only=True),
    Look(name="Verbatim Char", colour=QUIET, letters_only=True),
    Look(name="Hyperlink", colour=ACCENT, letters_only=True),
)


def reference(
    *, symbol: str, running: str, notice: str, page: tuple[str, str, str], languages: tuple[str, str]
) -> bytes:
    """An empty DOCX with our styles, A4 pages, the symbol in the header, notice and page number in the footer.

    ``page`` are the words before, between and after the two page numbers; ``languages`` are Word's tags
    (en-GB) of text in Latin letters and of the report.
    """
    document = WordDocument()
    _drop_table_styles(document)
    _set_language(document, *languages)
    for look in LOOKS:
        _set_style(document, look)
    _table_style(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(27), Mm(27)
    section.header_distance, section.footer_distance = Mm(13), Mm(11)
    head = _framed(section.header.paragraphs[0], "bottom")
    head.add_run(f"{running}\t")
    head.add_run(symbol).bold = True
    _framed(section.footer.paragraphs[0], "top").add_run(notice)
    count = section.footer.add_paragraph(style="Footer")
    count.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in zip(page, ("PAGE", "NUMPAGES", ""), strict=True):
        count.add_run(words)
        if field:
            _add_field(count, field)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_style(document: Any, look: Look) -> None:
    style = _style(document, look)
    font = style.font
    font.bold, font.italic = look.bold, look.italic
    letters = style.element.get_or_add_rPr()
    for tag in ("w:spacing", "w:kern"):
        for spread in letters.findall(qn(tag)):
            letters.remove(spread)
    _set_fonts(letters)
    if look.points is not None:
        font.size = Pt(look.points)
    if look.colour is not None:
        font.color.rgb = RGBColor.from_string(look.colour)
    if not look.letters_only:
        _set_paragraph(style.paragraph_format, look)


def _style(document: Any, look: Look) -> Any:
    kind = WD_STYLE_TYPE.CHARACTER if look.letters_only else WD_STYLE_TYPE.PARAGRAPH
    known = {style.name for style in document.styles}
    if look.name in known:
        style = document.styles[look.name]
    else:
        style = document.styles.add_style(look.name, kind, builtin=look.name.startswith("toc "))
    if look.based_on is not None:
        style.base_style = document.styles[look.based_on]
    if not look.letters_only:
        shape = style.element.get_or_add_pPr()
        for tag in ("w:pBdr", "w:tabs"):  # the template's own rules and tab stops
            for one in shape.findall(qn(tag)):
                shape.remove(one)
    return style


def _set_paragraph(shape: Any, look: Look) -> None:
    for name, value in (("space_before", look.before), ("space_after", look.after)):
        if value is not None:
            setattr(shape, name, Pt(value))
    if look.spacing is not None:
        shape.line_spacing = look.spacing
    if look.keep_with_next is not None:
        shape.keep_with_next = look.keep_with_next
    if look.indent_mm is not None:
        shape.left_indent = Mm(look.indent_mm)
    if look.first_line_mm is not None:
        shape.first_line_indent = Mm(look.first_line_mm)
        shape.tab_stops.add_tab_stop(Mm(NUMBER_MM))
    shape.widow_control = True
    if look.name == "Heading 1":
        shape.page_break_before = True


def _set_fonts(properties: Any) -> None:
    """One font per kind of script; theme fonts would win over named ones, so they go."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot, family in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", HANGUL)):
        fonts.set(qn(f"w:{slot}"), family)


def _set_language(document: Any, latin: str, language: str) -> None:
    """Latin text in the language of the report, Hangul proofed as Korean, Arabic as Arabic; our fonts throughout."""
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        _set_fonts(fonts.getparent())
    east_asian = language if language[:2] in {"zh", "ja"} else "ko-KR"
    tags = [
        *document.styles.element.iter(qn("w:lang")),
        *document.settings.element.iter(qn("w:themeFontLang")),
    ]
    for tag in tags:
        tag.set(qn("w:val"), latin)
        tag.set(qn("w:eastAsia"), east_asian)
        tag.set(qn("w:bidi"), "ar-SA")


def _drop_table_styles(document: Any) -> None:
    """The template's hundred table styles, of which none is used."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _table_style(document: Any) -> None:
    """Pandoc names its tables' style ``Table``: rules above, below and between rows, a bold first row."""
    style = document.styles.add_style("Table", WD_STYLE_TYPE.TABLE)
    properties = _added(style.element, "tblPr")
    borders = _added(properties, "tblBorders")
    for side, size, colour in (("top", "8", INK), ("bottom", "8", INK), ("insideH", "4", RULE)):
        _added(borders, side, val="single", sz=size, space="0", color=colour)
    margins = _added(properties, "tblCellMar")
    for side, twips in (("top", "40"), ("left", "60"), ("bottom", "30"), ("right", "60")):
        _added(margins, side, w=twips, type="dxa")
    first = _added(style.element, "tblStylePr", type="firstRow")
    _added(_added(first, "rPr"), "b")
    cell = _added(first, "tcPr")
    _added(_added(cell, "tcBorders"), "bottom", val="single", sz="6", space="0", color=INK)


def _framed(paragraph: Any, side: str) -> Any:
    """A header or footer line with a rule on one side and a tab at the right margin."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    borders = _added(paragraph._p.get_or_add_pPr(), "pBdr")  # noqa: SLF001 - python-docx has no borders
    _added(borders, side, val="single", sz="4", space="3", color=RULE)
    return paragraph


def _add_field(paragraph: Any, code: str) -> None:
    field = _added(paragraph._p, "fldSimple", instr=code)  # noqa: SLF001 - python-docx has no fields
    text = _added(_added(field, "r"), "t")
    text.text = "1"


def _added(parent: Any, tag: str, **values: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
