"""What was within reach in a gap: ports to the second, and meetings against a brute-force search."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.testing.small_events import fixed, gap, hour
from vedette.tracks.kernels.sphere import RADIUS
from vedette.tracks.magnitudes import METRES_A_SECOND, metres_between
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.reach import Meeting, Place, Silence, meetings, ports_within, seconds_of

HOUR = 3600
TEN_KNOTS = 100
MILE = 1852 / RADIUS * 180 / math.pi
"""Degrees of a nautical mile on the sphere of the kernels."""


def place(north: float, east: float) -> Place:
    return round(north * STEPS_PER_DEGREE), round(east * STEPS_PER_DEGREE)


def silence(
    first: tuple[float, float], last: tuple[float, float] | None, *, began: int = 0, ended: int = 10 * HOUR
) -> Silence:
    return Silence(first=place(*first), last=None if last is None else place(*last), began=began, ended=ended)


def ports(*places: tuple[float, float]) -> PortIndex:
    return PortIndex.of(
        [
            Port(number=number, name=f"Port {number}", latitude=place(*one)[0], longitude=place(*one)[1])
            for number, one in enumerate(places, start=1)
        ]
    )


def test_a_port_at_the_edge_of_reach_is_listed_and_one_a_hundredth_of_a_mile_beyond_is_not() -> None:
    there_and_back = silence((0.0, 0.0), (0.0, 0.0))
    found = ports_within(
        there_and_back, ports((50 * MILE - 1e-6, 0.0), (50.02 * MILE, 0.0)), speed_tenth_kn=TEN_KNOTS
    )
    assert [one.port.number for one in found] == [1]
    assert found[0].window.stay in {0, 1, 2}
    assert abs(found[0].window.earliest - 5 * HOUR) <= 1


def test_the_window_leaves_the_way_in_and_the_way_out() -> None:
    (found,) = ports_within(
        silence((0.0, 0.0), (0.0, 40 * MILE)), ports((0.0, 30 * MILE)), speed_tenth_kn=TEN_KNOTS
    )
    assert abs(found.window.earliest - 3 * HOUR) <= 1
    assert abs(found.window.latest - 9 * HOUR) <= 1
    assert found.window.stay == found.window.latest - found.window.earliest


def test_an_open_gap_reaches_what_the_time_so_far_allows_and_no_way_out_is_counted() -> None:
    open_gap = silence((0.0, 0.0), None)
    found = ports_within(open_gap, ports((99 * MILE, 0.0), (101 * MILE, 0.0)), speed_tenth_kn=TEN_KNOTS)
    assert [(one.port.number, one.window.latest) for one in found] == [(1, 10 * HOUR)]


def test_ports_across_the_antimeridian_are_as_near_as_they_are() -> None:
    across = silence((0.0, 179.9), (0.0, -179.9))
    found = ports_within(across, ports((0.0, -179.95), (0.0, 0.0)), speed_tenth_kn=TEN_KNOTS)
    assert [one.port.number for one in found] == [1]


def test_ports_come_in_order_of_the_possible_stay() -> None:
    near_and_far = ports((40 * MILE, 0.0), (5 * MILE, 0.0), (20 * MILE, 0.0))
    found = ports_within(silence((0.0, 0.0), (0.0, 0.0)), near_and_far, speed_tenth_kn=TEN_KNOTS)
    assert [one.port.number for one in found] == [2, 3, 1]


def test_a_ship_that_came_faster_than_the_speed_could_reach_nothing() -> None:
    fast = silence((0.0, 0.0), (0.0, 200 * MILE))
    assert ports_within(fast, ports((0.0, 100 * MILE)), speed_tenth_kn=TEN_KNOTS) == []


def test_years_of_silence_reach_every_port() -> None:
    years = silence((0.0, 0.0), (10.0, 10.0), ended=9 * 365 * 24 * HOUR)
    assert len(ports_within(years, ports((80.0, 179.0), (-40.0, -120.0)), speed_tenth_kn=TEN_KNOTS)) == 2


def test_a_gap_over_midnight_is_a_silence_in_seconds_of_the_lake_and_one_without_a_place_is_none() -> None:
    event = gap(20.0, 30.0, first=(0.0, 179.9), last=(0.0, -179.9))
    found = Silence.of(event, until=0)
    assert found is not None
    assert (found.ended - found.began, found.last) == (10 * HOUR, place(0.0, -179.9))
    assert found.began == seconds_of(hour(20).moment)
    open_gap = gap(20.0, None, first=(0.0, 179.9))
    still = Silence.of(open_gap, until=found.ended)
    assert still is not None
    assert (still.last, still.ended, still.first) == (None, found.ended, place(0.0, 179.9))
    nowhere = gap(20.0, 30.0, first=None)  # type: ignore[arg-type]
    assert fixed(None) is None
    assert Silence.of(nowhere, until=0) is None


def one_meeting(a: Silence, b: Silence) -> Meeting | None:
    found = meetings([a, b], [(0, 1)], speed_tenth_kn=TEN_KNOTS)
    return found[0] if found else None


def test_two_gaps_that_touch_in_one_point_can_meet_and_those_a_mile_further_apart_can_not() -> None:
    a = silence((0.0, 0.0), (0.0, 0.0))
    just = silence((0.0, 99.9 * MILE), (0.0, 99.9 * MILE))
    found = one_meeting(a, just)
    assert found is not None
    assert found.together < HOUR / 30
    assert abs(found.window.earliest - 5 * HOUR) < HOUR / 30
    assert abs(found.longitude - place(0.0, 50 * MILE)[1]) < STEPS_PER_DEGREE / 60
    assert one_meeting(a, silence((0.0, 101 * MILE), (0.0, 101 * MILE))) is None


def test_gaps_one_after_the_other_never_meet() -> None:
    a = silence((0.0, 0.0), (0.0, 0.0))
    assert one_meeting(a, silence((0.0, 0.0), (0.0, 0.0), began=11 * HOUR, ended=20 * HOUR)) is None


def test_two_ships_side_by_side_can_be_together_for_almost_all_of_the_shorter_gap() -> None:
    a = silence((0.0, 179.99), (0.0, 179.99))
    b = silence((0.0, -179.99), (0.0, -179.99), began=2 * HOUR, ended=8 * HOUR)
    found = one_meeting(a, b)
    assert found is not None
    assert 6 * HOUR - found.together <= 2
    assert found.window.earliest <= 2 * HOUR + 1
    assert found.window.latest >= 8 * HOUR - 1


def test_two_open_gaps_meet_as_soon_as_they_can_and_stay_until_the_data_end() -> None:
    found = one_meeting(silence((0.0, 0.0), None), silence((0.0, 40 * MILE), None))
    assert found is not None
    assert abs(found.window.earliest - 2 * HOUR) <= 2
    assert found.window.latest == 10 * HOUR
    assert abs(found.together - 8 * HOUR) <= 2


def _brute(a: Silence, b: Silence, *, step: float) -> tuple[int, int, int] | None:
    """The longest time together, the earliest and the latest moment, over a grid of places a few miles apart."""
    speed = TEN_KNOTS * METRES_A_SECOND / 10
    best: tuple[int, int, int] | None = None
    middle = np.mean([one for s in (a, b) for one in (s.first, s.last or s.first)], axis=0)
    span = 2.2 * STEPS_PER_DEGREE
    for north in np.arange(middle[0] - span, middle[0] + span, step * STEPS_PER_DEGREE):
        for east in np.arange(middle[1] - span, middle[1] + span, step * STEPS_PER_DEGREE):
            came = max(
                one.began + metres_between(*one.first, int(north), int(east)) / speed for one in (a, b)
            )
            left = min(
                one.ended - metres_between(*(one.last or one.first), int(north), int(east)) / speed
                for one in (a, b)
            )
            if left >= came:
                stay, earliest, latest = best or (0, 2**40, 0)
                best = (max(stay, int(left - came)), min(earliest, int(came)), max(latest, int(left)))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_meetings_are_those_of_trying_every_place(seed: int) -> None:
    random = np.random.default_rng(seed)

    def drawn() -> Silence:
        north, east, to_north, to_east = random.uniform(-0.9, 0.9, 4)
        began = int(random.integers(0, 8 * HOUR))
        return silence(
            (40 + north, east),
            (40 + to_north, to_east),
            began=began,
            ended=began + int(random.integers(9, 16)) * HOUR,
        )

    a, b = drawn(), drawn()
    step = 0.04
    grain = 2 * step * 60 / 10 * HOUR
    expected, found = _brute(a, b, step=step), one_meeting(a, b)
    if expected is None:
        assert found is None or found.together <= grain
    else:
        assert found is not None
        assert -2 <= found.together - expected[0] <= grain
        assert -2 <= expected[1] - found.window.earliest <= grain
        assert -2 <= found.window.latest - expected[2] <= grain


def test_the_place_of_a_meeting_is_within_reach_of_both() -> None:
    a, b = (
        silence((60.0, 0.0), (61.0, 1.0), ended=20 * HOUR),
        silence((60.0, 2.0), (61.0, 0.0), ended=22 * HOUR),
    )
    found = one_meeting(a, b)
    assert found is not None
    there = PortIndex.of([Port(number=1, name="there", latitude=found.latitude, longitude=found.longitude)])
    windows = [ports_within(one, there, speed_tenth_kn=TEN_KNOTS)[0].window for one in (a, b)]
    together = min(one.latest for one in windows) - max(one.earliest for one in windows)
    assert abs(together - found.together) <= 3
