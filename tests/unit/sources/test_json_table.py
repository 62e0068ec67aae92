from collections.abc import Callable
from typing import Any

import pytest

from vedette.sources import json_table

Read = Callable[..., Any]


@pytest.fixture
def read_json(read_bytes: Read) -> Read:
    return lambda content, table="sources": read_bytes(content, table=table, path="table.json")


def test_items_are_cited_by_their_place_in_the_list(read_json: Read) -> None:
    outcome = read_json(
        b'[{"key":"A","status":"V","title":"T"},\n {"key":"B","status":"V","title":"T","note":null}]'
    )
    assert [str(fact.basis.citation.locator) for fact in outcome.facts] == ["item=0", "item=1"]


def test_numbers_keep_every_digit_and_lists_become_keys(read_json: Read) -> None:
    item = (
        b'[{"key":1,"status":"V","sources":["P1","P2"],"subject":"a.b","wording":"exactly",'
        b'"value":0.1000000000000000055,"unit":"rounds","author":"X","plan":true}]'
    )
    (claim,) = read_json(item, table="claims").facts
    assert str(claim.quantity.nominal) == "0.1000000000000000055"
    assert claim.basis.sources == ("P1", "P2")
    assert claim.basis.key == "1"
    assert claim.plan is True


def test_a_bad_item_is_an_issue_and_the_others_land(read_json: Read) -> None:
    outcome = read_json(
        b'[{"key":"A","status":"V","title":"T","key":"B"}, 5, {"key":"C","status":"V","title":{"a":1}},'
        b' {"key":"D","status":"V","title":"T","colour":"red"}, {"key":"E","status":"V","title":"\\ud800"},'
        b' {"key":"F","status":"V","title":"T"}]'
    )
    assert [fact.basis.key for fact in outcome.facts] == ["F"]
    assert [issue.locator for issue in outcome.issues] == [f"item={n}" for n in range(5)]
    assert [issue.column for issue in outcome.issues] == ["key", None, "title", "colour", "title"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[", b"[{}", b"[1,]", b"[] x", b"[NaN]", b"\xff\xfe", b"[" * 100_000, b'["a" "b"]'],
)
def test_what_is_no_list_is_refused(read_json: Read, content: bytes) -> None:
    assert read_json(content).reading.is_refused


def test_an_empty_list_is_a_table_without_rows(read_json: Read) -> None:
    outcome = read_json(b" [ ] \n")
    assert not outcome.issues
    assert outcome.reading.good_rows == 0


def test_a_file_beyond_the_limit_is_refused(read_json: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_table, "LARGEST_FILE", 10)
    assert "larger" in read_json(b'[{"key":"A"}]').issue.problem
