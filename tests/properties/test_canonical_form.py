"""The canonical form written straight from the fields is that of RFC 8785, byte for byte."""

from __future__ import annotations

import attrs
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from vedette.model.canonical_form import NoWriterError, writer_of
from vedette.model.evidence import Exhibit
from vedette.model.facts import FACT_KINDS, AnyFact, Claim, Fact, Issue
from vedette.model.handling import Handling
from vedette.model.quantities import Quantity
from vedette.model.wire import LEAVES, canonical, from_plain, to_plain
from vedette.testing.strategies import CLAIMS, EXHIBITS, FACTS, HANDLINGS, ISSUES, MANIFESTS, QUANTITIES


@given(st.one_of(FACTS, ISSUES, HANDLINGS, QUANTITIES, EXHIBITS, MANIFESTS))
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(to_plain(value))


@given(FACTS)
def test_a_fact_reads_back_to_the_same_canonical_form(fact: AnyFact) -> None:
    assert canonical(from_plain(type(fact), to_plain(fact))) == canonical(fact)


@pytest.mark.parametrize("kind", [*FACT_KINDS.values(), Issue, Handling, Quantity])
def test_what_comes_in_millions_has_a_writer(kind: type[Fact | Issue | Handling | Quantity]) -> None:
    assert callable(writer_of(kind, LEAVES))


def test_a_class_with_a_number_has_none() -> None:
    with pytest.raises(NoWriterError):
        writer_of(Exhibit, LEAVES)


@given(CLAIMS)
def test_a_value_of_another_kind_than_annotated_takes_the_general_form(claim: Claim) -> None:
    odd = attrs.evolve(claim, plan=1)  # type: ignore[arg-type]  # which no checker lets happen
    assert canonical(odd) == rfc8785.dumps(to_plain(odd))


def test_what_no_utf_8_holds_is_refused_as_ever() -> None:
    issue = Issue(path="\ud800", locator="", column=None, value=None, problem="p", advice="a")
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(issue)
