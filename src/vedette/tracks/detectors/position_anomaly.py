"""Position anomaly: a leg between two positions that no ship can sail in the time between them.

RadianceFleet takes an implied speed above 50 kn times 1.5; that alone flags the noise of two receivers within a
second, so a leg must also be longer than 5 nautical miles, its bound for receivers that disagree. A position
that is false shows as two legs, there and back. Where legs lead back and forth, ``returns`` times in a row, to places
left at most ``track_s`` before, the positions come by turns: the reports are parted into tracks
(`vedette.tracks.splitting`), and the legs between tracks are no anomalies. 24 hours is the longest silence within
a segment of Global Fishing Watch's pipe-segment; the count of returns is ours.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.model.movement import mmsi_numbers, split_mmsis
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import Bounds, Records
from vedette.tracks.kernels.jump import STATE, find_jumps
from vedette.tracks.magnitudes import METRES_A_SECOND, displacement, duration, implied_speed


def _prepare(setting: Setting) -> Scan:
    fastest = setting.thresholds["speed_tenth_kn"] * METRES_A_SECOND / 10
    least = float(setting.thresholds["distance_m"])
    returns, longest = setting.thresholds["returns"], setting.thresholds["track_s"]

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_jumps(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, fastest, least, returns, longest,
        )  # fmt: skip

    return scan


def _conclude(found: Found, states: States, _until: int, _setting: Setting) -> Found:
    """All legs but those of tracks: a track jumps only where another ship's reports take its place."""
    return found[~np.isin(mmsi_numbers(found["transmitter"]), split_mmsis(states.transmitter))]


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (duration(event), displacement(event), implied_speed(event))


DETECTOR = Detector(
    name="position_anomaly",
    kind=EventKind.POSITION_ANOMALY,
    meaning="a leg of more than distance_m that needs more than the speed of speed_tenth_kn",
    thresholds=("speed_tenth_kn", "distance_m", "returns", "track_s"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    may_stay_open=False,
)
"""Impossible speeds."""
