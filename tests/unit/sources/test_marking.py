import io
import json
from collections.abc import Callable
from typing import Any, Literal

import openpyxl
import pytest

from vedette.errors import UnreadableValueError
from vedette.model.facts import Issue
from vedette.model.handling import FREE, PUBLIC, UNREAD, Handling, Tlp, labels_in, most_restrictive
from vedette.sources.marking import TableMarking
from vedette.sources.reading import MOST_ISSUES

Read = Callable[..., Any]

HEADER = "key,title,status,handling,note\n"
AMBER = Handling(tlp=Tlp.AMBER)
RED = Handling(tlp=Tlp.RED)


def marked(outcome: Any) -> Handling:
    """What an exhibit is marked after everything in it was met."""
    items = (*outcome.facts, *outcome.issues)
    return most_restrictive(one.handling if isinstance(one, Issue) else one.basis.handling for one in items)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A,,V,TLP:AMBER,\n", AMBER),
        (",T,V,TLP:AMBER,\n", AMBER),
        ("A,T,loud,TLP:RED,\n", RED),
        ("A,T,V,,\nA,T,V,red,\n", RED),
        ("A,T,V,SECRET,\n", UNREAD),
        ("A,T,V,TLP:RED+STRICT,\n", UNREAD),
        ("A,T,V,TLP:WHITE,\n", UNREAD),
        ("A,T,V\n", UNREAD),
        ("A,T,V,,,,,\n", UNREAD),
        ('A,"T,V,,\nB,T,V,,\n', UNREAD),
        ('A,T"x"y",V,TLP:RED,\n', RED),
        ("A,T\0,V,TLP:RED,\n", RED),
        ("A,T\x01,V,TLP:AMBER,\n", AMBER),
        ("A,,V,,TLP:AMBER\n", AMBER),
        ("A,T,V,,the original is TLP:AMBER\n", AMBER),
        ("A,T,V,,\n", FREE),
        ("A,,V,,\n", FREE),
        ("A,,V,TLP:CLEAR,released from TLP:CLEAR\n", FREE),
    ],
)
def test_a_row_restricts_its_file_as_its_cells_say_whether_it_lands_or_not(
    read_bytes: Read, rows: str, expected: Handling
) -> None:
    assert marked(read_bytes((HEADER + rows).encode(), table="sources")) == expected


@pytest.mark.parametrize(
    "header",
    [
        "key,title,status,Handling",
        "key,title,status,hand ling",
        "key,title,status,tlp",
        "key,title,status,handling,handling",
        "key,title,status,",
        "key,title,handling",
        "key,title,status,гриф",
        'key,title,status,"handling',
        "key;title;status;handling",
        "\0key,title,status,handling",
    ],
)
def test_a_table_refused_for_its_header_counts_as_red_where_rows_may_name_a_level(
    read_bytes: Read, header: str
) -> None:
    outcome = read_bytes(f"{header}\nA,T,V,TLP:RED\n".encode(), table="sources")
    assert outcome.reading.is_refused
    assert marked(outcome) == UNREAD
    assert outcome.issue.problem.endswith("counts as TLP:RED, and with it the whole submission")


@pytest.mark.parametrize("header", ["key,title", "key,title,title,status"])
def test_a_header_of_known_columns_without_handling_restricts_nothing(read_bytes: Read, header: str) -> None:
    outcome = read_bytes(f"{header}\nA,T\n".encode(), table="sources")
    assert outcome.reading.is_refused
    assert marked(outcome) == FREE


def test_a_row_of_a_table_without_handling_restricts_nothing_unless_a_label_slipped_into_it(
    read_bytes: Read,
) -> None:
    header = b"key,title,status\n"
    assert marked(read_bytes(header + b"A,T\n", table="sources")) == FREE
    assert marked(read_bytes(header + b"A,T,V,more\n", table="sources")) == UNREAD
    assert marked(read_bytes(header + b"A,T,V,TLP:AMBER\n", table="sources")) == UNREAD
    assert marked(read_bytes(header + b"A,TLP:AMBER\n", table="sources")) == AMBER
    assert marked(read_bytes(header + b"A,amber + strict\n", table="sources")).tlp is Tlp.AMBER_STRICT
    assert marked(read_bytes(header + b'A,"T,TLP:SECRET\n', table="sources")) == UNREAD


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"key": "A", "title": 5, "status": "V", "handling": "TLP:AMBER", "note": {"a": 1}}, UNREAD),
        ({"key": "A", "status": "V", "handling": "TLP:AMBER"}, AMBER),
        ({"key": "A", "title": "T", "status": "V", "Handling": "TLP:AMBER"}, UNREAD),
        ({"key": "A", "title": "T", "status": "V", "handling": {"tlp": "RED"}}, UNREAD),
        ({"key": "A", "title": "T", "status": "V", "handling": ["TLP:AMBER"]}, AMBER),
        ({"key": "A", "title": "T", "status": "V", "handling": ["TLP:AMBER", "KR"]}, UNREAD),
        ({"key": "A", "title": "T", "status": "V"}, FREE),
        ("A TLP:RED text", UNREAD),
    ],
)
def test_an_object_of_json_restricts_its_file_as_its_keys_say(
    read_bytes: Read, item: object, expected: Handling
) -> None:
    outcome = read_bytes(json.dumps([item]).encode(), table="sources", path="table.json")
    assert marked(outcome) == expected


@pytest.mark.parametrize(
    "content", [b'[{"handling": "TLP:RED"', b"{}", b"[] []", b'[{"key": 1, "key": 2}]', b"\xff"]
)
def test_json_that_breaks_off_counts_as_red(read_bytes: Read, content: bytes) -> None:
    assert marked(read_bytes(content, table="sources", path="table.json")) == UNREAD


