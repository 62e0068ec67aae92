"""Encounters are those of comparing every ship with every other at every moment, however the rows are cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.testing.small_seas import NOON, Report, block, cut, plan
from vedette.tracks.block import Block
from vedette.tracks.detectors import encounter
from vedette.tracks.magnitudes import METRES_A_SECOND, metres_between
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import concluded, scan

BOUND = GFW.of("encounter")
SLOT = BOUND["slot_s"]
FULL = 360 * STEPS_PER_DEGREE
NEAR = PortIndex.of([Port(number=1, name="Made up", latitude=6_050_000, longitude=107_990_000)])
PAUSES = (0, 45, 300, 590, 1_300, 3_550, 4_000)
Place = tuple[int, int]


def sea(seed: int, *, ships: int = 7) -> Block:
    """Ships that drift around two spots, one on the antimeridian; some sail away, fall silent or get lost."""
    random = np.random.default_rng(seed)
    rows: list[Report] = []
    for ship in range(ships):
        spot = [(10.0, 179.999), (-62.0, 5.0)][int(random.integers(0, 2))]
        second, offset = int(random.integers(0, 5_000)), np.zeros(2)
        for _ in range(int(random.integers(2, 90))):
            second += int(
                random.choice(
                    [0, 45, 300, 590, 1_300, 3_550, 4_000], p=[0.03, 0.3, 0.3, 0.2, 0.1, 0.05, 0.02]
                )
            )
            offset = (
                offset * 0.9 + random.normal(0, 0.0008, 2)
                if random.random() < 0.97
                else random.normal(0, 0.2, 2)
            )
            if random.random() < 0.02:
                offset = np.zeros(2)
            north, east = spot[0] + offset[0], (spot[1] + offset[1] + 180) % 360 - 180
            is_placed = random.random() > 0.04
            rows.append(
                Report(201_000_000 + ship, second, north if is_placed else None, east if is_placed else None)
            )
    return block(rows)


def _wrapped(steps: int) -> int:
    return (steps + FULL // 2) % FULL - FULL // 2


def _nearest(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _slots(whole: Block, transmitter: int) -> dict[int, Place]:
    """Where a ship was at each slot of which that is known."""
    known = (whole.transmitter == transmitter) & (whole.latitude != NO_POSITION)
    reports = [
        tuple(map(int, one))
        for one in zip(whole.time[known], whole.latitude[known], whole.longitude[known], strict=True)
    ]
    places = {}
    for (t0, south, west), (t1, north, east) in pairwise(reports):
        if t1 - t0 <= BOUND["interpolated_s"]:
            for slot in range(t0 // SLOT + 1, t1 // SLOT + 1):
                share = Fraction(slot * SLOT - t0, t1 - t0)
                across = _nearest(west + _wrapped(east - west) * share)
                places[slot] = (_nearest(south + (north - south) * share), _wrapped(across))
    return places


def _slow(places: dict[int, Place], ports: PortIndex) -> dict[int, Place]:
    """The slots that count: the ship moved little since the slot before, and no port is near."""
    limit = BOUND["speed_tenth_kn"] / 10 * METRES_A_SECOND * SLOT
    return {
        slot: place
        for slot, place in places.items()
        if slot - 1 in places
        and metres_between(*places[slot - 1], *place) < limit
        and all(
            metres_between(*place, one.latitude, one.longitude) >= BOUND["port_distance_m"]
            for one in ports.ports
        )
    }


def _encounters(whole: Block, ports: PortIndex) -> list[tuple[int, int, int, int, int]]:
    """Both transmitters, first and last slot, and slots met."""
    ships = sorted({int(one) for one in whole.transmitter})
    tracks = {ship: _slow(_slots(whole, ship), ports) for ship in ships}
    found = []
    for low, high in combinations(ships, 2):
        met = sorted(
            slot
            for slot in tracks[low].keys() & tracks[high].keys()
            if metres_between(*tracks[low][slot], *tracks[high][slot]) <= BOUND["distance_m"]
        )
        runs: list[list[int]] = []
        for slot in met:
            if runs and slot - runs[-1][-1] <= 2:
                runs[-1].append(slot)
            else:
                runs.append([slot])
        found += [
            (low, high, run[0], run[-1], len(run))
            for run in runs
            if (run[-1] - run[0]) * SLOT >= BOUND["duration_s"]
        ]
    return found


@pytest.mark.parametrize("ports", [PortIndex.empty(), NEAR], ids=["no port", "a port"])
@pytest.mark.parametrize("seed", range(15))
def test_encounters_are_those_of_comparing_all_ships_at_all_moments(seed: int, ports: PortIndex) -> None:
    whole, chosen = sea(seed), plan("encounter", ports=ports)
    events = concluded(scan([whole], chosen), chosen, until=NOON + 10**7)["encounter"]
    assert not events["open"].any()
    names = ("transmitter", "partner", "began", "ended", "a")
    columns = [events[name].astype(np.int64) // (SLOT if name in {"began", "ended"} else 1) for name in names]
    ours = list(zip(*(column.tolist() for column in columns), strict=True))
    assert ours == _encounters(whole, ports)


def test_the_seas_of_these_tests_have_encounters() -> None:
    assert sum(len(_encounters(sea(seed), PortIndex.empty())) for seed in range(15)) > 15


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 500), max_size=20))
def test_encounters_are_the_same_however_the_rows_are_cut(seed: int, cuts: list[int]) -> None:
    whole, chosen = sea(seed), plan("encounter")
    once, parts = scan([whole], chosen), scan(cut(whole, cuts), chosen)
    assert concluded(once, chosen)["encounter"].tobytes() == concluded(parts, chosen)["encounter"].tobytes()
    assert once.states["encounter"].state.tobytes() == parts.states["encounter"].state.tobytes()


@pytest.mark.parametrize("width", [1, 2, 7])
@pytest.mark.parametrize("seed", range(8))
def test_encounters_are_the_same_in_windows_of_any_width(
    seed: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = plan("encounter")
    whole = scan([sea(seed)], chosen)
    expected = concluded(whole, chosen)["encounter"]
    monkeypatch.setattr(encounter, "WINDOW", width)
    assert concluded(whole, chosen)["encounter"].tobytes() == expected.tobytes()


def long_voyages(seed: int) -> Block:
    """Ships that sail for days, rest near the port and drift together at sea, long enough for batches of rows."""
    random = np.random.default_rng(seed)
    rows: list[Report] = []
    for ship in range(6):
        second, north, east = 0, *[(10.0833, 179.9833), (10.3, -179.9)][ship % 2]
        for _ in range(7):
            knots = float(random.choice([0.0, 0.0, 1.2, 12.0]))
            bearing = float(random.uniform(0, 6.3))
            for _ in range(int(random.integers(20, 130))):
                pause = int(
                    random.choice([0, 10, 120, 240, 700, 4_000], p=[0.01, 0.05, 0.5, 0.4, 0.03, 0.01])
                )
                second += pause
                bearing += float(random.normal(0, 0.05))
                north += knots * pause / 216_000 * np.cos(bearing)
                east = (east + knots * pause / 216_000 * np.sin(bearing) + 180) % 360 - 180
                is_placed = random.random() > 0.003
                noise = random.normal(0, 5e-5, 2)
                rows.append(
                    Report(
                        201_000_000 + ship,
                        second,
                        north + noise[0] if is_placed else None,
                        (east + noise[1] + 180) % 360 - 180 if is_placed else None,
                    )
                )
    return block(rows)


@pytest.mark.parametrize("seed", range(6))
def test_rows_passed_over_by_the_batch_hide_no_slow_slot(seed: int) -> None:
    whole, chosen = long_voyages(seed), plan("encounter", ports=NEAR)
    found = scan([whole], chosen).found["encounter"]
    ours = {
        (int(one["transmitter"]), int(one["slot"])): (int(one["latitude"]), int(one["longitude"]))
        for one in found
    }
    expected = {
        (ship, slot): place
        for ship in {int(one) for one in whole.transmitter}
        for slot, place in _slow(_slots(whole, ship), NEAR).items()
    }
    assert ours == expected
    assert len(expected) > 50
    parts = scan(cut(whole, list(range(0, len(whole), 37))), chosen)
    assert parts.found["encounter"].tobytes() == found.tobytes()
    assert (
        parts.states["encounter"].state.tobytes() == scan([whole], chosen).states["encounter"].state.tobytes()
    )
