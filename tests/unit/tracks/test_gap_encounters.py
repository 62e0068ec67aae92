"""A ship slow at sea, and another whose gap led to it: signs, bounds, and what is no sign."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from vedette.testing.small_seas import EXHIBITS, NOON, Report, found, plan, scanned
from vedette.tracks.detectors import detectors
from vedette.tracks.events import events_of
from vedette.tracks.gap_encounters import BEGAN_NEAR, COURSES, ENDED_NEAR
from vedette.tracks.run import concluded

HOUR = 3600
SLOW, OTHER = 281_000_001, 281_000_002
NAMES = ("ais_gap", "encounter", "encounter_in_gap", "reception")


def sail(mmsi: int, *legs: tuple[float, float, float], north: float = 0.0, every: int = 600) -> list[Report]:
    """Reports of a ship on a parallel: hour, degrees east and knots of the way there; the legs' hours rise."""
    reports = []
    for (begin, west, _), (end, east, knots) in pairwise(legs):
        seconds = range(int(begin * HOUR), int(end * HOUR), every)
        reports += [
            Report(
                mmsi, one, north, _folded(west + (east - west) * (one / HOUR - begin) / (end - begin)), knots
            )
            for one in seconds
        ]
    return reports


def _folded(east: float) -> float:
    return (east + 180) % 360 - 180


def slow(*, begin: float = 10, end: float = 18, east: float = 2.0, north: float = 0.0) -> list[Report]:
    """A ship that lies still for some hours and is seen to."""
    return sail(SLOW, (begin, east, 0), (end, east, 0), north=north)


def other(
    *,
    into: tuple[float, float] = (0.0, 0.4),
    silent: tuple[float, float] = (4, 24),
    out_of: tuple[float, float] | None = None,
) -> list[Report]:
    """A ship that sails east at six knots, is silent, and is heard again, sailing back unless it is said from where."""
    began, ended = silent
    west, east = into
    first, last = out_of or (east, west)
    return [
        *sail(OTHER, (0, west, 6), (began, east, 6)),
        *sail(OTHER, (ended, first, 6), (ended + 4, last, 6)),
    ]


def seen(*reports: Report, until: float = 30) -> Any:
    late = Report(281_000_009, int(until * HOUR), 50.0, 50.0)
    return found([*reports, late], "encounter_in_gap", using=plan(*NAMES))


def test_courses_into_and_out_of_a_gap_that_lead_to_a_slow_ship_are_a_sign() -> None:
    # 0.4 to 2.0 degrees are 96 miles: eight hours at twelve knots there and back leave four of twenty.
    fast = [Report(one.mmsi, one.second, one.latitude, one.longitude, 12.0) for one in other()]
    (event,) = seen(*slow(), *fast)
    assert (event["transmitter"], event["partner"], event["a"]) == (SLOW, OTHER, COURSES)
    assert event["began"] >= NOON + 10 * HOUR
    assert event["ended"] <= NOON + 18 * HOUR
    assert event["ended"] - event["began"] == event["b"] >= 2 * HOUR


def test_a_ship_that_at_its_own_speed_had_no_time_to_spare_is_none() -> None:
    assert len(seen(*slow(), *other())) == 0


def test_a_course_that_misses_the_slow_ship_by_three_miles_is_no_sign() -> None:
    fast = [Report(one.mmsi, one.second, one.latitude, one.longitude, 12.0) for one in other()]
    assert len(seen(*slow(north=3 / 60), *fast)) == 0


def test_a_slow_ship_behind_the_courses_is_not_where_they_lead() -> None:
    fast = [Report(one.mmsi, one.second, one.latitude, one.longitude, 12.0) for one in other()]
    assert len(seen(*slow(east=-1.0), *fast)) == 0


@pytest.mark.parametrize("east", [0.0, 179.5])
def test_a_gap_that_began_near_a_slow_ship_is_a_sign_also_over_the_antimeridian(east: float) -> None:
    def moved(reports: list[Report]) -> list[Report]:
        return [
            Report(one.mmsi, one.second, one.latitude, _folded((one.longitude or 0.0) + east), one.speed)
            for one in reports
        ]

    begins = other(into=(0.0, 0.46), silent=(4, 20))
    (event,) = seen(*moved(slow(begin=2, end=12, east=0.5, north=0.05)), *moved(begins))
    assert (event["a"], event["b"]) == (BEGAN_NEAR, 8 * HOUR - 1_200)
    assert 8_550 < event["c"] < 8_650


def test_a_gap_that_ended_near_a_slow_ship_is_a_sign() -> None:
    (event,) = seen(
        *slow(begin=12, end=26, east=3.6, north=0.05), *other(into=(3.0, 3.4), out_of=(3.64, 4.0))
    )
    assert event["a"] == ENDED_NEAR


def test_a_slow_ship_out_of_reach_is_not_met_however_long_it_waited() -> None:
    far = other(into=(-9.0, -8.6), silent=(4, 16.5))
    assert len(seen(*slow(begin=4, end=20), *far)) == 0


def test_an_open_gap_is_left_to_the_question_of_what_was_reachable() -> None:
    begins = [one for one in other(into=(0.0, 0.46), silent=(4, 20)) if one.second < 4 * HOUR]
    assert len(seen(*slow(begin=2, end=12, east=0.5, north=0.05), *begins)) == 0


def test_two_hours_less_a_slot_are_too_short() -> None:
    begins = other(into=(0.0, 0.46), silent=(4, 20))
    assert len(seen(*slow(begin=2, end=5.9, east=0.5), *begins)) == 0
    assert len(seen(*slow(begin=2, end=6.6, east=0.5), *begins)) == 1


def test_the_event_names_both_ships_and_the_rows_around_the_gap() -> None:
    reports = [*slow(begin=2, end=12, east=0.5, north=0.05), *other(into=(0.0, 0.46), silent=(4, 20))]
    using = plan(*NAMES)
    events = concluded(scanned(reports, using), using)
    (event,) = events_of(
        detectors()["encounter_in_gap"], events["encounter_in_gap"], using, exhibits=EXHIBITS
    )
    gaps = events["ais_gap"]
    (gap,) = events_of(detectors()["ais_gap"], gaps[gaps["transmitter"] == OTHER], using, exhibits=EXHIBITS)
    assert event.sightings[1].first == gap.sightings[0].first
    assert event.sightings[1].last == gap.sightings[0].last
    assert [one.value for one in event.magnitudes] == [
        "the gap began near the slow ship", Decimal(8 * HOUR - 1_200), Decimal(8600),
    ]  # fmt: skip


def test_without_what_it_needs_it_finds_nothing() -> None:
    reports = [*slow(begin=2, end=12, east=0.5, north=0.05), *other(into=(0.0, 0.46), silent=(4, 20))]
    assert len(found(reports, "encounter_in_gap", using=plan("ais_gap", "encounter_in_gap"))) == 0
