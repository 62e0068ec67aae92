"""AIS gap: a silence of a transmitter of at least the profile's length, closed by its next report or still open.

Global Fishing Watch's detector takes 12 hours by default and 6 in its published table. Every report counts, also one
without a position. Reports at one instant are kept and make no gap. A gap says that nothing was received,
not that nothing was sent; and two ships under one MMSI can hide each other's silence.

How ships near were heard when the gap began is told beside it, where `reception` ran in the same read.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States, Together
from vedette.tracks.kernels.arrays import FOUND, NO_TIME, Bounds, Records
from vedette.tracks.kernels.gap import STATE, find_gaps
from vedette.tracks.magnitudes import displacement, duration, implied_speed
from vedette.tracks.reception_of_gaps import reception_magnitudes, unweighed, weighed, with_shore


def _prepare(setting: Setting) -> Scan:
    least = setting.thresholds["silence_s"]

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_gaps(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, least,
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, until: int, setting: Setting) -> Found:
    silent = until - states.state["time"].astype(np.int64) >= setting.thresholds["silence_s"]
    last = states.state[silent]
    still = np.zeros(len(last), FOUND)
    still["transmitter"] = states.transmitter[silent]
    still["began"], still["ended"], still["open"] = last["time"], NO_TIME, 1
    for side in ("first", "last"):
        for name in ("row", "source", "latitude", "longitude"):
            still[f"{side}_{name}"] = last[name]
    return unweighed(np.concatenate([found, still]))


def _beside(together: Together, setting: Setting) -> Found:
    gaps = with_shore(together.events["ais_gap"], setting.shore)
    if "reception" not in together.found:
        return gaps
    return weighed(
        gaps,
        together.found["reception"],
        together.states["reception"],
        until=together.until,
        thresholds=together.profile.of("reception"),
    )


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (duration(event), displacement(event), implied_speed(event), *reception_magnitudes(event))


DETECTOR = Detector(
    name="ais_gap",
    kind=EventKind.AIS_GAP,
    meaning="no report of a transmitter for at least silence_s seconds",
    thresholds=("silence_s",),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    beside=_beside,
)
"""Silences."""
