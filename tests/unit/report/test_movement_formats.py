"""Events and voyages in the formats of others, read back by readers that are not ours where there are any."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import Any

import pytest
from defusedxml import ElementTree

from vedette.errors import ReportError
from vedette.model.events import EventKind, FixedPosition, Magnitude
from vedette.model.ftm_schema import property_type
from vedette.model.handling import FREE, Handling, Tlp
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.model.spreadsheet_cells import unguarded
from vedette.report.movement import movement_formats
from vedette.report.movement.lines import lines
from vedette.testing.small_events import event, fixed, gap, port_call
from vedette.tracks.voyages import voyages

FORMATS = movement_formats()
CALLS = [
    port_call(0, 5, "alpha", at=(10, 179)),
    gap(8, 22, first=(11, 179.5), last=(13, -179.5)),
    port_call(29, 40, "beta", at=(14, -179)),
]
VOYAGES = voyages(CALLS)
RED = Handling(tlp=Tlp.RED)
KML = "{http://www.opengis.net/kml/2.2}"


def at(latitude: float, longitude: float) -> FixedPosition:
    found = fixed((latitude, longitude))
    assert found is not None
    return found


def parts(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """The lines of a geometry; refuses what RFC 7946 does not allow."""
    match geometry["type"], geometry["coordinates"]:
        case "Point", found:
            return [[found]]
        case "LineString", found:
            assert len(found) >= 2
            return [found]
        case "MultiLineString", found:
            assert all(len(line) >= 2 for line in found)
            return list(found)
    raise AssertionError(geometry["type"])


def check_geojson(content: bytes) -> list[dict[str, Any]]:
    """The features of a collection that follows RFC 7946 and never jumps across the map."""
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties", "id"} <= feature.keys()
        for line in parts(feature["geometry"]) if feature["geometry"] else []:
            assert all(-180 <= one[0] <= 180 and -90 <= one[1] <= 90 for one in line)
            assert all(abs(one[0] - two[0]) <= 180 for one, two in pairwise(line))
    found: list[dict[str, Any]] = collection["features"]
    return found


def test_a_line_across_the_antimeridian_is_two_lines_that_meet_on_it() -> None:
    west, east = lines([at(11, 179.5), at(13, -179.5)])
    assert west == (at(11, 179.5), at(12, 180))
    assert east == (at(12, -180), at(13, -179.5))
    assert lines([at(13, -179.5), at(11, 179.5)]) == ((east[1], east[0]), (west[1], west[0]))


def test_a_line_that_begins_on_the_antimeridian_has_no_empty_part() -> None:
    assert lines([at(0, 180), at(0, -179)]) == ((at(0, -180), at(0, -179)),)
    assert lines([at(0, 179), at(0, -180)]) == ((at(0, 179), at(0, 180)),)
    assert lines([at(1, 0), at(2, 180)]) == ((at(1, 0), at(2, 180)),)


def test_there_and_back_across_the_antimeridian_is_three_lines() -> None:
    assert len(lines([at(0, 179), at(0, -179), at(1, 179)])) == 3


def test_geojson_of_events_is_valid_and_says_its_marking() -> None:
    nowhere = event(EventKind.IDENTITY_CHANGE, 1, 2, first=None, last=None)
    content = FORMATS["geojson"].write_events([*CALLS, nowhere, gap(50, None)], RED)
    features = check_geojson(content)
    assert json.loads(content)["handling"] == "TLP:RED"
    kinds = [feature["geometry"] and feature["geometry"]["type"] for feature in features]
    assert kinds == ["Point", "MultiLineString", "Point", None, "Point"]
    assert features[0]["properties"]["port"] == "Alpha"
    assert features[4]["properties"]["ended"] is None


def test_geojson_of_voyages_leads_from_port_to_port_through_its_gaps() -> None:
    arrived, under_way = check_geojson(FORMATS["geojson"].write_voyages(VOYAGES, FREE))
    assert arrived["geometry"]["type"] == "MultiLineString"
    assert arrived["geometry"]["coordinates"][0][0] == [179.0, 10.0]
    assert arrived["geometry"]["coordinates"][-1][-1] == [-179.0, 14.0]
    assert (arrived["properties"]["to"], arrived["properties"]["gaps"]) == ("Beta", 1)
    assert under_way["geometry"]["type"] == "Point"


def test_kml_parses_and_has_a_placemark_with_times_for_each() -> None:
    for content, count in (
        (FORMATS["kml"].write_events(CALLS, RED), 3),
        (FORMATS["kml"].write_voyages(VOYAGES, RED), 2),
    ):
        root = ElementTree.fromstring(content)
        marks = root.findall(f".//{KML}Placemark")
        assert len(marks) == count
        assert all(mark.find(f"{KML}TimeSpan/{KML}begin") is not None for mark in marks)
        assert root.findtext(f"{KML}Document/{KML}description") == "TLP:RED"
    gaps = ElementTree.fromstring(FORMATS["kml"].write_events(CALLS[1:2], RED))
    assert len(gaps.findall(f".//{KML}MultiGeometry/{KML}LineString")) == 2


def test_what_a_transmitter_says_cannot_break_the_files() -> None:
    evil = event(
        EventKind.IDENTITY_CHANGE,
        1,
        2,
        magnitudes=(Magnitude(name="after", value='<&"\x00\n,;=1+1'),),
    )
    for suffix in ("kml", "geojson", "csv"):
        assert FORMATS[suffix].write_events([evil], RED)
    ElementTree.fromstring(FORMATS["kml"].write_events([evil], RED))
    check_geojson(FORMATS["geojson"].write_events([evil], RED))
    (row,) = csv.DictReader(io.StringIO(FORMATS["csv"].write_events([evil], RED).decode()))
    assert row["handling"] == "TLP:RED"


def test_csv_has_a_row_for_each_with_ends_in_degrees() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].write_events(CALLS, RED).decode())))
    assert [row["kind"] for row in rows] == ["port_call", "ais_gap", "port_call"]
    assert (rows[1]["first_longitude"], rows[1]["last_longitude"]) == ("179.500000", "-179.500000")
    trips = list(csv.DictReader(io.StringIO(FORMATS["csv"].write_voyages(VOYAGES, RED).decode())))
    assert [(row["from"], row["to"]) for row in trips] == [("Alpha", "Beta"), ("Beta", "")]


def test_a_name_that_a_spreadsheet_would_compute_is_guarded_and_reads_back() -> None:
    name = '=HYPERLINK("http://example.org";"Port")'
    call = port_call(0, 5, name)
    text = movement_formats()["csv"].write_events([call], FREE).decode("utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["port_number"] == f"'{name}"
    assert unguarded(row["port_number"]) == name
    assert float(row["first_latitude"]) == 0


def test_followthemoney_trips_have_only_properties_of_their_schema() -> None:
    lines_ = FORMATS["ftm.json"].write_voyages(VOYAGES, RED).decode().splitlines()
    entities = {one["id"]: one for one in map(json.loads, lines_)}
    assert sorted(one["schema"] for one in entities.values()) == [
        "Address",
        "Address",
        "Trip",
        "Trip",
        "Vessel",
    ]
    for one in entities.values():
        for prop, values in one["properties"].items():
            kind = property_type(one["schema"], prop)
            assert all(value in entities for value in values) or kind != "entity"


def test_followthemoney_has_no_events() -> None:
    with pytest.raises(ReportError, match="no schema"):
        FORMATS["ftm.json"].write_events(CALLS, RED)


def test_the_same_voyages_give_the_same_bytes_in_any_order_of_events() -> None:
    again = voyages(reversed(CALLS))
    for one in FORMATS.values():
        assert one.write_voyages(again, RED) == one.write_voyages(VOYAGES, RED)


def test_the_world_is_as_wide_as_the_steps_say() -> None:
    assert at(0, 180).longitude == 180 * STEPS_PER_DEGREE
