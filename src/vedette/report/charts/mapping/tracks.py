"""Tracks on a map: lines along position reports that end where nothing was received, and where a position jumps."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from vedette.model.identifiers import Mmsi
from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.report.charts.mapping.clipping import clipped_line
from vedette.report.charts.mapping.extent import FULL, Frame
from vedette.report.charts.mapping.projection import Numbers
from vedette.report.charts.mapping.simplifying import simplified

Ints = npt.NDArray[np.int32]

EARTH_KM = 6371.0088
_HALF_NMI_A_KM = 1 / 1.852


@attrs.frozen(kw_only=True, eq=False)
class Track:
    """The position reports of one transmitter in order of time, in seconds and steps of the lake.

    ``name`` is what its static reports call it, if anything.
    """

    transmitter: Mmsi
    time: Ints
    latitude: Ints
    longitude: Ints
    name: str | None = None


@attrs.frozen(kw_only=True)
class Breaks:
    """Where a line ends: a silence of so many seconds or more, or a step that is faster and farther than stated.

    The figures are those of a profile: its AIS gap, and its position anomaly (knots, nautical miles).
    """

    silence_s: int = 12 * 3600
    knots: float = 75.0
    miles: float = 5.0


@attrs.frozen(kw_only=True)
class Run:
    """One unbroken run of reports: longitudes counted on past 180, latitudes, both in degrees."""

    longitude: Numbers
    latitude: Numbers


def runs(track: Track, breaks: Breaks) -> list[Run]:
    """The unbroken runs of a track; a run of one report is a point. Reports without a position are passed over."""
    known = np.flatnonzero(np.asarray(track.latitude) != NO_POSITION)
    if not len(known):
        return []
    latitude = np.asarray(track.latitude)[known] / STEPS_PER_DEGREE
    longitude = np.unwrap(np.asarray(track.longitude)[known] / STEPS_PER_DEGREE, period=FULL)
    seconds = np.diff(np.asarray(track.time, np.int64)[known])
    miles = _miles(longitude, latitude)
    too_fast = miles * 3600 > breaks.knots * np.maximum(seconds, 1)
    ends = (seconds >= breaks.silence_s) | (too_fast & (miles > breaks.miles))
    cuts = np.flatnonzero(ends) + 1
    return [
        Run(longitude=one, latitude=other)
        for one, other in zip(np.split(longitude, cuts), np.split(latitude, cuts), strict=True)
    ]


def runs_of_time(track: Track, breaks: Breaks) -> list[tuple[int, int]]:
    """When reports were received: from the first to the last of each run without a silence, in seconds of the lake."""
    time = np.asarray(track.time, np.int64)
    if not len(time):
        return []
    cuts = np.flatnonzero(np.diff(time) >= breaks.silence_s) + 1
    return [(int(one[0]), int(one[-1])) for one in np.split(time, cuts)]


def _miles(longitude: Numbers, latitude: Numbers) -> Numbers:
    """Great-circle distances from report to report, in nautical miles."""
    north, east = np.radians(np.diff(latitude)), np.radians(np.diff(longitude))
    phi = np.radians(latitude)
    chord = np.sin(north / 2) ** 2 + np.cos(phi[:-1]) * np.cos(phi[1:]) * np.sin(east / 2) ** 2
    return np.asarray(2 * EARTH_KM * _HALF_NMI_A_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def drawn_runs(found: Sequence[Run], frame: Frame) -> tuple[list[Numbers], Numbers]:
    """Lines within the picture, simplified to what it can show, and the places of all reports in it."""
    size = (frame.width, frame.height)
    lines: list[Numbers] = []
    points: list[Numbers] = [np.empty((0, 2))]
    for one in found:
        for shift in frame.shifts(float(one.longitude.min()), float(one.longitude.max())):
            placed = frame.placed(one.longitude + shift, one.latitude)
            points.append(placed[((placed >= 0) & (placed <= size)).all(axis=1)])
            lines += [np.round(simplified(part), 2) for part in clipped_line(placed, size)]
    return [one for one in lines if len(one) > 1], np.vstack(points)
