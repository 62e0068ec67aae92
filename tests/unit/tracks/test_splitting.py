"""Ships under one MMSI told apart by where they can have been, however their rows come."""

from __future__ import annotations

import numpy as np

from vedette.model.events import MovementEvent
from vedette.testing.small_seas import EXHIBITS, Report, block, plan
from vedette.tracks.events import events_of
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import concluded
from vedette.tracks.splitting import shared_mmsis, tracked_in_memory
from vedette.tracks.voyage_distance import measured
from vedette.tracks.voyages import voyages

A = 273_000_001
HOUR = 3600
Place = tuple[float, float]
HERE, THERE, ELSEWHERE = (55.0, 5.0), (50.0, -20.0), (10.0, 60.0)


def sailing(place: Place, minutes: range, *, knots: float = 10.0, mmsi: int = A) -> list[Report]:
    """Reports of a ship going north."""
    north, east = place
    return [Report(mmsi, one * 60, north + knots * one / 3600, east, knots) for one in minutes]


def events(reports: list[Report], *names: str) -> dict[str, list[MovementEvent]]:
    chosen = plan(*names)
    scanned = tracked_in_memory([block(reports)], chosen)
    found = concluded(scanned, chosen)
    shared = shared_mmsis(scanned)
    return {
        one.name: list(events_of(one, found[one.name], chosen, exhibits=EXHIBITS, shared=shared))
        for one in chosen.detectors
    }


def shared(reports: list[Report]) -> list[MovementEvent]:
    return events(reports, "position_anomaly", "shared_mmsi")["shared_mmsi"]


def told(event: MovementEvent) -> dict[str, str]:
    return {one.name: str(one.value) for one in event.magnitudes}


def test_two_ships_by_turns_are_two_tracks_and_their_legs_no_anomalies() -> None:
    reports = [*sailing(HERE, range(0, 600, 10)), *sailing(THERE, range(5, 600, 10))]
    found = events(reports, "position_anomaly", "shared_mmsi")
    (event,) = found["shared_mmsi"]
    assert told(event)["rows of each"] == "60, 60"
    assert (told(event)["tracks"], told(event)["changes"]) == ("2", "119")
    assert [one.track for one in event.sightings] == [1, 2]
    assert [(one.first.row, one.last.row) for one in event.sightings] == [(1, 60), (61, 120)]
    assert found["position_anomaly"] == []


def test_three_ships_by_turns_are_three_tracks() -> None:
    places = (HERE, THERE, ELSEWHERE)
    reports = [one for at, place in enumerate(places) for one in sailing(place, range(at * 3, 600, 9))]
    (event,) = shared(reports)
    assert told(event)["rows of each"] == "67, 67, 66"


def test_a_ship_and_a_false_fixed_place_are_two_tracks() -> None:
    false = [Report(A, one * 1800, 0.0, 0.0) for one in range(1, 20)]
    (event,) = shared([*sailing(HERE, range(7, 600, 10)), *false])
    assert told(event)["rows of each"] == "60, 19"


def test_single_teleports_share_nothing() -> None:
    away = [Report(A, hour * HOUR + 30, 10.0 * hour, 100.0) for hour in (2, 5, 8)]
    found = events([*sailing(HERE, range(0, 600, 10)), *away], "position_anomaly", "shared_mmsi")
    assert (len(found["shared_mmsi"]), len(found["position_anomaly"])) == (0, 6)


def test_an_excursion_to_a_circle_and_back_shares_nothing() -> None:
    angles = np.linspace(0, 6, 60)
    circle = [
        Report(A, 12_000 + at * 60, 30 + 0.02 * float(np.sin(one)), 30 + 0.02 * float(np.cos(one)))
        for at, one in enumerate(angles)
    ]
    assert shared([*sailing(HERE, range(0, 200, 10)), *circle, *sailing(HERE, range(300, 600, 10))]) == []


