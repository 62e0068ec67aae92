"""Loitering: hours of the clock in a row in which a ship's mean implied speed is low.

Global Fishing Watch's definition: hourly mean implied speed below 2 knots, consecutive hours, 20 nautical miles
or more from shore; reports to fisheries bodies take 4 hours or more (8 before). Hours are those of UTC, so midnight is
no seam. An hour without two reports at most an hour apart ends a run. The distance to shore is not tested here: no
coast is given, and events say so.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.kernels.loitering import STATE, find_slow_hours, leave_hours
from vedette.tracks.magnitudes import METRES_A_SECOND, displacement, duration


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
    return np.concatenate([found, still[:count]])


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    hours = Magnitude.counted("slow hours", int(event["a"]), unit="hour")
    return (hours, duration(event), displacement(event))


DETECTOR = Detector(
    name="loitering",
    kind=EventKind.LOITERING,
    meaning="at least so many hours in a row with a mean implied speed below speed_tenth_kn",
    thresholds=("speed_tenth_kn", "hours", "shore_nm"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    not_applied=lambda _: ("shore_nm",),
)
"""Slow hours."""
