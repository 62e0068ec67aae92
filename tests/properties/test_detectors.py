"""However the rows are cut, and whatever oracle is asked, the same events."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.model.movement import NO_POSITION
from vedette.testing.small_seas import NOON, Report, block, cut, plan
from vedette.tracks.block import READ, Block
from vedette.tracks.magnitudes import METRES_A_SECOND, metres_between
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Scanned, concluded, scan


def sea(seed: int, *, ships: int = 4, reports: int = 120) -> Block:
    """Ships that drift, sail, jump, fall silent and lose their position, some near the antimeridian."""
    random = np.random.default_rng(seed)
    rows: list[Report] = []
    for ship in range(ships):
        second, latitude, longitude, knots = (
            0,
            random.uniform(-70, 70),
            random.choice([0.0, 179.99, -60.0]),
            0.0,
        )
        for _ in range(int(random.integers(1, reports))):
            second += int(
                random.choice([0, 60, 300, 900, 3000, 4000, 50_000], p=[0.05, 0.3, 0.3, 0.2, 0.1, 0.03, 0.02])
            )
            knots = float(random.choice([knots, 0.1, 1.5, 12.0], p=[0.9, 0.04, 0.03, 0.03]))
            latitude += knots * second % 300 / 3600 / 60 * random.uniform(0, 1)
            longitude += float(random.choice([0.0, 0.001, 1.0], p=[0.5, 0.48, 0.02])) * min(knots, 1)
            longitude = (longitude + 180) % 360 - 180
            known = random.random() > 0.03
            rows.append(
                Report(
                    201_000_000 + ship,
                    second,
                    latitude if known else None,
                    longitude if known else None,
                    knots,
                )
            )
    return block(rows)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 400), max_size=30))
def test_events_and_states_are_the_same_however_the_rows_are_cut(seed: int, cuts: list[int]) -> None:
    whole, chosen = sea(seed), plan()
    once, parts = scan([whole], chosen), scan(cut(whole, cuts), chosen)
    for name, events in concluded(once, chosen).items():
        assert events.tobytes() == concluded(parts, chosen)[name].tobytes()
        assert once.states[name].state.tobytes() == parts.states[name].state.tobytes()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), hour=st.integers(0, 40))
def test_a_second_run_from_saved_states_finds_what_one_run_finds(seed: int, hour: int) -> None:
    whole, chosen = sea(seed), plan()
    early = whole.time < NOON + hour * 3600
    day, rest = (Block(**{n: getattr(whole, n)[rows] for n in READ}) for rows in (early, ~early))
    first = scan([day], chosen)
    second = scan([rest], chosen, earlier=first.states)
    both = Scanned(
        rows=len(whole),
        until=max(first.until, second.until),
        found={name: np.concatenate([first.found[name], second.found[name]]) for name in first.found},
        states={name: first.states[name].replaced(second.states[name]) for name in first.states},
    )
    for name, events in concluded(scan([whole], chosen), chosen).items():
        assert events.tobytes() == concluded(both, chosen)[name].tobytes()


@pytest.mark.parametrize("seed", range(12))
def test_gaps_are_those_of_a_window_in_sql(seed: int) -> None:
    whole, chosen = sea(seed), plan("ais_gap")
    reports = pa.table({name: getattr(whole, name) for name in ("transmitter", "time", "source", "row")})
    assert reports.num_rows == len(whole)
    expected = duckdb.execute(
        "select transmitter, before, time from (select transmitter, time, lag(time) over"
        " (partition by transmitter order by time, source, row) as before from reports)"
        " where time - before >= 43200 order by 1, 2",
    ).fetchall()
    events = concluded(scan([whole], chosen), chosen)["ais_gap"]
    closed = events[events["open"] == 0]
    assert [(int(one["transmitter"]), int(one["began"]), int(one["ended"])) for one in closed] == expected


def _legs(whole: Block) -> list[tuple[int, int, float]]:
    """Every leg between positions: row of its end, seconds, metres, measured without any shortcut."""
    legs, before = [], -1
    for at in range(len(whole)):
        if whole.latitude[at] == NO_POSITION:
            continue
        if before >= 0 and whole.transmitter[before] == whole.transmitter[at]:
            ends = [int(column[row]) for row in (before, at) for column in (whole.latitude, whole.longitude)]
            legs.append((at, int(whole.time[at] - whole.time[before]), metres_between(*ends)))
        before = at
    return legs


@pytest.mark.parametrize("seed", range(12))
def test_jumps_are_those_of_measuring_every_leg(seed: int) -> None:
    whole, chosen = sea(seed), plan("position_anomaly")
    bound = GFW.of("position_anomaly")
    fastest = bound["speed_tenth_kn"] / 10 * METRES_A_SECOND
    expected = [
        int(whole.row[at])
        for at, seconds, metres in _legs(whole)
        if metres > bound["distance_m"] and metres > fastest * seconds
    ]
    assert sorted(concluded(scan([whole], chosen), chosen)["position_anomaly"]["last_row"]) == sorted(
        expected
    )


def _slow_runs(whole: Block) -> list[tuple[int, int]]:
    """Runs of slow hours, by adding up every leg: transmitter and number of hours."""
    sums: dict[tuple[int, int], list[float]] = {}
    for at, seconds, metres in _legs(whole):
        if seconds <= 3600:
            total = sums.setdefault((int(whole.transmitter[at]), int(whole.time[at]) // 3600), [0.0, 0.0])
            total[0] += metres
            total[1] += seconds
    slow = sorted(key for key, (m, s) in sums.items() if s > 0 and m < 2 * METRES_A_SECOND * s)
    runs: list[list[tuple[int, int]]] = []
    for who, hour in slow:
        if runs and runs[-1][-1] == (who, hour - 1):
            runs[-1].append((who, hour))
        else:
            runs.append([(who, hour)])
    return [(run[0][0], len(run)) for run in runs if len(run) >= GFW.of("loitering")["hours"]]


@pytest.mark.parametrize("seed", range(25))
def test_loitering_is_that_of_adding_up_every_leg(seed: int) -> None:
    anywhere = GFW.with_thresholds("loitering", {"shore_nm": -200})
    whole, chosen = sea(seed), plan("loitering", profile=anywhere)
    events = concluded(scan([whole], chosen), chosen)["loitering"]
    assert [(int(one["transmitter"]), int(one["a"])) for one in events] == _slow_runs(whole)


def long_voyage(seed: int) -> Block:
    """A ship that sails, drifts and rests by turns, long enough for batches of rows."""
    random = np.random.default_rng(seed)
    rows: list[Report] = []
    second, north, east = 0, 10.05, -40.0
    for _ in range(20):
        knots, bearing = float(random.choice([0.0, 1.7, 2.2, 12.0])), float(random.uniform(0, 6.3))
        for _ in range(int(random.integers(20, 150))):
            pause = int(random.choice([0, 10, 120, 240, 4_000], p=[0.01, 0.05, 0.5, 0.43, 0.01]))
            second += pause
            north += knots * pause / 216_000 * np.cos(bearing)
            east += knots * pause / 216_000 * np.sin(bearing)
            noise = random.normal(0, 5e-5, 2)
            known = random.random() > 0.003
            told = max(0.0, knots + float(random.normal(0, 0.05)))
            rows.append(
                Report(
                    201_000_000,
                    second,
                    north + noise[0] if known else None,
                    east + noise[1] if known else None,
                    told,
                )
            )
    return block(rows)


@pytest.mark.parametrize("seed", range(8))
def test_hours_passed_over_together_are_counted_as_one_by_one(seed: int) -> None:
    whole, chosen = long_voyage(seed), plan("loitering")
    once, parts = scan([whole], chosen), scan(cut(whole, list(range(0, len(whole), 29))), chosen)
    events = concluded(once, chosen)["loitering"]
    assert [(int(one["transmitter"]), int(one["a"])) for one in events] == _slow_runs(whole)
    assert len(events) > 1
    assert events.tobytes() == concluded(parts, chosen)["loitering"].tobytes()
    assert once.states["loitering"].state.tobytes() == parts.states["loitering"].state.tobytes()


PORTS = PortIndex.of(
    [
        Port(
            number=number, name=f"Made up {number}", latitude=6_000_000 + north, longitude=-24_000_000 + east
        )
        for number, (north, east) in enumerate([(0, 0), (60_000, 20_000), (-90_000, 70_000), (9_000, -4_000)])
    ]
)


def _stays(whole: Block) -> list[tuple[int, int, int]]:
    """Entry and exit times and the port at entry, measured against every port at every row."""
    stays, inside = [], None
    bound = GFW.of("port_call")
    for at in range(len(whole)):
        here = int(whole.latitude[at]), int(whole.longitude[at])
        if NO_POSITION in here:
            continue
        metres = [metres_between(*here, one.latitude, one.longitude) for one in PORTS.ports]
        if inside is None and min(metres) <= bound["entry_m"]:
            inside = (int(whole.time[at]), metres.index(min(metres)))
        elif inside is not None and min(metres) >= bound["exit_m"]:
            stays.append((inside[0], int(whole.time[at]), inside[1]))
            inside = None
    return stays


@pytest.mark.parametrize("seed", range(12))
def test_port_calls_begin_and_end_where_measuring_every_row_says(seed: int) -> None:
    whole, chosen = long_voyage(seed), plan("port_call", ports=PORTS)
    once, parts = scan([whole], chosen), scan(cut(whole, list(range(0, len(whole), 29))), chosen)
    events = concluded(once, chosen)["port_call"]
    closed = [(int(one["began"]), int(one["ended"])) for one in events if not one["open"]]
    assert closed == [stay[:2] for stay in _stays(whole)]
    assert events.tobytes() == concluded(parts, chosen)["port_call"].tobytes()
    assert once.states["port_call"].state.tobytes() == parts.states["port_call"].state.tobytes()