def test_ships_on_both_sides_of_the_antimeridian_are_one_ship() -> None:
    east = [Report(A, one * 600, 52.0, 179.99 if one % 2 else -179.99) for one in range(40)]
    assert shared(east) == []


def test_a_ship_that_falls_silent_for_days_comes_back_to_its_own_track() -> None:
    first = [*sailing(HERE, range(0, 600, 10)), *sailing(HERE, range(6000, 6600, 10))]
    (event,) = shared([*first, *sailing(THERE, range(5, 6600, 10), knots=1.0)])
    assert told(event)["rows of each"] == "120, 660"


def test_gaps_that_two_ships_hide_from_each_other_appear() -> None:
    first = [*sailing(HERE, range(0, 600, 10)), *sailing(HERE, range(1500, 2000, 10))]
    second = sailing(THERE, range(5, 2000, 10), knots=1.0)
    names = ("position_anomaly", "shared_mmsi", "ais_gap")
    (gap,) = events([*first, *second], *names)["ais_gap"]
    assert (gap.sightings[0].track, gap.is_open) == (1, False)
    assert [one.value for one in gap.magnitudes if one.name == "duration"] == [910 * 60]


def test_a_stray_report_gives_no_events_of_its_own() -> None:
    stray = [Report(A, 300 * 60 + 1, -60.0, -150.0)]
    ships = [*sailing(HERE, range(0, 600, 10)), *sailing(THERE, range(5, 600, 10))]
    late = [Report(A + 1, 40 * HOUR)]
    found = events([*ships, *stray, *late], "position_anomaly", "shared_mmsi", "ais_gap")
    assert [one.sightings[0].track for one in found["ais_gap"]] == [1, 2]
    assert told(found["shared_mmsi"][0])["tracks"] == "2"
    assert told(found["shared_mmsi"][0])["rows of each"] == "60, 60, 1"


def test_reports_without_a_position_go_with_the_ship_heard_last() -> None:
    reports = [*sailing(HERE, range(0, 600, 10)), *sailing(THERE, range(5, 600, 10))]
    (event,) = shared([*reports, Report(A, 45 * 60 + 1, None, None)])
    assert told(event)["rows of each"] == "60, 61"


PORTS = PortIndex.of(
    [
        Port(
            number=number, name=f"P{number}", latitude=round(north * 600_000), longitude=round(east * 600_000)
        )
        for number, (north, east) in enumerate((HERE, (56.0, 5.0), THERE, (51.0, -20.0)), start=1)
    ]
)


def passage(start: Place, *, from_minute: int) -> list[Report]:
    """Two hours in port, sixty miles north in six, two hours in the port there."""
    north, east = start
    hours = np.arange(from_minute / 60, 10, 1 / 6)
    return [
        Report(
            A,
            round(hour * HOUR),
            north + min(max((hour - 2) / 6, 0), 1),
            east,
            0.0 if hour < 2 or hour > 8 else 10.0,
        )
        for hour in hours.tolist()
    ]


def test_port_calls_of_two_ships_under_one_mmsi_belong_to_their_own_voyages() -> None:
    names = ("port_call", "position_anomaly", "shared_mmsi")
    rows = block([*passage(HERE, from_minute=0), *passage(THERE, from_minute=5)])
    chosen = plan(*names, ports=PORTS)
    scanned = tracked_in_memory([rows], chosen)
    found = concluded(scanned, chosen)
    told_apart = [
        event
        for one in chosen.detectors
        for event in events_of(one, found[one.name], chosen, exhibits=EXHIBITS, shared=shared_mmsis(scanned))
    ]
    made = measured(voyages(told_apart), [rows], jumps=GFW.of("position_anomaly"))
    arrived = [one for one in made if not one.is_open]
    assert [(one.ship, one.route) for one in arrived] == [(f"{A}/1", ("1", "2")), (f"{A}/2", ("3", "4"))]
    for one in arrived:
        assert one.sailed is not None
        assert one.sailed.value is not None
        assert 50 < float(one.sailed.value) < 62
