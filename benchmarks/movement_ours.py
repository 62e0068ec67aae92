"""Our reading and our detectors on a month: bare reads, the five classic detectors on both layouts, each one alone.

Float64 Parquet is read straight, without a lake: a loop brings its columns into fixed point, in buffers that are used
again for each row group, and the detectors see blocks as they would from the lake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numba
import numpy as np
import pyarrow.parquet as pq
from movement_sea import EPOCH_US, FLOAT_SCHEMA, Month

from vedette.model.lake import BLOCK_ROWS
from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Found
from vedette.tracks.detectors import detectors
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Plan, concluded, scan

CLASSIC = ("ais_gap", "position_anomaly", "port_call", "loitering", "encounter")


def read_floats(month: Month) -> None:
    """The bare read of the float64 layout: each row group becomes an Arrow table and is let go."""
    with pq.ParquetFile(month.floats) as file:
        for number in range(file.num_row_groups):
            file.read_row_group(number, columns=FLOAT_SCHEMA.names, use_threads=False)


def read_lake(month: Month) -> None:
    """The bare read of the columns that detectors use in the compact layout."""
    for _ in month.lake.blocks(READ):
        pass


def plan_of(month: Month, names: Sequence[str]) -> Plan:
    """Some detectors, with the ports of the sea."""
    chosen = detectors()
    return Plan(detectors=[chosen[name] for name in names], profile=GFW, ports=month.ports())


def on_lake(month: Month, names: Sequence[str] = CLASSIC) -> dict[str, Found]:
    """Events of some detectors from the compact layout, read once."""
    blocks = (Block(**{name: one[name] for name in READ}) for one in month.lake.blocks(READ))
    plan = plan_of(month, names)
    return concluded(scan(blocks, plan), plan)


def on_floats(month: Month, names: Sequence[str] = CLASSIC) -> dict[str, Found]:
    """Events of some detectors from the float64 layout, read once; rows are numbered in the order of the file."""
    plan = plan_of(month, names)
    return concluded(scan(_float_blocks(month), plan), plan)


def in_memory(blocks: Sequence[Block], month: Month, names: Sequence[str]) -> None:
    """Some detectors over blocks that are there already."""
    plan = plan_of(month, names)
    concluded(scan(blocks, plan), plan)


def _float_blocks(month: Month) -> Iterator[Block]:
    whole = {
        name: np.empty(BLOCK_ROWS, np.int32) for name in ("transmitter", "time", "latitude", "longitude")
    }
    speed, source = np.empty(BLOCK_ROWS, np.int16), np.zeros(BLOCK_ROWS, np.int16)
    row = 1
    with pq.ParquetFile(month.floats) as file:
        for number in range(file.num_row_groups):
            table = file.read_row_group(number, columns=FLOAT_SCHEMA.names, use_threads=False)
            count = table.num_rows
            _fixed(*(_column(table, name) for name in FLOAT_SCHEMA.names), *whole.values(), speed)
            yield Block(
                **{name: column[:count] for name, column in whole.items()},
                speed=speed[:count],
                source=source[:count],
                row=np.arange(row, row + count, dtype=np.int32),
            )
            row += count


def _column(table: Any, name: str) -> Any:
    chunked = table.column(name)
    chunk = chunked.chunk(0) if chunked.num_chunks == 1 else chunked.combine_chunks()
    return chunk.to_numpy(zero_copy_only=False).view(np.int64 if name in {"mmsi", "ts"} else np.float64)


@numba.njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _fixed(  # noqa: PLR0917 -- columns of rows
    mmsi: Any, moment: Any, north: Any, east: Any, knots: Any,
    transmitter: Any, time: Any, latitude: Any, longitude: Any, speed: Any,
) -> None:  # fmt: skip
    """Every column into fixed point, to the nearest step; what is not a number is absent."""
    for at in range(mmsi.size):
        transmitter[at] = np.int32(mmsi[at])
        time[at] = np.int32((moment[at] - EPOCH_US) * 1e-6)
        speed[at] = np.int16(knots[at] * 10.0 + 0.5) if knots[at] >= 0.0 else np.int16(-1)
    for at in range(mmsi.size):
        y, x = north[at], east[at]
        latitude[at] = np.int32(np.floor(y * STEPS_PER_DEGREE + 0.5)) if y == y else np.int32(NO_POSITION)  # noqa: PLR0124
        longitude[at] = np.int32(np.floor(x * STEPS_PER_DEGREE + 0.5)) if x == x else np.int32(NO_POSITION)  # noqa: PLR0124
