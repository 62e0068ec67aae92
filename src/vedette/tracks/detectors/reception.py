"""Reception: how regularly each ship was heard, and where. It makes no events of its own; others are weighed by it.

Clock hours in a row in which a ship was heard in one cell of a degree, with the number of instants; and how it went
into each silence of ``silence_s`` and came out. AIS gaps ask it for the ships heard near in the ``near_s`` seconds
before, and widen what is near until ``others`` are found. Nobody has published such thresholds; these are ours.
"""

from __future__ import annotations

import numpy as np

from vedette.errors import UnreadableInputError
from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.kernels.reception import HEARD, HOUR, STATE, find_heard


def _prepare(setting: Setting) -> Scan:
    least = setting.thresholds["silence_s"]
    if least <= HOUR:
        raise UnreadableInputError(
            f"silences of {least} s are too short for reception, which counts by the hour",
            advice=f"take a silence_s of more than {HOUR}",
        )

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_heard(
            block.transmitter, block.time, block.latitude, block.longitude, block.speed,
            bounds, segments, states, found, least,
        )  # fmt: skip

    return scan


def _conclude(_found: Found, _states: States, _until: int, _setting: Setting) -> Found:
    return np.empty(0, FOUND)


def _magnitudes(_event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return ()


DETECTOR = Detector(
    name="reception",
    kind=EventKind.AIS_GAP,
    meaning="how ships were heard, hour by hour and cell by cell; weighs AIS gaps and makes no events",
    thresholds=("silence_s", "near_s", "others"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    output=HEARD,
    per_row=4,
)
"""Hours heard."""
