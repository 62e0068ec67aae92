import csv
from collections.abc import Callable
from typing import Any

import pytest

from vedette.sources.csv_table import LONGEST_RECORD

Read = Callable[..., Any]
HEAD = b"key,status,title,note\r\n"


def keys(outcome: Any) -> list[str]:
    return [fact.basis.key for fact in outcome.facts]


def test_a_byte_order_mark_is_accepted(read_bytes: Read) -> None:
    assert keys(read_bytes(b"\xef\xbb\xbf" + HEAD + b"A,V,Title,\r\n", table="sources")) == ["A"]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends(read_bytes: Read) -> None:
    outcome = read_bytes(HEAD + b'A,V,"One, ""two""\nthree",\r\nB,V,Four,\r\n', table="sources")
    assert [note.title for note in outcome.facts] == ['One, "two"\nthree', "Four"]
    assert [note.basis.citation.locator.fragment for note in outcome.facts] == ["row=1", "row=2"]


WIDE = b"key,status,title,address,publisher,note\n"


@pytest.mark.parametrize(
    "rows",
    [
        b'A,V,T,,,"he said,\nB,V,Title,here,them,\nC,V,T,,,they said"\n',
        b'A,V,T,,"one\n,\nB,V,Title,here,them,\nC,V,T,,end",\n',
        b'A,V,"One,,,\nB,V,Two",,,\n',
        b'A,V,T,,,"he said,\r\nB,V,Title,here,20,5\r\nC,V,T,,,they said"\r\n',
    ],
)
def test_a_quote_that_closed_rows_too_late_refuses_its_row_and_gives_the_others_back(
    read_bytes: Read, rows: bytes
) -> None:
    outcome = read_bytes(WIDE + rows, table="sources")
    assert "A" not in keys(outcome)
    assert "lines too late" in outcome.issues[0].problem
    assert outcome.issues[0].handling.tlp.label == "TLP:RED"


@pytest.mark.parametrize(
    "text",
    [
        "ships, planes, trains, carts, boats, sledges\nand more, of all kinds, by land, by sea, by air",
        "one,\ntwo,\nthree,\nfour,\nfive",
        "1,000,000,000 and 20,000,000,000\n5,000,000,000,000,000 more",
        "a,b,c\n\nd",
        "words without any\nline of commas",
    ],
)
def test_a_text_of_several_lines_is_a_text(read_bytes: Read, text: str) -> None:
    outcome = read_bytes(WIDE + f'A,V,"{text}",,,\nB,V,T,,,\n'.encode(), table="sources")
    assert [note.title for note in outcome.facts] == [text, "T"]
    assert outcome.issues == ()


def test_empty_rows_count_as_rows_but_say_nothing(read_bytes: Read) -> None:
    outcome = read_bytes(HEAD + b"\r\nA,V,T,\r\n,,,\r\nB,V,T,\r\n\r\n", table="sources")
    assert [fact.basis.citation.locator.fragment for fact in outcome.facts] == ["row=2", "row=4"]
    assert not outcome.issues


def test_a_stray_quote_costs_its_own_line_and_no_good_row(read_bytes: Read) -> None:
    content = HEAD + b'A,V,"never closed,\r\nB,V,T,\r\nC,V,T,\r\nD,V,5" gun,\r\nE,V,T,\r\n'
    outcome = read_bytes(content, table="sources")
    assert keys(outcome) == ["B", "C", "E"]
    assert [issue.locator for issue in outcome.issues] == ["row=1", "row=4"]


def test_a_quote_never_closed_in_a_large_file_is_given_up_within_bounds(read_bytes: Read) -> None:
    rows = b"".join(b"K%d,V,some title of a certain length,\r\n" % number for number in range(40_000))
    outcome = read_bytes(HEAD + b'A,V,"open,\r\n' + rows, table="sources")
    assert len(rows) > LONGEST_RECORD
    assert len(outcome.facts) == 40_000
    assert outcome.issue.locator == "row=1"


def test_a_line_of_more_than_a_million_characters_is_skipped_and_recorded(read_bytes: Read) -> None:
    content = HEAD + b"A,V,T,\r\nB,V," + b"x" * (3 * LONGEST_RECORD) + b",\r\nC,V,T,\r\n"
    outcome = read_bytes(content, table="sources")
    assert keys(outcome) == ["A", "C"]
    assert outcome.issue.locator == "row=2"
    assert "longer than" in outcome.issue.problem


def test_a_nul_byte_refuses_its_row_alone(read_bytes: Read) -> None:
    outcome = read_bytes(HEAD + b"A,V,T\0,\r\nB,V,T,\r\n", table="sources")
    assert keys(outcome) == ["B"]
    assert "NUL" in outcome.issue.problem


