"""Stays of ships and the anchorages learned from them, against plain loops and named places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE, mmsi_of
from vedette.testing.small_seas import EXHIBITS, NOON, Report, block, cut
from vedette.tracks.anchorages import Learned, learned
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Found
from vedette.tracks.kernels.stationary import STRETCH
from vedette.tracks.magnitudes import metres_between
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Plan, scan
from vedette.tracks.stay_cells import mean_place
from vedette.tracks.stays import STAYS, stays

A = 273_000_001
HOUR = 3600
KM = 1 / 111.195
BOUND = GFW.of("anchorage")


def still(mmsi: int, north: float, east: float, *, hours: int = 13, every: int = HOUR) -> list[Report]:
    """A ship that lies at one place and reports every hour."""
    return [Report(mmsi, second, north, east) for second in range(0, hours * HOUR + 1, every)]


def found(reports: Sequence[Report]) -> Found:
    return stays([block(reports)], GFW)


def test_a_ship_that_keeps_within_half_a_kilometre_for_twelve_hours_has_stayed() -> None:
    (one,) = found(still(A, 10.0, 20.0, hours=12))
    assert (one["ended"] - one["began"], one["positions"]) == (12 * HOUR, 13)
    assert (one["latitude"], one["longitude"]) == (6_000_000, 12_000_000)


def test_eleven_hours_are_too_short() -> None:
    assert len(found(still(A, 10.0, 20.0, hours=11))) == 0


def test_what_counts_is_how_far_a_ship_is_from_where_the_stretch_began() -> None:
    drifting = [Report(A, hour * HOUR, 10 + hour * 0.1 * KM, 20.0) for hour in range(40)]
    assert len(found(drifting)) == 0
    swinging = [Report(A, hour * HOUR, 10 + (hour % 2) * 0.49 * KM, 20.0) for hour in range(14)]
    assert len(found(swinging)) == 1


def test_a_stretch_ends_with_the_last_row_before_the_ship_was_elsewhere() -> None:
    (one,) = found([*still(A, 10.0, 20.0), Report(A, 20 * HOUR, 11.0, 20.0)])
    assert (one["ended"] - NOON, one["last_row"]) == (13 * HOUR, 14)


def test_rows_without_a_position_are_passed_over() -> None:
    (one,) = found([*still(A, 10.0, 20.0), Report(A, 6 * HOUR + 1, None, None)])
    assert one["positions"] == 14


def test_what_is_no_ship_does_not_stay() -> None:
    fixed = (2_733_001, 111_273_001, 992_730_001, 970_000_001)
    assert len(found([one for mmsi in fixed for one in still(mmsi, 10.0, 20.0)])) == 0


def test_the_mean_of_places_on_both_sides_of_the_antimeridian_lies_between_them() -> None:
    assert mean_place(np.array([0, 10], "i4"), np.array([107_999_000, -107_998_000], "i4")) == (
        5,
        -107_999_500,
    )


def wandering(seed: int) -> Block:
    """Three ships that lie still, creep and jump, at any latitude and across the antimeridian."""
    draw = np.random.default_rng(seed)
    reports = []
    for ship in range(3):
        north, east, second = float(draw.uniform(-81, 81)), float(draw.choice([0.0, 179.999])), 0
        for _ in range(400):
            second += int(draw.choice([600, HOUR, 20 * HOUR], p=[0.6, 0.38, 0.02]))
            pace = float(draw.choice([0.0, 0.0005, 0.004, 1.0], p=[0.8, 0.15, 0.04, 0.01]))
            step = draw.normal(size=2) * pace
            north, east = north + float(step[0]), (east + float(step[1]) + 180) % 360 - 180
            absent = draw.random() < 0.02
            reports.append(Report(A + ship, second, None if absent else north, None if absent else east))
    return block(reports)


def brute(whole: Block) -> list[tuple[int, ...]]:
    """Stretches by the definition: each begins at a row and holds the rows after it that lie near that one."""
    out = []
    for ship in sorted(set(whole.transmitter.tolist())):
        rows = [
            at
            for at in np.flatnonzero(whole.transmitter == ship).tolist()
            if NO_POSITION not in (whole.latitude[at], whole.longitude[at])
        ]
        while rows:
            place = (int(whole.latitude[rows[0]]), int(whole.longitude[rows[0]]))
            near = [
                metres_between(*place, int(whole.latitude[at]), int(whole.longitude[at])) <= BOUND["radius_m"]
                for at in rows
            ]
            end = near.index(False) if False in near else len(rows)
            first, last = rows[0], rows[end - 1]
            if whole.time[last] - whole.time[first] >= BOUND["stay_s"]:
                out.append((ship, *(int(whole.row[at]) for at in (first, last)), end))
            rows = rows[end:]
    return out


def rows_of(stretches: Found) -> list[tuple[int, ...]]:
    names = ("transmitter", "first_row", "last_row", "positions")
    ordered = np.sort(stretches, order=["transmitter", "began"])
    return [tuple(int(one[name]) for name in names) for one in ordered]


@pytest.mark.parametrize("seed", range(12))
def test_stays_are_those_of_the_definition_however_blocks_are_cut(seed: int) -> None:
    whole = wandering(seed)
    expected = brute(whole)
    assert len(expected) > 5
    assert rows_of(stays([whole], GFW)) == expected
    cuts = np.random.default_rng(seed).choice(len(whole), 9, replace=False).tolist()
    assert rows_of(stays(cut(whole, cuts), GFW)) == expected


def test_a_later_run_goes_on_from_the_states_of_an_earlier_one() -> None:
    whole, plan = wandering(3), Plan(detectors=[STAYS], profile=GFW)
    early = whole.time < np.median(whole.time)
    parts = [Block(**{name: getattr(whole, name)[rows] for name in READ}) for rows in (early, ~early)]
    once = scan([whole], plan)
    first = scan([parts[0]], plan)
    second = scan([parts[1]], plan, earlier=first.states)
    joined = np.concatenate([first.found["anchorage"], second.found["anchorage"]])
    assert rows_of(joined) == rows_of(once.found["anchorage"])
    assert second.states["anchorage"].state.tobytes() == once.states["anchorage"].state.tobytes()


def harbour(
    ships: int, north: float, east: float, *, first: int = A, spread_m: float = 1500, positions: int = 20
) -> Found:
    """Stays of as many ships, each its own, within a square around a place."""
    draw = np.random.default_rng(ships)
    out = np.zeros(ships, STRETCH)
    for number in range(ships):
        up, right = (float(draw.uniform(-spread_m, spread_m)) / 1000 * KM for _ in range(2))
        across = east + right / np.cos(np.radians(north))
        out[number]["latitude"] = round((north + up) * STEPS_PER_DEGREE)
        out[number]["longitude"] = round(((across + 180) % 360 - 180) * STEPS_PER_DEGREE)
        out[number]["transmitter"] = first + number
        out[number]["ended"], out[number]["positions"] = 13 * HOUR + number, positions
        out[number]["first_row"], out[number]["last_row"] = number + 1, 1000 + number
    return out


def learn(*parts: Found, ports: Sequence[Port] = ()) -> Learned:
    return learned(np.concatenate(parts), BOUND, PortIndex.of(ports), exhibits=EXHIBITS)


def port(number: int, name: str, north: float, east: float) -> Port:
    return Port(
        number=number,
        name=name,
        latitude=round(north * STEPS_PER_DEGREE),
        longitude=round(east * STEPS_PER_DEGREE),
    )


@pytest.mark.parametrize(("north", "east"), [(0.0, 0.0), (35.1, 180.0), (-78.2, -179.99), (69.0, 18.0)])
def test_where_twenty_ships_stayed_there_is_one_anchorage_at_any_place(north: float, east: float) -> None:
    (one,) = learn(harbour(20, north, east, spread_m=1000)).anchorages
    assert (one.vessels, one.stays, one.positions) == (20, 20, 400)
    apart = metres_between(
        one.position.latitude,
        one.position.longitude,
        round(north * STEPS_PER_DEGREE),
        round(east * STEPS_PER_DEGREE),
    )
    assert apart < 500
    assert one.extent_m <= 2000
    assert len(one.rests_on) == 20


def test_nineteen_ships_are_too_few_and_the_answer_says_how_many_they_were() -> None:
    answer = learn(harbour(19, 10, 20, spread_m=900))
    assert (answer.anchorages, answer.most_vessels, answer.vessels) == ((), 19, 19)


def test_one_ship_that_comes_back_twenty_times_is_one_ship() -> None:
    again = harbour(20, 10, 20, spread_m=900)
    again["transmitter"] = A
    assert learn(again).most_vessels == 1


def test_fewer_than_200_positions_make_no_anchorage() -> None:
    assert learn(harbour(20, 10, 20, spread_m=900, positions=9)).anchorages == ()


def test_an_anchorage_bears_number_and_name_of_the_nearest_port_within_four_kilometres() -> None:
    ports = [port(7, "Near", 10.03, 20), port(8, "Nearer", 10.02, 20), port(9, "Far", 10.5, 20)]
    (one,) = learn(harbour(30, 10, 20), ports=ports).anchorages
    assert (one.number, one.name) == (8, "Nearer")
    (other,) = learn(harbour(30, 10, 20), ports=ports[2:]).anchorages
    assert (other.number, other.name) == (100_999_200_001, "Anchorage 9.999 N 20.001 E")


def test_parts_of_one_harbour_without_a_port_are_one_port_under_the_name_of_the_largest() -> None:
    parts = harbour(40, 10, 20, spread_m=400), harbour(25, 10, 20.03, first=A + 100, spread_m=400)
    one, two = learn(*parts).anchorages
    assert (one.vessels, two.vessels) == (40, 25)
    assert (one.number, one.name) == (two.number, two.name)
    assert one.position != two.position


def test_two_harbours_apart_are_two_anchorages_and_the_one_with_more_ships_is_first() -> None:
    one, two = learn(
        harbour(21, 10, 20, spread_m=900), harbour(22, 10, 20.2, first=A + 100, spread_m=900)
    ).anchorages
    assert (one.vessels, two.vessels) == (22, 21)
    assert one.name != two.name


def test_the_order_of_rows_changes_nothing() -> None:
    parts = np.concatenate([harbour(40, 10, 179.99), harbour(30, 10.03, -180.0, first=A + 100)])
    mixed = parts[np.random.default_rng(1).permutation(len(parts))]
    assert learn(parts) == learn(mixed)


def test_what_an_anchorage_rests_on_is_the_longest_stay_of_different_ships() -> None:
    (one,) = learn(harbour(30, 10, 20, spread_m=900)).anchorages
    ships = [stay.sighting.transmitter for stay in one.rests_on]
    assert ships == [mmsi_of(A + number) for number in range(10, 30)]
    assert {stay.sighting.first.exhibit for stay in one.rests_on} == {EXHIBITS[0]}


def test_nothing_is_learned_of_nothing() -> None:
    assert learn(np.empty(0, STRETCH)) == Learned(anchorages=(), stays=0, vessels=0, most_vessels=0)
