"""The text of a cited row of positions: what the transmitter said, in degrees, knots and UTC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from vedette.errors import EvidenceError, VedetteError
from vedette.model.events import FixedPosition
from vedette.model.evidence import Citation, Locator
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.model.movement import NO_POSITION, NO_SPEED, mmsi_of, moment_of
from vedette.model.position_files import DeclaredPositions
from vedette.sources.movement.formats import declared_reader

TOLD = ("imo", "call_sign", "name", "ship_type", "draught", "destination")
"""What a static report tells, as transmitted; draught is in tenths of a metre."""


def position_cells(
    stream: BinaryIO, declared: DeclaredPositions, *, path: str, places: set[Citation]
) -> dict[Citation, Mapping[str, str]]:
    """The cells of each cited row; raises `EvidenceError` if the file does not read as declared."""
    wanted = {one.locator.fragment: one for one in places}
    found: dict[Citation, Mapping[str, str]] = {}
    try:
        for one in declared_reader(declared)(stream, path):
            if isinstance(one, Issue):
                continue
            for row, cells in _rows(one, wanted.keys()):
                found[wanted[row]] = {**found.get(wanted[row], {}), **cells}
    except VedetteError as error:
        raise EvidenceError(f"{path} cannot be read again: {error.message}", advice=error.advice) from error
    return found


def _rows(batch: Batch, wanted: Any) -> Iterator[tuple[str, dict[str, str]]]:
    numbers = [] if not batch.rows else batch.positions["row"].tolist()
    for at, number in enumerate(numbers):
        fragment = Locator.row(number).fragment
        if fragment in wanted:
            yield fragment, _position({name: int(column[at]) for name, column in batch.positions.items()})
    for at, number in enumerate(batch.statics.get("row", ())):
        fragment = Locator.row(int(number)).fragment
        if fragment in wanted:
            yield fragment, _static({name: column[at] for name, column in batch.statics.items()})


def _position(row: Mapping[str, int]) -> dict[str, str]:
    cells = _who(row)
    if NO_POSITION not in (row["latitude"], row["longitude"]):
        latitude, longitude = FixedPosition(latitude=row["latitude"], longitude=row["longitude"]).degrees
        cells |= {"latitude": str(latitude), "longitude": str(longitude)}
    if row["speed"] != NO_SPEED:
        cells["speed over ground, knots"] = f"{row['speed'] / 10:.1f}"
    return cells


def _static(row: Mapping[str, Any]) -> dict[str, str]:
    return {**_who(row), **{name.replace("_", " "): str(row[name]) for name in TOLD if row.get(name)}}


def _who(row: Mapping[str, Any]) -> dict[str, str]:
    moment = moment_of(int(row["time"]))
    return {"MMSI": mmsi_of(int(row["transmitter"])).value, "time (UTC)": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
