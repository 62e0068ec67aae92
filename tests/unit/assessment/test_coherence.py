from __future__ import annotations

import datetime as dt

import attrs

from vedette.assessment.coherence import Incoherence, incoherences
from vedette.model.evidence import Citation, Locator
from vedette.model.facts import AnyFact, Confidence, Finding, Opinion, Review, SourceNote, Statement, Verdict
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.testing.facts import EXHIBIT, basis, claim, judgement

LAYOUTS = {("press", EXHIBIT): "claims", ("lists", EXHIBIT): "claims"}
CLAIM = claim("R-1", Quantity.exactly(3, Unit("ship")), subject="ships.seen")
NOTE = SourceNote(basis=basis("P1", sources=()), title="A paper")


def found(*facts: AnyFact) -> list[Incoherence]:
    return list(incoherences(lambda: facts, LAYOUTS))


def named_in_vain(*facts: AnyFact) -> list[tuple[str, str]]:
    return [(one.column, one.value) for one in found(*facts, NOTE)]


def finding(supporting: str, opposing: str = "R-1") -> Finding:
    return Finding(
        basis=basis("F-1"),
        title="t",
        text="t",
        conduct=("arms-from-dprk",),
        supporting=(supporting,),
        opposing=(opposing,),
        confidence=Confidence.LIKELY,
        happened=PartialDate.parse("2024"),
    )


def statement(prop: str, value: str, *, entity_id: str = "a-firm", schema: str = "Company") -> Statement:
    return Statement(basis=basis("E-1"), entity_id=entity_id, schema=schema, prop=prop, value=value)


def test_rows_that_find_each_other_are_no_issue() -> None:
    assert found(CLAIM, NOTE, finding("R-1"), judgement("R-1", "ships.seen", Verdict.DIFFERENT)) == []


def test_a_key_used_by_two_submissions_for_one_layout_is_told_at_the_second_row() -> None:
    again = attrs.evolve(CLAIM, basis=attrs.evolve(CLAIM.basis, submission="lists"))
    (one,) = found(CLAIM, again, NOTE)
    assert one.fact is again
    assert one.column == "key"
    assert "in press" in one.problem


def test_a_key_may_serve_two_layouts() -> None:
    elsewhere = attrs.evolve(CLAIM, basis=attrs.evolve(CLAIM.basis, submission="another layout"))
    assert found(CLAIM, elsewhere, NOTE) == []


def test_the_facts_of_one_row_use_its_key_once() -> None:
    assert found(statement("id", "a-firm"), statement("name", "A Firm"), NOTE) == []


def test_a_third_row_with_the_key_is_told_too() -> None:
    rows = [
        attrs.evolve(CLAIM, basis=attrs.evolve(CLAIM.basis, citation=Citation(EXHIBIT, Locator.row(number))))
        for number in (1, 2, 3)
    ]
    assert [one.fact for one in found(*rows, NOTE)] == rows[1:]


def test_a_source_that_no_table_of_sources_has_is_told() -> None:
    assert [(one.column, one.value) for one in found(CLAIM)] == [("sources", "P1")]


def test_rows_that_a_finding_names_must_be_there_for_and_against_it() -> None:
    assert named_in_vain(CLAIM, finding("R-9", "R-8")) == [("supporting", "R-9"), ("opposing", "R-8")]


def test_a_judgement_may_name_a_row_a_subject_or_an_entity_and_nothing_else() -> None:
    made = statement("id", "a-firm")
    assert named_in_vain(CLAIM, made, judgement("a-firm", "ships.seen", Verdict.SAME)) == []
    assert named_in_vain(CLAIM, made, judgement("R-1", "a-frim", Verdict.SAME)) == [("right", "a-frim")]


def test_a_review_of_no_finding_is_told() -> None:
    review = Review(
        basis=basis("V-1"), finding="R-1", by="x", on=dt.date(2025, 1, 1), opinion=Opinion.ASK, why="w"
    )
    assert named_in_vain(CLAIM, review) == [("finding", "R-1")]


def test_an_end_of_a_relation_that_no_row_states_is_told() -> None:
    owns = [
        statement("owner", "a-firm", entity_id="own-1", schema="Ownership"),
        statement("asset", "imo-vsl-9074729", entity_id="own-1", schema="Ownership"),
    ]
    assert named_in_vain(statement("id", "a-firm"), *owns) == [("asset", "imo-vsl-9074729")]


def test_a_name_that_comes_in_a_later_file_is_known() -> None:
    assert found(finding("R-1"), CLAIM, NOTE) == []
