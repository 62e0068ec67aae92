"""Encounter in a gap: a ship seen slow at sea for hours, and another in an AIS gap that led to it.

Nobody saw them together. The first ship is slow and away from ports, as for an encounter, for ``duration_s`` within
the closed gap of the second, which at ``reach_tenth_kn`` could have come, stayed as long, and been back where it
was heard next. In busy waters that holds of many, so one of two signs must point to the ship: the gap began or
ended within ``near_m`` and ``near_s`` of it; or the courses into the gap and out of it, held on by compass, pass
within ``course_m`` of it, and the other ship at its own speed had ``duration_s`` to spare there. Of several slow
ships, the one to which a gap points best counts. The weaker form, without a sign, is an answer of ``vedette
reachable``.

RadianceFleet rates pairs of ships in gaps less than 5 nautical miles apart highest, and our ``near_m`` is that; 2
hours are those of Global Fishing Watch's encounters; 25 knots are beyond nearly all ships that carry bulk, oil or
boxes, and are what gpsdio-segment takes as the fastest; an hour and 2 nautical miles are ours.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States, Together
from vedette.tracks.gap_encounters import SIGNS, found_in_gaps
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records

STATE = np.dtype([("filler", "i2")])
"""Nothing: what other loops found is enough."""
NEEDED = ("ais_gap", "encounter", "reception")


def _prepare(_setting: Setting) -> Scan:
    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:  # noqa: ARG001
        return 0

    return scan


def _conclude(_found: Found, _states: States, _until: int, _setting: Setting) -> Found:
    return np.empty(0, FOUND)


def _beside(together: Together, setting: Setting) -> Found:
    if not together.events.keys() >= set(NEEDED):
        return np.empty(0, FOUND)
    return found_in_gaps(
        gaps=together.events["ais_gap"],
        slots=together.found["encounter"],
        marks=together.found["reception"],
        slot_s=together.profile.of("encounter")["slot_s"],
        thresholds=setting.thresholds,
    )


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (
        Magnitude(name="sign", value=SIGNS[int(event["a"])]),
        Magnitude.counted("possible together", int(event["b"]), unit="second"),
        Magnitude.rounded("distance of the sign", float(event["c"]), step="1E+2", unit="metre"),
    )


DETECTOR = Detector(
    name="encounter_in_gap",
    kind=EventKind.ENCOUNTER_IN_GAP,
    meaning="a ship slow at sea for duration_s, and another whose gap began, ended or led within near_m of it",
    thresholds=("duration_s", "near_m", "near_s", "course_m", "reach_tenth_kn"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    beside=_beside,
)
"""Ships that may have met unseen."""
