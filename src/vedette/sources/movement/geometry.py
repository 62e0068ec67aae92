"""The geometry column of GeoParquet as degrees: points in well-known binary, longitude first.

Read is what https://geoparquet.org/releases/v1.1.0/ calls encoding ``WKB`` in OGC:CRS84, which is its default, or in
EPSG:4326, whose axes GeoParquet turns the same way round. Any other geometry or reference system is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from vedette.errors import UnreadableInputError
from vedette.model.wkb import WKB_POINT

NO_POINT = np.array([(1, 1, np.nan, np.nan)], WKB_POINT).tobytes()
DEGREES = frozenset({("OGC", "CRS84"), ("EPSG", "4326")})
"""Reference systems whose coordinates are degrees of WGS 84."""


def is_geometry(column: Any) -> bool:
    """Whether an Arrow type or column holds bytes, as geometries do."""
    kind = getattr(column, "type", column)
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def check_geometry(metadata: Mapping[bytes, bytes] | None, name: str, *, path: str) -> None:
    """Raise `UnreadableInputError` unless the file says that its column holds points in degrees as WKB."""
    try:
        said = json.loads((metadata or {})[b"geo"])["columns"][name]
        encoding, system = said["encoding"], said.get("crs", {"id": {"authority": "OGC", "code": "CRS84"}})
        named = (str(system["id"]["authority"]), str(system["id"]["code"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInputError(
            f"{path} does not say what its column {name} holds",
            advice="hand in GeoParquet, or two columns of degrees",
        ) from error
    if encoding != "WKB" or named not in DEGREES:
        raise UnreadableInputError(
            f"{path} has geometries in {encoding} and {':'.join(named)}",
            advice="write them as WKB in OGC:CRS84, longitude first",
        )


def degrees_of(column: Any, role: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Latitudes or longitudes of a column of points, NaN where there is none, and which values are no points."""
    sized = pc.call_function("equal", [pc.call_function("binary_length", [column]), WKB_POINT.itemsize])
    whole = pc.call_function("if_else", [sized.fill_null(False), column, pa.scalar(NO_POINT, column.type)])  # noqa: FBT003 -- Arrow's own
    points = np.frombuffer(b"".join(whole.to_pylist()), WKB_POINT)
    given = np.asarray(column.is_valid())
    is_point = np.asarray(sized.fill_null(False)) & (points["order"] == 1) & (points["kind"] == 1)  # noqa: FBT003
    values = points["y"] if role == "latitude" else points["x"]
    return np.where(given & is_point, values, np.nan), given & ~is_point
