from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vedette.model.handling import FREE, Audience, Handling, Tlp, most_restrictive

PARTIES = st.frozensets(st.sampled_from(["KR", "US", "JP", "FR"]))
MARKINGS = st.builds(
    Handling, tlp=st.sampled_from(Tlp), releasable_to=st.none() | PARTIES, originators=PARTIES
)
SOURCES = st.builds(
    Handling.of_source, tlp=st.sampled_from(Tlp), releasable_to=st.none() | PARTIES, originators=PARTIES
)
AUDIENCES = st.builds(Audience, name=st.just("x"), ceiling=st.sampled_from(Tlp), parties=st.none() | PARTIES)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_the_join_is_a_lattice_operation(one: Handling, other: Handling, third: Handling) -> None:
    assert one.join(one) == one
    assert one.join(other) == other.join(one)
    assert one.join(other).join(third) == one.join(other.join(third))
    assert one.join(FREE) == one
    assert one.join(other).is_at_least(one)


@given(MARKINGS | SOURCES, MARKINGS | SOURCES, AUDIENCES)
def test_whoever_may_see_what_is_derived_may_see_all_of_its_inputs(
    one: Handling, other: Handling, audience: Audience
) -> None:
    if one.join(other).allows(audience):
        assert one.allows(audience)
        assert other.allows(audience)


@given(MARKINGS, MARKINGS, AUDIENCES)
def test_a_more_restrictive_marking_never_opens_to_somebody_new(
    one: Handling, other: Handling, audience: Audience
) -> None:
    if one.is_at_least(other) and one.allows(audience):
        assert other.allows(audience)


@given(st.lists(MARKINGS), st.randoms())
def test_the_join_of_many_does_not_depend_on_their_order(markings: list[Handling], random: Random) -> None:
    mixed = list(markings)
    random.shuffle(mixed)
    assert most_restrictive(mixed) == most_restrictive(markings)


@given(MARKINGS, AUDIENCES, PARTIES)
def test_a_larger_audience_may_never_see_more(
    marking: Handling, audience: Audience, more: frozenset[str]
) -> None:
    if audience.parties:
        larger = Audience(name="y", ceiling=audience.ceiling, parties=audience.parties | more)
        assert marking.allows(audience) or not marking.allows(larger)


def test_a_giver_of_one_part_gets_no_right_to_the_other_part() -> None:
    korean = Handling.of_source(tlp=Tlp.AMBER, releasable_to=["KR"], originators=["KR"])
    american = Handling.of_source(tlp=Tlp.AMBER, releasable_to=["KR"], originators=["US"])
    seoul = Audience(name="kr", ceiling=Tlp.RED, parties=frozenset({"KR"}))
    washington = Audience(name="us", ceiling=Tlp.RED, parties=frozenset({"US"}))
    assert korean.join(american).allows(seoul)
    assert american.allows(washington)
    assert not korean.join(american).allows(washington)
