"""FollowTheMoney files as submissions: each row becomes cited statements, or an issue."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import attrs
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Issue, Statement
from vedette.model.handling import FREE
from vedette.model.statement_rows import COLUMNS
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile, Verification
from vedette.sources.formats import formats, ftm_entities
from vedette.sources.manifest import read_manifest
from vedette.sources.reading import Reading, read_exhibit

ROW = {
    "canonical_id": "Q1",
    "entity_id": "imo-vsl-9179842",
    "prop": "name",
    "prop_type": "name",
    "schema": "Vessel",
    "value": "Angara",
    "dataset": "us_ofac_sdn",
    "origin": "page 3",
    "lang": "eng",
    "original_value": "ANGARA",
    "external": "f",
    "first_seen": "2023-04-20T12:00:00",
    "last_seen": "2024-04-20T12:00:00",
    "id": "a1",
}
MANIFEST = """
title = "A list"
submitted_by = "A team"
submitted_on = 2025-06-01
authority = "open source"
grade = "B"
licence = "facts"
language = "en"
[handling]
tlp = "CLEAR"
[[files]]
path = "list.csv"
"""


@attrs.frozen
class Outcome:
    """What came of one file."""

    facts: list[Statement]
    issues: list[Issue]
    reading: Reading


def read(
    content: bytes, table: str, *, path: str = "list.csv", status: str = "S", encoding: str = "utf-8"
) -> Outcome:
    file = SubmittedFile(path=path, table=table, status=Verification(status), encoding=encoding)
    exhibit = Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="text/csv",
        submission="a-list",
        path=path,
        handling=FREE,
    )
    manifest = Manifest(
        title="A list", submitted_by="A team", submitted_on=dt.date(2025, 6, 1), authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B, handling=FREE, licence="facts", language="en", files=(file,),
    )  # fmt: skip
    reading = read_exhibit(io.BytesIO(content), file=file, exhibit=exhibit, manifest=manifest)
    items = list(reading)
    return Outcome(
        [one for one in items if isinstance(one, Statement)],
        [one for one in items if isinstance(one, Issue)],
        reading,
    )


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, dialect=csv.unix_dialect)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def statements(*rows: dict[str, str]) -> Outcome:
    return read(table(*rows), "ftm-statements")


def entities(*lines: object) -> Outcome:
    content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return read(content, "ftm-entities", path="entities.ftm.json")


def ship(**more: object) -> dict[str, object]:
    return {"id": "NK-1", "schema": "Vessel", "properties": {"name": ["Angara"], "flag": ["ru"]}, **more}


def test_both_formats_are_found_by_the_name_of_their_file() -> None:
    assert list(formats()) == ["ftm-entities", "ftm-statements"]


def test_every_column_of_a_statement_row_is_used_or_kept() -> None:
    (fact,) = statements(ROW).facts
    assert (fact.entity_id, fact.schema, fact.prop, fact.value) == (
        "imo-vsl-9179842",
        "Vessel",
        "name",
        "Angara",
    )
    assert (fact.lang, fact.original_value) == ("eng", "ANGARA")
    assert (fact.first_seen, fact.last_seen) == ("2023-04-20T12:00:00", "2024-04-20T12:00:00")
    assert fact.basis.key == "a1"
    assert str(fact.basis.citation.locator) == "row=1"
    assert fact.basis.note == "dataset us_ofac_sdn; merged by its publisher into Q1; origin page 3"
    assert fact.basis.verification is Verification.SECONDARY


def test_an_imo_number_is_recorded_as_its_digits_whatever_the_file_puts_before_them() -> None:
    labelled = {
        **ROW,
        "prop": "imoNumber",
        "prop_type": "identifier",
        "value": "IMO9179842",
        "original_value": "",
    }
    (fact,) = statements(labelled).facts
    assert (fact.value, fact.original_value) == ("9179842", "IMO9179842")


def test_a_suggestion_that_nobody_verified_lands_as_weak() -> None:
    assert statements({**ROW, "external": "t"}).facts[0].basis.verification is Verification.WEAK


def test_a_row_without_an_id_is_called_by_the_id_that_it_would_have() -> None:
    (fact,) = statements({**ROW, "id": "", "lang": ""}).facts
    assert len(fact.basis.key) == 40


@pytest.mark.parametrize(
    ("change", "column", "problem"),
    [
        ({"schema": "Ship"}, "schema", "FollowTheMoney 4 has no schema 'Ship'"),
        ({"prop": "cargo"}, "prop", "a Vessel has no property 'cargo'"),
        ({"value": ""}, "value", "the value is empty"),
        ({"entity_id": ""}, "entity_id", "the entity_id is empty"),
        ({"entity_id": "a b"}, "entity_id", "has spaces in it"),
        ({"dataset": ""}, "dataset", "the dataset is empty"),
        ({"external": "maybe"}, "external", "'maybe' is neither t nor f"),
        ({"first_seen": "yesterday"}, "first_seen", "'yesterday' is no time"),
        ({"value": "a\x07b"}, "value", "U+0007"),
        ({"value": "a\u202eb"}, "value", "U+202E"),
        ({"entity_id": "a\u202eb"}, "entity_id", "U+202E"),
    ],
)
def test_a_row_that_breaks_a_rule_is_an_issue_in_its_column_and_its_neighbour_lands(
    change: dict[str, str], column: str, problem: str
) -> None:
    outcome = statements({**ROW, **change}, {**ROW, "id": "a2"})
    assert [fact.basis.key for fact in outcome.facts] == ["a2"]
    (issue,) = outcome.issues
    assert issue.column == column
    assert problem in issue.problem
    assert issue.locator == "row=1"


def test_a_property_type_that_is_not_the_schemas_is_a_doubt() -> None:
    outcome = statements({**ROW, "prop_type": "string"})
    assert len(outcome.facts) == 1
    assert [(one.column, one.refused) for one in outcome.issues] == [("prop_type", False)]


def test_the_same_statement_id_twice_is_refused() -> None:
    outcome = statements(ROW, ROW)
    assert (outcome.reading.good_rows, outcome.reading.refused_rows) == (1, 1)


def test_a_statement_file_may_lack_columns_that_older_versions_did_not_have() -> None:
    short = ("entity_id", "prop", "schema", "value", "dataset")
    outcome = read(table({name: ROW[name] for name in short}, columns=short), "ftm-statements")
    assert len(outcome.facts) == 1
    assert not outcome.issues


def test_a_statement_file_with_a_column_of_its_own_is_refused() -> None:
    outcome = read(table({**ROW, "mood": "good"}, columns=(*COLUMNS, "mood")), "ftm-statements")
    assert outcome.reading.is_refused
    assert "no column 'mood'" in outcome.issues[0].problem


def test_an_entity_states_that_it_exists_and_then_each_value() -> None:
    outcome = entities(
        ship(datasets=["b", "a"], referents=["x"], caption="Angara", target=True, last_change="2024")
    )
    assert [(one.prop, one.value) for one in outcome.facts] == [
        ("id", "NK-1"),
        ("name", "Angara"),
        ("flag", "ru"),
    ]
    assert {one.basis.key for one in outcome.facts} == {"NK-1"}
    assert {one.basis.note for one in outcome.facts} == {"datasets a, b; merged from x; changed 2024"}
    assert not outcome.issues


@pytest.mark.parametrize(
    "more",
    [{"caption": {"handling": "x"}}, {"caption": ["x"]}, {"target": {"handling": "x"}}, {"target": "yes"}],
)
def test_a_derived_key_of_another_type_refuses_its_entity_and_counts_as_red(more: dict[str, object]) -> None:
    outcome = entities(ship(**more))
    assert outcome.facts == []
    assert [issue.handling.tlp.label for issue in outcome.issues] == ["TLP:RED"]


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({"caption": "TLP:RED"}, "TLP:RED"),
        ({"origin": ["TLP AMBER"]}, "TLP:AMBER"),
        ({"datasets": ["red"]}, "TLP:RED"),
        ({"properties": {"name": ["Angara"], "notes": [" amber "]}}, "TLP:AMBER"),
    ],
)
def test_a_label_in_any_text_of_an_entity_is_a_doubt_that_restricts(
    more: dict[str, object], label: str
) -> None:
    outcome = entities(ship(**more))
    assert outcome.facts
    assert [(issue.refused, issue.handling.tlp.label) for issue in outcome.issues] == [(False, label)]


def test_a_line_is_cited_by_its_number_and_empty_lines_count() -> None:
    content = b"\xef\xbb\xbf\n" + json.dumps(ship()).encode()
    outcome = read(content, "ftm-entities", path="entities.ftm.json")
    assert str(outcome.facts[0].basis.citation.locator) == "row=2"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "the line is not JSON"),
        (b'"text"', "no JSON object"),
        (b'{"id": 5}', "no id that is a text"),
        (b'{"id": "a", "schema": "Ship", "properties": {}}', "no schema 'Ship'"),
        (b'{"id": "a", "schema": "Person"}', "no properties"),
        (
            b'{"id": "a", "schema": "Person", "properties": {"cargo": ["x"]}}',
            "a Person has no property 'cargo'",
        ),
        (b'{"id": "a", "schema": "Person", "properties": {"name": "x"}}', "no list of texts"),
        (b'{"id": "a", "schema": "Person", "properties": {"id": ["x"]}}', "no list of texts"),
        (
            b'{"id": "a", "schema": "Person", "properties": {"name": [{"id": "b"}]}}',
            "something else than text",
        ),
        (b'{"id": "a", "schema": "Person", "properties": {"name": [""]}}', "the value is empty"),
        (b'{"id": "a", "schema": "Person", "properties": {"name": ["\\ud800"]}}', "U+D800"),
        (b'{"id": "a", "schema": "Person", "properties": {"name": ["\\u009b"]}}', "U+009B"),
        (b'{"id": "a", "id": "b", "schema": "Person", "properties": {}}', "stands twice"),
        (b'{"id": "a", "schema": "Person", "properties": {}, "mood": 1}', "unknown key 'mood'"),
        (b'{"id": "a", "schema": "Person", "properties": {}, "origin": [1]}', "origin is no list of texts"),
        (b'{"id": "a", "schema": "Person", "properties": {}, "x": NaN}', "NaN is no JSON"),
        (b'{"id": "a", "schema": "Person", "properties": {}, "origin": "\\ud800"}', "the note holds"),
        (b"[" * 100_000 + b"]" * 100_000, "JSON"),
        (b'{"id": "\xff"}', "not UTF-8"),
    ],
)
def test_a_line_that_is_no_entity_is_an_issue_and_its_neighbour_lands(line: bytes, problem: str) -> None:
    content = json.dumps(ship()).encode() + b"\n" + line + b"\n"
    outcome = read(content, "ftm-entities", path="entities.ftm.json")
    assert len(outcome.facts) == 3
    (issue,) = outcome.issues
    assert problem in issue.problem
    assert issue.locator == "row=2"


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ftm_entities, "LONGEST_LINE", 100)
    outcome = read(b'"' + b"x" * 1000 + b'"\n' + json.dumps(ship()).encode(), "ftm-entities", path="a.json")
    assert str(outcome.facts[0].basis.citation.locator) == "row=2"
    assert "longer than 100 bytes" in outcome.issues[0].problem


@pytest.mark.parametrize(
    ("content", "encoding", "problem"),
    [
        (b'[{"id": "a"}]', "utf-8", "a JSON list"),
        (b"\n", "utf-8", "is empty"),
        (b"{}", "cp949", "declared as cp949"),
    ],
)
def test_what_is_no_file_of_json_lines_is_refused_as_a_whole(
    content: bytes, encoding: str, problem: str
) -> None:
    outcome = read(content, "ftm-entities", path="a.json", encoding=encoding)
    assert outcome.reading.is_refused
    assert problem in outcome.issues[0].problem


def test_a_manifest_must_say_how_far_such_a_file_is_checked() -> None:
    with pytest.raises(UnreadableInputError, match="ftm-statements has no status of its own"):
        read_manifest((MANIFEST + 'table = "ftm-statements"\n').encode(), where="submission.toml")


def test_a_manifest_gives_no_status_to_tables_whose_rows_have_one() -> None:
    with pytest.raises(UnreadableInputError, match="has a status"):
        read_manifest((MANIFEST + 'table = "vessels"\nstatus = "S"\n').encode(), where="submission.toml")


def test_a_manifest_with_a_status_reads() -> None:
    manifest = read_manifest(
        (MANIFEST + 'table = "ftm-statements"\nstatus = "V"\n').encode(), where="submission.toml"
    )
    assert manifest.files[0].status is Verification.PRIMARY