def test_bytes_that_are_not_of_the_declared_encoding_refuse_their_row_alone(read_bytes: Read) -> None:
    outcome = read_bytes(HEAD + b"A,V,\xcf\xeb,\r\nB,V,T,\r\n", table="sources")
    assert keys(outcome) == ["B"]
    assert "encoding" in outcome.issue.problem


def test_a_declared_encoding_is_used(read_bytes: Read) -> None:
    content = (HEAD.decode() + "A,V,Пхеньян,\r\n").encode("cp1251")
    assert read_bytes(content, table="sources", encoding="cp1251").facts[0].title == "Пхеньян"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"key;status;title\nA;V;T\n", "not separated by commas"),
        (b"key\tstatus\ttitle\nA\tV\tT\n", "not separated by commas"),
        ("key,status,title\nA,V,T\n".encode("utf-16"), "encoding"),
        (b'key,"status,title\nA,V,T\n', "header"),
        (b"\0" * 100, "header"),
        (b"x" * (2 * LONGEST_RECORD), "header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(read_bytes: Read, content: bytes, said: str) -> None:
    outcome = read_bytes(content, table="sources")
    assert outcome.reading.is_refused
    assert said in outcome.issue.problem + outcome.issue.advice
    assert outcome.issue.locator == ""


def test_a_utf_16_file_that_ends_within_a_character_is_refused_and_its_rows_before_land(
    read_bytes: Read,
) -> None:
    content = "key,status,title\nA,V,T\nB,V,T\n".encode("utf-16-le") + b"\x00"
    outcome = read_bytes(content, table="sources", encoding="utf-16-le")
    assert keys(outcome) == ["A", "B"]
    assert outcome.issues


def test_a_row_with_too_many_or_too_few_cells_is_refused(read_bytes: Read) -> None:
    outcome = read_bytes(HEAD + b"A,V,One, two,\r\nB,V\r\nC,V,T,\r\n", table="sources")
    assert keys(outcome) == ["C"]
    assert [issue.locator for issue in outcome.issues] == ["row=1", "row=2"]


def test_reading_leaves_the_field_limit_of_the_process_alone(read_bytes: Read) -> None:
    before = csv.field_size_limit()
    outcome = read_bytes(HEAD + b"A,V,T," + b"n" * 200_000 + b"\r\nB,V,T,\r\n", table="sources")
    assert csv.field_size_limit() == before
    assert "B" in keys(outcome)


@pytest.mark.parametrize("row", [b"A,V,T\0,", b"A,V,\xcf\xeb,", b"A,V,\x00T\x00,"])
def test_bytes_that_are_no_text_are_answered_with_the_encoding_and_not_with_quotes(
    read_bytes: Read, row: bytes
) -> None:
    issue = read_bytes(HEAD + row + b"\r\n", table="sources").issue
    assert "encoding" in issue.advice
    assert "quote" not in issue.advice


def test_a_table_in_utf_16_that_is_declared_as_utf_8_is_answered_with_the_encoding(read_bytes: Read) -> None:
    content = (HEAD.decode() + "A,V,T,\r\n").encode("utf-16")
    issue = read_bytes(content, table="sources").issue
    assert "has no header" in issue.problem
    assert "`encoding` in the manifest (utf-16" in issue.advice
    assert [fact.title for fact in read_bytes(content, table="sources", encoding="utf-16").facts] == ["T"]


def test_a_table_that_does_not_read_in_its_encoding_is_told_without_words_of_the_codec(
    read_bytes: Read,
) -> None:
    issue = read_bytes(b"\xff\xfea\x00\x00", table="sources", encoding="utf-16").issue
    assert "codec" not in issue.problem
    assert "encoding" in issue.advice


def test_a_quote_within_a_cell_is_answered_with_quotes(read_bytes: Read) -> None:
    issue = read_bytes(HEAD + b'A,V,"a"b",\r\n', table="sources").issue
    assert "quote" in issue.problem
    assert "close the quote" in issue.advice
    assert "delimiter" not in issue.problem


def test_a_cell_longer_than_a_cell_may_be_is_told_as_that(read_bytes: Read) -> None:
    issue = read_bytes(HEAD + b"A,V," + b"x" * 200_000 + b",\r\n", table="sources").issue
    assert "131,072 characters" in issue.problem


@pytest.mark.parametrize(
    ("header", "place"), [("key,status,title,", "4"), ("key,,title,status", "2"), (",, ,key", "1, 2, 3")]
)
def test_a_column_without_a_name_is_told_by_its_place(read_bytes: Read, header: str, place: str) -> None:
    issue = read_bytes(f"{header}\r\nA,V,T,\r\n".encode(), table="sources").issue
    assert issue.problem.startswith(f"the header gives no name to column {place};")
    assert "None" not in issue.problem
    assert "name the column" in issue.advice
