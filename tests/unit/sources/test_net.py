"""The net beneath declared markings: labels anywhere in the bytes of a file."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from vedette.model.handling import Tlp
from vedette.model.submissions import SubmittedFile
from vedette.sources.manifest import MANIFEST_FILE
from vedette.sources.net import CHUNK, NetDoubt, doubt_about

Change = Callable[[Workbook, Worksheet], object]


def doubt(content: bytes, path: str, *, known: Tlp = Tlp.CLEAR, encoding: str = "utf-8") -> NetDoubt | None:
    file = SubmittedFile(path=path, table="claims", encoding=encoding)
    return doubt_about(io.BytesIO(content), file=file, known=known)


def level(content: bytes, path: str = "words.txt", *, encoding: str = "utf-8") -> Tlp:
    found = doubt(content, path, encoding=encoding)
    return found.level if found else Tlp.CLEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TLP:RED", Tlp.RED),
        ("tlp：red", Tlp.RED),
        ("ＴＬＰ：ＲＥＤ", Tlp.RED),
        ("T\u200bLP\u00ad:RED", Tlp.RED),
        ("TLP RED", Tlp.RED),
        ("TLP-RED", Tlp.RED),
        ("TLP_RED.pdf", Tlp.RED),
        ("x/TLP/RED", Tlp.RED),
        ("TLPRED", Tlp.RED),
        ("TLP\u2013Amber", Tlp.AMBER),
        ("TLP:AMBER+STRICT", Tlp.AMBER_STRICT),
        ("TLP AMBER STRICT", Tlp.AMBER_STRICT),
        ("tlp:\ngreen", Tlp.GREEN),
        ("TLP:RED로 표시", Tlp.RED),
        ("TLP:CLEAR, once TLP:WHITE", Tlp.CLEAR),
        ("TLP: reduced", Tlp.CLEAR),
        ("HTLP:RED", Tlp.CLEAR),
        ("the red flag and an amber lamp", Tlp.CLEAR),
        ('{"words": "TLP\\u003aRED"}', Tlp.RED),
        ('{"words": "\\u0054LP:\\u0052ED"}', Tlp.RED),
        ('{"tlp": "AMBER"}', Tlp.AMBER),
        ("<p>TLP:<b>RED</b></p>", Tlp.RED),
        ("<p>TLP&#58;RED</p>", Tlp.RED),
        ("<p>T<i>L</i>P:R<b>ED</b></p>", Tlp.RED),
        ("<!-- TLP:RED -->", Tlp.RED),
        ("# TLP:RED", Tlp.RED),
    ],
)
def test_a_label_is_met_as_people_write_it(text: str, expected: Tlp) -> None:
    assert level(text.encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "shift-jis", "gb18030", "euc-kr"])
def test_a_label_is_met_in_the_encoding_that_is_declared(encoding: str) -> None:
    assert level("標: TLP：RED".encode(encoding, "ignore"), encoding=encoding) is Tlp.RED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_label_of_two_bytes_a_letter_is_met_in_what_is_taken_for_another_text(encoding: str) -> None:
    assert level("words TLP:RED".encode(encoding)) is Tlp.RED
    assert level("words TLP:RED".encode(encoding), encoding="latin-1") is Tlp.RED


@pytest.mark.parametrize("before", range(-7, 2))
def test_a_label_across_the_border_of_two_pieces_is_met_with_its_line(before: int) -> None:
    # the first piece is the head of 1,024 bytes, the second one piece more
    content = b"a line\n" + b"x" * (1024 + CHUNK - 8 + before) + b"\nTLP:RED " + b"x" * 100
    found = doubt(content, "words.txt")
    assert found is not None
    assert (found.level, found.place) == (Tlp.RED, "line 3")
    assert level(b"\0" + content, "film.mp4") is Tlp.RED


def test_a_label_that_is_no_more_than_what_is_known_already_raises_no_doubt() -> None:
    assert doubt(b"TLP:AMBER", "words.txt", known=Tlp.AMBER) is None
    found = doubt(b"TLP:AMBER TLP:AMBER+STRICT", "words.txt", known=Tlp.AMBER)
    assert found is not None
    assert found.level is Tlp.AMBER_STRICT
    assert "quotes_labels = true" in found.advice


def test_a_label_in_the_manifest_is_answered_with_what_the_manifest_can_say() -> None:
    found = doubt_about(io.BytesIO(b"# TLP:RED\n"), file=MANIFEST_FILE, known=Tlp.CLEAR)
    assert found is not None
    assert found.advice == "write TLP:RED as tlp under [handling], or take it out"


def workbook(change: Change) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["key", "words"])
    change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def set_part(line: object, part: str) -> None:
    getattr(line, part).text = "TLP:RED"


BESIDE_CELLS: dict[str, Change] = {
    "a header of the page": lambda _, sheet: set_part(sheet.oddHeader, "center"),
    "a footer of the page": lambda _, sheet: set_part(sheet.oddFooter, "left"),
    "a comment": lambda _, sheet: setattr(sheet["A1"], "comment", Comment("TLP:RED", "x")),
    "the title": lambda book, _: setattr(book.properties, "title", "TLP:RED"),
    "the keywords": lambda book, _: setattr(book.properties, "keywords", "TLP:RED"),
    "a defined name": lambda book, _: book.defined_names.add(DefinedName("m", attr_text='"TLP:RED"')),
    "a number format": lambda _, sheet: setattr(sheet["A1"], "number_format", '0" TLP:RED"'),
    "the name of a sheet": lambda book, _: book.create_sheet("TLP-RED"),
    "a cell": lambda book, _: book.create_sheet("s").append(["TLP RED"]),
}


@pytest.mark.parametrize("name", BESIDE_CELLS)
def test_a_label_of_a_workbook_is_met_outside_its_cells_in(name: str) -> None:
    found = doubt(workbook(BESIDE_CELLS[name]), "table.xlsx")
    assert found is not None
    assert found.level is Tlp.RED
    assert found.place.endswith((".xml", ".vml"))


def test_a_workbook_that_names_no_label_raises_no_doubt() -> None:
    assert doubt(workbook(lambda _, sheet: sheet.append(["A", "the red flag"])), "table.xlsx") is None


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


RUNS = b"<w:p><w:r><w:t>TL</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>P:R</w:t></w:r><w:r><w:t>ED</w:t></w:r></w:p>"


def test_a_label_of_a_document_is_met_in_runs_names_and_containers_within_it() -> None:
    assert level(packed(word=RUNS), "a.docx") is Tlp.RED
    assert level(packed(**{"TLP_RED.txt": b""}), "a.zip") is Tlp.RED
    assert level(packed(inner=packed(word=b"TLP:AMBER")), "a.docx") is Tlp.AMBER
    assert level(packed(word=b"<w:t>words</w:t>"), "a.docx") is Tlp.CLEAR


@pytest.mark.parametrize(
    "content",
    [
        packed(a=b"x" * 10)[:-8],
        packed(a=b"\0" * (2 << 20)),
        packed(a=packed(b=packed(c=packed(d=b"x")))),
        packed(**{f"p{n}": b"" for n in range(4097)}),
    ],
    ids=["cut off", "too dense", "too deep", "too many parts"],
)
def test_a_container_that_cannot_be_looked_through_counts_as_red(content: bytes) -> None:
    found = doubt(content, "a.zip")
    assert found is not None
    assert found.level is Tlp.RED
    assert "cannot be looked through" in found.problem


def test_a_label_of_a_pdf_is_met_in_its_bytes_and_its_packed_streams() -> None:
    page = zlib.compress(b"BT [(T)-20(LP:)3(RED)] TJ ET")
    assert level(b"%PDF-1.7\n<</Title(TLP:RED)>>", "a.pdf") is Tlp.RED
    assert level(b"%PDF-1.7\nstream\r\n" + page + b"\nendstream", "a.pdf") is Tlp.RED
    assert level(b"%PDF-1.7\nstream\nno zlib\nendstream", "a.pdf") is Tlp.CLEAR


@pytest.mark.parametrize(
    ("path", "content", "column"),
    [
        ("rows.csv", b"\xef\xbb\xbfHandling,words\nred,x\n", "Handling"),
        ("rows.csv", b"key;TLP\n1;red\n", "TLP"),
        ("rows.json", json.dumps([{"key": 1, "handling": "secret"}]).encode(), "handling"),
        ("rows.xlsx", workbook(lambda _, sheet: setattr(sheet["B1"], "value", "Marking:")), "Marking:"),
    ],
)
def test_a_table_with_a_column_for_markings_whose_rows_nobody_reads_counts_as_red(
    path: str, content: bytes, column: str
) -> None:
    found = doubt_about(io.BytesIO(content), file=SubmittedFile(path=path), known=Tlp.CLEAR)
    assert found is not None
    assert (found.level, repr(column) in found.problem) == (Tlp.RED, True)
    assert "name its table" in found.advice
    assert doubt(content, path) is None


def test_words_on_handling_in_a_page_are_no_column() -> None:
    file = SubmittedFile(path="page.html")
    assert doubt_about(io.BytesIO(b"<p>handling</p>"), file=file, known=Tlp.CLEAR) is None
