"""What the rows at hand say of reception near a silence: others heard on, an outage, too few to tell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.testing.small_seas import EXHIBITS, NOON, Report, block, cut, found, plan, scanned
from vedette.tracks.detectors import detectors
from vedette.tracks.events import events_of
from vedette.tracks.kernels.reception import AFTER, BEFORE, HEARD, PRESENT
from vedette.tracks.profiles import GFW
from vedette.tracks.reception import HEARD_ON, NO_PLACE, NOT_HEARD, NOT_WEIGHED, TOO_FEW, Share, verdict
from vedette.tracks.run import concluded, scan

HOUR = 3600
A = 281_000_001
OTHERS = range(281_000_100, 281_000_108)
NAMES = ("ais_gap", "reception")
Told = dict[str, Any]


def steady(mmsi: int, *, begin: float, end: float, east: float = 0.0, every: int = 600) -> list[Report]:
    """Reports every so many seconds, hours after noon, of a ship that lies still."""
    return [
        Report(mmsi, second, 30.0, east) for second in range(int(begin * HOUR), int(end * HOUR) + 1, every)
    ]


def silent(mmsi: int, *, east: float = 0.0) -> list[Report]:
    """A ship heard for 13 hours, not for 14, and again for two."""
    return [*steady(mmsi, begin=0, end=13, east=east), *steady(mmsi, begin=27, end=29, east=east)]


def told(reports: list[Report], *, names: tuple[str, ...] = NAMES, mmsi: int = A) -> Told:
    """The magnitudes of the one gap of a ship."""
    using = plan(*names)
    gaps = concluded(scanned(reports, using), using)["ais_gap"]
    (event,) = events_of(detectors()["ais_gap"], gaps[gaps["transmitter"] == mmsi], using, exhibits=EXHIBITS)
    return {one.name: one.value for one in event.magnitudes}


def around(east: float = 0.5) -> list[Report]:
    return [one for mmsi in OTHERS for one in steady(mmsi, begin=0, end=29, east=east)]


def test_a_silence_among_ships_that_are_heard_on_is_told_as_that() -> None:
    gap = told([*silent(A), *around()])
    assert gap["reception"] == HEARD_ON
    assert (gap["others near"], gap["others heard on"], gap["others as silent"]) == (8, 8, 0)
    assert (gap["chance of no reception"], gap["chance at least"]) == (0, 0)
    assert gap["chance at most"] == Decimal("0.32")


def test_an_outage_shows_as_nobody_heard_on_whoever_fell_silent_first() -> None:
    sea = [one for mmsi in (A, *OTHERS) for one in silent(mmsi, east=0.01 * (mmsi % 10))]
    late = [Report(mmsi, 13 * HOUR + 59, 30.0, 0.0) for mmsi in OTHERS]
    gap = told([*sea, *late])
    assert gap["reception"] == NOT_HEARD
    assert (gap["chance of no reception"], gap["chance at least"], gap["chance at most"]) == (
        1, Decimal("0.68"), 1,
    )  # fmt: skip


def test_three_others_are_too_few_and_no_number_is_given() -> None:
    few = [one for mmsi in OTHERS[:3] for one in steady(mmsi, begin=0, end=29)]
    gap = told([*silent(A), *few])
    assert (gap["reception"], gap["others near"]) == (TOO_FEW, 3)
    assert {gap[name] for name in ("others heard on", "chance of no reception", "chance at most")} == {None}
    assert told([*silent(A)])["reports a day near"] is None


def test_ships_beyond_four_degrees_are_not_near_and_those_within_one_come_first() -> None:
    assert told([*silent(A), *around(east=6.0)])["reception"] == TOO_FEW
    assert told([*silent(A), *around(east=4.5)])["near"] == 4
    assert told([*silent(A), *around(east=4.5), *_moved(around(east=1.5))])["near"] == 1


def _moved(reports: list[Report]) -> list[Report]:
    return [Report(one.mmsi + 50, one.second, one.latitude, one.longitude) for one in reports]


def test_ships_across_the_antimeridian_are_near() -> None:
    gap = told([*silent(A, east=179.99), *around(east=-179.99)])
    assert (gap["reception"], gap["near"]) == (HEARD_ON, 1)


def test_a_gap_without_a_position_is_not_weighed_by_where_others_were() -> None:
    nowhere = [Report(A, 10 * HOUR, None, None), Report(A, 23 * HOUR, None, None)]
    gap = told([*nowhere, *around()])
    assert (gap["reception"], gap["others near"], gap["reports in 12 h before"]) == (NO_PLACE, None, 1)


def test_without_the_detector_of_reception_nothing_is_said_in_its_name() -> None:
    gap = told([*silent(A), *around()], names=("ais_gap",))
    assert gap["reception"] == NOT_WEIGHED
    assert str(gap["rule of Welch et al. 2022"]).count("not known") == 3


def test_reports_before_count_instants_of_twelve_clock_hours_and_each_instant_once() -> None:
    twice = [*silent(A), *silent(A)]
    # From 02:00 up to and with 13:00 after noon, six an hour, and the last one alone in its hour.
    assert told(twice)["reports in 12 h before"] == 11 * 6 + 1


def test_the_published_rule_says_of_each_part_whether_it_holds() -> None:
    gap = told([*silent(A), *around()])
    assert gap["rule of Welch et al. 2022"] == (
        "12 h or more: yes; more than 50 nm from shore: no; more than 10 reports a day near: yes;"
        " 14 reports or more in 12 h before: yes"
    )
    rare = [one for one in silent(A) if one.second % (2 * HOUR) == 0]
    assert "14 reports or more in 12 h before: no" in str(
        told([*rare, *around()])["rule of Welch et al. 2022"]
    )


def test_an_open_gap_is_weighed_up_to_where_the_data_end() -> None:
    gap = told([*steady(A, begin=0, end=3), *around()])
    assert (gap["reception"], gap["duration"], gap["others as silent"]) == (HEARD_ON, None, 0)


def test_midnight_is_no_seam_in_the_counts_near_a_gap() -> None:
    at_midnight = [Report(one.mmsi, one.second - HOUR, one.latitude, one.longitude) for one in silent(A)]
    before, after = told([*silent(A), *around()]), told([*at_midnight, *around()])
    assert before["others near"] == after["others near"]
    assert after["reports a day near"] == before["reports a day near"] - Decimal(6)


def test_years_of_silence_are_weighed_like_any_other() -> None:
    years = 24 * 365 * 9
    again = steady(A, begin=years, end=years + 2)
    gap = told([*steady(A, begin=0, end=13), *again, *around()])
    assert (gap["reception"], gap["others as silent"]) == (HEARD_ON, 0)


def test_records_are_the_same_however_blocks_are_cut() -> None:
    using = plan("reception")
    reports = [*silent(A), *around(east=0.999), *steady(A + 1, begin=0, end=40, every=1_700)]
    reports += [Report(A + 2, second, 29.99 + second / 5e5, 179.9) for second in range(0, 40 * HOUR, 3_300)]
    whole = block(reports)
    random = np.random.default_rng(4)
    expected = scan([whole], using)
    for _ in range(10):
        cuts = random.integers(0, len(whole), 12).tolist()
        got = scan(cut(whole, cuts), using)
        assert (got.found["reception"] == expected.found["reception"]).all()
        assert (got.states["reception"].state == expected.states["reception"].state).all()


def test_presences_are_those_of_counting_hour_by_hour() -> None:
    """Of each ship the hours heard, without cells and days: the plain way to say the same."""
    random = np.random.default_rng(7)
    seconds = np.sort(random.integers(0, 90 * HOUR, 160)).tolist()
    reports = [Report(A, second, 10.5, 10.5) for second in seconds]
    heard = scanned(reports, plan("reception")).found["reception"]
    present = heard[heard["what"] == PRESENT]
    last = (NOON + seconds[-1]) // HOUR
    hours = {(NOON + second) // HOUR for second in seconds}
    told_hours = {hour for one in present for hour in range(one["time"] // HOUR, one["until"] // HOUR + 1)}
    unfinished = {hour for hour in hours if hour > max(told_hours)}
    assert told_hours | unfinished == hours
    assert last in unfinished
    assert present["instants"].sum() == len(
        {second for second in seconds if (NOON + second) // HOUR in told_hours}
    )


def test_the_way_into_and_out_of_a_silence_is_told_by_a_position_some_time_away() -> None:
    away = [Report(A, 27 * HOUR + ten * 600, 31.0 + ten / 60, 0.0, 11.0) for ten in range(20)]
    reports = [*steady(A, begin=0, end=12), Report(A, 12 * HOUR + 1_800, 30.1, 0.0, 12.0), *away]
    heard = scanned(reports, plan("reception")).found["reception"]
    (before,), (after,) = (heard[heard["what"] == what] for what in (BEFORE, AFTER))
    assert (before["time"] - NOON, before["until"] - NOON) == (12 * HOUR + 1_800, 12 * HOUR - 600)
    assert (before["latitude"], before["speed"]) == (30 * STEPS_PER_DEGREE, 120)
    assert (after["time"] - NOON, after["until"] - NOON) == (27 * HOUR, 27 * HOUR + 3_000)
    assert (after["latitude"], after["speed"]) == (31 * STEPS_PER_DEGREE + 50_000, 110)


def test_reception_makes_no_events_and_refuses_silences_of_an_hour() -> None:
    assert len(found(silent(A), "reception")) == 0
    short = plan("reception", profile=GFW.with_thresholds("reception", {"silence_s": HOUR}))
    with pytest.raises(UnreadableInputError, match="counts by the hour"):
        scan([block(silent(A))], short)


@pytest.mark.parametrize(("part", "whole"), [(0, 4), (2, 7), (8, 8)])
def test_wilsons_interval_holds_the_shares_that_are_within_two_deviations_of_what_was_seen(
    part: int, whole: int
) -> None:
    least, most = Share(part=part, whole=whole).interval
    inside = [
        share
        for share in (Fraction(step, 1000) for step in range(1001))
        if (Fraction(part, whole) - share) ** 2 <= Fraction(38415, 10_000) * share * (1 - share) / whole
    ]
    assert float(min(inside)) - least == pytest.approx(0, abs=0.001)
    assert most - float(max(inside)) == pytest.approx(0, abs=0.001)


def test_four_others_of_one_mind_are_enough_for_a_word() -> None:
    words: Mapping[tuple[int, int], str] = {(3, 0): TOO_FEW, (4, 0): NOT_HEARD, (4, 4): HEARD_ON}
    assert {pair: verdict(*pair) for pair in words} == words
    assert HEARD.itemsize == 28


def test_a_gap_that_begins_far_from_shore_meets_that_part_of_the_rule() -> None:
    far = [Report(one.mmsi, one.second, -48.0, -123.0) for one in silent(A)]
    gap = told(far)
    assert gap["distance to shore"] == 127
    assert "more than 50 nm from shore: yes" in gap["rule of Welch et al. 2022"]
    nowhere = [Report(one.mmsi, one.second, None, None) for one in silent(A)]
    assert told(nowhere)["distance to shore"] is None
