"""Events and voyages as GeoParquet: typed columns, shapes that read back, and the marking in every place."""

from __future__ import annotations

import datetime as dt
import json
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from vedette.backends.geoparquet import write_features
from vedette.model.events import EventKind, Magnitude
from vedette.report.movement.typed import TypedRow, typed_events
from vedette.testing.small_events import SHIP, event, gap, port_call


def written(folder: Path, rows: list[TypedRow]) -> Any:
    target = folder / "events.parquet"
    write_features(target, [(one.fields, one.shape) for one in rows], handling="TLP:AMBER")
    return pq.read_table(target)


def shape(wkb: bytes) -> tuple[int, list[tuple[float, float]]]:
    """The kind of a geometry and the places of its lines, one after the other."""
    order, kind = struct.unpack_from("<BI", wkb)
    assert order == 1
    if kind == 1:
        return kind, [struct.unpack_from("<dd", wkb, 5)]
    (count,) = struct.unpack_from("<I", wkb, 5)
    if kind == 2:
        return kind, [struct.unpack_from("<dd", wkb, 9 + 16 * at) for at in range(count)]
    places, at = [], 9
    for _ in range(count):
        (many,) = struct.unpack_from("<I", wkb, at + 5)
        places += shape(wkb[at : at + 9 + 16 * many])[1]
        at += 9 + 16 * many
    assert at == len(wkb)
    return kind, places


def test_columns_have_types_and_the_marking_is_in_a_column_and_in_the_metadata(tmp_path: Path) -> None:
    slow = event(
        EventKind.LOITERING, 1, 3, magnitudes=(Magnitude(name="slow hours", value=Decimal(2), unit="hour"),)
    )
    table = written(tmp_path, typed_events([port_call(0, 5, "alpha"), slow, gap(8, None)]))
    rows = table.to_pylist()
    assert [row["kind"] for row in rows] == ["port_call", "loitering", "ais_gap"]
    assert [row["slow_hours_hour"] for row in rows] == [None, 2.0, None]
    assert rows[0]["transmitters"] == SHIP
    assert rows[0]["ended"] == dt.datetime(2024, 1, 1, 5, tzinfo=dt.UTC)
    assert rows[2]["ended"] is None
    assert {row["handling"] for row in rows} == {"TLP:AMBER"}
    assert table.schema.metadata[b"handling"] == b"TLP:AMBER"
    geo = json.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["columns"]["geometry"]["encoding"]) == ("1.1.0", "WKB")


def test_a_call_is_a_point_a_gap_a_line_and_one_across_the_antimeridian_two_lines(tmp_path: Path) -> None:
    events = [
        port_call(0, 5, "alpha", at=(10.0, 20.0)),
        gap(8, 22, first=(1.0, 2.0), last=(3.0, 4.0)),
        gap(30, 50, first=(0.0, 179.0), last=(0.0, -179.0)),
        event(EventKind.IDENTITY_CHANGE, 1, 2, first=None, last=None),
    ]
    table = written(tmp_path, typed_events(events))
    shapes = [None if one is None else shape(one) for one in table["geometry"].to_pylist()]
    assert shapes == [
        (1, [(20.0, 10.0)]),
        (2, [(2.0, 1.0), (4.0, 3.0)]),
        (5, [(179.0, 0.0), (180.0, 0.0), (-180.0, 0.0), (-179.0, 0.0)]),
        None,
    ]
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"]["geometry"]["geometry_types"] == ["LineString", "MultiLineString", "Point"]


def test_no_events_are_a_table_without_rows(tmp_path: Path) -> None:
    assert written(tmp_path, []).num_rows == 0
