from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import pytest

from vedette.errors import FigureError, HandlingError
from vedette.model.case import Case, Subject
from vedette.model.facts import AnyFact, Verdict
from vedette.model.figures import Figure, Operation
from vedette.model.handling import PUBLIC, Handling, Tlp
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.model.wire import canonical
from vedette.report.definitions import read_definitions
from vedette.report.figures import derive
from vedette.testing.facts import basis, claim, judgement, observation

PERSON, BARREL = Unit("person"), Unit("barrel")
CASE = Case(
    symbol="T/1",
    title="t",
    subtitle="s",
    date=dt.date(2025, 6, 1),
    language="en",
    notice="n",
    mandate="m",
    evidence_standard="e",
    members=(),
    approval="a",
    subjects={"workers": Subject(label={"en": "Workers", "ko": "노동자"}, unit=PERSON)},
)
SENT = claim("R1-14", Quantity.about(8000, PERSON), subject="workers", period="2024")
FURTHER = claim("R1-15", Quantity.exactly(481, PERSON), subject="workers.further", period="2024-12/2025-02")
BUILDING = claim(
    "R1-16", Quantity.exactly(198, PERSON), subject="workers.building", part_of="workers.further"
)
TEXTILE = claim("R1-17", Quantity.exactly(283, PERSON), subject="workers.textile", part_of="workers.further")
FACTS = (SENT, FURTHER, BUILDING, TEXTILE)
SECRET = Handling(tlp=Tlp.RED)
BREAKDOWN = """
[further]
label = "further"
claim = { key = "R1-15" }
parts = ["building", "textile"]
[building]
label = "building"
claim = { key = "R1-16" }
[textile]
label = "textile"
claim = { key = "R1-17" }
"""
BOTH = """
[sent]
label = "sent"
claim = { key = "R1-14" }
[further]
label = "further"
claim = { key = "R1-15" }
"""


def derived(
    text: str,
    facts: Iterable[AnyFact] = FACTS,
    *,
    previous: Iterable[AnyFact] = (),
    language: str | None = None,
) -> Mapping[str, Figure]:
    definitions = read_definitions(text)
    return derive(definitions, facts, CASE, audience=PUBLIC, previous=previous, language=language).whole()


def only(text: str, facts: Iterable[AnyFact] = FACTS) -> Figure:
    return list(derived(text, facts).values())[-1]


def test_a_claim_is_a_figure_with_its_citation_key_and_author() -> None:
    figure = only('[x]\nlabel = "x"\nclaim = { subject = "workers" }')
    leaf = figure.derivation
    assert figure.quantity == Quantity.about(8000, PERSON)
    assert (leaf.key, leaf.author, leaf.label, leaf.citation) == (
        "R1-14",
        "MSMT",
        "Workers",
        SENT.basis.citation,
    )


def test_several_matching_claims_are_refused_with_the_candidates() -> None:
    rival = claim("X-01", Quantity.exactly(15_000, PERSON), author="NIS")
    with pytest.raises(FigureError, match=r"2 claims match: R1-14 \(workers, MSMT, undated\), X-01"):
        only('[x]\nlabel = "x"\nclaim = { subject = "workers" }', [*FACTS, rival])


def test_no_matching_claim_is_refused() -> None:
    with pytest.raises(FigureError, match="figure 'x': no claim matches"):
        only('[x]\nlabel = "x"\nclaim = { key = "R9-99" }')


def test_a_breakdown_that_adds_up_is_silent() -> None:
    assert derived(BREAKDOWN)["further"].quantity == Quantity.exactly(481, PERSON)


def test_a_breakdown_that_does_not_add_up_names_both_sides_and_by_how_much() -> None:
    moved = claim(
        "R1-16", Quantity.exactly(199, PERSON), subject="workers.building", part_of="workers.further"
    )
    with pytest.raises(FigureError) as refused:
        derived(BREAKDOWN, (FURTHER, moved, TEXTILE))
    assert (
        "481 (R1-15), but its parts 199 (R1-16) + 283 (R1-17) add up to 482, 1 too many"
        in refused.value.message
    )
    assert "R1-16 at" in refused.value.advice


