"""Movement: the columns of transmitted positions and static reports, in fixed point, as the lake holds them.

Positions are integers in the native step of AIS (1/600,000 degree, ITU-R M.1371), so that what goes in comes
out. "Not available" is null on decoding; in the compact table, whose columns carry no null bitmap, it is the
one value of each column that no report can hold, and becomes null again in everything that leaves the lake.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from vedette.model.identifiers import Mmsi

STEPS_PER_DEGREE = 600_000
"""Steps of a coordinate in a degree: 1/10,000 minute, the resolution of AIS position reports."""

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The moment that time 0 means; times count whole seconds from it, to the year 2068 in 32 bits."""

NO_POSITION = -(2**31)
"""Latitude and longitude where the transmitter says that it has none (91 and 181 degrees)."""
NO_SPEED = -1
"""Speed over ground, in tenths of a knot, where none is transmitted (1023); 1022 means 102.2 knots or more."""
NO_COURSE = -1
"""Course over ground, in tenths of a degree, where none is transmitted (3600)."""
NO_HEADING = -1
"""True heading, in degrees, where none is transmitted (511)."""
NO_STATUS = -1
"""Navigational status where none is transmitted (15, or a class B unit)."""


@attrs.frozen(kw_only=True)
class ColumnSpec:
    """A column of a lake table: name, Arrow type in words, unit, and the value that stands for null if any."""

    name: str
    type: str
    unit: str
    absent: int | None = None


POSITION_COLUMNS = (
    ColumnSpec(
        name="transmitter", type="int32", unit="MMSI as a number; nine digits with leading zeros as text"
    ),
    ColumnSpec(name="time", type="int32", unit="seconds since 2000-01-01T00:00:00Z"),
    ColumnSpec(name="latitude", type="int32", unit="1/600,000 degree, north positive", absent=NO_POSITION),
    ColumnSpec(name="longitude", type="int32", unit="1/600,000 degree, east positive", absent=NO_POSITION),
    ColumnSpec(name="speed", type="int16", unit="1/10 knot over ground", absent=NO_SPEED),
    ColumnSpec(name="course", type="int16", unit="1/10 degree over ground", absent=NO_COURSE),
    ColumnSpec(name="heading", type="int16", unit="degree, true", absent=NO_HEADING),
    ColumnSpec(
        name="status", type="int8", unit="navigational status, ITU-R M.1371 table 45", absent=NO_STATUS
    ),
    ColumnSpec(name="source", type="int16", unit="number of the exhibit in the lake's manifest"),
    ColumnSpec(name="row", type="int32", unit="row of the exhibit, counted from 1"),
)
"""The compact position table, clustered by transmitter and then time, source and row."""

STATIC_COLUMNS = (
    ColumnSpec(name="transmitter", type="int32", unit="MMSI as a number"),
    ColumnSpec(name="time", type="int32", unit="seconds since 2000-01-01T00:00:00Z"),
    ColumnSpec(name="imo", type="int32", unit="IMO number as transmitted, check digit or not", absent=0),
    ColumnSpec(name="call_sign", type="string", unit="as transmitted, padding removed; null if none"),
    ColumnSpec(name="name", type="string", unit="as transmitted, padding removed; null if none"),
    ColumnSpec(name="ship_type", type="int16", unit="ITU-R M.1371 table 53", absent=0),
    ColumnSpec(name="to_bow", type="int16", unit="metre", absent=0),
    ColumnSpec(name="to_stern", type="int16", unit="metre", absent=0),
    ColumnSpec(name="to_port", type="int16", unit="metre", absent=0),
    ColumnSpec(name="to_starboard", type="int16", unit="metre", absent=0),
    ColumnSpec(name="draught", type="int16", unit="1/10 metre", absent=0),
    ColumnSpec(name="destination", type="string", unit="as transmitted; null if none"),
    ColumnSpec(name="source", type="int16", unit="number of the exhibit in the lake's manifest"),
    ColumnSpec(name="row", type="int32", unit="row of the exhibit, counted from 1"),
)
"""Static and voyage related reports (AIS types 5, 19 and 24), one row each, clustered like positions."""


TRACK_OFFSETS = (0, 1_000_000_000, -1_000_000_000, -2_000_000_000)
"""Added to an MMSI for the reports of each of its tracks, where one MMSI has several: all fit 32 bits."""

_TRACKS = {offset // TRACK_OFFSETS[1]: track for track, offset in enumerate(TRACK_OFFSETS, start=1)}


def mmsi_of(transmitter: int) -> Mmsi:
    """The MMSI as text, leading zeros restored, of a transmitter or of one of its tracks."""
    return Mmsi(f"{transmitter % TRACK_OFFSETS[1]:09d}")


def track_of(transmitter: int) -> int:
    """Which track of its MMSI a transmitter number means, counted from 1; the first has the plain number."""
    return _TRACKS[transmitter // TRACK_OFFSETS[1]]


def mmsi_numbers(transmitters: Any) -> npt.NDArray[np.int32]:
    """The MMSI behind each transmitter number, whatever its track."""
    return np.asarray(np.asarray(transmitters) % TRACK_OFFSETS[1], np.int32)


def split_mmsis(transmitters: Any) -> npt.NDArray[np.int32]:
    """The MMSI of which there is a track beside the first, in order."""
    numbers = np.asarray(transmitters)
    return np.unique(mmsi_numbers(numbers[(numbers < 0) | (numbers >= TRACK_OFFSETS[1])]))


def tracks_of(mmsis: Any) -> npt.NDArray[np.int32]:
    """The transmitter numbers of all tracks that these MMSI may have."""
    return np.concatenate([np.asarray(mmsis, np.int32) + np.int32(offset) for offset in TRACK_OFFSETS])


def moment_of(time: int) -> dt.datetime:
    """The UTC moment that a time of the lake means."""
    return EPOCH + dt.timedelta(seconds=int(time))
