"""Frozen: a ship reports the very same position again and again, and each time a speed at which it would move.

At 3 knots a ship moves on by eight times the resolution of AIS in a second; a receiver of satellite navigation that
has lost its fix, or a transmitter that is fed an old one, stands still to the last digit. The thresholds are ours:
nobody has published any. Reports of one instant, from two receivers, count once.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, NO_TIME, Bounds, Records
from vedette.tracks.kernels.frozen import STATE, find_frozen
from vedette.tracks.magnitudes import duration


def _prepare(setting: Setting) -> Scan:
    bound = setting.thresholds

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_frozen(
            block.transmitter, block.time, block.latitude, block.longitude, block.speed, block.source, block.row,
            bounds, segments, states, found, bound["speed_tenth_kn"], bound["reports"], bound["duration_s"],
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, _until: int, setting: Setting) -> Found:
    state = states.state
    lasted = state["last_time"].astype(np.int64) - state["first_time"] >= setting.thresholds["duration_s"]
    going_on = (state["run"] >= setting.thresholds["reports"]) & lasted
    last = state[going_on]
    still = np.zeros(len(last), FOUND)
    still["transmitter"] = states.transmitter[going_on]
    still["began"], still["ended"], still["open"] = last["first_time"], NO_TIME, 1
    for side in ("first", "last"):
        still[f"{side}_row"], still[f"{side}_source"] = last[f"{side}_row"], last[f"{side}_source"]
        still[f"{side}_latitude"], still[f"{side}_longitude"] = last["latitude"], last["longitude"]
    still["a"] = last["run"]
    return np.concatenate([found, still])


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (
        Magnitude(name="anomaly", value="frozen"),
        Magnitude.counted("reports", int(event["a"]), unit="report"),
        duration(event),
    )


DETECTOR = Detector(
    name="frozen",
    kind=EventKind.POSITION_ANOMALY,
    meaning="at least so many reports, over duration_s, of one position and of speed_tenth_kn or more",
    thresholds=("speed_tenth_kn", "reports", "duration_s"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
)
"""Positions that stand still."""
