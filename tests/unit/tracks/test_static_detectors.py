"""What static reports say of a ship's identity and draught, in small tables and against the truth of a made-up sea."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.events import MovementEvent
from vedette.model.movement import EPOCH, STATIC_COLUMNS
from vedette.testing.sea import Score, SeaSpec, make_sea, score
from vedette.testing.sea.write_columns import columns, write_statics
from vedette.testing.small_seas import EXHIBITS
from vedette.tracks.administrations import administrations
from vedette.tracks.block import READ, Block
from vedette.tracks.detectors import detectors, static_detectors
from vedette.tracks.detectors.shared_identity import NOT_CHECKED
from vedette.tracks.kernels.arrays import FOUND
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Plan, concluded
from vedette.tracks.splitting import tracked_in_memory
from vedette.tracks.static_detector import static_events
from vedette.tracks.statics import Statics

A, B, C = 273_000_001, 445_000_002, 511_000_003
IMO, OTHER = 9_074_729, 9_074_732
"""A valid IMO number, and one whose check digit is wrong."""
RUSSIA, KOREA = "273: Russian Federation", "445: Democratic People's Republic of Korea"
NOTHING = {name: np.zeros(0, FOUND) for name in ("port_call", "ais_gap")}


def table(*rows: dict[str, Any]) -> Statics:
    """Reports, an hour apart unless they tell a time, in the lake's order."""
    given = [
        {column.name: column.absent for column in STATIC_COLUMNS}
        | {"transmitter": A, "time": 3600 * number, "source": 0, "row": number}
        | row
        for number, row in enumerate(rows, start=1)
    ]
    given.sort(key=lambda row: (row["transmitter"], row["time"]))
    schema = pa.schema([pa.field(column.name, getattr(pa, column.type)()) for column in STATIC_COLUMNS])
    return Statics.of(pa.Table.from_pylist(given, schema=schema))


def events(name: str, statics: Statics, **found: Any) -> list[MovementEvent]:
    detector = static_detectors()[name]
    return list(static_events(detector, statics, GFW, found={**NOTHING, **found}, exhibits=EXHIBITS))


def told(event: MovementEvent) -> list[object]:
    return [one.value for one in event.magnitudes]


def test_a_new_name_is_a_change_between_the_last_report_of_the_old_and_the_first_of_the_new() -> None:
    names = [{"name": name} for name in ("ONE", "ONE", "TWO", "TWO")]
    (event,) = events("identity_change", table(*names))
    assert told(event) == ["name", "ONE", "TWO"]
    assert (event.sightings[0].first.row, event.sightings[0].last.row) == (2, 3)
    assert (str(event.began), str(event.ended)) == ("2000-01-01T02:00:00Z", "2000-01-01T03:00:00Z")


def test_a_field_that_a_report_leaves_out_has_not_changed() -> None:
    assert (
        events("identity_change", table({"name": "ONE", "imo": IMO}, {"call_sign": "X"}, {"name": "ONE"}))
        == []
    )


def test_a_ship_that_gets_its_old_name_back_once_changed_it_twice() -> None:
    names = [{"name": name} for name in ("ONE", "TWO", "ONE")]
    changes = [told(one) for one in events("identity_change", table(*names))]
    assert changes == [["name", "ONE", "TWO"], ["name", "TWO", "ONE"]]


def test_two_names_by_turns_are_one_shared_mmsi_and_no_change() -> None:
    reports = table(*({"name": name} for name in ("ONE", "TWO", "ONE", "TWO", "TWO", "ONE")))
    (event,) = events("shared_identity", reports)
    assert told(event) == ["one MMSI", "name", "ONE, TWO", Decimal(4)]
    assert events("identity_change", reports) == []


def test_an_imo_number_that_passes_to_another_mmsi_is_a_change_of_flag_or_of_mmsi() -> None:
    (flag,) = events("identity_change", table({"imo": IMO}, {"imo": IMO, "transmitter": B}))
    (mmsi,) = events("identity_change", table({"imo": IMO}, {"imo": IMO, "transmitter": A + 7}))
    assert (told(flag), told(mmsi)) == (
        ["flag", str(A), str(B), f"{RUSSIA}, {KOREA}"],
        ["mmsi", str(A), str(A + 7), RUSSIA],
    )
    assert [one.transmitter.value for one in flag.sightings] == [str(A), str(B)]


