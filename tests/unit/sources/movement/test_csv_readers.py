"""CSV of positions: every value exactly as written, or an issue that says where and why not."""

# ruff: noqa: E501 -- rows are as long as the publishers make them

from __future__ import annotations

import gzip
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.model.movement import moment_of
from vedette.sources.movement import dma, mapped, marinecadastre
from vedette.sources.movement.mapping import ColumnMapping

OLD = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass"
NEW = "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver"
PLAIN = ColumnMapping(
    columns={"transmitter": "id", "time": "t", "latitude": "y", "longitude": "x", "speed": "v"}, zone="UTC"
)


def read(
    text: str | bytes, reader: Any = marinecadastre, **more: Any
) -> tuple[dict[str, list[int]], dict[str, list[Any]], list[Issue]]:
    content = text.encode() if isinstance(text, str) else text
    parts = list(reader.read(io.BytesIO(content), path="a.csv", **more))
    positions: dict[str, list[int]] = {}
    statics: dict[str, list[Any]] = {}
    for one in parts:
        if isinstance(one, Batch):
            for name, column in one.positions.items():
                positions.setdefault(name, []).extend(column.tolist())
            for name, values in one.statics.items():
                statics.setdefault(name, []).extend(values)
    return positions, statics, [one for one in parts if isinstance(one, Issue)]


def plain(*rows: str, **more: Any) -> tuple[dict[str, list[int]], list[Issue]]:
    positions, _, issues = read("\n".join(["id,t,y,x,v", *rows]), mapped, mapping=more.get("mapping", PLAIN))
    return positions, issues


def test_both_generations_of_marinecadastre_say_the_same() -> None:
    old = f"{OLD}\n012345678,2022-01-03T00:00:05,33.60716,-117.91483,10.2,280.0,511,EAGLE,IMO8207721,WTD4583,31,0,28,11,3.3,52,A\n"
    new = f"{NEW}\n012345678,2022-01-03 00:00:05,-117.91483,33.60716,10.2,280.0,511,EAGLE,IMO8207721,WTD4583,31,0,28,11,3.3,52,A\n"
    assert read(old) == read(new)
    positions, statics, issues = read(old)
    assert positions["latitude"] == [round(33.60716 * 600_000)]
    assert (positions["transmitter"], positions["speed"], positions["course"]) == ([12345678], [102], [2800])
    assert (positions["heading"], positions["status"], positions["row"]) == ([-1], [0], [1])
    assert str(moment_of(positions["time"][0])) == "2022-01-03 00:00:05+00:00"
    assert (statics["imo"], statics["name"], statics["draught"]) == ([8207721], ["EAGLE"], [33])
    assert issues == []


def test_statuses_in_words_are_numbers() -> None:
    rows = [
        f"1,2022-01-03T00:00:05,1,1,,,,,,,,{word},,,,,A"
        for word in ("under way using engine", "Moored", "what", "undefined")
    ]
    positions, _, issues = read("\n".join([OLD, *rows]))
    assert positions["status"] == [0, 5, -1, -1]
    assert [(one.locator, one.value, one.refused) for one in issues] == [("row=3", "what", False)]


def test_the_codes_for_not_available_become_absent() -> None:
    positions, _, issues = read(f"{OLD}\n1,2022-01-03T00:00:05,91,181.0,102.3,360.0,511,,IMO0,,,15,,,,,A\n")
    assert [positions[name][0] for name in ("latitude", "longitude", "speed", "course", "heading", "status")] == [
        -(2**31), -(2**31), -1, -1, -1, -1,
    ]  # fmt: skip
    assert issues == []


def test_a_static_report_is_told_when_it_changes() -> None:
    names = ["A", "A", "B", "B", "A"]
    rows = [f"1,2022-01-03T00:00:0{at},1,1,,,,{name},,,,,,,,,A" for at, name in enumerate(names)]
    _, statics, _ = read("\n".join([OLD, *rows]))
    assert (statics["name"], statics["row"]) == (["A", "B", "A"], [1, 3, 5])


DMA = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D"


def test_a_danish_row_is_read_with_its_words() -> None:
    row = '31/12/2023 23:59:59,Class A,219000001,55.123457,12.5,Under way using engine,0.0,12.3,45.6,45,Unknown,OXYZ2,"SHIP, THE",Tanker,Category X,20,100,GPS,5.5,PORT,,AIS,80,20,10,10'
    positions, statics, issues = read(f"{DMA}\r\n{row}\r\n", dma)
    assert str(moment_of(positions["time"][0])) == "2023-12-31 23:59:59+00:00"
    assert (positions["latitude"], positions["status"]) == ([33074074], [0])
    assert (statics["name"], statics["ship_type"], statics["to_bow"], statics["imo"]) == (
        ["SHIP, THE"],
        [81],
        [80],
        [0],
    )
    assert issues == []


@given(st.integers(-54_000_000, 54_000_000), st.integers(-108_000_000, 108_000_000))
def test_a_transmitted_coordinate_comes_back_as_the_step_it_was(latitude: int, longitude: int) -> None:
    y, x = (f"{Decimal(one) / 600_000:.7f}" for one in (latitude, longitude))
    positions, issues = plain(f"1,2020-01-01T00:00:00,{y},{x},1")
    assert (positions["latitude"], positions["longitude"], issues) == ([latitude], [longitude], [])


