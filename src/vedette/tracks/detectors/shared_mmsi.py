"""Shared MMSI: the positions under one MMSI come by turns from places between which no ship can sail.

Two ships, or one of which some positions are false: which of them, nobody can say from positions alone. The reports
are parted into up to four tracks (`vedette.tracks.splitting`). A track of fewer than ``rows`` reports is no ship, and
gives no events of its own; that number is ours.
"""

from __future__ import annotations

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.model.movement import NO_POSITION, split_mmsis, tracks_of
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.kernels.split import ENDS, TRACKS, count_rows

SHARED = np.dtype([*((name, FOUND[name]) for name in FOUND.names or ()), ("tracks", ENDS, (TRACKS,))])
"""What is found, with the rows of each track; ``a`` counts the changes between tracks, ``b`` is in metres."""


def _prepare(_setting: Setting) -> Scan:
    def scan(block: Block, bounds: Bounds, segments: int, states: Found, _found: Found) -> int:
        return count_rows(block.time, block.source, block.row, bounds, segments, states)

    return scan


def _conclude(found: Found, states: States, _until: int, _setting: Setting) -> Found:
    shared = split_mmsis(states.transmitter)
    events = np.zeros(len(shared), SHARED)
    for event, mmsi in zip(events, shared.tolist(), strict=True):
        tracks = states.of(tracks_of([mmsi]))
        turns = found[found["transmitter"] == mmsi]
        heard = tracks[tracks["rows"] > 0]
        event["transmitter"], event["tracks"] = mmsi, tracks
        event["began"], event["ended"] = heard["began"].min(), heard["ended"].max()
        event["a"], event["b"] = turns["a"].sum(), turns["b"].max(initial=0)
        event["first_row"], event["first_source"] = tracks[0]["first_row"], tracks[0]["first_source"]
        event["last_row"], event["last_source"] = tracks[0]["last_row"], tracks[0]["last_source"]
    for side in ("first", "last"):
        events[f"{side}_latitude"] = events[f"{side}_longitude"] = NO_POSITION
    return events


def _magnitudes(event: Records, setting: Setting) -> tuple[Magnitude, ...]:
    rows = [int(one) for one in event["tracks"]["rows"]]
    ships = sum(one >= setting.thresholds["rows"] for one in rows)
    return (
        Magnitude(name="shared", value="one MMSI"),
        Magnitude(name="told", value="positions by turns: several ships, or positions that are false"),
        Magnitude.counted("tracks", ships, unit="track"),
        Magnitude.counted("changes", int(event["a"]), unit="change"),
        Magnitude(name="rows of each", value=", ".join(str(one) for one in rows if one)),
        Magnitude.rounded("greatest distance", float(event["b"]), step="1E+3", unit="metre"),
    )


DETECTOR = Detector(
    name="shared_mmsi",
    kind=EventKind.SHARED_IDENTITY,
    meaning="positions under one MMSI by turns from places between which no ship can sail",
    thresholds=("rows",),
    state=ENDS,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    output=SHARED,
)
"""Positions by turns."""