def test_an_imo_number_under_three_mmsis_is_proposed_as_shared_and_merged_by_nobody() -> None:
    (event,) = events("shared_identity", table(*({"imo": IMO, "transmitter": one} for one in (A, B, C))))
    assert [one.transmitter.value for one in event.sightings] == [str(A), str(B), str(C)]
    assert told(event) == [
        "one IMO number",
        "imo",
        str(IMO),
        Decimal(2),
        f"{RUSSIA}, {KOREA}, 511: Palau",
        NOT_CHECKED.value,
    ]


def by_turns(*, minutes: int, turns: int = 6) -> list[dict[str, Any]]:
    """One IMO number under A and B, a report each by turns."""
    return [
        {"imo": IMO, "transmitter": (A, B)[at % 2], "time": 60 * minutes * (at + 1)} for at in range(turns)
    ]


@pytest.mark.parametrize(("minutes", "shared"), [(30, "one IMO number at once"), (31, "one IMO number")])
def test_mmsis_whose_reports_interleave_within_an_hour_use_one_imo_number_at_once(
    minutes: int, shared: str
) -> None:
    (event,) = events("shared_identity", table(*by_turns(minutes=minutes)))
    assert told(event) == [shared, "imo", str(IMO), Decimal(5), f"{RUSSIA}, {KOREA}", NOT_CHECKED.value]


def test_a_single_slip_to_another_mmsi_and_back_is_not_two_transmitters_at_once() -> None:
    (event,) = events("shared_identity", table(*by_turns(minutes=5, turns=3)))
    assert told(event)[0] == "one IMO number"


def test_long_turns_that_follow_each_other_closely_are_not_at_once() -> None:
    moments = [*range(0, 24, 2)]
    reports = [
        {"imo": IMO, "transmitter": (A, B)[turn % 2], "time": 86_400 * turn + 3600 * hour}
        for turn in range(6)
        for hour in moments
    ]
    (event,) = events("shared_identity", table(*reports))
    assert told(event)[0] == "one IMO number"


def test_digits_that_the_table_lacks_are_told_without_an_administration() -> None:
    reports = table({"imo": IMO, "transmitter": 281_000_001}, {"imo": IMO, "transmitter": A})
    (event,) = events("identity_change", reports)
    assert told(event)[-1] == f"281: administration not known, {RUSSIA}"


def test_the_table_has_three_digits_and_a_name_in_each_row_and_none_of_the_made_up_seas() -> None:
    assert all(re.fullmatch("[2-7][0-9]{2}", digits) and name for digits, name in administrations().items())
    assert not administrations().keys() & {str(digits) for digits in range(281, 290)}
    assert [administrations()[one] for one in ("351", "440", "636")] == [
        "Panama",
        "Republic of Korea",
        "Liberia",
    ]


CLASS_B = {"name": "ONE", "call_sign": "X1", "to_bow": 30, "to_stern": 5, "to_port": 4, "to_starboard": 4}


def test_one_name_call_sign_and_size_without_an_imo_number_under_mmsis_by_turns_is_proposed() -> None:
    reports = [CLASS_B | {"transmitter": one} for one in (A, B, A)]
    (event,) = events("shared_identity", table(*reports))
    assert told(event)[:4] == ["one name, call sign and size", "name", "ONE", Decimal(2)]
    (change,) = events("identity_change", table(*reports[:2]))
    assert told(change) == ["flag", str(A), str(B), f"{RUSSIA}, {KOREA}"]


@pytest.mark.parametrize("other", [{"name": "TWO"}, {"call_sign": None}, {"to_bow": 60}, {"imo": IMO}])
def test_a_ship_that_differs_in_anything_told_is_another_ship(other: dict[str, Any]) -> None:
    reports = [CLASS_B, CLASS_B | {"transmitter": B} | other, CLASS_B]
    assert events("shared_identity", table(*reports)) == []


def test_an_imo_number_with_a_wrong_check_digit_ties_no_two_transmitters_together() -> None:
    for name in ("identity_change", "shared_identity"):
        assert events(name, table(*({"imo": OTHER, "transmitter": one} for one in (A, B, A)))) == []


def test_a_draught_change_names_where_and_estimates_the_cargo_with_its_error() -> None:
    size = {"to_bow": 80, "to_stern": 20, "to_port": 10, "to_starboard": 10}
    reports = table({"draught": 50, **size}, {"draught": 70})
    (event,) = events("draught_change", reports)
    assert told(event) == [
        "at sea",
        Decimal("5.0"),
        Decimal("7.0"),
        Decimal(3500),
        Decimal(600),
        Decimal("17.4"),
    ]
    call = np.zeros(1, FOUND)
    call["transmitter"], call["began"], call["ended"] = A, 4000, 5000
    assert told(events("draught_change", reports, port_call=call)[0])[0] == "in port"
    call["transmitter"] = B
    assert told(events("draught_change", reports, port_call=call)[0])[0] == "at sea"