@given(st.integers(0, 5), st.data())
def test_a_coarser_text_is_recovered_by_writing_it_with_its_decimals(
    decimals: int, data: st.DataObject
) -> None:
    digits = data.draw(st.integers(-90 * 10**decimals, 90 * 10**decimals))
    text = f"{Decimal(digits).scaleb(-decimals):f}"
    positions, issues = plain(f"1,2020-01-01T00:00:00,{text},0,1")
    back = (Decimal(positions["latitude"][0]) / 600_000).quantize(Decimal(1).scaleb(-decimals))
    assert (back, issues) == (Decimal(text), [])


def test_digits_finer_than_the_step_are_rounded_and_told_once() -> None:
    positions, issues = plain("1,2020-01-01T00:00:00,1.00000049,0,1", "1,2020-01-01T00:00:00,1.00000049,0,1")
    assert positions["latitude"] == [600_000, 600_000]
    assert [(one.locator, one.refused) for one in issues] == [("row=1", False)]


def test_small_coordinates_with_an_exponent_are_read() -> None:
    positions, issues = plain("1,2020-01-01T00:00:00,-5.0E-4,5e-05,1")
    assert (positions["latitude"], positions["longitude"], issues) == ([-300], [30], [])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1234567890,2020-01-01T00:00:00,1,1,1", "id"),
        ("-1,2020-01-01T00:00:00,1,1,1", "id"),
        (",2020-01-01T00:00:00,1,1,1", "id"),
        ("1,,1,1,1", "t"),
        ("1,2020-02-30T00:00:00,1,1,1", "t"),
        ("1,2020-01-01,1,1,1", "t"),
        ("1,2020-01-01T24:00:00,1,1,1", "t"),
        ("1,1900-01-01T00:00:00,1,1,1", "t"),
        ("1,2020-01-01T00:00:00,90.5,1,1", "y"),
        ("1,2020-01-01T00:00:00,1,180.00001,1", "x"),
        ("1,2020-01-01T00:00:00,1.1.1,1,1", "y"),
        ("1,2020-01-01T00:00:00,-,1,1", "y"),
        ("1,2020-01-01T00:00:00,nan,1,1", "y"),
        ("1,2020-01-01T00:00:00,1,1", None),
        ("1,2020-01-01T00:00:00,1,1,1,1", None),
        ('1,2020-01-01T00:00:00,"1,1,1', None),
    ],
)
def test_a_bad_row_is_refused_with_its_place_and_the_rows_around_it_land(
    row: str, column: str | None
) -> None:
    good = "7,2020-01-01T00:00:00,1,1,1"
    positions, issues = plain(good, row, good)
    assert positions["row"] == [1, 3]
    assert [(one.locator, one.column, one.refused) for one in issues] == [("row=2", column, True)]


def test_a_bad_speed_is_left_out_and_the_position_stays() -> None:
    positions, issues = plain("1,2020-01-01T00:00:00,1,1,fast", "1,2020-01-01T00:00:00,1,1,-3")
    assert (positions["speed"], positions["row"]) == ([-1, -1], [1, 2])
    assert [one.refused for one in issues] == [False, False]


def test_a_time_without_a_zone_needs_a_declared_one() -> None:
    rows = [
        "1,2020-01-01T09:00:00,1,1,1",
        "1,2020-01-01T00:00:00Z,1,1,1",
        "1,2020-01-01T01:30:00+01:30,1,1,1",
    ]
    positions, issues = plain(*rows, mapping=ColumnMapping(columns=PLAIN.columns))
    assert len(set(positions["time"])) == 1
    assert [one.locator for one in issues] == ["row=1"]
    positions, issues = plain(*rows, mapping=ColumnMapping(columns=PLAIN.columns, zone="+09:00"))
    assert (len(set(positions["time"])), issues) == (1, [])


def test_gzip_and_zip_read_as_the_table_inside() -> None:
    text = f"{OLD}\n1,2022-01-03T00:00:05,1,1,,,,A,,,,,,,,,A\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("AIS_2022_01_03.csv", text)
    assert read(text) == read(gzip.compress(text)) == read(packed.getvalue())


@pytest.mark.parametrize(
    "wrong", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken", OLD.encode()[:-40] + b",MMSI\n1\n"]
)
def test_a_file_that_is_something_else_is_refused(wrong: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read(wrong)


def test_a_gzip_that_breaks_off_is_refused() -> None:
    rows = "1,2022-01-03T00:00:05,1,1,,,,A,,,,,,,,,A\n" * 99
    with pytest.raises(UnreadableInputError, match="breaks off"):
        read(gzip.compress(f"{OLD}\n{rows}".encode())[:-9])


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": {"transmitter": "id"}},
        {"columns": {**PLAIN.columns, "colour": "c"}},
        {"columns": PLAIN.columns, "time_form": "julian"},
        {"columns": PLAIN.columns, "separator": '"'},
    ],
)
def test_a_mapping_that_maps_nothing_known_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UnreadableInputError):
        ColumnMapping(**wrong)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(noise: bytes) -> None:
    positions, issues = plain(noise.decode("latin-1"))
    assert len(positions.get("row", [])) + len(issues) <= 2 * (1 + noise.count(b"\n")) * 6
