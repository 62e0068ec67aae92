"""Teleport: an impossible leg away and an impossible leg back to where the ship could have sailed meanwhile.

Made of the impossible speeds of ``position_anomaly`` and their thresholds: two that follow each other, at most
``away_s`` apart, of which the second ends within reach of where the first began. What lies between them is the false
part. The legs remain events of their own. ``away_s`` is ours.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States, Together
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.magnitudes import METRES_A_SECOND, displacement, duration, metres_between

LEGS = "position_anomaly"
STATE = np.dtype([("filler", "i4")])
"""Nothing: the legs are another loop's."""


def _prepare(_setting: Setting) -> Scan:
    def scan(_block: Block, _bounds: Bounds, _segments: int, _states: Found, _found: Found) -> int:
        return 0

    return scan


def _conclude(_found: Found, _states: States, _until: int, _setting: Setting) -> Found:
    return np.empty(0, FOUND)


def _beside(together: Together, setting: Setting) -> Found:
    if LEGS not in together.events:
        return np.empty(0, FOUND)
    legs = together.events[LEGS]
    legs = legs[np.lexsort((legs["ended"], legs["began"], legs["transmitter"]))]
    fastest = together.profile.of(LEGS)["speed_tenth_kn"] * METRES_A_SECOND / 10
    found, back = [], -1
    for at, (away, home) in enumerate(pairwise(legs)):
        if at > back and _there_and_back(away, home, fastest, setting.thresholds["away_s"]):
            found.append(_joined(away, home))
            back = at + 1
    return np.concatenate([np.empty(0, FOUND), *found])


def _there_and_back(away: Records, home: Records, fastest: float, longest: int) -> bool:
    if away["transmitter"] != home["transmitter"] or not 0 <= home["began"] - away["ended"] <= longest:
        return False
    ends = [int(away[f"first_{axis}"]) for axis in ("latitude", "longitude")]
    ends += [int(home[f"last_{axis}"]) for axis in ("latitude", "longitude")]
    return metres_between(*ends) <= fastest * int(home["ended"] - away["began"])


def _joined(away: Records, home: Records) -> Found:
    """From the last row before to the first row after; the false part begins where the leg away ends."""
    one = np.array([away], FOUND)
    for name in ("ended", "last_row", "last_source", "last_latitude", "last_longitude"):
        one[name] = home[name]
    one["a"], one["b"] = away["last_latitude"], away["last_longitude"]
    one["c"] = home["began"] - away["ended"]
    return one


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    start = (int(event["first_latitude"]), int(event["first_longitude"]))
    metres = metres_between(*start, int(event["a"]), int(event["b"]))
    return (
        Magnitude(name="anomaly", value="teleport"),
        Magnitude.rounded("distance away", metres, step="1E+1", unit="metre"),
        Magnitude.counted("time away", int(event["c"]), unit="second"),
        duration(event),
        displacement(event),
    )


DETECTOR = Detector(
    name="teleport",
    kind=EventKind.POSITION_ANOMALY,
    meaning="two impossible speeds, at most away_s apart: away, and back to within reach of the beginning",
    thresholds=("away_s",),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    beside=_beside,
    may_stay_open=False,
)
"""There and back."""
