"""Made-up seas: false positions that were planted are found under their own name, and nothing else is."""

from __future__ import annotations

import math

import attrs
import numpy as np
import pytest

from vedette.model.movement import NO_POSITION, NO_SPEED, STEPS_PER_DEGREE
from vedette.testing.sea import Noise, Sea, SeaSpec, make_sea
from vedette.testing.sea.report import blocks
from vedette.testing.sea.reports import joined_reports
from vedette.testing.sea.shore import shore_of
from vedette.testing.small_seas import Report, block, cut, found, plan
from vedette.tracks.block import READ, Block
from vedette.tracks.coast.shore import ERROR_NM
from vedette.tracks.detector import Found
from vedette.tracks.detectors import detectors
from vedette.tracks.kernels.sphere import METRES
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Plan, concluded, scan

A = 273_000_001
KINDS = ("circle", "frozen", "on_land", "teleport")
PACES = (12.0, 12.0, 12.0, 12.0, 12.0, None, 0.1)
BEHAVIOURS = {"circle": 8, "frozen": 8, "on_land": 8, "teleport": 8, "loitering": 8, "gap": 4}


def block_of(sea: Sea) -> Block:
    whole = joined_reports(list(blocks(sea)))
    order = np.lexsort((whole.receiver, whole.time, whole.transmitter))
    columns = {name: getattr(whole, name)[order] for name in READ[:5]}
    return Block(
        **columns, source=np.zeros(len(whole), np.int16), row=np.arange(1, len(whole) + 1, dtype=np.int32)
    )


def anomalies(sea: Sea) -> tuple[Block, dict[str, Found]]:
    names = {*KINDS, "position_anomaly"}
    shore = shore_of(sea)
    chosen = Plan(detectors=[detectors()[name] for name in sorted(names)], profile=GFW, shore=lambda: shore)
    whole = block_of(sea)
    return whole, concluded(scan([whole], chosen), chosen)


@pytest.mark.parametrize(
    "noise", [Noise(), Noise(gps_metres=15.0, duplicates=0.1, dirty=0.02)], ids=["clean", "noisy"]
)
def test_every_planted_falsehood_is_found_by_its_own_detector_and_nothing_else_is(noise: Noise) -> None:
    sea = make_sea(SeaSpec(seed=5, ships=60, days=12, basins=3, behaviours=BEHAVIOURS, noise=noise))
    _, events = anomalies(sea)
    for name in KINDS:
        planted = [one for one in sea.truth if one.kind == "position_anomaly" and one.variant == name]
        assert len(planted) == BEHAVIOURS[name]
        seen = [(int(one["transmitter"]), int(one["began"]), int(one["ended"])) for one in events[name]]
        for label in planted:
            touching = [
                one
                for one in seen
                if one[0] in label.transmitters
                and one[1] <= (label.ended or label.began) + 3600
                and one[2] >= label.began - 3600
            ]
            assert len(touching) == 1, (name, label)
        if name != "teleport":
            assert len(seen) == len(planted), name


