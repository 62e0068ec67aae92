"""Parquet by a declared mapping: floats back to the steps that were transmitted."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
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
