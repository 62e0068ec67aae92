"""Ships slow at sea beside ships in gaps: which gaps led to which slow stretch, by place, time and course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import NO_POSITION, STEPS_PER_DEGREE
from vedette.tracks.detector import Found
from vedette.tracks.kernels.arrays import FOUND, Records
from vedette.tracks.kernels.reception import AFTER, BEFORE
from vedette.tracks.kernels.sphere import RADIUS
from vedette.tracks.magnitudes import METRES_A_SECOND
from vedette.tracks.profiles import Thresholds

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
MISSING = 1
"""Slots in a row in which a ship may not be slow without its slow stretch being over, as for encounters."""
BEGAN_NEAR, ENDED_NEAR, COURSES = 1, 2, 3
SIGNS = {
    BEGAN_NEAR: "the gap began near the slow ship",
    ENDED_NEAR: "the gap ended near the slow ship",
    COURSES: "the courses into and out of the gap lead to the slow ship",
}
LEAST_WAY = 1852.0
"""Metres that a ship makes at least from one position to another for the course between them to mean something."""
TENTH_KNOT = METRES_A_SECOND / 10


@attrs.frozen(kw_only=True, eq=False)
class Stretches:
    """Slow slots in order of ship and slot, and where each stretch of them begins and ends (one past its last)."""

    slots: Records
    first: Ints
    past: Ints

    @classmethod
    def of(cls, slots: Found, *, least: int) -> Self:
        """The stretches of at least so many slots from first to last."""
        order = np.lexsort((slots["slot"], slots["transmitter"]))
        slots = slots[order]
        ends = np.flatnonzero(
            (np.diff(slots["transmitter"]) != 0) | (np.diff(slots["slot"].astype(np.int64)) > MISSING + 1)
        )
        first = np.concatenate([np.zeros(min(1, len(slots)), np.int64), ends + 1])
        past = np.concatenate([ends + 1, np.full(min(1, len(slots)), len(slots))]).astype(np.int64)
        long = slots["slot"][past - 1] - slots["slot"][first] >= least
        return cls(slots=slots, first=first[long], past=past[long])


@attrs.frozen(kw_only=True)
class Way:
    """How a ship came into a gap or out of it: a position some time away, and its speed in metres a second."""

    latitude: float
    longitude: float
    speed: float


@attrs.frozen(kw_only=True)
class Gap:
    """A closed gap: record, times, places in radians, and the ways in and out if they are known."""

    record: Records
    began: int
    ended: int
    first: tuple[float, float]
    last: tuple[float, float]
    into: Way | None
    out_of: Way | None


def found_in_gaps(*, gaps: Found, slots: Found, marks: Found, slot_s: int, thresholds: Thresholds) -> Found:
    """The events: for each gap with a sign, the slow stretch to which it points best; of equal ones, the first.

    ``a`` names the sign, ``b`` is the possible seconds together, ``c`` how far the sign lies from the slow ship, in
    metres.
    """
    stretches = Stretches.of(slots, least=thresholds["duration_s"] // slot_s)
    found = []
    for gap in _gaps(gaps, marks):
        events = list(_events(gap, stretches, slot_s=slot_s, thresholds=thresholds))
        found += sorted(events, key=lambda one: (one["c"], one["transmitter"], one["began"]))[:1]
    return np.array(found, FOUND) if found else np.empty(0, FOUND)


def _gaps(gaps: Found, marks: Found) -> Iterator[Gap]:
    ways = {
        (int(one["transmitter"]), int(one["time"]), int(one["what"])): one
        for one in marks[marks["what"] > 0]
        if one["latitude"] != NO_POSITION and one["longitude"] != NO_POSITION
    }
    for one in gaps:
        ends = [
            int(one[f"{side}_{axis}"]) for side in ("first", "last") for axis in ("latitude", "longitude")
        ]
        if one["open"] or NO_POSITION in ends:
            continue
        who, began, ended = (int(one[name]) for name in ("transmitter", "began", "ended"))
        first, last = (_radians(ends[0]), _radians(ends[1])), (_radians(ends[2]), _radians(ends[3]))
        yield Gap(
            record=one, began=began, ended=ended, first=first, last=last,
            into=_way(first, ways.get((who, began, BEFORE))),
            out_of=_way(last, ways.get((who, ended, AFTER))),
        )  # fmt: skip


def _radians(steps: int) -> float:
    return float(np.radians(steps / STEPS_PER_DEGREE))


def _way(place: tuple[float, float], mark: Records | None) -> Way | None:
    """The way between a mark and the end of a gap; none if it is too short to have a course."""
    if mark is None:
        return None
    latitude, longitude = _radians(int(mark["latitude"])), _radians(int(mark["longitude"]))
    metres = float(_metres(*place, np.array([latitude]), np.array([longitude]))[0])
    if metres < LEAST_WAY:
        return None
    made = metres / abs(int(mark["until"]) - int(mark["time"]))
    return Way(latitude=latitude, longitude=longitude, speed=max(made, int(mark["speed"]) * TENTH_KNOT))


def _metres(north: float, east: float, norths: Reals, easts: Reals) -> Reals:
    chord = (
        np.sin((norths - north) / 2) ** 2 + np.cos(north) * np.cos(norths) * np.sin((easts - east) / 2) ** 2
    )
    metres: Reals = 2 * RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return metres


def _events(gap: Gap, stretches: Stretches, *, slot_s: int, thresholds: Thresholds) -> Iterator[Any]:
    """The events of one gap, over the stretches that last long enough within it."""
    slots, least = stretches.slots, thresholds["duration_s"]
    began = np.maximum(slots["slot"][stretches.first].astype(np.int64) * slot_s, gap.began)
    ended = np.minimum(slots["slot"][stretches.past - 1].astype(np.int64) * slot_s, gap.ended)
    others = slots["transmitter"][stretches.first] != gap.record["transmitter"]
    for at in np.flatnonzero((ended - began >= least) & others).tolist():
        stretch = slots[stretches.first[at] : stretches.past[at]]
        event = _event(gap, stretch, slot_s=slot_s, thresholds=thresholds)
        if event is not None:
            yield event


@attrs.frozen(kw_only=True, eq=False)
class Distances:
    """Times of slots, and metres from where the gap began and ended to where the slow ship then was."""

    times: Ints
    norths: Reals
    easts: Reals
    out: Reals
    back: Reals

    @classmethod
    def of(cls, gap: Gap, stretch: Records, slot_s: int) -> Self:
        """Those of a stretch."""
        norths, easts = (np.radians(stretch[axis] / STEPS_PER_DEGREE) for axis in ("latitude", "longitude"))
        return cls(
            times=stretch["slot"].astype(np.int64) * slot_s,
            norths=norths,
            easts=easts,
            out=_metres(*gap.first, norths, easts),
            back=_metres(*gap.last, norths, easts),
        )

    def within(self, gap: Gap, *, into: float, out_of: float) -> Ints:
        """The slots in which a ship of these speeds could have been there."""
        came = self.out <= into * (self.times - gap.began)
        left = self.back <= out_of * (gap.ended - self.times)
        return np.flatnonzero(came & left)


def _event(gap: Gap, stretch: Records, *, slot_s: int, thresholds: Thresholds) -> Any:
    """The event of a gap and a slow stretch; none without a sign, or if the ship could not have come and stayed."""
    distances = Distances.of(gap, stretch, slot_s)
    speed = thresholds["reach_tenth_kn"] * TENTH_KNOT
    possible = distances.within(gap, into=speed, out_of=speed)
    together = _lasts(distances.times, possible)
    if together < thresholds["duration_s"]:
        return None
    sign, metres = _sign(gap, distances, thresholds)
    if not sign:
        return None
    return _record(gap.record, stretch[possible], distances.times[possible], (sign, together, round(metres)))


def _lasts(times: Ints, which: Ints) -> int:
    return int(times[which[-1]] - times[which[0]]) if len(which) else 0


def _sign(gap: Gap, distances: Distances, thresholds: Thresholds) -> tuple[int, float]:
    """The sign that lies nearest, and how far from the slow ship; 0 if there is none."""
    signs = []
    for sign, moment, metres in (
        (BEGAN_NEAR, gap.began, distances.out),
        (ENDED_NEAR, gap.ended, distances.back),
    ):
        near = metres[np.abs(distances.times - moment) <= thresholds["near_s"]]
        if len(near) and near.min() <= thresholds["near_m"]:
            signs.append((float(near.min()), sign))
    if gap.into is not None and gap.out_of is not None:
        own = distances.within(gap, into=gap.into.speed, out_of=gap.out_of.speed)
        if _lasts(distances.times, own) >= thresholds["duration_s"]:
            there = distances.norths[own], distances.easts[own]
            missed = max(
                float(_missed(end, way, *there).min())
                for end, way in ((gap.first, gap.into), (gap.last, gap.out_of))
            )
            if missed <= thresholds["course_m"]:
                signs.append((missed, COURSES))
    nearest, which = min(signs, default=(0.0, 0))
    return which, nearest


def _missed(end: tuple[float, float], way: Way, norths: Reals, easts: Reals) -> Reals:
    """By how many metres the course from a mark over the end of a gap, prolonged, misses each place.

    A course is held by compass, along a rhumb line: straight on a map of Mercator, whose scale is that of the place.
    Behind the ship, a place is missed by all of its distance.
    """
    course = np.array([_turned(end[1] - way.longitude), _mercator(end[0]) - _mercator(way.latitude)])
    course /= np.hypot(*course)
    east, north = _turned(easts - end[1]), _mercator(norths) - _mercator(end[0])
    across: Reals = np.abs(east * course[1] - north * course[0]) * RADIUS * np.cos(norths)
    ahead = east * course[0] + north * course[1] > 0
    return np.where(ahead, across, _metres(*end, norths, easts))


def _turned(angle: Any) -> Any:
    """A difference of longitudes the short way round the Earth, in radians."""
    return (angle + np.pi) % (2 * np.pi) - np.pi


def _mercator(latitude: Any) -> Any:
    """How far north a latitude (radians) stands on a map of Mercator."""
    return np.arctanh(np.sin(np.clip(latitude, -1.57, 1.57)))


def _record(gap: Records, slots: Records, times: Ints, measured: tuple[int, int, int]) -> Any:
    event = np.zeros((), FOUND)
    first, last = slots[0], slots[-1]
    event["transmitter"], event["partner"] = first["transmitter"], gap["transmitter"]
    event["began"], event["ended"] = times[0], times[-1]
    for side, slot in (("first", first), ("last", last)):
        for name in ("row", "source"):
            event[f"{side}_{name}"] = slot[f"{side}_{name}"]
            event[f"partner_{side}_{name}"] = gap[f"{side}_{name}"]
        for axis in ("latitude", "longitude"):
            event[f"{side}_{axis}"] = slot[axis]
    event["a"], event["b"], event["c"] = measured
    return event