def test_with_the_version_before_the_error_says_which_side_moved() -> None:
    moved = claim(
        "R1-16", Quantity.exactly(197, PERSON), subject="workers.building", part_of="workers.further"
    )
    with pytest.raises(FigureError) as refused:
        derived(BREAKDOWN, (FURTHER, moved, TEXTILE), previous=FACTS)
    assert "1 too few" in refused.value.message
    assert (
        "the parts moved since the version collected before: R1-16 was 198 and is 197" in refused.value.advice
    )


def test_declared_parts_of_one_whole_may_be_summed() -> None:
    figure = only(BREAKDOWN + '[sum]\nlabel = "sum"\nsum = ["building", "textile"]')
    assert figure.quantity == Quantity.exactly(481, PERSON)
    assert "declared parts of workers.further" in figure.derivation.assumptions[0]


def test_a_sum_of_counts_that_may_overlap_is_refused() -> None:
    with pytest.raises(FigureError, match="nothing says that") as refused:
        only(BOTH + '[sum]\nlabel = "sum"\nsum = ["sent", "further"]')
    assert "record a judgement" in refused.value.advice


def test_a_recorded_judgement_allows_the_sum_and_is_printed() -> None:
    judged = judgement("R1-14", "R1-15", Verdict.DISJOINT, key="JDG-01")
    figure = only(BOTH + '[sum]\nlabel = "sum"\nsum = ["sent", "further"]', [*FACTS, judged])
    assert figure.quantity.nominal == 8481
    assert figure.derivation.judgements[0].startswith("JDG-01: R1-14 and R1-15 are disjoint, judged by desk")


def test_a_part_is_never_added_to_its_whole() -> None:
    with pytest.raises(FigureError, match="nothing says"):
        only(BREAKDOWN + '[sum]\nlabel = "sum"\nsum = ["further", "building"]')
    union = only(BREAKDOWN + '[all]\nlabel = "all"\nunion = ["further", "building"]')
    assert union.quantity == Quantity.exactly(481, PERSON)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (None, Quantity.between(481, 681, PERSON)),
        (Verdict.UNSURE, Quantity.between(481, 681, PERSON)),
        (Verdict.DISJOINT, Quantity.exactly(681, PERSON)),
    ],
)
def test_judgements_narrow_a_union(verdict: Verdict | None, expected: Quantity) -> None:
    other = claim("R1-14", Quantity.exactly(200, PERSON))
    judged = [judgement("R1-14", "R1-15", verdict)] if verdict else []
    figure = only(BOTH + '[all]\nlabel = "all"\nunion = ["sent", "further"]', [other, FURTHER, *judged])
    assert figure.quantity == expected


def test_counts_judged_the_same_count_once() -> None:
    other = claim("R1-14", Quantity.at_least(400, PERSON))
    judged = judgement("R1-14", "R1-15", Verdict.SAME)
    figure = only(BOTH + '[all]\nlabel = "all"\nunion = ["sent", "further"]', [other, FURTHER, judged])
    assert figure.quantity == Quantity.exactly(481, PERSON)


def test_rivals_stand_side_by_side_and_are_never_added() -> None:
    rival = claim("X-01", Quantity.between(9000, 15_000, PERSON), author="NIS", period="2024")
    exact = claim("X-02", Quantity.exactly(8500, PERSON), author="KR", period="2024")
    figure = only('[x]\nlabel = "x"\nrivals = { subject = "workers" }', [rival, exact])
    assert figure.derivation.operation is Operation.RIVALS
    assert [one.author for one in figure.derivation.inputs] == ["KR", "NIS"]
    assert figure.quantity == Quantity.between(8500, 15_000, PERSON)
    assert "contradict each other" in figure.derivation.assumptions[0]


def test_a_count_leads_to_its_rows() -> None:
    rows = [observation("A", "2024-03-01", vessels=["X"]), observation("B", "2024-04", vessels=["Y"])]
    figure = only('[x]\nlabel = "x"\ncount = { what = "voyage", period = 2024-03-01 }', rows)
    assert figure.quantity == Quantity.exactly(1, Unit("voyage"))
    assert [leaf.key for leaf in figure.derivation.leaves()] == ["A"]


