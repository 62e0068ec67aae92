"""What is written reads back: NMEA through pyais, CSV under the headers of the real files, Parquet as columns."""

from __future__ import annotations

import csv
import re
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from pyais import decode

from vedette.model.movement import (
    NO_COURSE,
    NO_HEADING,
    NO_POSITION,
    NO_SPEED,
    NO_STATUS,
    POSITION_COLUMNS,
    STATIC_COLUMNS,
)
from vedette.testing.sea import MADE_UP, Noise, Sea, SeaSpec, make_sea
from vedette.testing.sea.days import days
from vedette.testing.sea.report import blocks
from vedette.testing.sea.reports import Reports, joined_reports
from vedette.testing.sea.write_columns import write_columns, write_statics
from vedette.testing.sea.write_csv import DANISH, MARINE_CADASTRE, write_danish, write_marine_cadastre
from vedette.testing.sea.write_nmea import LogStyle, write_nmea

SENTENCE = re.compile(rb"(.*)(!AIVDM,.*\*[0-9A-F]{2})\r\n")


@pytest.fixture(scope="module")
def small() -> Sea:
    noise = Noise(duplicates=0.2, dirty=0.3)
    return make_sea(SeaSpec(seed=3, ships=4, days=3, class_b=0.5, noise=noise, static_minutes=360, pace=6.0))


@pytest.fixture(scope="module")
def logged(small: Sea) -> Reports:
    return joined_reports([day.reports for day in days(small)])


def checked(body: bytes) -> int:
    return reduce(lambda left, right: left ^ right, body, 0)


@pytest.mark.parametrize("style", list(LogStyle))
def test_every_sentence_decodes_to_the_values_that_were_told(
    small: Sea, logged: Reports, style: LogStyle, tmp_path: Path
) -> None:
    path = tmp_path / "made-up.nmea"
    count = write_nmea(small, path, style=style)
    lines = path.read_bytes().splitlines(keepends=True)
    assert len(lines) == count
    assert lines[0] == f"# {MADE_UP}\r\n".encode()
    found: list[dict[str, Any]] = []
    statics: list[dict[str, Any]] = []
    first = b""
    for line in lines[1:]:
        match = SENTENCE.fullmatch(line)
        assert match is not None
        sentence = match[2]
        assert checked(sentence[1:-3]) == int(sentence[-2:], 16)
        if sentence.startswith(b"!AIVDM,2,1"):
            first = sentence
            continue
        parts = [first, sentence] if sentence.startswith(b"!AIVDM,2,2") else [sentence]
        message = decode(*parts).asdict()
        (found if message["msg_type"] in {1, 3, 18} else statics).append(message)
    assert [_values(message) for message in found] == [_told(logged, row) for row in range(len(logged))]
    assert {message["msg_type"] for message in statics} == {5, 24}
    assert {m["destination"] for m in statics if m["msg_type"] == 5} == {MADE_UP}


def _values(message: dict[str, Any]) -> tuple[Any, ...]:
    keys = ("mmsi", "lat", "lon", "speed", "course", "heading")
    return (*(message[key] for key in keys), int(message.get("status", 15)), message["second"])


def _told(reports: Reports, row: int) -> tuple[Any, ...]:
    latitude, longitude = int(reports.latitude[row]), int(reports.longitude[row])
    speed, course, heading = int(reports.speed[row]), int(reports.course[row]), int(reports.heading[row])
    status = int(reports.status[row])
    return (
        int(reports.transmitter[row]),
        91.0 if latitude == NO_POSITION else round(latitude / 600_000, 6),
        181.0 if longitude == NO_POSITION else round(longitude / 600_000, 6),
        102.3 if speed == NO_SPEED else speed / 10,
        360.0 if course == NO_COURSE else course / 10,
        511 if heading == NO_HEADING else heading,
        15 if status == NO_STATUS else status,
        int(reports.time[row]) % 60,
    )


def test_static_sentences_say_who_the_ship_is(small: Sea, tmp_path: Path) -> None:
    path = tmp_path / "made-up.nmea"
    write_nmea(small, path, style=LogStyle.PLAIN)
    lines = path.read_bytes().splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith(b"!AIVDM,2,1"))
    message = decode(lines[at], lines[at + 1]).asdict()
    identity = next(
        ship.voices[0].identity for ship in small.ships if ship.transmitters == (message["mmsi"],)
    )
    assert (message["imo"], message["callsign"], message["shipname"]) == (
        identity.imo, identity.call_sign, identity.name,
    )  # fmt: skip
    assert message["draught"] == identity.draught / 10
    assert (message["to_bow"], message["to_stern"]) == (identity.to_bow, identity.to_stern)


def test_a_log_is_in_order_of_time_and_holds_every_report(small: Sea, logged: Reports) -> None:
    clustered = joined_reports(list(blocks(small)))
    assert (np.diff(logged.time) >= 0).all()
    assert np.array_equal(np.sort(clustered.records()), np.sort(logged.records()))


def test_csv_has_the_headers_of_the_real_files_and_the_same_reports(
    small: Sea, logged: Reports, tmp_path: Path
) -> None:
    for write, header, latitude in (
        (write_marine_cadastre, MARINE_CADASTRE, "LAT"),
        (write_danish, DANISH, "Latitude"),
    ):
        path = tmp_path / "made-up.csv"
        assert write(small, path) == len(logged)
        with path.open(encoding="utf-8", newline="") as file:
            assert file.readline().rstrip("\n") == header
            file.seek(0)
            table = list(csv.DictReader(file))
        assert [int(row["MMSI"]) for row in table] == logged.transmitter.tolist()
        printed = [float(row[latitude]) for row in table]
        known = np.where(logged.latitude == NO_POSITION, 91.0, logged.latitude / 600_000)
        assert np.abs(np.array(printed) - known).max() < 6e-6
        assert all(row.get("VesselName", row.get("Name", "")).startswith("TRAINING ") for row in table)


def test_six_decimals_of_the_danish_layout_keep_the_step_of_ais(
    small: Sea, logged: Reports, tmp_path: Path
) -> None:
    path = tmp_path / "made-up.csv"
    write_danish(small, path)
    with path.open(encoding="utf-8", newline="") as file:
        printed = [round(float(row["Longitude"]) * 600_000) for row in csv.DictReader(file)]
    known = np.where(logged.longitude == NO_POSITION, 181 * 600_000, logged.longitude)
    assert printed == known.tolist()


def test_parquet_holds_the_columns_of_the_lake_clustered_by_transmitter(small: Sea, tmp_path: Path) -> None:
    positions, statics = tmp_path / "positions.parquet", tmp_path / "statics.parquet"
    rows = write_columns(small, positions)
    table = pq.read_table(positions)
    assert [(f.name, str(f.type)) for f in table.schema] == [(c.name, c.type) for c in POSITION_COLUMNS]
    assert table.schema.metadata[b"note"] == MADE_UP.encode()
    order = np.lexsort((table["time"].to_numpy(), table["transmitter"].to_numpy()))
    assert order.tolist() == list(range(rows))
    assert write_statics(small, statics) == pq.read_metadata(statics).num_rows
    assert [f.name for f in pq.read_schema(statics)] == [c.name for c in STATIC_COLUMNS]