def workbook(*rows: tuple[str | None, ...], beside: tuple[str | None, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sources"
    for row in (("key", "title", "status", "handling"), *rows):
        sheet.append(row)
    if beside:
        book.create_sheet("Beside").append(beside)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("A", "=1+1", "V", "TLP:AMBER"), AMBER),
        (("A", "T", "V", "=1+1"), UNREAD),
        (("A", None, "V", "TLP:AMBER"), AMBER),
        (("A", "T", "V", None, "a cell without a name"), UNREAD),
        (("A", "T", "V", "TLP:CLEAR"), FREE),
    ],
)
def test_a_row_of_a_sheet_restricts_its_file_as_its_cells_say(
    read_bytes: Read, row: tuple[str | None, ...], expected: Handling
) -> None:
    assert marked(read_bytes(workbook(row), table="sources", path="table.xlsx")) == expected


@pytest.mark.parametrize("beside", [("TLP:RED",), ("key", "Handling"), ("x", "for TLP:AMBER alone")])
def test_a_sheet_that_is_not_read_restricts_the_workbook_if_it_names_a_level(
    read_bytes: Read, beside: tuple[str | None, ...]
) -> None:
    content = workbook(("A", "T", "V", None), beside=beside)
    outcome = read_bytes(content, table="sources", path="table.xlsx", sheet="Sources")
    assert marked(outcome) == UNREAD
    assert "'Beside' is not read" in outcome.issue.problem


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_that_is_not_read_restricts_the_workbook_unless_it_is_empty(
    read_bytes: Read, state: Literal["hidden", "veryHidden"]
) -> None:
    for cells, expected in ((("some words",), UNREAD), ((None,), FREE)):
        book = openpyxl.load_workbook(io.BytesIO(workbook(("A", "T", "V", None), beside=cells)))
        book["Beside"].sheet_state = state
        stream = io.BytesIO()
        book.save(stream)
        outcome = read_bytes(stream.getvalue(), table="sources", path="table.xlsx", sheet="Sources")
        assert marked(outcome) == expected


@pytest.mark.parametrize("name", ["Handling:", "TLP", "protective_marking", "Classification", "гриф"])
def test_a_sheet_with_a_column_for_markings_of_any_scheme_restricts_the_workbook(
    read_bytes: Read, name: str
) -> None:
    content = workbook(("A", "T", "V", None), beside=("words", name))
    outcome = read_bytes(content, table="sources", path="table.xlsx", sheet="Sources")
    assert marked(outcome) == UNREAD


def test_a_sheet_of_words_beside_the_table_restricts_nothing(read_bytes: Read) -> None:
    content = workbook(("A", "T", "V", None), beside=("how to fill this in", "TLP:CLEAR"))
    outcome = read_bytes(content, table="sources", path="table.xlsx", sheet="Sources")
    assert (marked(outcome), outcome.issues) == (FREE, ())


def test_issues_beyond_those_that_are_told_restrict_the_file_all_the_same(read_bytes: Read) -> None:
    rows = "A,,V,,\n" * (MOST_ISSUES + 5) + "A,,V,TLP:AMBER,\n"
    outcome = read_bytes((HEADER + rows).encode(), table="sources")
    assert "6 more issues" in outcome.issues[-1].problem
    assert marked(outcome) == AMBER


def test_a_row_that_would_free_itself_keeps_the_marking_of_its_submission(read_bytes: Read) -> None:
    whole = Handling(tlp=Tlp.AMBER, releasable_to=frozenset({"KR"}))
    outcome = read_bytes((HEADER + "A,T,V,TLP:GREEN,\n").encode(), table="sources", handling=whole)
    assert outcome.issue.handling == whole
    assert "counts as" not in outcome.issue.problem


def test_a_file_that_quotes_labels_passes_the_net_and_not_what_its_rows_declare(
    read_bytes: Callable[..., Any],
) -> None:
    quoting = (HEADER + "A,an article on TLP:RED,V,,marked TLP:AMBER\nB,T,V,TLP:GREEN,red\n").encode()
    assert marked(read_bytes(quoting, table="sources")) == RED
    outcome = read_bytes(quoting, table="sources", quotes_labels=True)
    assert (marked(outcome).tlp, outcome.issues) == (Tlp.GREEN, ())


def test_what_is_unread_is_closed_to_the_public() -> None:
    assert not UNREAD.allows(PUBLIC)
    marking = TableMarking(whole=FREE, names=frozenset({"key"}))
    assert marking.rest() == UNREAD
    marking.read_header(("key",))
    assert marking.rest() == FREE


@pytest.mark.parametrize(
    ("text", "tlp"),
    [
        ("TLP:RED", Tlp.RED),
        ("for tlp : amber eyes", Tlp.AMBER),
        ("TLP:AMBER_STRICT", Tlp.AMBER_STRICT),
        ("TLP:AMBER-STRICT", Tlp.AMBER_STRICT),
        ("TLP:ULTRA", Tlp.RED),
        (" Red ", Tlp.RED),
        ("the red ship", Tlp.CLEAR),
        ("TLP:WHITE", Tlp.CLEAR),
        ("TLP:CLEAR", Tlp.CLEAR),
        ("", Tlp.CLEAR),
    ],
)
def test_labels_are_found_in_running_text(text: str, tlp: Tlp) -> None:
    assert labels_in(["nothing", text]).tlp is tlp


def test_a_label_found_in_text_is_no_reading_of_a_cell() -> None:
    with pytest.raises(UnreadableValueError):
        Tlp.parse("TLP:ULTRA")
