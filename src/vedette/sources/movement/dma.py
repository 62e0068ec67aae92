"""The Danish Maritime Authority's historical AIS: one CSV a day or month, plain, gzip or zip.

Times are ``dd/mm/yyyy hh:mm:ss`` and name no zone; the publisher's "AIS data management policy" and the list of
columns beside the files (dma.dk, "AIS data") give them as UTC. Statuses and ship types are words. A to D are the
distances from the antenna; where they are missing, length and width land as distances to stern and starboard.
Rows of base stations and aids to navigation are positions like others; their MMSI says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.sources.movement import csv_kernel as kernel
from vedette.sources.movement.csv_table import CsvLayout, read_csv
from vedette.sources.movement.static_cells import imo_digits, text_or_none, whole_number
from vedette.sources.movement.statuses import STATUSES

FORMAT = "dma"

COLUMNS = {
    "transmitter": "MMSI",
    "time": "# Timestamp",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "speed": "SOG",
    "course": "COG",
    "heading": "Heading",
    "status": "Navigational status",
}
STATICS = (
    "IMO", "Callsign", "Name", "Ship type", "Cargo type", "Width", "Length", "Draught", "Destination",
    "A", "B", "C", "D",
)  # fmt: skip

SHIP_TYPES = {
    "wig": 20, "fishing": 30, "towing": 31, "towing long/wide": 32, "dredging": 33, "diving": 34,
    "military": 35, "sailing": 36, "pleasure": 37, "hsc": 40, "pilot": 50, "sar": 51, "tug": 52,
    "port tender": 53, "anti-pollution": 54, "law enforcement": 55, "medical": 58,
    "not party to conflict": 59, "passenger": 60, "cargo": 70, "tanker": 80, "other": 90,
}  # fmt: skip
"""Ship type in words to the code of ITU-R M.1371, table 53, its second digit left open as 0."""

CARGO_DIGITS = {"category x": 1, "category y": 2, "category z": 3, "category os": 4}
TYPES_WITH_CARGO = frozenset({20, 40, 60, 70, 80, 90})


def read(stream: BinaryIO, *, path: str) -> Iterator[Batch | Issue]:
    """Positions, and a static report wherever a transmitter's static fields change; times are UTC."""
    return read_csv(stream, path=path, choose=layout_of)


def recognises(header: Sequence[str]) -> bool:
    """Whether the header is the publisher's; the mark before Timestamp is part of it."""
    return {"MMSI", "Latitude", "Longitude"} <= set(header) and _time_column(header) is not None


def layout_of(header: Sequence[str]) -> CsvLayout:
    """The publisher's layout; raises `UnreadableInputError` for any other header."""
    time = _time_column(header)
    if time is None or not recognises(header):
        raise UnreadableInputError(
            "this is no table of the Danish Maritime Authority: it lacks # Timestamp, MMSI, Latitude or Longitude",
            advice="declare a mapping for its columns",
        )
    named = {**COLUMNS, "time": time}
    return CsvLayout(
        columns={role: name for role, name in named.items() if name in header},
        statics=tuple(name for name in STATICS if name in header),
        static=_static,
        time_form=kernel.DAY_FIRST,
        offset_s=0,
        statuses=STATUSES,
    )


def _time_column(header: Sequence[str]) -> str | None:
    return next((name for name in header if name.lstrip("# ") == "Timestamp"), None)


def _static(cells: Mapping[str, str]) -> dict[str, Any] | None:
    report = {
        "imo": imo_digits(cells.get("IMO", "")),
        "call_sign": text_or_none(cells.get("Callsign", "")),
        "name": text_or_none(cells.get("Name", "")),
        "ship_type": _ship_type(cells.get("Ship type", ""), cells.get("Cargo type", "")),
        "draught": whole_number(cells.get("Draught", ""), most=255, scale=10),
        "destination": text_or_none(cells.get("Destination", "")),
        **_dimensions(cells),
    }
    return report if any(report.values()) else None


def _dimensions(cells: Mapping[str, str]) -> dict[str, int]:
    names = {"to_bow": ("A", 511), "to_stern": ("B", 511), "to_port": ("C", 63), "to_starboard": ("D", 63)}
    given = {column: whole_number(cells.get(name, ""), most=most) for column, (name, most) in names.items()}
    if any(given.values()):
        return given
    return {
        **given,
        "to_stern": whole_number(cells.get("Length", ""), most=1022),
        "to_starboard": whole_number(cells.get("Width", ""), most=126),
    }


def _ship_type(words: str, cargo: str) -> int:
    kind = SHIP_TYPES.get(words.strip().casefold(), 0)
    return kind + (CARGO_DIGITS.get(cargo.strip().casefold(), 0) if kind in TYPES_WITH_CARGO else 0)
