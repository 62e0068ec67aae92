"""What holds for voyages of any calls and gaps: they follow each other, and legs cover them whatever the order."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vedette.model.events import MovementEvent
from vedette.model.voyages import Voyage
from vedette.testing.small_events import gap, port_call
from vedette.tracks.voyages import shuttles, voyages

SHIPS = ("281000001", "281000002")


@st.composite
def lives(draw: st.DrawFn, ship: str) -> list[MovementEvent]:
    """The calls of one ship one after the other, the last perhaps open, and gaps anywhere, touching ends too."""
    hours = sorted(draw(st.sets(st.integers(0, 200), max_size=16)))
    ends = list(zip(hours[::2], hours[1::2], strict=False))
    calls = [
        port_call(
            began,
            ended,
            draw(st.sampled_from("abc")),
            confidence=draw(st.integers(1, 4)),
            ship=ship,
            at=(0, draw(st.floats(-180, 180))),
        )
        for began, ended in ends
    ]
    if draw(st.booleans()):
        calls.append(port_call(201, None, "a", ship=ship))
    silent = sorted(draw(st.sets(st.sampled_from([*hours, 3, 77, 150, 199]), max_size=6)))
    gaps = [gap(began, ended, ship=ship) for began, ended in zip(silent[::2], silent[1::2], strict=False)]
    return [*calls, *gaps]


fleets = st.tuples(*(lives(ship) for ship in SHIPS)).map(lambda both: [*both[0], *both[1]])
confidences = st.integers(1, 4)


@given(fleets, confidences, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(
    events: list[MovementEvent], least: int, chance: random.Random
) -> None:
    shuffled = [*events, *events]
    chance.shuffle(shuffled)
    assert voyages(shuffled, least_confidence=least) == voyages(events, least_confidence=least)


@given(fleets, confidences)
def test_voyages_of_a_ship_follow_each_other_from_port_to_port(
    events: list[MovementEvent], least: int
) -> None:
    found = voyages(events, least_confidence=least)
    assert len({one.id for one in found}) == len(found)
    for before, one in pairwise(found):
        if before.transmitter == one.transmitter:
            assert before.destination is not None
            assert before.ended is not None
            assert before.destination.call == one.origin.call
            assert before.ended < one.began
    assert all(one.confidence >= least for one in found)


@given(fleets, confidences)
def test_legs_cover_their_voyage_without_hole_or_overlap(events: list[MovementEvent], least: int) -> None:
    for one in voyages(events, least_confidence=least):
        assert one.legs[0].began == one.began
        assert one.legs[-1].ended == one.ended
        assert all(leg.ended == after.began for leg, after in pairwise(one.legs))
        assert all(leg.ended is None or leg.began < leg.ended for leg in one.legs)


@given(fleets, confidences)
def test_every_gap_that_cuts_a_leg_is_on_the_voyage(events: list[MovementEvent], least: int) -> None:
    for one in voyages(events, least_confidence=least):
        assert {leg.event for leg in one.legs if leg.event} <= {two.event for two in one.happenings}


@given(fleets, st.integers(2, 5))
def test_a_shuttle_is_unbroken_and_goes_back_each_time(events: list[MovementEvent], least: int) -> None:
    found = voyages(events)
    known: dict[str, Voyage] = {one.id: one for one in found}
    for shuttle in shuttles(found, least=least):
        run = [known[one] for one in shuttle.voyages]
        assert len(run) >= least
        assert all(one.route == (two.route[1], two.route[0]) for one, two in pairwise(run))
    assert len(shuttles(found, least=2)) >= len(shuttles(found, least=least))
