"""Circle: positions that run round one circle for hours, as those of transmitters in places where none is.

Rings of reported positions are known from jamming and spoofing of satellite navigation. A window of the clock counts
if its positions lie on a circle (Kasa's fit, in the mean no farther off than ``off_percent`` of the radius) and the
ship moves at ``speed_tenth_kn`` or more; windows in a row that lie on one circle are one run, and a run counts from
``rounds`` rounds on, if its positions lie on all sides of the centre. A ship that swings at anchor is slower and its
circle smaller; a turning trial and the adjustment of a compass take a round or two; a ferry, a search pattern and an
arc sailed to and fro do not fit. Dredgers and pilots that wait may go round more often: an event says what was seen.
The thresholds are ours: nobody has published any.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.kernels.circle import STATE, find_circles, leave_circles
from vedette.tracks.magnitudes import METRES_A_SECOND, duration


def _limits(setting: Setting) -> tuple[int, float, float, float, float, int]:
    bound = setting.thresholds
    return (
        bound["window_s"],
        bound["speed_tenth_kn"] * METRES_A_SECOND / 10,
        float(bound["radius_least_m"]),
        float(bound["radius_most_m"]),
        bound["off_percent"] / 100,
        10 * bound["rounds"],
    )


def _prepare(setting: Setting) -> Scan:
    limits = _limits(setting)

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_circles(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, *limits,
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, until: int, setting: Setting) -> Found:
    still = np.zeros(2 * len(states.state), FOUND)
    count = leave_circles(states.transmitter, states.state.copy(), still, until, *_limits(setting))
    return np.concatenate([found, still[:count]])


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (
        Magnitude(name="anomaly", value="circle"),
        Magnitude.rounded("radius", float(event["a"]), step="1E+1", unit="metre"),
        Magnitude.rounded("rounds", float(event["b"]) / 10, step="0.1", unit="round"),
        duration(event),
    )


DETECTOR = Detector(
    name="circle",
    kind=EventKind.POSITION_ANOMALY,
    meaning="at least so many rounds of one circle, in windows of window_s, at speed_tenth_kn or more",
    thresholds=("window_s", "speed_tenth_kn", "radius_least_m", "radius_most_m", "off_percent", "rounds"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
)
"""Rounds of a circle."""
