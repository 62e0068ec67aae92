"""One read of the blocks for all detectors: each piece of a block goes through every loop while it is in cache.

A run is three pure steps. `scan` goes over the blocks of one work item and returns what was found and the states;
`gathered` puts the results of items in their order; `concluded` makes events of them, open ones too. Work
items are cut between transmitters; blocks within one are cut anywhere. The events are the same however blocks are cut,
and for one run over all rows or a later run that goes on from saved states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.errors import UnreadableInputError
from vedette.model.movement import mmsi_of, moment_of, split_mmsis, tracks_of
from vedette.tracks.block import Block
from vedette.tracks.coast import world_shore
from vedette.tracks.coast.shore import ShoreGrid
from vedette.tracks.detector import Detector, Found, Scan, Setting, States, Together
from vedette.tracks.kernels.arrays import NO_TIME, Bounds
from vedette.tracks.kernels.survey import survey
from vedette.tracks.ordering import in_order
from vedette.tracks.ports import PortIndex
from vedette.tracks.profiles import Profile
from vedette.tracks.room import joined, room_for, taken

PIECE = 65_536
"""Rows that go through all loops together: their columns fit a processor's second cache."""


@attrs.frozen(kw_only=True)
class Plan:
    """Which detectors run, under which profile, with which ports, and the shore as it is given when first asked for."""

    detectors: Sequence[Detector]
    profile: Profile
    ports: PortIndex = attrs.field(factory=PortIndex.empty)
    shore: Callable[[], ShoreGrid] = world_shore

    def setting(self, detector: Detector) -> Setting:
        """What that detector is told; thresholds that differ from those it declares are refused."""
        thresholds = self.profile.of(detector.name)
        if set(thresholds) != set(detector.thresholds):
            raise UnreadableInputError(
                f"profile {self.profile.name} gives {detector.name} the thresholds {sorted(thresholds)}",
                advice=f"the detector needs exactly {sorted(detector.thresholds)}",
            )
        return Setting(thresholds=thresholds, ports=self.ports, shore=self.shore)


@attrs.frozen(kw_only=True, eq=False)
class Scanned:
    """What the loops found, and the states after the last row, by name of the detector."""

    rows: int
    until: int
    """The latest time of any row, in seconds of the lake; `NO_TIME` if there was none."""
    found: Mapping[str, Found]
    states: Mapping[str, States]


@attrs.define(kw_only=True, eq=False)
class _Lane:
    """One detector on its way through the blocks: its loop, its buffer, its state of the last transmitter."""

    detector: Detector
    scan: Scan
    earlier: States
    buffer: Found
    carried: Found
    found: list[Found] = attrs.field(factory=list)
    finished: list[Found] = attrs.field(factory=list)

    def take(self, block: Block, bounds: Bounds, *, transmitters: NDArray[np.int32], resumes: bool) -> None:
        """Run the loop over a piece; the states of all its transmitters but the last are then final."""
        states = self.earlier.of(transmitters)
        if resumes:
            states[0] = self.carried[0]
        elif len(self.carried):
            self.finished.append(self.carried)
        filled = self.buffer[: self.scan(block, bounds, len(transmitters), states, self.buffer)]
        if len(filled):
            self.found.append(taken(filled))
        if len(states) > 1:
            self.finished.append(states[:-1].copy())
        self.carried = states[-1:].copy()

    def all_found(self) -> Found:
        """What the loop found so far, in order."""
        return joined(self.found, self.detector.output)


def _buffer(detector: Detector) -> Found:
    """Room for all that a piece can give."""
    return room_for(PIECE * detector.per_row, detector.output)


@attrs.define(kw_only=True, eq=False)
class _Seen:
    """The transmitters in the order met, and the time of the last row of each."""

    transmitters: list[NDArray[np.int32]] = attrs.field(factory=lambda: [np.empty(0, np.int32)])
    times: list[NDArray[np.int32]] = attrs.field(factory=lambda: [np.empty(0, np.int32)])

    def take(self, transmitters: NDArray[np.int32], times: NDArray[np.int32], *, resumes: bool) -> None:
        """Add those of a piece; if it resumes, its first is the last one known."""
        if resumes:
            self.transmitters[-1], self.times[-1] = self.transmitters[-1][:-1], self.times[-1][:-1]
        self.transmitters.append(transmitters)
        self.times.append(times)

    def states(self, state: Found) -> States:
        """The states of all of them."""
        return States(
            transmitter=np.concatenate(self.transmitters), until=np.concatenate(self.times), state=state
        )


def _lane(plan: Plan, detector: Detector, earlier: States | None) -> _Lane:
    return _Lane(
        detector=detector,
        scan=detector.prepare(plan.setting(detector)),
        earlier=earlier or States.none(detector.state),
        buffer=_buffer(detector),
        carried=np.empty(0, detector.state),
    )


