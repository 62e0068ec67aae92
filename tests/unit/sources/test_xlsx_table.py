import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.submissions import SubmittedFile
from vedette.sources.xlsx_table import read_rows

Read = Callable[..., Any]
HEAD = ["key", "status", "title", "published", "note"]


def workbook(*rows: list[Any], title: str = "Sources", more: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name in more:
        book.create_sheet(name)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part rewritten."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)
    return buffer.getvalue()


@pytest.fixture
def read_xlsx(read_bytes: Read) -> Read:
    return lambda content, **options: read_bytes(content, table="sources", path="table.xlsx", **options)


def test_rows_are_cited_by_sheet_and_row(read_xlsx: Read) -> None:
    outcome = read_xlsx(workbook(HEAD, ["A", "V", "T"], [], ["B", "V", "T"]))
    assert [str(fact.basis.citation.locator) for fact in outcome.facts] == [
        "sheet=Sources;row=1",
        "sheet=Sources;row=3",
    ]


def test_numbers_and_dates_become_exact_text(read_xlsx: Read) -> None:
    day = dt.datetime(2025, 5, 29)  # noqa: DTZ001 - a spreadsheet's date has no zone
    (note,) = read_xlsx(workbook(HEAD, [7, "V", 0.1, day, 20000.0])).facts
    assert (note.basis.key, note.title, str(note.published), note.basis.note) == (
        "7",
        "0.1",
        "2025-05-29",
        "20000",
    )


def test_a_formula_is_refused_by_its_cell_and_never_evaluated(read_xlsx: Read) -> None:
    outcome = read_xlsx(workbook(HEAD, ["A", "V", "=1+1"], ["B", "V", "T"]))
    assert [fact.basis.key for fact in outcome.facts] == ["B"]
    assert (outcome.issue.column, outcome.issue.locator) == ("title", "sheet=Sources;row=1")
    assert outcome.issue.advice == "paste the value"


def test_the_only_sheet_needs_no_name_and_one_of_several_does(read_xlsx: Read) -> None:
    content = workbook(HEAD, ["A", "V", "T"], more=("Other",))
    assert "2 sheets" in read_xlsx(content).issue.problem
    assert len(read_xlsx(content, sheet="Sources").facts) == 1
    assert "'Third'" in read_xlsx(content, sheet="Third").issue.problem


def test_a_cell_below_no_column_name_is_refused(read_xlsx: Read) -> None:
    outcome = read_xlsx(workbook(HEAD, ["A", "V", "T", None, None, "extra"]))
    assert "without a name" in outcome.issue.problem


def test_a_zip_bomb_is_refused_from_its_directory(read_xlsx: Read) -> None:
    bomb = changed(
        workbook(HEAD),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<sheetData>", b"<sheetData>" + b" " * (50 << 20)),
    )
    assert len(bomb) < 1 << 20
    outcome = read_xlsx(bomb)
    assert "unpacks" in outcome.issue.problem
    assert outcome.reading.is_refused


def test_a_document_type_is_refused(read_xlsx: Read) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    content = changed(
        workbook(HEAD), "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<worksheet", entity, 1)
    )
    assert "entities" in read_xlsx(content).issue.problem


def test_rows_out_of_order_or_beyond_the_last_are_refused_and_never_dropped(read_xlsx: Read) -> None:
    content = workbook(HEAD, ["A", "V", "T"], ["B", "V", "T"])
    for number in (b"1", b"999999999999"):
        moved = changed(
            content,
            "xl/worksheets/sheet1.xml",
            lambda data, n=number: data.replace(b'<row r="3"', b'<row r="' + n + b'"'),  # type: ignore[misc]
        )
        outcome = read_xlsx(moved)
        assert outcome.reading.is_refused
        assert [fact.basis.key for fact in outcome.facts] == ["A"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_refused(read_xlsx: Read, content: bytes) -> None:
    assert read_xlsx(content).reading.is_refused


def test_a_workbook_with_a_program_is_refused(read_xlsx: Read) -> None:
    buffer = io.BytesIO(workbook(HEAD))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"program")
    assert "program" in read_xlsx(buffer.getvalue()).issue.problem


WORKBOOK = workbook(HEAD, ["A", "V", "T"])
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a zip", "no zip file"),
        (WORKBOOK[: len(WORKBOOK) // 2], "no zip file"),
        (WORKBOOK.replace(b"xl/workbook.xml", b"xl/workbuch.xml"), "cannot be read as XLSX"),
        (changed(WORKBOOK, SHEET, lambda data: data[: len(data) // 2]), "XML is damaged"),
        (changed(WORKBOOK, "[Content_Types].xml", lambda _: b"<Types/>"), "cannot be read as XLSX"),
        (changed(WORKBOOK, SHEET, lambda data: data.replace(b'r="2"', b'r="1"')), "row 1 follows row 1"),
    ],
)
def test_a_damaged_workbook_is_told_in_our_words_and_without_the_place_of_its_bytes(
    tmp_path: Path, content: bytes, said: str
) -> None:
    place = tmp_path / "blobs" / "0123"
    place.parent.mkdir()
    place.write_bytes(content)
    file = SubmittedFile(path="table.xlsx", table="sources")
    with place.open("rb") as stream, pytest.raises(UnreadableInputError) as told:
        list(read_rows(stream, file=file))
    assert said in told.value.message
    assert told.value.message.startswith("table.xlsx ")
    for foreign in (str(tmp_path), "blobs", "<", "zipfile", "archive"):
        assert foreign not in told.value.message
