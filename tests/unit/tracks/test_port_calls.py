"""Port calls on small seas, and the table of ports that comes with the program."""

from __future__ import annotations

import numpy as np
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.testing.small_seas import EXHIBITS, NOON, Report, block, cut, found, plan, scanned
from vedette.tracks.block import Block
from vedette.tracks.detectors import detectors
from vedette.tracks.events import events_of
from vedette.tracks.magnitudes import metres_between
from vedette.tracks.ports import Port, PortIndex, world_ports
from vedette.tracks.run import concluded, scan

A = 273_000_001
KM = 1 / 111.195
PORTS = PortIndex.of(
    [
        Port(number=7, name="Datum", latitude=6_000_000, longitude=180 * STEPS_PER_DEGREE - 100),
        Port(number=9, name="Far", latitude=-20_000_000, longitude=50_000_000),
    ]
)
PLAN = plan("port_call", ports=PORTS)


def sail(*legs: tuple[float, float]) -> list[Report]:
    """Reports ten minutes apart, each so many km north of the port Datum and at so many knots."""
    east = -180 + 100 / STEPS_PER_DEGREE
    return [Report(A, number * 600, 10 + km * KM, east, knots) for number, (km, knots) in enumerate(legs)]


def test_entry_stop_and_exit_are_a_port_call_of_the_highest_confidence() -> None:
    (call,) = found(
        sail((9, 9), (2.9, 3), (1, 0.1), (1, 0.3), (1, 2), (3.5, 5), (4.1, 9)), "port_call", using=PLAN
    )
    assert (call["began"] - NOON, call["ended"] - NOON, call["b"], call["c"]) == (600, 3600, 4, 1200)
    (event,) = events_of(detectors()["port_call"], np.array([call]), PLAN, exhibits=EXHIBITS)
    assert event.magnitudes[0].value == "Datum"


def test_passing_a_port_without_stopping_has_confidence_one() -> None:
    (call,) = found(sail((9, 9), (2, 9), (9, 9)), "port_call", using=PLAN)
    assert call["b"] == 1


def test_between_three_and_four_kilometres_a_ship_neither_enters_nor_leaves() -> None:
    assert len(found(sail((9, 9), (3.2, 1), (3.9, 1)), "port_call", using=PLAN)) == 0
    (call,) = found(sail((9, 9), (2.8, 1), (3.9, 1), (2.8, 1), (9, 9)), "port_call", using=PLAN)
    assert call["last_row"] == 5


def test_a_ship_first_seen_in_port_has_no_entry() -> None:
    (call,) = found(sail((1, 0), (1, 0), (9, 9)), "port_call", using=PLAN)
    assert (call["b"], call["began"]) == (3, NOON)


def test_a_ship_in_port_when_the_data_end_has_an_open_call() -> None:
    (call,) = found(sail((9, 9), (1, 0), (1, 0)), "port_call", using=PLAN)
    assert (call["open"], call["b"], call["c"]) == (1, 3, 600)


def test_a_silence_of_more_than_four_hours_in_port_counts_like_a_stop() -> None:
    (call,) = found([*sail((9, 9), (2, 3)), Report(A, 6 * 3600, 11.0, 180.0, 9.0)], "port_call", using=PLAN)
    assert call["b"] == 4


def test_a_speed_that_is_not_transmitted_is_no_stop() -> None:
    reports = [
        Report(one.mmsi, one.second, one.latitude, one.longitude, None)
        for one in sail((9, 9), (1, 0), (9, 9))
    ]
    (call,) = found(reports, "port_call", using=PLAN)
    assert call["b"] == 1


def test_without_ports_there_are_no_port_calls() -> None:
    assert len(found(sail((9, 9), (1, 0), (9, 9)), "port_call")) == 0


def test_the_world_port_index_has_its_3802_ports_and_those_of_the_dprk() -> None:
    ports = world_ports().ports
    assert len(ports) == 3802
    assert sum(port.country == "North Korea" for port in ports) == 10


def test_a_port_in_degrees_times_something_else_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="port 1"):
        PortIndex.of([Port(number=1, name="x", latitude=90 * STEPS_PER_DEGREE, longitude=0)])


def coastal_sea(seed: int) -> tuple[Block, PortIndex]:
    """Two ships that wander around a dozen ports close together, some across the antimeridian."""
    random = np.random.default_rng(seed)
    centre = (float(random.uniform(-75, 75)), float(random.choice([0.0, 179.99])))
    spots = [(centre[0] + random.normal() * 0.1, centre[1] + random.normal() * 0.1) for _ in range(12)]
    ports = [
        Port(
            number=n,
            name=str(n),
            latitude=round(a * 600_000),
            longitude=round(((b + 180) % 360 - 180) * 600_000),
        )
        for n, (a, b) in enumerate(spots)
    ]
    reports = []
    for ship in range(2):
        place, second = np.array(centre), 0
        for _ in range(300):
            second += int(random.choice([60, 600, 15_000], p=[0.5, 0.48, 0.02]))
            place = place + random.normal(size=2) * random.choice([0.0, 0.003, 0.03])
            knots = float(random.choice([0.0, 0.4, 8.0]))
            east = (place[1] + 180) % 360 - 180
            reports.append(Report(A + ship, second, float(place[0]), float(east), knots))
    return block(reports), PortIndex.of(ports)


def brute(whole: Block, ports: PortIndex) -> list[tuple[int, int, int]]:
    """Ship, first and last row of each closed call, from the distance of every row to every port."""
    calls, inside, before, first = [], False, -1, 0
    for at in range(len(whole)):
        if whole.latitude[at] == NO_POSITION:
            continue
        if whole.transmitter[at] != before:
            inside, before = False, int(whole.transmitter[at])
        here = (int(whole.latitude[at]), int(whole.longitude[at]))
        least = min(metres_between(*here, port.latitude, port.longitude) for port in ports.ports)
        if inside and least >= 4000:
            calls.append((before, first, int(whole.row[at])))
            inside = False
        elif not inside and least <= 3000:
            inside, first = True, int(whole.row[at])
    return calls


@pytest.mark.parametrize("seed", range(8))
def test_port_calls_are_those_of_measuring_every_row_to_every_port_however_rows_are_cut(seed: int) -> None:
    whole, ports = coastal_sea(seed)
    chosen = plan("port_call", ports=ports)
    once = concluded(scan([whole], chosen), chosen)["port_call"]
    closed = once[once["open"] == 0]
    expected = brute(whole, ports)
    assert [(int(c["transmitter"]), int(c["first_row"]), int(c["last_row"])) for c in closed] == expected
    parts = scan(cut(whole, list(range(0, 600, 7))), chosen)
    assert once.tobytes() == concluded(parts, chosen)["port_call"].tobytes()
    assert scanned([], chosen).rows == 0
