"""Loitering: hours of the clock in a row in which a ship's mean implied speed is low.

Global Fishing Watch's definition: hourly mean implied speed below 2 knots, consecutive hours, 20 nautical miles
or more from shore; reports to fisheries bodies take 4 hours or more (8 before). Hours are those of UTC, so midnight is
no seam. An hour without two reports at most an hour apart ends a run. The distance to shore is that of the first
position, so that an open run is never taken back; it comes from a grid that is `ERROR_NM` off at most, and a run is
left out only if it surely began nearer. A port or an adopted anchorage counts as shore, so that a made-up sea, whose
coasts no grid knows, has one too. Each event tells the distance to shore by the grid at both of its ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.coast.shore import ERROR_NM
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.kernels.loitering import STATE, find_slow_hours, leave_hours
from vedette.tracks.kernels.port_distance import port_distances
from vedette.tracks.magnitudes import METRES_A_MILE, METRES_A_SECOND, displacement, duration

Miles = NDArray[np.int8]


def _limits(setting: Setting) -> tuple[float, int]:
    return setting.thresholds["speed_tenth_kn"] * METRES_A_SECOND / 10, setting.thresholds["hours"]


def _prepare(setting: Setting) -> Scan:
    fastest, least = _limits(setting)

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_slow_hours(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, fastest, least,
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, until: int, setting: Setting) -> Found:
    still = np.zeros(2 * len(states.state), FOUND)
    count = leave_hours(states.transmitter, states.state.copy(), still, until, *_limits(setting))
    every = np.concatenate([found, still[:count]])
    least = setting.thresholds["shore_nm"]
    off_shore = every[_miles(every, "first", setting) >= least - ERROR_NM]
    return off_shore[_from_ports(off_shore, setting) >= least * METRES_A_MILE]


def _from_ports(events: Any, setting: Setting) -> NDArray[np.float64]:
    """Metres to the nearest port where the events began."""
    metres = np.empty(len(events), np.float64)
    latitude, longitude = (
        np.ascontiguousarray(events[f"first_{name}"]) for name in ("latitude", "longitude")
    )
    ports = setting.ports
    port_distances(latitude, longitude, ports.starts, ports.latitude, ports.longitude, metres)
    return metres


def _miles(events: Records, side: str, setting: Setting) -> Miles:
    """Nautical miles to shore where the events began (first) or were seen last; none is read without events."""
    if not events.size:
        return np.empty(0, np.int8)
    return setting.shore().nautical_miles(events[f"{side}_latitude"], events[f"{side}_longitude"])


def _magnitudes(event: Records, setting: Setting) -> tuple[Magnitude, ...]:
    hours = Magnitude.counted("slow hours", int(event["a"]), unit="hour")
    return (hours, duration(event), displacement(event), *_to_shore(event, setting))


def _to_shore(event: Records, setting: Setting) -> Iterator[Magnitude]:
    """The distances at both ends by the grid, which tells none beyond its farthest, and how far they may be off."""
    for side, name in (("first", "at the beginning"), ("last", "at the end")):
        miles = int(_miles(event, side, setting))
        yield Magnitude.counted(f"distance to shore {name}", miles, unit="nautical mile")
    yield Magnitude.counted("error of a distance to shore", ERROR_NM, unit="nautical mile")


DETECTOR = Detector(
    name="loitering",
    kind=EventKind.LOITERING,
    meaning="at least so many hours in a row with a mean implied speed below speed_tenth_kn, from shore_nm on",
    thresholds=("speed_tenth_kn", "hours", "shore_nm"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
)
"""Slow hours."""
