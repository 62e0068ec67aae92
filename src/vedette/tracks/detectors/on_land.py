"""On land: a run of positions farther inland than any ship sails, by the coast, lakes and rivers of Natural Earth.

Such positions are false, or the coast is. The grid of distances is ``ERROR_NM`` off at most, which is added to
``inland_nm``, so that every position of a run is surely that far from any sea, lake and river that the data show.
Natural Earth shows no canals, and no rivers too small for 1:50 million: an event may be a barge there. The thresholds
are ours: nobody has published any.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.coast.shore import ERROR_NM
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, NO_TIME, Bounds, Records
from vedette.tracks.kernels.on_land import STATE, find_inland
from vedette.tracks.magnitudes import displacement, duration

SIDES = ("row", "source", "latitude", "longitude")


def _prepare(setting: Setting) -> Scan:
    bound, shore = setting.thresholds, setting.shore().values.reshape(-1)

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_inland(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, shore,
            bound["inland_nm"] + ERROR_NM, ERROR_NM, bound["reports"], bound["duration_s"],
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
    for name in SIDES:
        still[f"first_{name}"], still[f"last_{name}"] = last[f"first_{name}"], last[f"last_{name}"]
    still["a"], still["b"] = last["run"], last["depth"]
    return np.concatenate([found, still])


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (
        Magnitude(name="anomaly", value="on land"),
        Magnitude.counted("reports", int(event["a"]), unit="report"),
        Magnitude.counted("farthest inland", int(event["b"]), unit="nautical mile"),
        Magnitude.counted("error of a distance to shore", ERROR_NM, unit="nautical mile"),
        duration(event),
        displacement(event),
    )


DETECTOR = Detector(
    name="on_land",
    kind=EventKind.POSITION_ANOMALY,
    meaning="at least so many reports in a row, over duration_s, surely more than inland_nm from any water",
    thresholds=("inland_nm", "reports", "duration_s"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
)
"""Runs of positions inland."""
