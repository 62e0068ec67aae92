from __future__ import annotations

import json
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from vedette.evidence.custody import compare_heads, handling_of, heads, verify_chain
from vedette.model.custody import next_entry
from vedette.model.evidence import CustodyEntry, Sha256
from vedette.model.facts import AnyFact
from vedette.model.handling import Handling
from vedette.model.wire import canonical, from_plain
from vedette.testing.strategies import DIGESTS, FACTS, HANDLINGS, INSTANTS, TEXTS

STRANDS = HANDLINGS.map(lambda handling: handling.key)
LINES = st.lists(st.tuples(STRANDS, INSTANTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=8)


def logged(lines: list[Any]) -> list[CustodyEntry]:
    last: dict[str, CustodyEntry] = {}
    entries = []
    for strand, at, actor, subject, detail in lines:
        entry = next_entry(
            last.get(strand), strand=strand, at=at, actor=actor, action="did", subject=subject, detail=detail
        )
        last[strand] = entry
        entries.append(entry)
    return entries


@given(LINES)
def test_whatever_is_logged_in_whatever_strands_holds(lines: list[Any]) -> None:
    entries = logged(lines)
    assert verify_chain(entries) == []
    assert compare_heads(entries, heads(entries)) == []


@given(LINES, st.data())
def test_any_one_entry_changed_is_found(lines: list[Any], data: st.DataObject) -> None:
    entries = logged(lines)
    sealed = heads(entries)
    place = data.draw(st.integers(0, len(entries) - 1))
    field = data.draw(
        st.sampled_from(("actor", "action", "subject", "detail", "number", "at", "digest", "previous"))
    )
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "number": st.integers(1, 9),
        "at": INSTANTS,
        "digest": DIGESTS,
    }
    value = data.draw(kinds.get(field, DIGESTS if field == "previous" else TEXTS))
    assume(getattr(entries[place], field) != value)
    entries[place] = attrs.evolve(entries[place], **{field: value})
    assert verify_chain(entries) + compare_heads(entries, sealed)


@given(LINES, st.data())
def test_any_one_entry_taken_out_is_found(lines: list[Any], data: st.DataObject) -> None:
    entries = logged(lines)
    sealed = heads(entries)
    del entries[data.draw(st.integers(0, len(entries) - 1))]
    assert verify_chain(entries) + compare_heads(entries, sealed)


@given(LINES)
def test_a_strand_is_the_same_with_and_without_the_others(lines: list[Any]) -> None:
    strand = lines[0][0]
    alone = logged([line for line in lines if line[0] == strand])
    assert [one for one in logged(lines) if one.strand == strand] == alone


@given(HANDLINGS)
def test_a_strand_names_its_marking(handling: Handling) -> None:
    assert handling_of(handling.key) == handling


@given(FACTS)
def test_a_fact_reads_back_from_its_canonical_form_with_the_same_id(fact: AnyFact) -> None:
    payload = canonical(fact)
    again = from_plain(type(fact), json.loads(payload))
    assert again == fact
    assert again.id == Sha256.of(payload)