@pytest.mark.parametrize("seed", range(6))
def test_frozen_runs_are_those_of_looking_at_every_row(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = [
        Report(
            A,
            120 * at,
            random.choice([36.0, 36.0, 36.0, 36.001, 36.002]) if at % 40 > 8 else 36.0,
            None if random.random() < 0.02 else 0.5,
            PACES[random.integers(len(PACES))] if at % 40 > 12 else 12.0,
        )
        for at in range(600)
    ]
    loose = GFW.with_thresholds("frozen", {"reports": 3, "duration_s": 240})
    whole, chosen = block(rows), plan("frozen", profile=loose)
    expected: list[list[tuple[int, tuple[int, int]]]] = []
    run: list[tuple[int, tuple[int, int]]] = []
    for at in range(len(whole)):
        place = (int(whole.latitude[at]), int(whole.longitude[at]))
        pace = int(whole.speed[at])
        if NO_POSITION in place or (run and run[0][1] == place and pace == NO_SPEED):
            continue
        if run and (run[0][1] != place or pace < 30):
            expected.append(run)
            run = []
        if pace >= 30:
            run.append((at, place))
    expected.append(run)
    lengths = [len(one) for one in expected if len(one) >= 3 and one[-1][0] - one[0][0] >= 2]
    assert lengths
    for parts in ([whole], cut(whole, [7, 33, 34, 290, 555])):
        assert concluded(scan(parts, chosen), chosen)["frozen"]["a"].tolist() == lengths


@pytest.mark.parametrize("seed", range(6))
def test_runs_inland_are_those_of_looking_up_every_row(seed: int) -> None:
    random = np.random.default_rng(seed)
    latitude = 45 + np.cumsum(random.normal(0, 0.05, 1500))
    longitude = 100 + np.cumsum(random.normal(-0.05, 0.2, 1500))
    rows = [
        Report(A, 300 * at, float(y), float((x + 180) % 360 - 180))
        for at, (y, x) in enumerate(zip(latitude, longitude, strict=True))
    ]
    whole, chosen = block(rows), plan("on_land")
    shore = chosen.shore().nautical_miles(whole.latitude, whole.longitude)
    deep = np.concatenate([[False], shore <= -(GFW.of("on_land")["inland_nm"] + ERROR_NM), [False]])
    edges = np.flatnonzero(np.diff(deep.astype(np.int8)))
    lengths = [int(b - a) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 5]
    assert lengths
    for parts in ([whole], cut(whole, [1, 2, 500, 1001])):
        assert concluded(scan(parts, chosen), chosen)["on_land"]["a"].tolist() == lengths


def round_and_round(*, miles: float, knots: float, hours: float, seconds: int = 150) -> list[Report]:
    """Positions on one circle around 36 N, 0 E."""
    angles = [(at, knots * at / 3600 / miles) for at in range(0, int(hours * 3600), seconds)]
    stretch = 60 * math.cos(math.radians(36))
    return [
        Report(A, at, 36 + miles / 60 * math.sin(a), miles / stretch * math.cos(a), knots) for at, a in angles
    ]


@pytest.mark.parametrize("miles", [0.3, 1.0, 2.0])
def test_the_radius_of_a_circle_is_measured(miles: float) -> None:
    (one,) = found(round_and_round(miles=miles, knots=12, hours=6), "circle")
    assert abs(one["a"] - miles * 1852) < 0.02 * miles * 1852
    assert one["open"] == 1


def test_a_ship_that_swings_at_anchor_runs_round_no_circle() -> None:
    assert not found(round_and_round(miles=0.1, knots=0.3, hours=48), "circle").size


def test_two_turns_of_a_trial_are_no_circle() -> None:
    assert not found(round_and_round(miles=1.0, knots=12, hours=1.0), "circle").size


def test_a_ferry_to_and_fro_and_a_search_along_parallels_run_round_no_circle() -> None:
    ferry = [Report(A, at * 60, 36 + 0.03 * abs((at / 30) % 2 - 1), 0.0, 4.0) for at in range(600)]
    assert not found(ferry, "circle").size
    legs = [Report(A, at * 60, 36 + at // 20 * 0.01, 0.05 * abs((at / 20) % 2 - 1), 9.0) for at in range(600)]
    assert not found(legs, "circle").size


def test_an_arc_sailed_to_and_fro_runs_round_no_circle() -> None:
    arc = [
        Report(A, at * 60, 36 + math.sin(math.sin(at / 20)) / 30, math.cos(math.sin(at / 20)) / 24, 9.0)
        for at in range(900)
    ]
    assert not found(arc, "circle").size


def windows_of(whole: Block) -> list[np.ndarray]:
    """Seconds and steps east and north of the positions, by half-hour of the clock."""
    rows = np.column_stack([whole.time, whole.longitude, whole.latitude]).astype(float)
    rows = rows[(rows[:, 1:] != NO_POSITION).all(axis=1)]
    return np.split(rows, np.flatnonzero(np.diff(rows[:, 0] // 1800)) + 1)


def metres(rows: np.ndarray) -> np.ndarray:
    """Metres east and north of the first."""
    squeeze = math.cos(math.radians(rows[0, 2] / STEPS_PER_DEGREE))
    return np.asarray((rows[:, 1:] - rows[0, 1:]) * (METRES * squeeze, METRES))


def way(rows: np.ndarray) -> float:
    return float(np.hypot(*np.diff(metres(rows), axis=0).T).sum())


def fitted(rows: np.ndarray) -> tuple[float, bool, float]:
    """Radius by least squares of numpy, whether it is that of a circle, and how far the mean misses the centre."""
    points = metres(rows)
    x, y = (points - points.mean(axis=0)).T
    (a, b, c), *_ = np.linalg.lstsq(
        np.column_stack([2 * x, 2 * y, np.ones(len(x))]), x * x + y * y, rcond=None
    )
    radius = math.sqrt(a * a + b * b + c)
    off = math.sqrt(np.mean((x * x + y * y - 2 * a * x - 2 * b * y - c) ** 2)) / (2 * radius)
    return radius, 200 <= radius <= 4_000 and off <= 0.1 * radius, math.hypot(a, b)


def circles(whole: Block) -> list[tuple[int, int]]:
    """First and last second of each circle, by looking at every window; none of them is missed."""
    runs: list[list[np.ndarray]] = [[]]
    for points in windows_of(whole):
        seconds = points[-1, 0] - points[0, 0]
        apart = math.hypot(*metres(points)[-1])
        passes = len(points) >= 5 and way(points) >= 3 * 1852 / 3600 * seconds and apart <= 1.1 * 8_000
        passes = passes and fitted(points)[1]
        if not passes or (runs[-1] and not fitted(np.vstack([*runs[-1], points]))[1]):
            runs.append([])
        if passes:
            runs[-1].append(points)
    found = []
    for run in filter(None, runs):
        radius, _, missed = fitted(np.vstack(run))
        if missed <= 0.3 * radius and sum(map(way, run)) >= 3 * 2 * math.pi * radius:
            found.append((int(run[0][0, 0]), int(run[-1][-1, 0])))
    return found


def day_of(random: np.random.Generator) -> list[Report]:
    """Hours at anchor, under way at every speed and in rounds, by turns, with a fix that is a few metres off."""
    rows: list[Report] = []
    second, east, north = 0, 0.0, 0.0
    for _ in range(40):
        knots, radius = (
            random.choice([0.0, 0.2, 2.0, 4.0, 7.0, 9.0, 12.0, 15.0]),
            random.choice([0, 0, 500, 1500]),
        )
        heading, until = random.uniform(0, 2 * math.pi), second + int(random.integers(1, 14)) * 1800
        pace = int(random.choice([20, 90, 150]))
        while second < until:
            seconds = int(random.integers(1, 2 * pace))
            second += seconds
            turn = knots * 1852 / 3600 * seconds / radius if radius else 0.0
            heading += turn
            east += knots * 1852 / 3600 * seconds * math.sin(heading)
            north += knots * 1852 / 3600 * seconds * math.cos(heading)
            fix = random.normal(0, 5, 2)
            rows.append(Report(A, second, 36 + (north + fix[1]) / 111_195, (east + fix[0]) / 89_958, knots))
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_circles_are_those_of_fitting_every_window(seed: int) -> None:
    rows = day_of(np.random.default_rng(seed))
    rows += [attrs.evolve(one, latitude=None) for one in rows[::50]]
    whole, chosen = block(rows), plan("circle")
    expected = circles(whole)
    assert expected
    for parts in ([whole], cut(whole, [1, 2, 500, 1001])):
        one = concluded(scan(parts, chosen), chosen)["circle"]
        last = np.where(one["open"] == 1, whole.time[one["last_row"].astype(int) - 1], one["ended"])
        assert list(zip(one["began"].tolist(), last.tolist(), strict=True)) == expected


def test_a_position_away_and_back_is_a_teleport_with_the_row_before_and_the_row_after() -> None:
    rows = [Report(A, at * 120, 36.0 + (4 if at == 10 else 0), 0.5, 12.0) for at in range(30)]
    (one,) = found(rows, "teleport", using=plan("teleport", "position_anomaly"))
    assert (one["first_row"], one["last_row"], one["c"]) == (10, 12, 0)


def test_a_leap_without_a_way_back_is_no_teleport() -> None:
    rows = [Report(A, at * 120, 36.0 + (4 if at > 10 else 0), 0.5, 12.0) for at in range(30)]
    assert not found(rows, "teleport", using=plan("teleport", "position_anomaly")).size


def test_circles_and_states_are_the_same_however_the_rows_are_cut() -> None:
    away = [Report(A, 21_600 + at * 150, 37 + at / 120, 0.0, 12.0) for at in range(200)]
    whole, chosen = block([*round_and_round(miles=1.0, knots=9, hours=6), *away]), plan("circle")
    once = scan([whole], chosen)
    assert concluded(once, chosen)["circle"].size == 1
    for cuts in ([1, 5, 12, 13, 144, 145, 200], list(range(0, 344, 7))):
        parts = scan(cut(whole, cuts), chosen)
        assert concluded(parts, chosen)["circle"].tobytes() == concluded(once, chosen)["circle"].tobytes()
        assert parts.states["circle"].state.tobytes() == once.states["circle"].state.tobytes()
