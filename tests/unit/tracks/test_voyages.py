"""Voyages, legs and shuttles from small sets of events."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.errors import UnreadableInputError, UnreadableValueError
from vedette.model.events import EventKind
from vedette.model.voyages import LegKind, voyage_id
from vedette.testing.small_events import SHIP, event, gap, hour, port_call
from vedette.testing.small_seas import Report, block
from vedette.tracks.profiles import GFW
from vedette.tracks.voyage_distance import measured
from vedette.tracks.voyages import shuttles, voyages

OTHER = "281000002"
JUMPS = GFW.of("position_anomaly")


def test_a_voyage_goes_from_the_end_of_a_call_to_the_beginning_of_the_next() -> None:
    first, second = port_call(0, 5, "alpha"), port_call(29, 40, "beta", at=(0, 4), confidence=3)
    (voyage, under_way) = voyages([first, second])
    assert (voyage.began, voyage.ended, voyage.version) == (hour(5), hour(29), 2)
    assert (voyage.origin.name, voyage.destination and voyage.destination.name) == ("Alpha", "Beta")
    assert (voyage.confidence, voyage.route) == (3, ("alpha", "beta"))
    assert (voyage.departure, voyage.arrival) == (first.sightings[0].last, second.sightings[0].first)
    assert (under_way.is_open, under_way.version, under_way.destination) == (True, 1, None)


def test_a_voyage_that_arrives_keeps_the_id_that_it_had_under_way() -> None:
    first = port_call(0, 5, "alpha")
    (under_way,) = voyages([first])
    (arrived,) = voyages([first, port_call(29, None, "beta")])
    assert under_way.id == arrived.id == voyage_id(first.id, 2)
    assert (under_way.version, arrived.version) == (1, 2)


def test_a_ship_still_in_port_has_not_left() -> None:
    assert voyages([port_call(0, None, "alpha")]) == ()


def test_the_order_of_events_and_their_old_versions_do_not_matter() -> None:
    events = [port_call(0, 5, "alpha"), gap(8, 22), port_call(29, 40, "beta"), port_call(60, 70, "alpha")]
    assert voyages(events) == voyages([gap(8, None), *reversed(events)])


def test_a_call_of_less_confidence_is_a_port_passed_on_the_way() -> None:
    calls = [port_call(0, 5, "alpha"), port_call(9, 10, "weak", confidence=1), port_call(20, 21, "beta")]
    (voyage, _) = voyages(calls)
    assert voyage.destination is not None
    assert voyage.destination.number == "beta"
    assert [(leg.kind, leg.began, leg.ended) for leg in voyage.legs] == [
        (LegKind.SAILING, hour(5), hour(9)),
        (LegKind.PASSAGE, hour(9), hour(10)),
        (LegKind.SAILING, hour(10), hour(20)),
    ]
    assert len(voyages(calls, least_confidence=1)) == 3
    assert voyages(calls, least_confidence=1)[0].id != voyage.id


def test_gaps_cut_a_voyage_into_legs_and_are_listed() -> None:
    silence = gap(8, 22)
    (voyage, _) = voyages([port_call(0, 5, "alpha"), silence, port_call(29, 40, "beta")])
    assert [(leg.kind, leg.event) for leg in voyage.legs] == [
        (LegKind.SAILING, None),
        (LegKind.AIS_GAP, silence.id),
        (LegKind.SAILING, None),
    ]
    assert voyage.gaps == (silence.id,)


def test_a_gap_across_a_passage_is_the_leg_and_not_the_passage() -> None:
    (voyage, _) = voyages(
        [
            port_call(0, 5, "alpha"),
            gap(8, 22),
            port_call(8, 22, "weak", confidence=1),
            port_call(29, 40, "beta"),
        ]
    )
    assert [leg.kind for leg in voyage.legs] == [LegKind.SAILING, LegKind.AIS_GAP, LegKind.SAILING]


def test_a_ship_seen_to_leave_at_the_end_of_a_silence_has_that_gap_on_its_voyage() -> None:
    silence = gap(1, 5)
    (voyage, _) = voyages([port_call(0, 5, "alpha"), silence, port_call(29, 40, "beta")])
    assert voyage.gaps == (silence.id,)
    assert [leg.kind for leg in voyage.legs] == [LegKind.SAILING]


def test_a_voyage_into_an_open_gap_ends_in_it() -> None:
    (voyage,) = voyages([port_call(0, 5, "alpha"), gap(8, None)])
    assert [(leg.kind, leg.ended) for leg in voyage.legs] == [
        (LegKind.SAILING, hour(8)),
        (LegKind.AIS_GAP, None),
    ]


def test_an_event_of_two_ships_is_on_the_voyages_of_both_and_of_nobody_else() -> None:
    meeting = event(EventKind.ENCOUNTER, 8, 11, ships=(SHIP, OTHER))
    later = event(EventKind.LOITERING, 50, 55)
    calls = [
        one
        for ship in (SHIP, OTHER)
        for one in (port_call(0, 5, "a", ship=ship), port_call(29, 40, "b", ship=ship))
    ]
    found = voyages([*calls, meeting, later])
    with_meeting = [
        one.transmitter.value for one in found if meeting.id in [two.event for two in one.happenings]
    ]
    assert with_meeting == [SHIP, OTHER]
    assert [one.is_open for one in found if later.id in [two.event for two in one.happenings]] == [True]


def test_the_shortest_distance_is_the_great_circle_the_short_way_round() -> None:
    (voyage, _) = voyages([port_call(0, 5, "a", at=(0, 179)), port_call(29, 40, "b", at=(0, -179))])
    assert voyage.shortest is not None
    assert voyage.shortest.value == Decimal("120.1")


def test_a_confidence_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadableValueError, match="no confidence of 5"):
        voyages([], least_confidence=5)


def test_a_port_call_without_a_port_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="does not say which port"):
        voyages([event(EventKind.PORT_CALL, 0, 1)])


def test_to_and_fro_twice_is_a_shuttle_and_less_is_none() -> None:
    ports = ["a", "b", "a", "b", "a"]
    calls = [port_call(20 * at, 20 * at + 5, port) for at, port in enumerate(ports)]
    found = voyages(calls)
    (shuttle,) = shuttles(found)
    assert (shuttle.voyages, shuttle.began, shuttle.ended) == (
        tuple(one.id for one in found[:4]),
        hour(5),
        hour(80),
    )
    assert [one.number for one in shuttle.ports] == ["a", "b"]
    assert shuttles(voyages(calls[:-1])) == ()
    assert len(shuttles(voyages(calls[:-1]), least=3)) == 1


def test_a_call_elsewhere_ends_a_shuttle_and_a_round_trip_is_none() -> None:
    calls = [port_call(20 * at, 20 * at + 5, port) for at, port in enumerate("ababacababa")]
    assert [len(one.voyages) for one in shuttles(voyages(calls))] == [4, 4]
    same = [port_call(20 * at, 20 * at + 5, "a") for at in range(9)]
    assert shuttles(voyages(same)) == ()


def test_distance_is_measured_between_departure_and_arrival_alone() -> None:
    reports = [Report(281_000_001, 3600 * (at - 12), 0, at / 10, 6.0) for at in range(36)]
    events = [
        port_call(0, 5, "a", at=(0, 0.5)),
        gap(8, 20, first=(0, 0.8), last=(0, 2.0)),
        port_call(30, None, "b", at=(0, 3.0)),
    ]
    (voyage,) = measured(voyages(events), [block(reports)], jumps=JUMPS)
    assert voyage.sailed is not None
    assert voyage.sailed.value == Decimal("150.1")
    assert voyage.detour == 1
    assert [leg.sailed and leg.sailed.value for leg in voyage.legs] == [
        Decimal("18.0"),
        Decimal("72.0"),
        Decimal("60.0"),
    ]


def test_a_position_that_jumps_away_and_back_adds_nothing() -> None:
    way = [Report(281_000_001, 3600 * (at - 12), 0, at / 10, 6.0) for at in range(36)]
    strayed = [*way, Report(281_000_001, 3600 * 0 + 60, 40, 90, 6.0)]
    events = [port_call(0, 5, "a"), port_call(30, None, "b")]
    clean = measured(voyages(events), [block(way)], jumps=JUMPS)
    assert measured(voyages(events), [block(strayed)], jumps=JUMPS) == clean


def test_a_gap_that_begins_with_the_arrival_is_none_of_the_voyage() -> None:
    (voyage, _) = voyages([port_call(0, 5, "alpha"), gap(29, 39), port_call(29, 40, "beta")])
    assert voyage.gaps == ()
