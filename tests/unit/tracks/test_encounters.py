"""Ships that meet: the named scenes."""

from __future__ import annotations

from decimal import Decimal

import attrs
import numpy as np
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.testing.small_seas import EXHIBITS, NOON, Report, block, found, plan, scanned
from vedette.tracks.detectors import detectors
from vedette.tracks.events import events_of
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Scanned, concluded, scan

HOUR = 3600
LONG_AFTER = 100 * HOUR
A, B, C = 273_000_001, 445_000_002, 511_000_003
METRES_100 = 0.0009


def drift(
    mmsi: int, hours: float, *, began: float = 0, north: float = 10.0, east: float = 20.0, every: int = 300
) -> list[Report]:
    first = round(began * HOUR)
    seconds = range(first, first + round(hours * HOUR) + 1, every)
    return [Report(mmsi, second, north, east) for second in seconds]


def side_by_side(hours: float, *, began: float = 0, east: float = 20.0) -> list[Report]:
    return drift(A, hours, began=began, east=east) + drift(
        B, hours, began=began, north=10 + METRES_100, east=east
    )


def test_two_ships_a_hundred_metres_apart_for_three_hours_are_an_encounter() -> None:
    (met,) = found(side_by_side(3), "encounter", until=LONG_AFTER)
    assert (met["transmitter"], met["partner"], met["open"]) == (A, B, 0)
    assert (met["began"], met["ended"]) == (NOON + 1_200, NOON + 3 * HOUR)
    assert (met["a"], met["b"], met["c"]) == (17, 100, 100)


def test_an_hour_and_three_quarters_together_are_none() -> None:
    assert len(found(side_by_side(1.75), "encounter", until=LONG_AFTER)) == 0


def test_an_encounter_over_midnight_is_one() -> None:
    (met,) = found(side_by_side(3, began=11), "encounter", until=LONG_AFTER)
    assert met["ended"] - met["began"] == 3 * HOUR - 1_200


def test_ships_on_both_sides_of_the_antimeridian_meet() -> None:
    reports = drift(A, 3, east=179.9995) + drift(B, 3, east=-179.9995)
    (met,) = found(reports, "encounter", until=LONG_AFTER)
    assert met["b"] == pytest.approx(110, abs=1)


def test_ships_that_sail_side_by_side_at_ten_knots_do_not_meet() -> None:
    def sailing(mmsi: int, north: float) -> list[Report]:
        return [Report(mmsi, s, north, 20 + s * 10 / 60 / HOUR) for s in range(0, 4 * HOUR, 300)]

    assert len(found(sailing(A, 10) + sailing(B, 10 + METRES_100), "encounter", until=LONG_AFTER)) == 0


def test_nothing_is_put_between_reports_more_than_an_hour_apart() -> None:
    sparse = drift(A, 6) + drift(B, 6, north=10 + METRES_100, every=HOUR + 1)
    assert len(found(sparse, "encounter", until=LONG_AFTER)) == 0
    dense = drift(A, 6) + drift(B, 6, north=10 + METRES_100, every=HOUR)
    assert len(found(dense, "encounter", until=LONG_AFTER)) == 1


def test_an_encounter_within_ten_kilometres_of_a_port_is_none_and_without_ports_nobody_says_so() -> None:
    port = Port(
        number=1, name="Made up", latitude=10 * STEPS_PER_DEGREE, longitude=20 * STEPS_PER_DEGREE + 40_000
    )
    chosen = plan("encounter", ports=PortIndex.of([port]))
    assert len(found(side_by_side(3), "encounter", until=LONG_AFTER, using=chosen)) == 0
    (away,) = found(side_by_side(3, east=20.5), "encounter", until=LONG_AFTER, using=chosen)
    detector = detectors()["encounter"]
    assert detector.not_applied(chosen.setting(detector)) == ()
    assert detector.not_applied(plan("encounter").setting(detector)) == ("port_distance_m",)
    assert away["transmitter"] == A


def test_three_ships_together_are_three_encounters() -> None:
    reports = side_by_side(3) + drift(C, 3, north=10 - METRES_100)
    events = found(reports, "encounter", until=LONG_AFTER)
    pairs = [(int(one["transmitter"]), int(one["partner"])) for one in events]
    assert pairs == [(A, B), (A, C), (B, C)]


def test_an_encounter_that_goes_on_when_the_data_end_is_open_and_closes_under_the_same_id() -> None:
    chosen, detector = plan("encounter"), detectors()["encounter"]
    first = scanned(side_by_side(3), chosen)
    (opened,) = events_of(detector, concluded(first, chosen)["encounter"], chosen, exhibits=EXHIBITS)
    rest = block(attrs.evolve(one, source=1) for one in side_by_side(2, began=3.1))
    later = scan([rest], chosen, earlier=first.states)
    both = Scanned(
        rows=first.rows + later.rows,
        until=later.until,
        found={"encounter": np.concatenate([first.found["encounter"], later.found["encounter"]])},
        states={"encounter": first.states["encounter"].replaced(later.states["encounter"])},
    )
    events = concluded(both, chosen, until=NOON + LONG_AFTER)["encounter"]
    (closed,) = events_of(detector, events, chosen, exhibits=EXHIBITS)
    assert (opened.is_open, closed.is_open) == (True, False)
    assert (opened.id, opened.version, closed.version) == (closed.id, 1, 2)
    assert [one.transmitter.value for one in closed.sightings] == [str(A), str(B)]


def test_an_encounter_that_both_ships_were_seen_to_leave_is_closed_at_once() -> None:
    reports = side_by_side(3) + drift(A, 1, began=3.2, east=21.0) + drift(B, 1, began=3.2, east=22.0)
    (met,) = found(reports, "encounter")
    assert met["open"] == 0


def test_an_encounter_names_the_reports_before_its_first_and_behind_its_last_slot() -> None:
    chosen, detector = plan("encounter"), detectors()["encounter"]
    events = concluded(scanned(side_by_side(3), chosen), chosen, until=NOON + LONG_AFTER)["encounter"]
    (met,) = events_of(detector, events, chosen, exhibits=EXHIBITS)
    assert [(one.first.row, one.last.row) for one in met.sightings] == [(4, 37), (41, 74)]
    assert met.magnitudes[1].value == Decimal(100)


def test_a_profile_whose_slots_do_not_fit_is_refused() -> None:
    short = plan("encounter", profile=GFW.with_thresholds("encounter", {"slot_s": 60}))
    with pytest.raises(UnreadableInputError, match="slots"):
        scanned(side_by_side(3), short)