def test_a_draught_told_before_a_gap_began_or_after_it_ended_did_not_change_in_it() -> None:
    reports = table({"draught": 50}, {"draught": 70})
    first, second = (int(one) for one in reports.time)
    for began, ended, still, words in (
        (second, 0, 1, "at sea"),
        (second - 1, 0, 1, "in a gap"),
        (first - 9, first, 0, "at sea"),
        (first - 9, first + 1, 0, "in a gap"),
    ):
        gap = np.zeros(1, FOUND)
        gap["transmitter"], gap["began"], gap["ended"], gap["open"] = A, began, ended, still
        assert told(events("draught_change", reports, ais_gap=gap)[0])[0] == words


def test_a_ship_without_a_size_gets_no_cargo_and_a_small_change_is_none() -> None:
    (event,) = events("draught_change", table({"draught": 50}, {"draught": 54}, {"draught": 59}))
    assert told(event) == ["at sea", Decimal("5.4"), Decimal("5.9"), None, None, None]


def test_the_deepest_draught_that_can_be_told_is_compared_with_nothing() -> None:
    assert events("draught_change", table({"draught": 120}, {"draught": 255}, {"draught": 120})) == []


def test_two_ships_under_one_mmsi_do_not_load_and_unload_all_the_time() -> None:
    reports = [{"imo": IMO, "draught": 50}, {"imo": 9_074_743, "draught": 90}]
    assert events("draught_change", table(*reports, *reports)) == []


def test_a_draught_change_without_the_port_calls_is_refused() -> None:
    detector = static_detectors()["draught_change"]
    with pytest.raises(UnreadableInputError, match="port_call"):
        list(static_events(detector, table(), GFW, found={}, exhibits=EXHIBITS))


def test_no_reports_at_all_give_no_events() -> None:
    assert [events(name, table()) for name in static_detectors()] == [[], [], []]


@attrs.frozen
class Seen:
    kind: str
    transmitters: tuple[int, ...]
    began: int
    ended: int | None


def _seen(event: MovementEvent, kind: str) -> Seen:
    assert event.ended is not None
    began, ended = (int((one.moment - EPOCH).total_seconds()) for one in (event.began, event.ended))
    return Seen(kind, tuple(int(one.transmitter.value) for one in event.sightings), began, ended)


@pytest.mark.slow
@pytest.mark.long
def test_what_is_planted_in_a_sea_is_found_and_nothing_else(tmp_path: Path) -> None:
    kinds = ("identity_name", "identity_call_sign", "identity_imo", "identity_flag", "shared_mmsi", "several_mmsis",
             "draught_in_port", "draught_in_gap", "encounter", "encounter_midnight",
             "encounter_antimeridian")  # fmt: skip
    sea = make_sea(
        SeaSpec(seed=11, ships=40, days=12, basins=2, pace=2.0, behaviours=dict.fromkeys(kinds, 1))
    )
    write_statics(sea, tmp_path / "statics.parquet")
    plan = Plan(detectors=list(detectors().values()), profile=GFW)
    whole = tracked_in_memory([Block(**{name: one[name] for name in READ}) for one in columns(sea)], plan)
    found = concluded(whole, plan)
    statics = Statics.of(pq.read_table(tmp_path / "statics.parquet"))
    seen = [
        Seen(
            "encounter", (int(one["transmitter"]), int(one["partner"])), int(one["began"]), int(one["ended"])
        )
        for one in found["encounter"]
    ]
    for name, detector in static_detectors().items():
        for event in static_events(detector, statics, GFW, found=found, exhibits=EXHIBITS):
            shared = "several_mmsis" if len(event.sightings) > 1 else "shared_mmsi"
            seen.append(_seen(event, shared if name == "shared_identity" else name))
    # Static reports say it too (the test above); this marks what positions alone show.
    seen = [one for one in seen if one.kind != "shared_mmsi"] + [
        Seen("shared_mmsi", (int(one["transmitter"]),), int(one["began"]), int(one["ended"]))
        for one in found["shared_mmsi"]
    ]
    marks = score(
        seen, sea.truth, tolerance={"encounter": 1_800, "identity_change": 7_200, "draught_change": 7_200}
    )
    assert {
        kind: marks[kind] for kind in ("identity_change", "shared_mmsi", "several_mmsis", "draught_change")
    } == {
        "identity_change": Score(right=4),
        "shared_mmsi": Score(right=1),
        "several_mmsis": Score(right=1),
        "draught_change": Score(right=2),
    }
    assert (marks["encounter"].right, marks["encounter"].missed) == (3, 0)