def scan(blocks: Iterable[Block], plan: Plan, *, earlier: Mapping[str, States] | None = None) -> Scanned:
    """Run every detector of the plan over the blocks, in one pass, from the ``earlier`` states if there are any.

    Raises:
        UnreadableInputError: rows are out of order, or come before those that a state has seen.
    """
    lanes = [_lane(plan, one, (earlier or {}).get(one.name)) for one in plan.detectors]
    bounds: Bounds = np.empty(PIECE + 1, np.int64)
    seen = _Seen()
    last: tuple[int, int] | None = None
    rows, until = 0, NO_TIME
    for block in blocks:
        for begin in range(0, len(block), PIECE):
            end = min(begin + PIECE, len(block))
            first = (int(block.transmitter[begin]), int(block.time[begin]))
            if last is not None and first < last:
                raise _out_of_order(first)
            segments = survey(block.transmitter, block.time, begin, end, bounds)
            if segments <= 0:
                raise _out_of_order((int(block.transmitter[-segments]), int(block.time[-segments])))
            transmitters = block.transmitter[bounds[:segments]].astype(np.int32)
            resumes = last is not None and first[0] == last[0]
            _refuse_late(lanes, transmitters[resumes:], block.time[bounds[resumes:segments]])
            for lane in lanes:
                lane.take(block, bounds, transmitters=transmitters, resumes=resumes)
            seen.take(transmitters, block.time[bounds[1 : segments + 1] - 1], resumes=resumes)
            last = (int(block.transmitter[end - 1]), int(block.time[end - 1]))
            until = max(until, int(block.time[begin:end].max()))
            rows += end - begin
    return Scanned(
        rows=rows,
        until=until,
        found={lane.detector.name: lane.all_found() for lane in lanes},
        states={
            lane.detector.name: seen.states(joined([*lane.finished, lane.carried], lane.detector.state))
            for lane in lanes
        },
    )


def _refuse_late(lanes: Sequence[_Lane], transmitters: NDArray[np.int32], times: NDArray[np.int32]) -> None:
    for lane in lanes:
        late = lane.earlier.late(transmitters, times)
        if late.any():
            at = int(late.argmax())
            raise _late((int(transmitters[at]), int(times[at])))


def _late(row: tuple[int, int]) -> UnreadableInputError:
    transmitter, time = row
    return UnreadableInputError(
        f"a report of {mmsi_of(transmitter)} at {moment_of(time):%Y-%m-%dT%H:%M:%SZ} comes after later ones were read",
        advice="detect again from the first row: the states of an earlier run do not know this report",
    )


def _out_of_order(row: tuple[int, int]) -> UnreadableInputError:
    transmitter, time = row
    return UnreadableInputError(
        f"a report of {mmsi_of(transmitter)} at {moment_of(time):%Y-%m-%dT%H:%M:%SZ} comes before the row above it",
        advice="detectors read rows in order of transmitter and time: read them from the lake",
    )


def gathered(items: Iterable[Scanned], plan: Plan) -> Scanned:
    """The results of work items, in order of transmitter, as if one item had held all their rows.

    Items that come one by one are let go, so that what they found is not held twice.
    """
    rows, until = 0, NO_TIME
    found: dict[str, list[Found]] = {one.name: [] for one in plan.detectors}
    states: dict[str, list[States]] = {one.name: [] for one in plan.detectors}
    for item in items:
        rows, until = rows + item.rows, max(until, item.until)
        for name, parts in found.items():
            parts.append(item.found[name])
            states[name].append(item.states[name])
    return Scanned(
        rows=rows,
        until=until,
        found={one.name: _by_transmitter(joined(found.pop(one.name), one.output)) for one in plan.detectors},
        states={one.name: _states(states.pop(one.name), one) for one in plan.detectors},
    )


def _by_transmitter(found: Found) -> Found:
    """In order of transmitter: tracks of one MMSI stand apart, under the numbers that they have."""
    who: Any = found["transmitter"]
    return found if (who[1:] >= who[:-1]).all() else found[np.argsort(who, kind="stable")]


def _states(parts: Sequence[States], detector: Detector) -> States:
    none = States.none(detector.state)
    joined = States(
        transmitter=np.concatenate([none.transmitter, *(part.transmitter for part in parts)]),
        until=np.concatenate([none.until, *(part.until for part in parts)]),
        state=np.concatenate([none.state, *(part.state for part in parts)]),
    )
    who = joined.transmitter
    return joined if (who[1:] >= who[:-1]).all() else none.replaced(joined)


def concluded(scanned: Scanned, plan: Plan, *, until: int | None = None) -> dict[str, Found]:
    """The events by detector, in order of transmitter, beginning and rows; open ones as of ``until``.

    ``until`` (seconds of the lake) is when the data end: the latest row, if it is not given.
    """
    end = scanned.until if until is None else until
    events = _events(scanned, plan, end)
    few = _few(scanned, plan)
    return {one.name: in_order(_of_ships(events.pop(one.name), few)) for one in plan.detectors}


def _events(scanned: Scanned, plan: Plan, end: int) -> dict[str, Found]:
    """The events by detector, before they are put in order."""
    events = {
        one.name: one.conclude(scanned.found[one.name], scanned.states[one.name], end, plan.setting(one))
        for one in plan.detectors
    }
    together = Together(
        profile=plan.profile, found=scanned.found, states=scanned.states, events=dict(events), until=end
    )
    for one in plan.detectors:
        if one.beside is not None:
            events[one.name] = one.beside(together, plan.setting(one))
    return events


def _few(scanned: Scanned, plan: Plan) -> NDArray[np.int32]:
    """Tracks of fewer reports than make a ship (`shared_mmsi`)."""
    if "shared_mmsi" not in scanned.states:
        return np.empty(0, np.int32)
    states = scanned.states["shared_mmsi"]
    tracks = tracks_of(split_mmsis(states.transmitter))
    return tracks[states.of(tracks)["rows"] < plan.profile.of("shared_mmsi")["rows"]]


def _of_ships(events: Found, few: NDArray[np.int32]) -> Found:
    """The events but those of such tracks; that an MMSI is shared is told of all its tracks."""
    if not len(few) or "tracks" in (events.dtype.names or ()):
        return events
    names = [name for name in ("transmitter", "partner") if name in (events.dtype.names or ())]
    kept: Found = events[~np.any([np.isin(events[name], few) for name in names], axis=0)]
    return kept