def test_a_conversion_by_factors_that_differ_widens() -> None:
    facts = [
        claim("N", Quantity.exactly(1001, Unit("tonne")), subject="oil"),
        claim("F1", Quantity.exactly(8, Unit("barrel", "tonne")), subject="factor.one"),
        claim("F2", Quantity.exactly(7, Unit("barrel", "tonne")), subject="factor.two"),
    ]
    text = '[w]\nlabel = "w"\nclaim = { key = "N" }\n[b]\nlabel = "b"\nconvert = { figure = "w", factors = "factor." }'
    figure = only(text, facts)
    assert figure.quantity == Quantity.between(7007, 8008, BARREL)
    assert [leaf.key for leaf in figure.derivation.leaves()] == ["N", "F1", "F2"]


def test_a_share_of_a_stated_cap_prints_its_reason() -> None:
    facts = [claim("N", Quantity.more_than(1_000_000, BARREL), subject="oil")]
    text = """
[oil]
label = "oil"
claim = { key = "N" }
[share]
label = "share"
share = { figure = "oil", of = { value = 500000, unit = "barrels", why = "2397 (2017), paragraph 5" } }
"""
    figure = only(text, facts)
    assert figure.quantity == Quantity.more_than(2, Unit("share"))
    assert figure.derivation.assumptions == ("the whole is assumed: 2397 (2017), paragraph 5",)


def test_a_model_takes_figures_claims_and_assumptions() -> None:
    facts = [claim("C", Quantity.more_than(20_000, Unit("container")), subject="containers")]
    text = """
[c]
label = "c"
claim = { key = "C" }
[r]
label = "r"
[r.model]
name = "containers_by_rounds"
containers = "c"
rounds_per_container = { wording = "between", value = "400", high = "500", unit = "round/container", why = "a guess" }
"""
    figure = only(text, facts)
    assert figure.quantity == Quantity.more_than(8_000_000, Unit("round"))
    assert "rounds_per_container is assumed: a guess" in figure.derivation.assumptions


def test_a_figure_on_restricted_evidence_alone_asks_for_a_release_statement_and_names_nothing() -> None:
    hidden = claim("SECRET-7", Quantity.exactly(7, PERSON), rests_on=basis("SECRET-7", handling=SECRET))
    for text in ('claim = { subject = "workers" }', 'rivals = { subject = "workers" }'):
        with pytest.raises(HandlingError) as refused:
            only(f'[x]\nlabel = "x"\n{text}', [hidden])
        assert "release statement" in refused.value.advice
        assert "SECRET" not in str(refused.value)
        assert "7" not in str(refused.value)


def test_restricted_rows_do_not_change_a_public_figure_by_one_byte() -> None:
    rows: list[AnyFact] = [observation("A", "2024-03-01", vessels=["X"]), *FACTS]
    hidden: list[AnyFact] = [
        observation("B", "2024-03-01", vessels=["X"], rests_on=basis("B", handling=SECRET)),
        claim("H", Quantity.exactly(1, PERSON), rests_on=basis("H", handling=SECRET)),
    ]
    text = (
        BREAKDOWN
        + '[n]\nlabel = "n"\ncount = { what = "voyage" }\n[r]\nlabel = "r"\nrivals = { subject = "workers" }'
    )
    with_hidden, without = derived(text, [*hidden, *rows]), derived(text, rows)
    assert {name: canonical(one) for name, one in with_hidden.items()} == {
        name: canonical(one) for name, one in without.items()
    }


