"""The loops that part the reports of one MMSI into tracks: each report goes where a ship can have sailed.

They run over transmitters alone of which positions come by turns (`vedette.tracks.kernels.jump`).
"""

from __future__ import annotations

import math

import numpy as np

from vedette.model.movement import TRACK_OFFSETS
from vedette.tracks.kernels.arrays import ABSENT, FOUND, Bounds, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.jump import in_reach
from vedette.tracks.kernels.sphere import RADIUS, haversine, haversine_of

TRACKS = len(TRACK_OFFSETS)
"""Tracks of one MMSI, at most."""
GRACE = 60
"""Seconds added to the time of a leg before its speed is compared with that of another: two positions within seconds
differ by the noise of receivers. Ours."""

TRACK = np.dtype([("known", "i4"), ("time", "i4"), ("latitude", "i4"), ("longitude", "i4")], align=True)
"""The last position of a track."""

ENDS = np.dtype(
    [
        ("rows", "i4"),
        ("began", "i4"),
        ("ended", "i4"),
        ("first_row", "i4"),
        ("last_row", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
    ],
    align=True,
)
"""How many rows a transmitter has, and its first and last."""


@inlined
def _metres(chord: float) -> float:
    return 2.0 * RADIUS * math.asin(math.sqrt(min(chord, 1.0)))


@inlined
def _latest(tracks: Records, begin: int) -> int:
    """The track with the latest position, the first of those that are equal; the first of all if none has one."""
    best = begin
    for one in range(begin + 1, begin + TRACKS):
        if tracks[one].known and (not tracks[best].known or tracks[one].time > tracks[best].time):
            best = one
    return best


@inlined
def _fitting(
    tracks: Records, begin: int, now: int, lat: int, lon: int, fastest: float, floor: float, longest: int
) -> int:
    """The track in reach with the least speed, those heard lately first; else a free one; else the longest silent."""
    best, kept, least = -1, 0, 0.0
    free, silent = -1, begin
    for one in range(begin, begin + TRACKS):
        if not tracks[one].known:
            free = one if free < 0 else free
            continue
        if tracks[one].time < tracks[silent].time:
            silent = one
        seconds = now - tracks[one].time
        chord = haversine(tracks[one].latitude, tracks[one].longitude, lat, lon)
        if not in_reach(chord, seconds, fastest, floor):
            continue
        lately = 1 if seconds <= longest else 0
        speed = _metres(chord) / (seconds + GRACE)
        if best < 0 or lately > kept or (lately == kept and speed < least):
            best, kept, least = one, lately, speed
    if best >= 0:
        return best
    return free if free >= 0 else silent


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"), writable("i8"), INT,
    records(TRACK), writable("i4"), records(FOUND), REAL, REAL, INT,
)  # fmt: skip
def split_rows(
    transmitter: Column, time: Column, latitude: Column, longitude: Column, bounds: Bounds, segments: int,
    tracks: Records, given: Column, turns: Records, fastest: float, least: float, longest: int,
) -> int:  # fmt: skip
    """Write into ``given`` the track of each row, from 0; returns how often a row has another than the row before it.

    ``tracks`` are the states of all tracks of each segment's transmitter, one after the other; ``turns`` gets, for each
    segment, how often the track changed (``a``) and how far apart in metres (``b``). A row without a position goes to
    the track with the latest one.
    """
    floor = haversine_of(least)
    changes = 0
    for segment in range(segments):
        begin = segment * TRACKS
        turn = turns[segment]
        turn.transmitter = transmitter[bounds[segment]]
        for at in range(bounds[segment], bounds[segment + 1]):
            before = _latest(tracks, begin)
            if latitude[at] == ABSENT or longitude[at] == ABSENT:
                given[at] = before - begin
                continue
            lat, lon = latitude[at], longitude[at]
            chosen = _fitting(tracks, begin, time[at], lat, lon, fastest, floor, longest)
            if chosen != before and tracks[before].known:
                turn.a += 1
                changes += 1
                chord = haversine(tracks[before].latitude, tracks[before].longitude, lat, lon)
                turn.b = max(turn.b, int(_metres(chord)))
            given[at] = chosen - begin
            track = tracks[chosen]
            track.known = 1
            track.time = time[at]
            track.latitude = lat
            track.longitude = lon
    return changes


@compiled(column("i4"), column("i2"), column("i4"), writable("i8"), INT, records(ENDS))
def count_rows(
    time: Column, source: Column, row: Column, bounds: Bounds, segments: int, states: Records
) -> int:
    """Count the rows of each transmitter and remember its first and last; finds nothing."""
    for segment in range(segments):
        begin, last = bounds[segment], bounds[segment + 1] - 1
        state = states[segment]
        if state.rows == 0:
            state.began = time[begin]
            state.first_row = row[begin]
            state.first_source = source[begin]
        state.rows += last + 1 - begin
        state.ended = time[last]
        state.last_row = row[last]
        state.last_source = source[last]
    return 0
