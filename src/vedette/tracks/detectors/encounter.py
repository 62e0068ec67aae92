"""Encounter: two ships near each other for hours, both slow, away from ports, both seen on AIS.

Global Fishing Watch's definition: at most 500 m apart, for at least 2 hours, at a median speed below 2 knots, 10 km
or more from an anchorage; positions are taken every 10 minutes and nothing is put between reports more than an hour
apart. Here each ship must be slow in each slot (it moved less than the speed allows since the slot before), which
is stricter than a median and lets the table be reduced in one read; each must be that far from ports in each slot;
and one slot in a row may lack either ship. Midnight and the antimeridian are no seams. Three stages: slow slots of each
ship (the read), pairs of ships in each slot, runs of slots of each pair; the last two go window by window of time, so
that what they hold does not grow with the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.errors import UnreadableInputError
from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.detector import Detector, Found, Scan, Setting, States
from vedette.tracks.kernels.arrays import FOUND, NO_TIME, Bounds, Records
from vedette.tracks.kernels.encounter import PAIR, deal_out, find_pairs, find_runs, write_keys
from vedette.tracks.kernels.slots import SLOT, STATE, find_slow_slots
from vedette.tracks.magnitudes import METRES_A_SECOND, duration

SLOTS_PER_ROW = 6
"""Slots that one report can close, at most: an hour of 10 minutes each."""
MISSING = 1
"""Slots in a row in which a pair may be missing without its encounter being over."""
NEVER = 1 << 40
"""A slot after all others."""
WINDOW = 144
"""Slots of which pairs are looked for together: a day, where a slot has 10 minutes."""


def _prepare(setting: Setting) -> Scan:
    bound, ports = setting.thresholds, setting.ports
    slot_s, longest = bound["slot_s"], bound["interpolated_s"]
    if slot_s <= 0 or longest > SLOTS_PER_ROW * slot_s:
        raise UnreadableInputError(
            f"encounters put more than {SLOTS_PER_ROW} slots of {slot_s} s between two reports up to {longest} s apart",
            advice="take longer slots, or a shorter interpolated_s",
        )
    farthest = bound["speed_tenth_kn"] * METRES_A_SECOND / 10 * slot_s

    def scan(block: Block, bounds: Bounds, segments: int, states: Found, found: Found) -> int:
        return find_slow_slots(
            block.transmitter, block.time, block.latitude, block.longitude, block.source, block.row,
            bounds, segments, states, found, ports.starts, ports.latitude, ports.longitude,
            float(bound["port_distance_m"]), farthest, slot_s, longest,
        )  # fmt: skip

    return scan


def _windows(slots: Found) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """For each window that has records: the slot after it, and the places of its records."""
    if not len(slots):
        return
    # That of the first slot of all time, so that windows begin at the same slots in whatever is looked at.
    first = int(slots["slot"].min()) // WINDOW
    starts = np.zeros(int(slots["slot"].max()) // WINDOW - first + 3, np.int64)
    order = np.empty(len(slots), np.int32)
    deal_out(slots, first * WINDOW, WINDOW, starts, order)
    for window in np.flatnonzero(np.diff(starts[:-1])).tolist():
        yield (first + window + 1) * WINDOW, order[starts[window] : starts[window + 1]]


def _pairs(slots: Found, places: NDArray[np.int32], farthest: float) -> Found:
    """Pairs of records of one slot, of those at some places, in order of slot."""
    keys = np.empty(len(places), np.int64)
    write_keys(slots, places, keys)
    order = places[np.argsort(keys, kind="stable")]
    pairs = np.empty(len(places), PAIR)
    count = find_pairs(slots, order, farthest, pairs)
    if count > len(pairs):
        pairs = np.empty(count, PAIR)
        find_pairs(slots, order, farthest, pairs)
    return pairs[:count]


def _by_pair(slots: Found, pairs: Found) -> Found:
    """In order of both transmitters; those of the same two stay in order of slot."""
    who = slots["transmitter"]
    return pairs[np.argsort(_joined(who[pairs["low"]], who[pairs["high"]]), kind="stable")]


def _runs(slots: Found, setting: Setting) -> Iterator[Found]:
    """The encounters that are over by the end of each window, and at last all others."""
    bound = setting.thresholds
    still = np.empty(0, PAIR)
    for following, places in _windows(slots):
        pairs = _pairs(slots, places, float(bound["distance_m"]))
        pairs = _by_pair(slots, np.concatenate([still, pairs]) if len(still) else pairs)
        ended, still = _ended(slots, pairs, setting, following)
        yield ended
    yield _ended(slots, still, setting, NEVER)[0]


def _ended(slots: Found, pairs: Found, setting: Setting, following: int) -> tuple[Found, Found]:
    """Encounters that no pair in that slot or later goes on with, and the pairs of those that one may."""
    bound = setting.thresholds
    events = np.zeros(len(pairs), FOUND)
    count, still = find_runs(slots, pairs, bound["slot_s"], MISSING, bound["duration_s"], following, events)
    return events[:count].copy(), pairs[:still].copy()


def _joined(first: Any, second: Any) -> NDArray[np.int64]:
    """Two columns of 32 bits as one that sorts by the first and then the second; several times faster to sort."""
    return (np.asarray(first, np.int64) << 32) + np.asarray(second, np.int64)


def _conclude(found: Found, states: States, until: int, setting: Setting) -> Found:
    bound = setting.thresholds
    slot_s = bound["slot_s"]
    events = np.concatenate([np.empty(0, FOUND), *_runs(found, setting)])
    deciding = events["ended"].astype(np.int64) + (MISSING + 1) * slot_s
    seen = np.minimum(_placed(states, events["transmitter"]), _placed(states, events["partner"]))
    is_open = (seen * slot_s < deciding) & (until <= deciding + bound["interpolated_s"])
    events["open"] = is_open
    events["ended"][is_open] = NO_TIME
    return events


def _placed(states: States, transmitters: Any) -> NDArray[np.int64]:
    """The last slot in which it is known where each of them was."""
    slots: Any = states.of(transmitters)["slot"]
    return np.asarray(slots, np.int64)


def _magnitudes(event: Records, _setting: Setting) -> tuple[Magnitude, ...]:
    return (
        duration(event),
        Magnitude.counted("median distance", int(event["b"]), unit="metre"),
        Magnitude.counted("least distance", int(event["c"]), unit="metre"),
        Magnitude.counted("slots together", int(event["a"]), unit="slot"),
    )


def _not_applied(setting: Setting) -> tuple[str, ...]:
    return () if setting.ports.ports else ("port_distance_m",)


DETECTOR = Detector(
    name="encounter",
    kind=EventKind.ENCOUNTER,
    meaning="two ships at most distance_m apart for duration_s, both below speed_tenth_kn, away from ports",
    thresholds=("distance_m", "duration_s", "speed_tenth_kn", "port_distance_m", "slot_s", "interpolated_s"),
    state=STATE,
    prepare=_prepare,
    conclude=_conclude,
    magnitudes=_magnitudes,
    output=SLOT,
    per_row=SLOTS_PER_ROW,
    not_applied=_not_applied,
)
"""Ships that meet."""
