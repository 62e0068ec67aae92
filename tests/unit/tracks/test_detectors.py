"""What the detectors of single ships see on small seas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from vedette.errors import UnreadableInputError, UnreadableValueError
from vedette.testing.small_seas import EXHIBITS, NOON, Report, block, cut, found, plan, scanned
from vedette.tracks.block import READ, Block
from vedette.tracks.detectors import detectors
from vedette.tracks.events import arrow_table, events_of
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW, profile_named
from vedette.tracks.run import concluded, gathered, scan

HOUR = 3600
A, B = 273_000_001, 445_000_002


def times(*hours: float, mmsi: int = A) -> list[Report]:
    return [Report(mmsi, round(hour * HOUR)) for hour in hours]


def test_a_silence_of_twelve_hours_is_a_gap_and_one_second_less_is_none() -> None:
    assert len(found(times(0, 12), "ais_gap", until=12 * HOUR)) == 1
    assert len(found([Report(A, 0), Report(A, 12 * HOUR - 1)], "ais_gap", until=12 * HOUR)) == 0


def test_the_published_profile_takes_six_hours() -> None:
    six = plan("ais_gap", profile=profile_named("gfw-published"))
    assert len(found(times(0, 6), "ais_gap", until=6 * HOUR, using=six)) == 1


def test_a_ship_silent_when_the_data_end_is_in_an_open_gap() -> None:
    (gap,) = found([*times(0), *times(0, 6, 11, 20, mmsi=B)], "ais_gap")
    assert (gap["transmitter"], gap["open"], gap["began"]) == (A, 1, NOON)


def test_a_gap_that_closes_keeps_its_id_and_becomes_version_two() -> None:
    chosen = plan("ais_gap")
    detector = detectors()["ais_gap"]
    first = scanned(times(0), chosen)
    (opened,) = events_of(
        detector, concluded(first, chosen, until=NOON + 13 * HOUR)["ais_gap"], chosen, exhibits=EXHIBITS
    )
    second = scan([block(times(14))], chosen, earlier=first.states)
    (closed,) = events_of(detector, concluded(second, chosen)["ais_gap"], chosen, exhibits=EXHIBITS)
    assert opened.id == closed.id
    assert (opened.version, opened.is_open, closed.version, closed.is_open) == (1, True, 2, False)
    assert str(closed.ended) == "2024-01-02T02:00:00Z"


def test_two_ships_never_share_a_gap() -> None:
    assert len(found([*times(0), *times(20, mmsi=B)], "ais_gap", until=0)) == 0


def test_a_report_without_a_position_ends_a_gap_whose_place_is_then_unknown() -> None:
    reports = [Report(A, 0), Report(A, 13 * HOUR, None, None)]
    chosen = plan("ais_gap")
    events = concluded(scanned(reports, chosen), chosen)["ais_gap"]
    (gap,) = events_of(detectors()["ais_gap"], events, chosen, exhibits=EXHIBITS)
    assert gap.last_position is None
    assert [one.value for one in gap.magnitudes[:3]] == [Decimal(13 * HOUR), None, None]


def test_duplicate_instants_are_kept_and_make_no_gap() -> None:
    assert len(found(times(0, 0, 0, 1, 1), "ais_gap")) == 0


def test_years_of_silence_are_one_gap() -> None:
    (gap,) = found(times(0, 24 * 365 * 9), "ais_gap")
    assert gap["ended"] - gap["began"] == 9 * 365 * 86_400


def test_a_leg_that_needs_a_hundred_knots_is_a_position_anomaly() -> None:
    (jump,) = found([Report(A, 0), Report(A, HOUR, 100 / 60, 0.0)], "position_anomaly")
    assert (jump["first_row"], jump["last_row"]) == (1, 2)


def test_seventy_knots_are_below_the_profiles_bound() -> None:
    assert len(found([Report(A, 0), Report(A, HOUR, 70 / 60, 0.0)], "position_anomaly")) == 0


def test_two_receivers_a_mile_apart_within_a_second_are_no_anomaly() -> None:
    assert len(found([Report(A, 0), Report(A, 0, 1 / 60, 0.0), Report(A, 1)], "position_anomaly")) == 0


def test_crossing_the_antimeridian_is_no_jump() -> None:
    reports = [Report(A, 0, 52.0, 179.99), Report(A, 600, 52.0, -179.99)]
    assert len(found(reports, "position_anomaly")) == 0


def test_a_leg_at_high_latitude_is_measured_on_the_sphere_and_not_in_degrees() -> None:
    near_the_pole = [Report(A, 0, 85.0, 0.0), Report(A, HOUR, 85.0, 10.0)]
    assert len(found(near_the_pole, "position_anomaly")) == 0
    at_the_equator = [Report(A, 0, 0.0, 0.0), Report(A, HOUR, 0.0, 10.0)]
    assert len(found(at_the_equator, "position_anomaly")) == 1


def test_a_report_without_a_position_does_not_hide_a_jump() -> None:
    reports = [Report(A, 0), Report(A, 60, None, None), Report(A, 120, 3.0, 0.0)]
    (jump,) = found(reports, "position_anomaly")
    assert (jump["first_row"], jump["last_row"]) == (1, 3)


def drifting(hours: int, *, begin: int = 0, knots: float = 1.0) -> list[Report]:
    return [Report(A, begin + ten * 600, knots / 60 * ten / 6, 179.9999) for ten in range(hours * 6 + 1)]


def test_five_slow_hours_are_loitering_and_a_fast_hour_ends_it() -> None:
    away = [Report(A, 5 * HOUR + ten * 600, 5 / 60 + ten * 2 / 60, 179.9999) for ten in range(1, 12)]
    (run,) = found([*drifting(5), *away], "loitering")
    assert (run["open"], run["began"], run["ended"] // HOUR, run["a"]) == (
        0,
        NOON,
        (NOON + 5 * HOUR) // HOUR - 1,
        5,
    )


def test_loitering_over_midnight_is_one_event() -> None:
    (run,) = found(drifting(24), "loitering", until=40 * HOUR)
    assert (run["a"], run["open"]) == (25, 0)


def test_three_slow_hours_are_not_yet_loitering() -> None:
    assert len(found(drifting(2), "loitering", until=40 * HOUR)) == 0


def test_a_ship_slow_when_the_data_end_is_still_loitering() -> None:
    (run,) = found(drifting(6), "loitering")
    assert run["open"] == 1


def test_loitering_tells_the_distance_to_shore_at_both_ends() -> None:
    chosen = plan("loitering")
    events = concluded(scanned(drifting(6), chosen), chosen)["loitering"]
    (run,) = events_of(detectors()["loitering"], events, chosen, exhibits=EXHIBITS)
    told = {one.name: one.value for one in run.magnitudes if "shore" in one.name}
    assert list(told.values()) == [127, 127, 5]
    assert run.not_applied == ()


@pytest.mark.parametrize(("longitude", "seen"), [(3.4, 0), (5.0, 1)])
def test_loitering_counts_only_if_it_does_not_surely_begin_within_20_miles_of_the_shore(
    longitude: float, seen: int
) -> None:
    off_the_gulf_of_lion = [Report(A, ten * 600, 42.5 + ten / 6000, longitude) for ten in range(40)]
    assert len(found(off_the_gulf_of_lion, "loitering")) == seen


@pytest.mark.parametrize(("miles", "seen"), [(19.9, 0), (20.1, 1)])
def test_a_port_counts_as_shore_where_no_coast_is_known(miles: float, seen: int) -> None:
    ports = PortIndex.of([Port(number=1, name="Training Pier", latitude=0, longitude=-90_000_000)])
    south = [Report(A, ten * 600, -miles / 60, -150.0) for ten in range(40)]
    assert len(found(south, "loitering", using=plan("loitering", ports=ports))) == seen


def test_a_block_in_the_wrong_order_is_refused_with_the_report_that_is_too_early() -> None:
    whole = block(times(0, 1))
    turned = Block(**{name: getattr(whole, name)[::-1] for name in READ})
    with pytest.raises(UnreadableInputError, match="273000001 at 2024-01-01T12:00:00Z comes before"):
        scan([turned], plan())
    with pytest.raises(UnreadableInputError, match="comes before"):
        scan([whole, whole], plan())


def test_memory_that_is_read_only_is_read() -> None:
    whole = block(times(0, 13))
    for name in READ:
        getattr(whole, name).setflags(write=False)
    chosen = plan("ais_gap")
    assert len(concluded(scan([whole], chosen), chosen)["ais_gap"]) == 1


def test_work_items_put_together_are_one_run() -> None:
    chosen = plan()
    first, second = times(0, 13, 13), times(0, 20, mmsi=B)
    parts = gathered([scanned(first, chosen), scan([cut(block([*first, *second]), [3])[1]], chosen)], chosen)
    whole = scanned([*first, *second], chosen)
    for name, events in concluded(whole, chosen).items():
        assert np.array_equal(events, concluded(parts, chosen)[name])


def test_columns_that_are_no_integers_are_refused() -> None:
    columns: dict[str, Any] = {
        name: np.zeros(3, np.float64 if name == "latitude" else np.int32) for name in READ
    }
    with pytest.raises(UnreadableInputError, match="holds float64, not int32"):
        Block(**columns)


def test_columns_of_different_length_are_refused() -> None:
    columns = {name: np.zeros(2 if name == "row" else 3, np.int32) for name in READ}
    with pytest.raises(UnreadableInputError, match="differ in length"):
        Block(**columns)


def test_a_changed_threshold_changes_the_digest_of_the_parameters_and_the_id() -> None:
    changed = GFW.with_thresholds("ais_gap", {"silence_s": 6 * HOUR})
    assert changed.parameters_digest("ais_gap") != GFW.parameters_digest("ais_gap")
    with pytest.raises(UnreadableValueError, match="no threshold minutes"):
        GFW.with_thresholds("ais_gap", {"minutes": 3})
    with pytest.raises(UnreadableValueError, match="no detector profile"):
        profile_named("ours")


def test_an_event_whose_source_is_not_in_the_manifest_is_refused() -> None:
    chosen = plan("ais_gap")
    events = concluded(scanned(times(0, 13), chosen), chosen)["ais_gap"]
    with pytest.raises(UnreadableInputError, match="source 0"):
        list(events_of(detectors()["ais_gap"], events, chosen, exhibits={}))


def test_the_arrow_table_has_a_row_for_each_event() -> None:
    table = arrow_table(found(times(0, 13, 27), "ais_gap"))
    assert table.num_rows == 2
    assert table.column("began").to_pylist() == [NOON, NOON + 13 * HOUR]


def test_a_report_from_before_what_a_saved_state_has_seen_is_refused() -> None:
    chosen = plan()
    first = scanned([*times(0, 3), Report(A, 4 * HOUR, None, None), *times(9, mmsi=B)], chosen)
    for late in (2, 3.9):
        with pytest.raises(UnreadableInputError, match="after later ones"):
            scan([block([*times(late, 5), *times(9, mmsi=B)])], chosen, earlier=first.states)
    assert scan([block(times(4, 5))], chosen, earlier=first.states).rows == 2
