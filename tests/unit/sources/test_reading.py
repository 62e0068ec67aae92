from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest

from vedette.model.evidence import Citation, Sha256
from vedette.model.facts import Claim
from vedette.model.handling import Handling, Tlp
from vedette.model.quantities import Wording
from vedette.sources.layouts import layouts
from vedette.sources.reading import MOST_ISSUES

Read = Callable[..., Any]


def test_a_good_row_becomes_a_cited_claim(read_row: Read) -> None:
    outcome = read_row("claims")
    (claim,) = outcome.facts
    assert isinstance(claim, Claim)
    assert claim.quantity.wording is Wording.MORE_THAN
    assert claim.quantity.low is not None
    assert claim.quantity.low.value == Decimal(20000)
    assert claim.basis.citation.locator.fragment == "row=1"
    assert claim.basis.citation.exhibit == outcome.reading.exhibit.digest
    assert claim.basis.sources == ("SEED",)
    assert not outcome.issues


def test_a_bad_row_is_an_issue_and_the_rows_around_it_land(read_bytes: Read, claims_csv: Read) -> None:
    content = claims_csv("A", "B", "C").replace(
        b"B,munitions.containers,more than", b"B,munitions.containers,loads of"
    )
    outcome = read_bytes(content)
    assert [fact.basis.key for fact in outcome.facts] == ["A", "C"]
    issue = outcome.issue
    assert (issue.path, issue.locator, issue.column, issue.value) == (
        "table.csv",
        "row=2",
        "wording",
        "loads of",
    )
    assert "between" in issue.advice
    assert issue.refused


def test_every_wrong_cell_of_a_row_is_named(read_row: Read) -> None:
    outcome = read_row("claims", value="many", unit="boxfuls", published="yesterday")
    assert {issue.column for issue in outcome.issues} == {"value", "unit", "published"}
    assert (outcome.reading.good_rows, outcome.reading.refused_rows) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"wording": "between"}, "value_high"),
        ({"wording": "between", "value_high": "5"}, "value_high"),
        ({"value_high": "30000"}, "value_high"),
        ({"wording": "unquantified"}, "value"),
        ({"wording": "unquantified", "value": "", "words": ""}, "words"),
        ({"value": ""}, "value"),
        ({"part_of": "munitions.containers"}, "part_of"),
        ({"subject": "Munitions, containers"}, "subject"),
        ({"key": ""}, "key"),
        ({"status": ""}, "status"),
        ({"status": "X"}, "status"),
    ],
)
def test_a_claim_that_contradicts_itself_is_refused_by_column(
    read_row: Read, changes: dict[str, str], column: str
) -> None:
    outcome = read_row("claims", **changes)
    assert outcome.issue.column == column
    assert not outcome.facts


def test_a_key_that_stands_twice_is_refused_the_second_time(read_bytes: Read, claims_csv: Read) -> None:
    outcome = read_bytes(claims_csv("A", "B", "A "))
    assert [fact.basis.key for fact in outcome.facts] == ["A", "B"]
    assert (outcome.issue.locator, outcome.issue.column) == ("row=3", "key")


def test_a_refused_row_does_not_use_up_its_key(read_bytes: Read, claims_csv: Read) -> None:
    content = claims_csv("A", "A").replace(
        b"A,munitions.containers,more than", b"A,munitions.containers,lots", 1
    )
    outcome = read_bytes(content)
    assert len(outcome.facts) == 1
    assert outcome.issue.locator == "row=1"


def test_unknown_and_missing_and_doubled_columns_refuse_the_file(read_bytes: Read) -> None:
    unknown = read_bytes(b"key,status,title,colour\nA,V,T,red\n", table="sources")
    missing = read_bytes(b"key,title\nA,T\n", table="sources")
    doubled = read_bytes(b"key,status,title,title\nA,V,T,T\n", table="sources")
    assert "'colour'" in unknown.issue.problem
    assert "status" in missing.issue.problem
    assert "twice" in doubled.issue.problem
    assert all(one.reading.is_refused and not one.facts for one in (unknown, missing, doubled))


def test_a_file_without_a_layout_is_kept_and_not_read(read_bytes: Read) -> None:
    outcome = read_bytes(b"%PDF-1.7", table=None, path="article.pdf")
    assert not outcome.facts
    assert not outcome.issues


def test_an_unknown_layout_and_an_unreadable_format_are_issues(read_bytes: Read) -> None:
    assert "'poems'" in read_bytes(b"key\n", table="poems").issue.problem
    assert "no table" in read_bytes(b"key\n", path="table.pdf").issue.problem