def test_the_marking_of_a_figure_is_the_join_of_all_it_rests_on_judgements_included() -> None:
    green = Handling(tlp=Tlp.GREEN)
    audience = CASE.audiences[0].__class__(name="team", ceiling=Tlp.RED)
    judged = judgement("R1-14", "R1-15", Verdict.DISJOINT)
    marked = judged.__class__(
        basis=basis("J", handling=green),
        **{name: getattr(judged, name) for name in ("left", "right", "verdict", "by", "on", "why")},
    )
    text = BOTH + '[sum]\nlabel = "sum"\nsum = ["sent", "further"]'
    figures = derive(read_definitions(text), [*FACTS, marked], CASE, audience=audience).whole()
    assert figures["sum"].handling == green
    assert figures["sent"].handling.tlp is Tlp.CLEAR


def test_an_unchecked_claim_is_marked_and_one_that_names_somebody_is_refused() -> None:
    weak = claim("W", Quantity.exactly(5, PERSON), rests_on=basis("W", status="W"))
    text = '[x]\nlabel = "x"\nclaim = { key = "W" }'
    assert [leaf.key for leaf in only(text, [weak]).unchecked] == ["W"]
    naming = type(weak)(basis=weak.basis, subject="workers", quantity=weak.quantity, author="x", names=True)
    with pytest.raises(FigureError, match="unchecked"):
        only(text, [naming])


def test_a_release_statement_makes_a_figure_attested() -> None:
    statement = type(SENT)(
        basis=basis("REL-01"),
        subject="workers",
        quantity=SENT.quantity,
        author="KR",
        method="release statement",
    )
    assert only('[x]\nlabel = "x"\nclaim = { key = "REL-01" }', [statement]).attested
    assert not only('[x]\nlabel = "x"\nclaim = { key = "R1-14" }').attested


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[x]\nclaim = { key = "a" }', "label must be"),
        ('[x]\nlabel = "x"', "has 0 operations"),
        ('[x]\nlabel = "x"\nclaim = { key = "a" }\nsum = ["b"]', "has 2 operations"),
        ('[x]\nlabel = "x"\nclaim = { key = "a", colour = "red" }', "colour is not a key"),
        ('[x]\nlabel = "x"\ncolour = "red"\nclaim = { key = "a" }', "colour is not a key"),
        ('[x]\nlabel = "x"\nclaim = { author = "a" }', "subject or key must be"),
        ('[x]\nlabel = "x"\nsum = ["a", "a"]', "sum must be"),
        ('[x]\nlabel = "x"\ncount = { what = "dance" }', "what must be"),
        ('[x]\nlabel = "x"\namount = { what = "voyage", role = "cargo" }', "unit must be"),
        ('[x]\nlabel = "x"\nshare = { figure = "a", of = 500000 }', "is not a table"),
        ("x = 1", "is not a table"),
        ("[x", "is not TOML"),
    ],
)
def test_a_definition_is_read_strictly(text: str, words: str) -> None:
    with pytest.raises(FigureError, match=words):
        read_definitions(text)


def test_figures_in_a_ring_are_refused_by_name() -> None:
    with pytest.raises(FigureError, match="a ring: a -> b -> a"):
        derived('[a]\nlabel = "a"\nunion = ["b"]\n[b]\nlabel = "b"\nunion = ["a"]')


def test_a_figure_that_is_not_defined_is_refused() -> None:
    with pytest.raises(FigureError, match="rests on 'b', which is not defined"):
        derived('[a]\nlabel = "a"\nunion = ["b"]')


def test_labels_speak_the_language_asked_for_and_english_else() -> None:
    text = '[x]\nlabel = { en = "Workers sent", ko = "파견" }\nclaim = { key = "R1-14" }'
    assert derived(text, language="ko")["x"].label == "파견"
    assert derived(text, language="ko")["x"].derivation.label == "노동자"
    assert derived(text, language="fr")["x"].label == "Workers sent"
    assert (
        derived('[x]\nlabel = "a"\nlabel_ko = "나"\nclaim = { key = "R1-14" }', language="ko")["x"].label
        == "나"
    )


def test_the_order_of_facts_does_not_change_a_figure() -> None:
    text = BREAKDOWN + '[sum]\nlabel = "sum"\nsum = ["building", "textile"]'
    one, other = derived(text, FACTS), derived(text, reversed(FACTS))
    assert canonical(one["sum"]) == canonical(other["sum"])
