"""The truth is in the positions: looked up by brute force, label by label."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from vedette.testing.sea import Expectation, PlantedEvent, Sea
from vedette.testing.sea.programme import behaviours
from vedette.testing.sea.report import true_place
from vedette.testing.sea.reports import Reports
from vedette.testing.sea.routes import rhumb
from vedette.testing.sea.ships import ShipPlan
from vedette.testing.sea.spec import DAY, HOUR

Told = Callable[[str, str], PlantedEvent]
Heard = dict[int, Reports]
STEPS_PER_METRE = 600_000 / 111_120
ENCOUNTERS = ["both", "midnight", "long", "antimeridian", "fast_separation"]


def within(reports: Reports, event: PlantedEvent) -> Reports:
    assert event.ended is not None
    return reports.taken(np.flatnonzero((reports.time >= event.began) & (reports.time <= event.ended)))


def column(part: Reports, name: str, times: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    values: npt.NDArray[Any] = getattr(part, name).astype(np.int64)
    values = np.mod(values, 360 * 600_000) if name == "longitude" else values
    between: npt.NDArray[np.float64] = np.interp(times, part.time, values)
    return between


def metres(first: Reports, second: Reports, times: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    latitude = column(first, "latitude", times)
    north = latitude - column(second, "latitude", times)
    east = column(first, "longitude", times) - column(second, "longitude", times)
    return np.hypot(north, east * np.cos(np.radians(latitude / 600_000))) / STEPS_PER_METRE


def knots(part: Reports) -> npt.NDArray[Any]:
    latitude = part.latitude / 600_000
    north = np.diff(part.latitude.astype(np.int64))
    turn = 360 * 600_000
    moved: npt.NDArray[Any] = np.diff(part.longitude.astype(np.int64)) + turn // 2
    east = np.mod(moved, turn) - turn // 2
    miles = np.hypot(north, east * np.cos(np.radians(latitude[1:]))) / 10_000
    speeds: npt.NDArray[Any] = miles * HOUR / np.maximum(np.diff(part.time), 1)
    return speeds


def test_every_behaviour_leaves_a_label_that_must_be_seen_or_may_be(sea: Sea) -> None:
    kinds = {(event.kind, event.variant) for event in sea.truth}
    assert len(kinds) >= len(behaviours())
    assert {kind for kind, _ in kinds} == {
        "draught_change", "duplicate_instants", "encounter", "encounter_in_gap", "gap", "identity_change",
        "loitering", "port_call", "position_anomaly", "several_mmsis", "shared_mmsi", "shuttle",
    }  # fmt: skip


def test_a_clean_sea_has_no_silence_of_six_hours_but_the_labelled(sea: Sea, heard: Heard) -> None:
    found = {
        (mmsi, int(part.time[at]), int(part.time[at + 1]))
        for mmsi, part in heard.items()
        for at in np.flatnonzero(np.diff(part.time) >= 6 * HOUR)
    }
    closed = {
        (e.transmitters[0], e.began, e.ended) for e in sea.truth if e.kind == "gap" and e.ended is not None
    }
    # What is spoken under another MMSI ends with the last second of the voice before.
    own = {gap for gap in closed if gap in found}
    others = {(e.transmitters[0], e.began - 1, e.ended) for e in sea.truth if e.variant == "other_mmsi"}
    assert found == own | (others & found)
    assert len(closed - own) == len([e for e in sea.truth if e.variant == "other_mmsi" and e.ended])


def test_an_open_gap_has_no_report_after_it(heard: Heard, told: Told) -> None:
    event = told("gap", "open")
    assert event.ended is None
    assert heard[event.transmitters[0]].time[-1] == event.began


@pytest.mark.parametrize("variant", ENCOUNTERS)
def test_the_ships_of_an_encounter_are_within_500_m_and_slow(variant: str, heard: Heard, told: Told) -> None:
    event = told("encounter", variant)
    assert event.ended is not None
    first, second = (heard[mmsi] for mmsi in event.transmitters)
    times = np.arange(event.began, event.ended, 60)
    assert metres(first, second, times[3:-3]).max() < 500
    outside = np.array([event.began - 1200, event.ended + 1200])
    assert metres(first, second, outside).min() > 500
    assert within(first, event).speed.max() < 20


def test_encounters_lie_where_their_names_say(sea: Sea, heard: Heard, told: Told) -> None:
    midnight, across = told("encounter", "midnight"), told("encounter", "antimeridian")
    assert midnight.ended is not None
    assert midnight.began // DAY < midnight.ended // DAY
    assert midnight.ended - midnight.began < 5 * HOUR
    sides = {int(np.sign(within(heard[mmsi], across).longitude).sum()) > 0 for mmsi in across.transmitters}
    assert sides == {True, False}


def test_nobody_else_is_within_500_m_at_sea_for_two_hours(sea: Sea) -> None:
    planted = {event.ships for event in sea.truth if event.kind in {"encounter", "encounter_in_gap"}}
    moments = np.arange(sea.spec.began, sea.spec.ended, 3 * HOUR // 4)
    at_sea = {ship.number: _at_sea(ship, moments) for ship in sea.ships}
    for first, second in combinations(sea.ships, 2):
        if first.basin != second.basin or (first.number, second.number) in planted:
            continue
        if (second.number, first.number) in planted:
            continue
        both = np.flatnonzero(at_sea[first.number] & at_sea[second.number]).tolist()
        near = [
            rhumb(true_place(first, int(moments[at])), true_place(second, int(moments[at])))[0] < 0.27
            for at in both[::4]
        ]
        assert sum(near) < 2


def _at_sea(ship: ShipPlan, moments: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    alongside = np.zeros(len(moments), dtype=bool)
    for stay in ship.stays:
        alongside |= (moments >= stay.began) & (moments <= stay.ended)
    return ~alongside


def test_planted_events_of_one_ship_at_sea_keep_clear_of_each_other(sea: Sea) -> None:
    together = {"gap", "encounter", "loitering", "position_anomaly"}
    events = [e for e in sea.truth if e.kind in together and e.expectation is Expectation.MUST]
    for first, second in combinations(events, 2):
        if set(first.ships) & set(second.ships):
            assert (first.ended or sea.spec.ended) < second.began or (
                second.ended or sea.spec.ended
            ) < first.began


def test_a_ship_that_loiters_moves_below_two_knots(heard: Heard, told: Told) -> None:
    event = told("loitering", "drifting")
    drifting = within(heard[event.transmitters[0]], event)
    assert drifting.speed.max() < 20
    assert np.median(knots(drifting)) < 2.0


def test_a_port_call_lies_within_3_km_of_its_port(sea: Sea, heard: Heard) -> None:
    ports = {port.name: port.place for basin in sea.basins for port in basin.ports}
    calls = [e for e in sea.truth if e.kind == "port_call"]
    for call in calls:
        port = ports[str(call.parameters["port"])]
        miles = rhumb(port, true_place(sea.ships[call.ships[0]], call.began))[0]
        assert miles * 1852 < 3000
    assert {call.variant for call in calls} == {"with_stop", "without_stop", "with_gap"}


def test_positions_that_cannot_be_imply_more_than_50_knots(heard: Heard, told: Told) -> None:
    run = told("position_anomaly", "impossible_speed")
    assert np.median(knots(within(heard[run.transmitters[0]], run))) > 60
    leap = told("position_anomaly", "teleport")
    part = heard[leap.transmitters[0]]
    at = int(np.searchsorted(part.time, leap.began))
    assert knots(part.taken(np.arange(at - 1, at + 2))).min() > 1000


def test_a_circle_keeps_its_distance_from_its_centre(heard: Heard, told: Told) -> None:
    event = told("position_anomaly", "circle")
    ring = within(heard[event.transmitters[0]], event)
    north = ring.latitude - (int(ring.latitude.max()) + int(ring.latitude.min())) / 2
    east = (ring.longitude % (360 * 600_000)).astype(np.float64)
    east = (east - (east.max() + east.min()) / 2) * np.cos(np.radians(ring.latitude / 600_000))
    miles = np.hypot(north, east) / 10_000
    assert miles.max() / miles.min() < 1.1


def test_a_frozen_position_repeats_while_the_speed_says_otherwise(heard: Heard, told: Told) -> None:
    event = told("position_anomaly", "frozen")
    still = within(heard[event.transmitters[0]], event)
    assert len(set(zip(still.latitude.tolist(), still.longitude.tolist(), strict=True))) == 1
    assert still.speed.min() > 90


def test_a_ship_on_land_is_inside_the_island(sea: Sea, heard: Heard, told: Told) -> None:
    event = told("position_anomaly", "on_land")
    (south_west, north_east) = sea.basins[sea.ships[event.ships[0]].basin].island
    part = within(heard[event.transmitters[0]], event)
    assert part.latitude.min() > south_west.latitude * 600_000
    assert part.latitude.max() < north_east.latitude * 600_000


def test_identity_changes_from_one_voice_to_the_next(sea: Sea, told: Told) -> None:
    for variant, field in (("name", "name"), ("call_sign", "call_sign"), ("imo", "imo"), ("flag", "mmsi")):
        event = told("identity_change", variant)
        voices = sea.ships[event.ships[0]].voices
        (changed,) = (voice for voice in voices if voice.began == event.began)
        assert getattr(changed.identity, field) == event.parameters["after"] != event.parameters["before"]


def test_a_shared_mmsi_is_heard_from_two_ships_and_several_from_one(heard: Heard, told: Told) -> None:
    shared, several = told("shared_mmsi", "two_ships"), told("several_mmsis", "one_ship")
    assert set(heard[shared.transmitters[0]].ship.tolist()) == set(shared.ships)
    assert len(several.transmitters) == 3
    assert {int(ship) for mmsi in several.transmitters for ship in heard[mmsi].ship} == set(several.ships)


def test_the_draught_changes_inside_the_port_call_and_inside_the_gap(sea: Sea, told: Told) -> None:
    for variant in ("in_port", "in_gap"):
        event = told("draught_change", variant)
        (change,) = sea.ships[event.ships[0]].voices[1:]
        assert event.ended is not None
        assert event.began < change.began < event.ended
        assert change.identity.draught == event.parameters["after"]


def test_a_shuttle_calls_at_two_ports_in_turn(sea: Sea, told: Told) -> None:
    event = told("shuttle", "two_ports")
    called = [stay.port.name for stay in sea.ships[event.ships[0]].stays]
    assert called[0::2] == [event.parameters["from"]] * (len(called) // 2 + 1)
    assert called[1::2] == [event.parameters["to"]] * (len(called) // 2)


def test_doubled_instants_have_two_positions_in_one_second(heard: Heard, told: Told) -> None:
    event = told("duplicate_instants", "same_second")
    part = within(heard[event.transmitters[0]], event)
    assert (part.time[0::2] == part.time[1::2]).all()
    assert (part.latitude[0::2] != part.latitude[1::2]).all()