def test_fewer_good_rows_than_expected_are_said(read_bytes: Read, claims_csv: Read) -> None:
    short = read_bytes(claims_csv("A", "A"), at_least=2)
    enough = read_bytes(claims_csv("A", "B"), at_least=2)
    assert short.reading.falls_short
    assert "1 good rows are fewer than the 2" in short.issues[-1].problem
    assert not enough.reading.falls_short


def test_a_row_may_be_more_restricted_than_its_submission_but_never_freer(read_row: Read) -> None:
    amber = Handling(tlp=Tlp.AMBER, releasable_to=frozenset({"KR"}), originators=frozenset({"US"}))
    stricter = read_row("claims", handling_="TLP:RED", handling=amber)
    freer = read_row("claims", handling_="TLP:GREEN", handling=amber)
    assert stricter.facts[0].basis.handling == Handling(
        tlp=Tlp.RED, releasable_to=frozenset({"KR"}), originators=frozenset({"US"})
    )
    assert freer.issue.column == "handling"


def test_issues_beyond_the_limit_are_counted_and_not_lost(read_bytes: Read, claims_csv: Read) -> None:
    keys = [f"K{number}" for number in range(MOST_ISSUES + 500)]
    content = claims_csv(*keys, "GOOD").replace(b"more than,", b"plenty of,", len(keys))
    outcome = read_bytes(content)
    assert [fact.basis.key for fact in outcome.facts] == ["GOOD"]
    assert len(outcome.issues) == MOST_ISSUES + 1
    assert "500 more" in outcome.issues[-1].problem
    assert outcome.reading.refused_rows == MOST_ISSUES + 500


def test_a_hostile_cell_is_repeated_in_short(read_row: Read) -> None:
    issue = read_row("claims", unit="x" * 100_000).issue
    assert issue.value is not None
    assert len(issue.value) < 300
    assert "100,000 characters" in issue.value


def test_text_is_kept_character_by_character(read_row: Read) -> None:
    words = '=HYPERLINK("x") \u00a0 "two"\nlines, 조선 '
    (claim,) = read_row("claims", words=words).facts
    assert claim.words == words


@pytest.mark.parametrize("name", sorted(layouts()))
def test_the_example_of_every_layout_reads_without_an_issue(read_row: Read, name: str) -> None:
    outcome = read_row(name)
    assert not outcome.issues
    assert outcome.facts
    assert {fact.basis.key for fact in outcome.facts} == {layouts()[name].example["key"]}


FILLED = {
    "text": "another-text", "number": "3", "day": "2026-01-02", "date (EDTF)": "2026-01-02", "yes/no": "yes",
    "unit": "voyages", "direction": "CN->JP", "keys, separated by ;": "2026-01-03", "places, separated by ;": "a.pdf",
    "IMO number": "9179842",
    "IMO company number": "5906931", "MMSI": "273123456", "ICAO address": "ABCDEF", "call sign": "ABCD",
    "aircraft registration": "P-881", "INN": "7702059030", "OGRN": "1027739059820", "wording": "at most",
    "country (ISO 3166-1 alpha-2)": "KR", "TLP label": "TLP:RED", "status mark": "W",
}  # fmt: skip
TOGETHER = {
    "value_high": {"wording": "between", "value": "1"},
    "cargo_value_high": {"cargo_wording": "between", "cargo_value": "1"},
    "authority": {"authority": "JP"},
    "topics": {"topics": "mil"},
    "imo": {"vessel": "A SHIP", "name": "A SHIP"},
    "second_imo": {"second": "ANOTHER"},
    "answered_on": {"answer": "No."},
    "answer": {"answered_on": "2025-06-10"},
    "currency": {"currency": "USD", "wording": "exactly", "value": "3", "unit": ""},
    "position": {"schema": "Person"},
}
"""What else a row needs when a column is filled in."""


def _said(outcome: Any) -> set[str]:
    """The facts without where they stand."""
    there = Citation(Sha256.of(b""))
    return {
        str(attrs.evolve(fact, basis=attrs.evolve(fact.basis, citation=there)).id) for fact in outcome.facts
    }


@pytest.mark.parametrize("name", sorted(layouts()))
def test_every_column_of_a_layout_changes_its_facts_or_is_refused(read_row: Read, name: str) -> None:
    layout = layouts()[name]
    own = {column.name for column in layout.all_columns}
    for column in layout.all_columns:
        needs = {key: text for key, text in TOGETHER.get(column.name, {}).items() if key in own}
        choice = next((one for one in column.choices if one != layout.example.get(column.name)), None)
        change = {column.name: choice or FILLED.get(column.type.value, "")} | needs
        without = {**change, column.name: layout.example.get(column.name, "")}
        before, after = (read_row(name, **{f"{k}_": v for k, v in row.items()}) for row in (without, change))
        assert after.facts or after.issues
        assert after.issues or _said(after) != _said(before), column.name
