"""What holds of every table, whatever is in its cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact, Claim, Issue, SourceNote
from vedette.model.handling import FREE, labels_in
from vedette.model.steering import steering_sign
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile
from vedette.model.wire import from_plain, to_plain
from vedette.sources.reading import read_exhibit

WORDS = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        min_size=1,
        max_size=30,
    )
    .filter(str.strip)
    # Signs that steer are refused, and a text that is a label restricts its row: neither is plain text.
    .filter(lambda text: steering_sign(text) is None and labels_in([text]) == FREE)
)
NOTES = st.lists(st.tuples(WORDS.map(str.strip), WORDS), max_size=8, unique_by=lambda pair: pair[0])
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False)


def read(content: bytes, path: str, table: str) -> tuple[list[AnyFact], list[Issue]]:
    file = SubmittedFile(path=path, table=table)
    exhibit = Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="text/plain",
        submission="s",
        path=path,
        handling=FREE,
    )
    manifest = Manifest(
        title="t",
        submitted_by="s",
        submitted_on=dt.date(2025, 1, 1),
        authority=Authority.MACHINE,
        grade=SourceGrade.F,
        handling=FREE,
        licence="none",
        language="en",
        files=(file,),
    )
    items = list(read_exhibit(io.BytesIO(content), file=file, exhibit=exhibit, manifest=manifest))
    return [one for one in items if not isinstance(one, Issue)], [
        one for one in items if isinstance(one, Issue)
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@given(NOTES)
def test_text_survives_csv_and_json_unchanged(notes: list[tuple[str, str]]) -> None:
    rows = [["key", "status", "title"], *([key, "V", title] for key, title in notes)]
    items = [{"key": key, "status": "V", "title": title} for key, title in notes]
    for content, path in ((as_csv(rows), "t.csv"), (json.dumps(items).encode(), "t.json")):
        facts, issues = read(content, path, "sources")
        assert not issues
        assert [(fact.basis.key, fact.title) for fact in facts if isinstance(fact, SourceNote)] == notes


@given(st.lists(st.sampled_from(["good", "bad wording", "bad unit", "no author"]), max_size=12))
def test_every_row_lands_or_is_an_issue_and_bad_rows_never_move_good_ones(kinds: list[str]) -> None:
    cells = {
        "good": ["more than", "5", "rounds", "A"],
        "bad wording": ["lots of", "5", "rounds", "A"],
        "bad unit": ["more than", "5", "boxfuls", "A"],
        "no author": ["more than", "5", "rounds", ""],
    }
    head = ["key", "status", "subject", "wording", "value", "unit", "author"]
    rows = [[f"K{number}", "V", "a.b", *cells[kind]] for number, kind in enumerate(kinds, 1)]
    facts, issues = read(as_csv([head, *rows]), "t.csv", "claims")
    good = [f"row={number}" for number, kind in enumerate(kinds, 1) if kind == "good"]
    assert [str(fact.basis.citation.locator) for fact in facts] == good
    assert {issue.locator for issue in issues} == {f"row={n}" for n in range(1, len(kinds) + 1)} - set(good)


@given(AMOUNTS)
def test_a_number_is_carried_exactly_and_through_the_wire(value: object) -> None:
    head = ["key", "status", "subject", "wording", "value", "unit", "author"]
    facts, issues = read(
        as_csv([head, ["K", "V", "a.b", "exactly", str(value), "USD", "A"]]), "t.csv", "claims"
    )
    assert not issues
    (claim,) = facts
    assert isinstance(claim, Claim)
    assert claim.quantity.nominal == value
    assert from_plain(Claim, to_plain(claim)) == claim


@given(NOTES)
def test_reading_twice_gives_the_same_facts(notes: list[tuple[str, str]]) -> None:
    content = as_csv([["key", "status", "title"], *([key, "V", title] for key, title in notes)])
    assert read(content, "t.csv", "sources") == read(content, "t.csv", "sources")
