from __future__ import annotations

import datetime as dt
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm

from vedette.model.report import Document
from vedette.ports import Typesetter
from vedette.report.renderers.docx import DocxRenderer


@pytest.fixture(scope="module")
def made(rich_document: Document, typesetter: Typesetter) -> bytes:
    return DocxRenderer().render(rich_document, typesetter)


@pytest.fixture(scope="module")
def file(made: bytes) -> Any:
    return WordDocument(BytesIO(made))


@pytest.fixture(scope="module")
def text(file: Any) -> str:
    return "\n".join(one.text for one in file.paragraphs)


def part(made: bytes, name: str) -> str:
    with ZipFile(BytesIO(made)) as archive:
        return archive.read(name).decode()


def test_every_footnote_is_a_footnote(made: bytes, footnotes: int) -> None:
    marks = part(made, "word/document.xml").count("<w:footnoteReference ")
    notes = part(made, "word/footnotes.xml").count("<w:footnoteRef/>") + part(
        made, "word/footnotes.xml"
    ).count("<w:footnoteRef />")
    assert (marks, notes) == (footnotes, footnotes)


def test_the_picture_is_in_the_file_with_its_alternative_text(
    made: bytes, file: Any, rich_document: Document
) -> None:
    picture = rich_document.pictures["estimates"]
    said = [one.get("descr") for one in file.element.body.iter(qn("wp:docPr"))]
    assert said == [picture.alt]
    with ZipFile(BytesIO(made)) as archive:
        media = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert media == [picture.png]
    assert "data:" not in part(made, "word/document.xml")


def test_pages_are_a4_with_symbol_above_and_notice_below(file: Any, rich_document: Document) -> None:
    section = file.sections[0]
    assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=Mm(1))
    assert rich_document.symbol in "".join(one.text for one in section.header.paragraphs)
    assert rich_document.notice in "".join(one.text for one in section.footer.paragraphs)
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_properties_are_those_of_the_report(file: Any, rich_document: Document) -> None:
    properties = file.core_properties
    assert (properties.title, properties.identifier) == (rich_document.title, rich_document.symbol)
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == dt.date(2025, 5, 29)


def test_proofing_is_in_the_language_of_the_report_and_hangul_has_a_font(file: Any) -> None:
    (tag,) = file.styles.element.iter(qn("w:lang"))
    assert (tag.get(qn("w:val")), tag.get(qn("w:eastAsia"))) == ("en-GB", "ko-KR")
    fonts = list(file.styles.element.iter(qn("w:rFonts")))
    assert {one.get(qn("w:eastAsia")) for one in fonts} == {"Malgun Gothic"}
    assert all(one.get(qn("w:asciiTheme")) is None for one in fonts)


def test_headings_have_heading_styles_and_no_level_is_skipped(file: Any) -> None:
    levels = [int(one.style.name[-1]) for one in file.paragraphs if one.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_numbered_paragraphs_hang_from_their_number(file: Any) -> None:
    numbered = [one for one in file.paragraphs if one.style.name == "Numbered Paragraph"]
    assert numbered[0].text.startswith("1.\tThe vessels")


def test_the_head_of_every_table_repeats_and_its_print_follows_its_width(file: Any) -> None:
    assert len(file.tables) == 2
    for table in file.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table.style.name == "Table"
    cell = file.tables[0].rows[1].cells[0]
    assert cell.paragraphs[0].style.name == "Table dense"


def test_rows_with_footnotes_may_break_since_libreoffice_loses_them_otherwise(file: Any) -> None:
    noted, plain = file.tables
    assert list(noted._tbl.iter(qn("w:cantSplit"))) == []
    assert len(list(plain._tbl.iter(qn("w:cantSplit")))) == len(plain._tbl.tr_lst)


def test_hostile_text_is_text(text: str, hostile: tuple[str, ...]) -> None:
    for one in hostile:
        assert one in text


def test_links_lead_only_to_the_web_or_into_the_report(made: bytes) -> None:
    relations = part(made, "word/_rels/document.xml.rels")
    assert "https://www.un.org/securitycouncil/" in relations
    assert "javascript" not in relations
    assert "file:" not in relations


def test_the_contents_link_to_every_chapter(file: Any) -> None:
    entries = [one for one in file.paragraphs if one.style.name.lower().startswith("toc ")]
    assert [one.text for one in entries] == [
        "I. Arms transfers and their route",
        "A. Sea",
        "B. Rail and depots",
        "Annex I. Evidence",
        "Sources",
    ]


def test_the_archive_carries_no_time(made: bytes) -> None:
    with ZipFile(BytesIO(made)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
