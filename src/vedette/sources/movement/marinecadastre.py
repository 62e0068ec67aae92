"""MarineCadastre: positions around the United States, one CSV a day (NOAA and BOEM), plain, gzip or zip.

Two generations of headers are read: ``BaseDateTime``, ``VesselName`` and so on until 2024, ``base_date_time`` and
``vessel_name`` after. Times name no zone; the publisher's data dictionary (marinecadastre.gov, "AIS data
dictionary": "Full UTC date and time") says that they are UTC. Until 2017 the status is a word, later a number.
Length and width are given without the antenna's place: they land as distances to stern and starboard, which is how
a transmitter says the same (ITU-R M.1371, table 53: reference point not available, A = C = 0).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.sources.movement.csv_table import CsvLayout, read_csv
from vedette.sources.movement.static_cells import imo_digits, text_or_none, whole_number
from vedette.sources.movement.statuses import STATUSES

FORMAT = "marinecadastre"

_ROLES = {
    "transmitter": "mmsi",
    "time": "basedatetime",
    "latitude": "lat",
    "longitude": "lon",
    "speed": "sog",
    "course": "cog",
    "heading": "heading",
    "status": "status",
}
_OTHER_NAMES = {"latitude": "lat", "longitude": "lon"}
_STATICS = ("vesselname", "imo", "callsign", "vesseltype", "length", "width", "draft")


def read(stream: BinaryIO, *, path: str) -> Iterator[Batch | Issue]:
    """Positions, and a static report wherever a transmitter's static fields change; times are UTC."""
    return read_csv(stream, path=path, choose=layout_of)


def recognises(header: Sequence[str]) -> bool:
    """Whether the header is one of the two generations."""
    return {"mmsi", "basedatetime", "lat", "lon"} <= set(_by_plain_name(header))


def layout_of(header: Sequence[str]) -> CsvLayout:
    """The layout of either generation; raises `UnreadableInputError` for any other header."""
    given = _by_plain_name(header)
    if not recognises(header):
        raise UnreadableInputError(
            "this is no MarineCadastre table: it lacks MMSI, BaseDateTime, LAT or LON",
            advice="declare a mapping for its columns",
        )
    statics = {plain: given[plain] for plain in _STATICS if plain in given}
    return CsvLayout(
        columns={role: given[plain] for role, plain in _ROLES.items() if plain in given},
        statics=tuple(statics.values()),
        static=lambda cells: _static({plain: cells[name] for plain, name in statics.items()}),
        offset_s=0,
        statuses=STATUSES,
    )


def _by_plain_name(header: Sequence[str]) -> dict[str, str]:
    plain = {name.replace("_", "").casefold(): name for name in header}
    return {_OTHER_NAMES.get(key, key): name for key, name in plain.items()}


def _static(cells: Mapping[str, str]) -> dict[str, Any] | None:
    report = {
        "name": text_or_none(cells.get("vesselname", "")),
        "imo": imo_digits(cells.get("imo", "")),
        "call_sign": text_or_none(cells.get("callsign", "")),
        "ship_type": whole_number(cells.get("vesseltype", ""), most=255),
        "to_stern": whole_number(cells.get("length", ""), most=1022),
        "to_starboard": whole_number(cells.get("width", ""), most=126),
        "draught": whole_number(cells.get("draft", ""), most=255, scale=10),
    }
    return {**report, "destination": None, "to_bow": 0, "to_port": 0} if any(report.values()) else None
