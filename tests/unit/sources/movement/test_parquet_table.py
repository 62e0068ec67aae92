"""Parquet by a declared mapping: floats back to the steps that were transmitted."""

from __future__ import annotations

import datetime as dt
import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vedette.backends.geoparquet import write_geoparquet
from vedette.errors import UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.facts import Issue
from vedette.model.lake import DTYPES, Batch, Block
from vedette.model.movement import NO_POSITION
from vedette.sources.movement.mapped import read
from vedette.sources.movement.mapping import ColumnMapping

COLUMNS = {"transmitter": "id", "time": "t", "latitude": "y", "longitude": "x", "speed": "v"}


def parts(times: Any, mapping: ColumnMapping) -> tuple[Batch, list[Issue]]:
    table = pa.table(
        {
            "id": [1, 2, None],
            "t": times,
            "y": [-30042667 / 600_000, 91.0, 1.0],
            "x": [1 / 600_000, 181.0, 2.0],
            "v": [102.3, None, 1.0],
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    out.seek(0)
    found = list(read(out, path="a.parquet", mapping=mapping))
    batches = [one for one in found if isinstance(one, Batch)]
    return batches[0], [one for one in found if isinstance(one, Issue)]


def test_floats_become_the_steps_they_were_and_codes_become_absent() -> None:
    batch, issues = parts([946_684_800, 946_684_801, 5], ColumnMapping(columns=COLUMNS, time_form="unix"))
    values = {name: column.tolist() for name, column in batch.positions.items()}
    assert (values["latitude"], values["longitude"]) == ([-30042667, -(2**31)], [1, -(2**31)])
    assert (values["time"], values["speed"], values["row"]) == ([0, 1], [-1, -1], [1, 2])
    assert [(one.locator, one.column, one.refused) for one in issues] == [("row=3", "id", True)]


def test_naive_timestamps_need_a_declared_zone() -> None:
    times = pa.array([dt.datetime(2000, 1, 1, 9, tzinfo=dt.UTC).replace(tzinfo=None)] * 3, pa.timestamp("us"))
    with pytest.raises(UnreadableInputError, match="no zone"):
        parts(times, ColumnMapping(columns=COLUMNS))
    batch, _ = parts(times, ColumnMapping(columns=COLUMNS, zone="+09:00"))
    assert batch.positions["time"].tolist() == [0, 0]


GEOMETRY = {"transmitter": "mmsi", "time": "time", "latitude": "geometry", "longitude": "geometry"}


def points(*values: bytes | None, crs: Any = None) -> io.BytesIO:
    """GeoParquet with these geometries; ``crs`` as its metadata says it, left out if None."""
    said = {"encoding": "WKB", "geometry_types": ["Point"]} | ({} if crs is None else {"crs": crs})
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": said}}
    times = pa.array([dt.datetime(2000, 1, 1, tzinfo=dt.UTC)] * len(values), pa.timestamp("s", "UTC"))
    table = pa.table(
        {"mmsi": ["012345678"] * len(values), "time": times, "geometry": pa.array(values, pa.binary())}
    )
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), out)
    out.seek(0)
    return out


def test_the_points_of_geoparquet_come_back_as_the_steps_they_were() -> None:
    east, north = -118_200_001 / 600_000 * 0.9, 20_460_001 / 600_000
    content = points(
        struct.pack("<BIdd", 1, 1, east, north), None, struct.pack("<BIdd", 1, 2, east, north), b"x"
    )
    found = list(read(content, path="a.parquet", mapping=ColumnMapping(columns=GEOMETRY)))
    (batch,) = [one for one in found if isinstance(one, Batch)]
    assert batch.positions["latitude"].tolist() == [20_460_001, NO_POSITION]
    assert batch.positions["longitude"].tolist() == [round(east * 600_000), NO_POSITION]
    assert batch.positions["transmitter"].tolist() == [12_345_678] * 2
    refused = [one.locator for one in found if isinstance(one, Issue) and one.refused]
    assert sorted(set(refused)) == ["row=3", "row=4"]


def test_what_the_lake_writes_as_geoparquet_is_read_again_row_for_row(tmp_path: Path) -> None:
    columns = {name: np.arange(5).astype(dtype) for name, dtype in DTYPES.items()}
    columns["latitude"][:] = [-54_000_000, 1, 0, NO_POSITION, 54_000_000]
    columns["longitude"][:] = [-108_000_000, 7, -1, NO_POSITION, 108_000_000]
    columns["source"][:] = 1
    write_geoparquet(tmp_path / "a.parquet", [Block.of(columns)], exhibits={1: Sha256.of(b"a")})
    roles = {**GEOMETRY, "speed": "speed_knots", "course": "course_degrees", "heading": "heading_degrees",
             "status": "status"}  # fmt: skip
    with (tmp_path / "a.parquet").open("rb") as stream:
        (batch,) = read(stream, path="a.parquet", mapping=ColumnMapping(columns=roles))
    assert isinstance(batch, Batch)
    for name in (*roles, "latitude"):
        assert batch.positions[name].tolist() == columns[name].tolist(), name


@pytest.mark.parametrize("crs", [{"id": {"authority": "EPSG", "code": 3857}}, {"name": "somewhere"}])
def test_geometries_in_another_reference_system_are_refused(crs: Any) -> None:
    with pytest.raises(UnreadableInputError, match=r"geometries in|does not say"):
        list(read(points(None, crs=crs), path="a.parquet", mapping=ColumnMapping(columns=GEOMETRY)))
