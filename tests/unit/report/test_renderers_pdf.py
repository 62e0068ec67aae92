from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

import attrs
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from vedette.model.report import Document
from vedette.model.wire import Json
from vedette.ports import Typesetter
from vedette.report.renderers.pdf import PdfRenderer
from vedette.report.syntax import attribute, paragraph, span, string

A4_POINTS = (595, 842)


@pytest.fixture(scope="module")
def pdf(rich_document: Document, typesetter: Typesetter) -> PdfReader:
    return PdfReader(BytesIO(PdfRenderer().render(rich_document, typesetter)))


@pytest.fixture(scope="module")
def text(pdf: PdfReader) -> str:
    return squeezed("\n".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    """Text without spaces and line ends, which a reader of PDF guesses from distances."""
    return re.sub(r"\s+", "", text)


def structure(pdf: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    found: list[DictionaryObject] = []
    waiting: list[object] = [pdf.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if isinstance(one, IndirectObject) else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, DictionaryObject):
            found.append(one)
            waiting.append(one.get("/K"))
    return found


def test_the_file_says_that_it_is_archival_and_accessible(pdf: PdfReader) -> None:
    metadata = pdf.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_the_file_is_tagged_and_has_language_and_title(pdf: PdfReader, rich_document: Document) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert pdf.metadata is not None
    assert pdf.metadata.title == rich_document.title


def test_the_file_is_dated_by_the_report_and_not_by_the_clock(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.isoformat() == "2025-05-29T00:00:00+00:00"


def test_pages_are_a4(pdf: PdfReader) -> None:
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages}
    assert sizes == {A4_POINTS}


def test_every_picture_has_alternative_text(pdf: PdfReader, rich_document: Document) -> None:
    figures = [one for one in structure(pdf) if one.get("/S") == "/Figure"]
    assert [str(one["/Alt"]) for one in figures] == [rich_document.pictures["estimates"].alt]


def test_headings_are_tagged_in_order(pdf: PdfReader) -> None:
    tags = {str(one.get("/S")) for one in structure(pdf)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Note", "/Link"} <= tags


def test_the_notice_and_the_symbol_are_on_every_page(pdf: PdfReader, rich_document: Document) -> None:
    for page in pdf.pages:
        words = squeezed(page.extract_text())
        assert squeezed(rich_document.notice) in words
        assert rich_document.symbol in words


def test_pages_are_counted(pdf: PdfReader) -> None:
    total = len(pdf.pages)
    assert f"Page2of{total}" in squeezed(pdf.pages[1].extract_text())


def test_the_head_of_a_long_table_is_on_each_of_its_pages(pdf: PdfReader) -> None:
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    with_rows = [words for words in pages if re.search(r"90747\d\dRajin", words)]
    assert len(with_rows) > 1
    assert all("CargoandcountWhatthesourcesays" in words for words in with_rows)


def test_every_row_and_every_footnote_is_printed(text: str, footnotes: int) -> None:
    assert len(set(re.findall(r"90747\d\d", text))) == 45
    assert text.count("SubmissionB,row") + text.count("ExhibitEX-") + text.count("SubmissionAof") == footnotes


def test_hostile_text_is_text(text: str, hostile: tuple[str, ...]) -> None:
    for one in hostile:
        assert squeezed(one) in text


def test_all_scripts_are_printed_as_letters(text: str) -> None:
    for word in ("김정은", "최현호", "崔賢號", "Ангара", "조선민주주의인민공화국"):
        assert word in text


def test_only_our_fonts_are_embedded(pdf: PdfReader) -> None:
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all(name.startswith("NotoSans") for name in names)
    assert {"NotoSansCJKtc-Bold-Identity-H", "NotoSans-Italic", "NotoSansArabic-Regular"} <= names


def test_links_lead_only_to_the_web_or_into_the_report(pdf: PdfReader) -> None:
    targets = {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert "https://www.un.org/securitycouncil/" in targets
    assert all(one.startswith("https://") for one in targets)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(span([string("x")], ["", [], [["typst:text:fill", "panic()"], ["lang", 'x");panic("']]])),
        {"t": "CodeBlock", "c": [["", ["#panic()"], []], "```\n#panic(1)\n```\n#panic(2)"]},
        paragraph({"t": "Code", "c": [attribute(), '`") #panic(3)']}),
        paragraph({"t": "Link", "c": [attribute(), [string("x")], ['https://x.org/")#panic(4)', ""]]}),
        paragraph({"t": "Strong", "c": [string("b")]}, string("(panic)[x].y;z")),
        paragraph(span([string('") #panic(5)')], attribute("para-number"))),
    ],
)
def test_no_element_of_a_chapter_runs_as_typst(
    block: Json, one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    made = PdfRenderer().render(one_chapter(block), typesetter)
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ja", "ko", "ru", "zh"])
def test_a_report_in_every_language_compiles(
    language: str, one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    made = PdfRenderer().render(one_chapter(paragraph(string("text")), language=language), typesetter)
    assert str(PdfReader(BytesIO(made)).trailer["/Root"]["/Lang"])[:2] == language  # type: ignore[index]


def test_a_picture_taller_than_a_page_is_drawn_smaller_beside_its_caption(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    tall = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="400mm" viewBox="0 0 100 400">'
        b'<path d="M0 0H100V400H0Z" fill="#14406b"/></svg>'
    )
    image = {"t": "Image", "c": [attribute(), [], ["picture:estimates", ""]]}
    caption = [None, [{"t": "Plain", "c": [string("Below the tall one")]}]]
    figure = {"t": "Figure", "c": [attribute(), caption, [{"t": "Plain", "c": [image]}]]}
    document = one_chapter(figure)
    picture = attrs.evolve(document.pictures["estimates"], svg=tall)
    document = attrs.evolve(document, pictures={**document.pictures, "estimates": picture})
    pdf = PdfReader(BytesIO(PdfRenderer().render(document, typesetter)))
    [page] = [one for one in pdf.pages if "Belowthetallone" in squeezed(one.extract_text())]
    [box] = [
        attributes["/BBox"]
        for one in structure(pdf)
        if one.get("/S") == "/Figure"
        for attributes in _attributes(one)
        if "/BBox" in attributes
    ]
    left, bottom, right, top = map(float, cast("list[Any]", box))
    assert top - bottom == pytest.approx(222 * 72 / 25.4, abs=1)
    assert right - left == pytest.approx((top - bottom) / 4, abs=1)
    assert page.mediabox.height > top


def _attributes(element: DictionaryObject) -> list[DictionaryObject]:
    """The attribute objects of an element of the structure tree."""
    given: Any = element.get("/A", [])
    given = given.get_object() if isinstance(given, IndirectObject) else given
    several = given if isinstance(given, list) else [given]
    return [cast("DictionaryObject", one.get_object()) for one in several]


def test_a_running_head_holds_the_whole_title_where_two_lines_hold_it(
    one_chapter: Callable[..., Document], typesetter: Typesetter
) -> None:
    title = "Unlawful cooperation between two parties and others that are named here: a long training example"
    assert len(title) > 90
    document = attrs.evolve(one_chapter(paragraph(string("Words."))), title=title)
    last = PdfReader(BytesIO(PdfRenderer().render(document, typesetter))).pages[-1]
    assert squeezed(title) in squeezed(last.extract_text())
