"""A sea as CSV in the layouts of MarineCadastre (NOAA) and of the Danish Maritime Authority, in order of time.

MarineCadastre prints five decimals of a degree, as its files do, and so loses the step of AIS; the Danish layout
prints six, which keep it. "Not available" is printed as each of the two does. Every name begins with TRAINING,
and the Danish destination says "made up for training".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from vedette.model.movement import EPOCH, NO_COURSE, NO_HEADING, NO_POSITION, NO_SPEED, STEPS_PER_DEGREE
from vedette.testing.sea.days import days
from vedette.testing.sea.reports import Reports
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.ships import Identity
from vedette.testing.sea.spec import DAY, MADE_UP

MARINE_CADASTRE = (
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    "Cargo,TransceiverClass"
)
"""The header of the yearly files from 2018 to 2024."""

DANISH = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,"
    "Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,"
    "Data source type,A,B,C,D"
)
"""The header of the daily files of the Danish Maritime Authority."""

STATUS_WORDS = {
    0: "Under way using engine",
    1: "At anchor",
    5: "Moored",
    -1: "Unknown value",
}
NOWHERE = "91.000000,181.000000"
NO_SPEED_KNOTS, NO_COURSE_DEGREES, NO_HEADING_DEGREES = 102.3, 360.0, 511

Row = tuple[int, int, int, int, int, int, int, int, bool, int]
Line = Callable[[Row, Identity], str]


def write_marine_cadastre(sea: Sea, path: Path) -> int:
    """Write the position reports in the layout of MarineCadastre; return the number of rows below the header."""
    return _write(sea, path, header=MARINE_CADASTRE, line=_marine_cadastre)


def write_danish(sea: Sea, path: Path) -> int:
    """Write the position reports in the Danish layout; return the number of rows below the header."""
    return _write(sea, path, header=DANISH, line=_danish)


def rows(reports: Reports) -> Iterator[Row]:
    """Yield reports as tuples: time, transmitter, position, speed, course, heading, status, class B, ship."""
    names = (
        "time",
        "transmitter",
        "latitude",
        "longitude",
        "speed",
        "course",
        "heading",
        "status",
        "class_b",
    )
    columns = reports.columns()
    return zip(*(columns[name].tolist() for name in (*names, "ship")), strict=True)


def _write(sea: Sea, path: Path, *, header: str, line: Line) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        spoken = _Spoken(sea)
        for day in days(sea):
            file.writelines(line(row, spoken.by(row)) for row in rows(day.reports))
            written += len(day.reports)
    return written


class _Spoken:
    """Who speaks in a row: the ship's voice at that moment, as the joined static columns print it."""

    def __init__(self, sea: Sea) -> None:
        self.only: Mapping[int, Identity] = {
            ship.number: ship.voices[0].identity for ship in sea.ships if len(ship.voices) == 1
        }
        self.sea = sea

    def by(self, row: Row) -> Identity:
        """The identity that the ship of the row transmits."""
        one = self.only.get(row[9])
        if one is not None:
            return one
        voices = self.sea.ships[row[9]].voices
        return ([voice for voice in voices if voice.began <= row[0]] or [voices[0]])[-1].identity


@lru_cache(maxsize=4)
def _date(day: int, form: str) -> str:
    return (EPOCH + dt.timedelta(days=day)).strftime(form)


def _clock(time: int) -> str:
    second = time % DAY
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


@lru_cache(maxsize=4096)
def _marine_cadastre_tail(identity: Identity, status: int, *, class_b: bool) -> str:
    told = identity
    return (
        f"{told.name},{'' if class_b else f'IMO{told.imo}'},{told.call_sign},{told.ship_type},"
        f"{'' if status < 0 else status},{told.to_bow + told.to_stern},{told.to_port + told.to_starboard},"
        f"{'' if class_b else told.draught / 10},{told.ship_type},{'B' if class_b else 'A'}\n"
    )


def _marine_cadastre(row: Row, identity: Identity) -> str:
    time, mmsi, latitude, longitude, speed, course, heading, status, class_b, _ = row
    somewhere = latitude != NO_POSITION
    place = (
        f"{latitude / STEPS_PER_DEGREE:.5f},{longitude / STEPS_PER_DEGREE:.5f}" if somewhere else "91.0,181.0"
    )
    return (
        f"{mmsi:09d},{_date(time // DAY, '%Y-%m-%d')}T{_clock(time)},{place},"
        f"{NO_SPEED_KNOTS if speed == NO_SPEED else speed / 10},"
        f"{NO_COURSE_DEGREES if course == NO_COURSE else course / 10},"
        f"{NO_HEADING_DEGREES if heading == NO_HEADING else f'{heading}.0'},"
        f"{_marine_cadastre_tail(identity, status, class_b=class_b)}"
    )


@lru_cache(maxsize=4096)
def _danish_tail(identity: Identity, *, class_b: bool) -> str:
    told = identity
    return (
        f"{'Unknown' if class_b else told.imo},{told.call_sign},{told.name},"
        f"{'Tanker' if told.ship_type >= 80 else 'Cargo'},,{told.to_port + told.to_starboard},"
        f"{told.to_bow + told.to_stern},GPS,{'' if class_b else told.draught / 10},"
        f"{'' if class_b else MADE_UP},,AIS,{told.to_bow},{told.to_stern},{told.to_port},{told.to_starboard}\n"
    )


def _danish(row: Row, identity: Identity) -> str:
    time, mmsi, latitude, longitude, speed, course, heading, status, class_b, _ = row
    somewhere = latitude != NO_POSITION
    place = f"{latitude / STEPS_PER_DEGREE:.6f},{longitude / STEPS_PER_DEGREE:.6f}" if somewhere else NOWHERE
    return (
        f"{_date(time // DAY, '%d/%m/%Y')} {_clock(time)},Class {'B' if class_b else 'A'},{mmsi:09d},{place},"
        f"{STATUS_WORDS[status]},,{'' if speed == NO_SPEED else speed / 10},"
        f"{'' if course == NO_COURSE else course / 10},{'' if heading == NO_HEADING else heading},"
        f"{_danish_tail(identity, class_b=class_b)}"
    )
