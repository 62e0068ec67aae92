"""The loop that measures how far ships sailed within spans of time: the way from report to report."""

from __future__ import annotations

import math

import numpy as np

from vedette.tracks.kernels.arrays import ABSENT, Column, Records
from vedette.tracks.kernels.compiling import REAL, column, compiled, inlined, records, writable
from vedette.tracks.kernels.sphere import RADIUS, haversine, near_metres

ANCHOR = np.dtype(
    [("transmitter", "i4"), ("time", "i4"), ("latitude", "i4"), ("longitude", "i4"), ("span", "i8")],
    align=True,
)
"""The last position that counted, and the first span that is not over; transmitter 0 before the first row."""

NEAR = 6e-5
"""The haversine of 100 km, up to which the series of `near_metres` is exact."""


@inlined
def _metres(latitude: int, longitude: int, to_latitude: int, to_longitude: int) -> float:
    found = haversine(latitude, longitude, to_latitude, to_longitude)
    if found <= NEAR:
        return near_metres(found)
    return 2.0 * RADIUS * math.asin(math.sqrt(min(found, 1.0)))


@compiled(
    column("i4"), column("i4"), column("i4"), column("i4"),
    column("i4"), column("i4"), column("i4"), records(ANCHOR), writable("i8"), REAL, REAL,
)  # fmt: skip
def add_sailed(
    transmitter: Column, time: Column, latitude: Column, longitude: Column,
    span_transmitter: Column, span_began: Column, span_ended: Column, anchors: Records, sailed: Column,
    fastest: float, farthest: float,
) -> int:  # fmt: skip
    """Add to ``sailed`` (decimetres, whole) the step to each row that lies in a span; returns how many steps.

    Spans are in order of transmitter and beginning and do not overlap; a step belongs to the span in which its
    second row lies, the beginning of a span not included. A step of more than ``farthest`` metres at more than
    ``fastest`` metres a second is a jump of the position: it does not count, and the position before it stays
    until a plausible one comes.
    """
    state, steps = anchors[0], 0
    for at in range(len(transmitter)):
        who, now, here, there = transmitter[at], time[at], latitude[at], longitude[at]
        if (here == ABSENT) | (there == ABSENT):
            continue
        if state.transmitter == who:
            metres = _metres(state.latitude, state.longitude, here, there)
            if metres > farthest and metres > fastest * (now - state.time):
                continue
            span = state.span
            while span < len(span_transmitter) and (
                span_transmitter[span] < who or (span_transmitter[span] == who and span_ended[span] < now)
            ):
                span += 1
            state.span = span
            if span < len(span_transmitter) and span_transmitter[span] == who and span_began[span] < now:
                sailed[span] += round(metres * 10.0)
                steps += 1
        state.transmitter, state.time, state.latitude, state.longitude = who, now, here, there
    return steps
