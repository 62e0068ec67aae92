"""Every message of gpsd's own test log has the values that gpsd gives it."""

import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vedette.model.movement import EPOCH, NO_COURSE, NO_HEADING, NO_STATUS, STEPS_PER_DEGREE
from vedette.sources.movement.nmea import Decoded, read_nmea

DATA = Path(__file__).resolve().parent.parent / "data"
REPORTS, STATICS, BOTH = {1, 2, 3, 18, 27}, {5, 24}, 19
LONG_RANGE_STATUS = {"Restricted manoeuverability": 3, "Not under command": 2}
# Left out: epfd (pyais reads 14 as 0) and name (pyais keeps what stands behind the @ that ends it).
PLAIN = ("mmsi", "repeat", "seqno", "dest_mmsi", "dac", "fid", "second", "text", "vendorid")


@cache
def decoded() -> Decoded:
    log = (DATA / "ais.aivdm").read_bytes()
    return next(read_nmea(io.BytesIO(log), source=1, start=EPOCH))


@cache
def of_gpsd() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in (DATA / "ais.gpsd.jsonl").read_text("utf-8").splitlines())


def rows(table: Any) -> Iterator[dict[str, Any]]:
    for index in range(len(table["row"])):
        yield {name: column[index].item() for name, column in table.items()}


def test_every_position_report_has_the_values_of_gpsd() -> None:
    wanted = [one for one in of_gpsd() if one["type"] in {*REPORTS, BOTH}]
    ours = list(rows(decoded().positions))
    assert len(ours) == len(wanted) == 12
    for row, one in zip(ours, wanted, strict=True):
        is_long = one["type"] == 27
        step = STEPS_PER_DEGREE // 10 if is_long else 1
        assert row["transmitter"] == one["mmsi"]
        assert abs(row["latitude"] - one["lat"] * STEPS_PER_DEGREE) <= step
        assert abs(row["longitude"] - one["lon"] * STEPS_PER_DEGREE) <= step
        assert row["speed"] == round(one["speed"] * 10)
        assert row["course"] == (NO_COURSE if one["course"] == 360 else round(one["course"] * 10))
        assert row["heading"] == (NO_HEADING if one.get("heading", 511) == 511 else one["heading"])
        status = LONG_RANGE_STATUS[one["status"]] if is_long else one.get("status", 15)
        assert row["status"] == (NO_STATUS if status == 15 else status)


def test_every_static_report_has_the_values_of_gpsd() -> None:
    names = {
        "imo": "imo", "ship_type": "shiptype", "to_bow": "to_bow", "to_stern": "to_stern",
        "to_port": "to_port", "to_starboard": "to_starboard",
    }  # fmt: skip
    texts = {"call_sign": "callsign", "name": "shipname", "destination": "destination"}
    ours: dict[int, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(decoded().statics):
        for name, value in row.items():
            ours[row["transmitter"]][name].add(value)
    wanted = [one for one in of_gpsd() if one["type"] in {*STATICS, BOTH}]
    assert len(wanted) == 6
    for one in wanted:
        row_of = ours[one["mmsi"]]
        for name, theirs in names.items():
            assert one.get(theirs, 0) in row_of[name], (name, one)
        for name, theirs in texts.items():
            assert one.get(theirs, "").encode() in row_of[name], (name, one)
        assert round(one.get("draught", 0) * 10) in row_of["draught"]


def test_every_other_message_is_listed_and_pyais_gives_the_plain_fields_of_gpsd() -> None:
    listed = [one for one in of_gpsd() if one["type"] not in {*REPORTS, *STATICS, BOTH}]
    others = decoded().others
    assert Counter(others.types.tolist()) == Counter(one["type"] for one in listed)
    ours: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for index in range(len(others)):
        fields = others.fields(index)
        ours[fields["msg_type"], int(fields["mmsi"])].append(fields)
    compared = 0
    for one in listed:
        same = ours[one["type"], one["mmsi"]]
        assert same, one
        shared = [name for name in PLAIN if name in one and all(name in fields for fields in same)]
        for name in shared:
            theirs = str(one[name])
            assert theirs.strip() in {str(fields[name]).strip() for fields in same}, (name, one)
            compared += 1
    assert compared >= 100, compared


def test_the_one_line_that_gpsd_cannot_read_is_our_only_issue() -> None:
    assert [(issue.row, issue.problem) for issue in decoded().issues] == [(978, "no sentence")]


@pytest.mark.parametrize("kind", sorted({one["type"] for one in of_gpsd()}))
def test_a_type_that_gpsd_decodes_is_decoded_or_listed(kind: int) -> None:
    listed = set(decoded().others.types.tolist())
    assert kind in listed or kind in {*REPORTS, *STATICS, BOTH}
