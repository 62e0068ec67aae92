"""GeoParquet 1.1, for everybody else: positions out of the lake as points, and events or voyages as lines.

Rows without a position have no geometry. Times are UTC timestamps, an MMSI is text with its leading zeros, speeds
and courses are in knots and degrees; what was not transmitted is null. The file follows
https://geoparquet.org/releases/v1.1.0/ (WKB points, longitude first, OGC:CRS84, which is its default).
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from vedette.model.evidence import Sha256
from vedette.model.lake import Block
from vedette.model.movement import EPOCH, NO_POSITION, STEPS_PER_DEGREE, mmsi_of
from vedette.model.wkb import WKB_POINT

SCHEMA = pa.schema(
    [
        pa.field("mmsi", pa.string(), nullable=False),
        pa.field("time", pa.timestamp("s", tz="UTC"), nullable=False),
        pa.field("speed_knots", pa.float64()),
        pa.field("course_degrees", pa.float64()),
        pa.field("heading_degrees", pa.int16()),
        pa.field("status", pa.int8()),
        pa.field("exhibit", pa.string(), nullable=False),
        pa.field("row", pa.int32(), nullable=False),
        pa.field("geometry", pa.binary()),
    ],
    metadata={
        b"geo": json.dumps(
            {
                "version": "1.1.0",
                "primary_column": "geometry",
                "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
            },
            sort_keys=True,
        ).encode()
    },
)


def write_geoparquet(target: Path, blocks: Iterable[Block], *, exhibits: Mapping[int, Sha256]) -> int:
    """Write blocks that have every column of the lake; return the rows written. ``exhibits`` is by number."""
    rows = 0
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for block in blocks:
            writer.write_table(_table(block, exhibits))
            rows += block.rows
    return rows


def _table(block: Block, exhibits: Mapping[int, Sha256]) -> Any:
    latitude, longitude = block["latitude"], block["longitude"]
    arrays = [
        _looked_up(block["transmitter"], lambda one: mmsi_of(one).value),
        pa.array(block["time"].astype(np.int64) + int(EPOCH.timestamp()), pa.timestamp("s", tz="UTC")),
        _tenths(block["speed"]),
        _tenths(block["course"]),
        pa.array(block["heading"], mask=block["heading"] < 0),
        pa.array(block["status"], mask=block["status"] < 0),
        _looked_up(block["source"], lambda one: exhibits[one].value),
        pa.array(block["row"]),
        _points(latitude, longitude),
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _looked_up(column: npt.NDArray[Any], text: Any) -> Any:
    values, places = np.unique(column, return_inverse=True)
    return pa.array([text(one) for one in values.tolist()], pa.string()).take(pa.array(places))


def _tenths(column: npt.NDArray[Any]) -> Any:
    return pa.array(column.astype(np.float64) / 10, mask=column < 0)


def _points(latitude: npt.NDArray[Any], longitude: npt.NDArray[Any]) -> Any:
    points = np.zeros(len(latitude), WKB_POINT)
    points["order"], points["kind"] = 1, 1
    points["x"], points["y"] = longitude / STEPS_PER_DEGREE, latitude / STEPS_PER_DEGREE
    offsets = np.arange(len(points) + 1, dtype=np.int32) * WKB_POINT.itemsize
    missing = (latitude == NO_POSITION) | (longitude == NO_POSITION)
    valid = np.packbits(~missing, bitorder="little")
    buffers = [pa.py_buffer(valid.tobytes()), pa.py_buffer(offsets.tobytes()), pa.py_buffer(points.tobytes())]
    return pa.Array.from_buffers(pa.binary(), len(points), buffers)


Features = Sequence[tuple[Mapping[str, Any], Sequence[Sequence[tuple[float, float]]]]]
"""Fields by name, and lines of longitude and latitude in degrees: none, a point, a line, or several."""

_TYPES = {int: pa.int64(), float: pa.float64(), dt.datetime: pa.timestamp("us", tz="UTC"), str: pa.string()}


def write_features(target: Path, features: Features, *, handling: str) -> None:
    """Write a row for each feature; the marking is a column and stands in the file's metadata under ``handling``.

    Columns come in the order in which fields are met, each of the type of its values; text where no row has one.
    """
    names = list(dict.fromkeys(name for fields, _ in features for name in fields))
    arrays = [_column([fields.get(name) for fields, _ in features]) for name in names]
    shapes = pa.array([_wkb(lines) for _, lines in features], pa.binary())
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": _kinds(features)}},
    }
    metadata = {"geo": json.dumps(geo, sort_keys=True), "handling": handling}
    marked = pa.array([handling] * len(features), pa.string())
    table = pa.Table.from_arrays([*arrays, marked, shapes], names=[*names, "handling", "geometry"])
    pq.write_table(table.replace_schema_metadata(metadata), target, compression="zstd")


def _column(values: list[Any]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    kind = next((_TYPES[one] for one in (str, float, int, dt.datetime) if one in kinds), pa.string())
    return pa.array(values, kind)


def _kinds(features: Features) -> list[str]:
    kinds = {_kind(lines) for _, lines in features if lines}
    return sorted(kinds)


def _kind(lines: Sequence[Sequence[tuple[float, float]]]) -> str:
    if len(lines) > 1:
        return "MultiLineString"
    return "LineString" if len(lines[0]) > 1 else "Point"


def _wkb(lines: Sequence[Sequence[tuple[float, float]]]) -> bytes | None:
    """Well-known binary (OGC 06-103r4), little-endian."""
    if not lines:
        return None
    parts = [_wkb_part(line) for line in lines]
    return parts[0] if len(parts) == 1 else struct.pack("<BII", 1, 5, len(parts)) + b"".join(parts)


def _wkb_part(line: Sequence[tuple[float, float]]) -> bytes:
    places = b"".join(struct.pack("<dd", *place) for place in line)
    return (
        struct.pack("<BI", 1, 1) + places if len(line) == 1 else struct.pack("<BII", 1, 2, len(line)) + places
    )
