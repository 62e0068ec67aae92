"""Two ships under one MMSI become two tracks: a second reading of the few transmitters whose positions come by turns.

The first reading (`vedette.tracks.run.scan`) takes the rows of a transmitter for those of one ship, and says in the
state of the position anomaly where that cannot be (`flagged`). Those transmitters are read again from their first row,
track by track, each report going to the track in whose reach it lies: a track is a transmitter number of its own
(`vedette.model.movement.TRACK_OFFSETS`), so that detectors need not know of it. Which tracks there are follows from
the rows of the transmitter alone, in the lake's order, however they are cut and in whatever runs they are read:
once positions came by turns in some rows, they did so in those and any that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import TRACK_OFFSETS, mmsi_numbers, split_mmsis, tracks_of
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Found, States
from vedette.tracks.kernels.arrays import FOUND, Bounds
from vedette.tracks.kernels.jump import STATE
from vedette.tracks.kernels.split import TRACK, TRACKS, split_rows
from vedette.tracks.kernels.survey import survey
from vedette.tracks.magnitudes import METRES_A_SECOND
from vedette.tracks.profiles import Thresholds
from vedette.tracks.run import PIECE, Plan, Scanned, gathered, scan

Ints = NDArray[np.int32]
ANOMALY, SHARED = "position_anomaly", "shared_mmsi"
"""The detectors that see that positions come by turns, and that tell of it: without both nothing is parted."""

Read = Callable[[Ints], Iterable[Block]]
"""All rows of some transmitters, in order, as often as it is called."""


def splits(plan: Plan) -> bool:
    """Whether the plan has the detectors that part transmitters into tracks."""
    return {ANOMALY, SHARED} <= {one.name for one in plan.detectors}


def flagged(scanned: Scanned, plan: Plan) -> Ints:
    """The transmitters of a first reading whose positions come by turns, in order."""
    if not splits(plan):
        return np.empty(0, np.int32)
    states = scanned.states[ANOMALY]
    shared: Ints = states.transmitter[states.state["shared"] == 1]
    return shared


def without(scanned: Scanned, transmitters: Ints) -> Scanned:
    """What was scanned without those transmitters, under exactly these numbers; the rows stay counted."""
    if not len(transmitters):
        return scanned
    return attrs.evolve(
        scanned,
        found={name: one[~np.isin(one["transmitter"], transmitters)] for name, one in scanned.found.items()},
        states={name: one.but(transmitters) for name, one in scanned.states.items()},
    )


def tracked(blocks: Iterable[Block], read: Read, plan: Plan) -> Scanned:
    """The first reading of all rows, and the second of those transmitters that need one."""
    first = scan(blocks, plan)
    shared = flagged(first, plan)
    if not len(shared):
        return first
    parted = attrs.evolve(scan_tracks(lambda: read(shared), plan), rows=0)
    return gathered([without(first, shared), parted], plan)


def tracked_in_memory(blocks: Sequence[Block], plan: Plan) -> Scanned:
    """`tracked` of rows that are all at hand."""
    return tracked(blocks, lambda wanted: chosen_rows(blocks, wanted), plan)


def chosen_rows(blocks: Iterable[Block], wanted: Ints) -> Iterator[Block]:
    """The rows of some transmitters."""
    for block in blocks:
        yield rows_where(block, np.isin(block.transmitter, wanted))


def rows_where(block: Block, keep: NDArray[np.bool_]) -> Block:
    """The rows of a block for which that holds."""
    return block if keep.all() else Block(**{name: getattr(block, name)[keep] for name in READ})


def scan_tracks(
    read: Callable[[], Iterable[Block]], plan: Plan, *, earlier: Mapping[str, States] | None = None
) -> Scanned:
    """Every detector over the tracks of transmitters whose positions come by turns; all rows must be theirs.

    One pass for each track, so that no transmitter has to be held in memory. ``earlier`` are the states of an earlier
    run by track.
    """
    found: list[Scanned] = []
    for track in range(TRACKS):
        known = (earlier or {}).get(ANOMALY, States.none(STATE))
        splitter = Splitter(thresholds=plan.profile.of(ANOMALY), earlier=known)
        rows = scan(splitter.of_track(read(), track), plan, earlier=earlier)
        if track == 0:
            told = np.zeros(len(splitter.turns), plan_output(plan))
            for name in ("transmitter", "a", "b"):
                told[name] = [one[name] for one in splitter.turns]
            rows = attrs.evolve(rows, found={**rows.found, SHARED: told})
        found.append(rows)
    return gathered(found, plan)


def plan_output(plan: Plan) -> np.dtype[np.void]:
    """The type of what `SHARED` finds."""
    return next(one.output for one in plan.detectors if one.name == SHARED)


@attrs.define(kw_only=True, eq=False)
class Splitter:
    """The way of the reports into tracks; ``turns`` has, for each piece, the changes of each transmitter."""

    thresholds: Thresholds
    """Those of the position anomaly."""
    earlier: States = attrs.field(factory=lambda: States.none(STATE))
    turns: list[Found] = attrs.field(factory=list)
    carried: Found = attrs.field(factory=lambda: np.zeros(TRACKS, TRACK))
    last: int | None = None

    def of_track(self, blocks: Iterable[Block], track: int) -> Iterator[Block]:
        """The rows of one track of each transmitter, under its number."""
        for block in blocks:
            mine = rows_where(block, self.given(block) == track)
            number = mine.transmitter + np.int32(TRACK_OFFSETS[track])
            yield attrs.evolve(mine, transmitter=number)

    def given(self, block: Block) -> Ints:
        """The track of each row of the next block, from 0."""
        given = np.zeros(len(block), np.int32)
        for begin in range(0, len(block), PIECE):
            self._give(block, given, begin=begin, end=min(begin + PIECE, len(block)))
        return given

    def _give(self, block: Block, given: Ints, *, begin: int, end: int) -> None:
        bounds: Bounds = np.empty(end - begin + 2, np.int64)
        segments = survey(block.transmitter, block.time, begin, end, bounds)
        if segments <= 0:
            return  # `scan` refuses rows that are out of order, and says which
        who = block.transmitter[bounds[:segments]]
        tracks = self._tracks(who)
        turns = np.zeros(segments, FOUND)
        thresholds = self.thresholds
        split_rows(
            block.transmitter, block.time, block.latitude, block.longitude, bounds, segments,
            tracks, given, turns, thresholds["speed_tenth_kn"] * METRES_A_SECOND / 10,
            float(thresholds["distance_m"]), thresholds["track_s"],
        )  # fmt: skip
        self.turns.extend(turns)
        self.carried, self.last = tracks[-TRACKS:].copy(), int(who[-1])

    def _tracks(self, who: NDArray[np.signedinteger[Any]]) -> Found:
        """The last position of each track of each transmitter: what the state of the anomaly says of the track."""
        states = self.earlier.of(tracks_of(who).reshape(TRACKS, -1).T.reshape(-1))
        tracks = np.zeros(len(states), TRACK)
        for name in TRACK.names or ():
            tracks[name] = states[name]
        if self.last == int(who[0]):
            tracks[:TRACKS] = self.carried
        return tracks


def heard(states: Mapping[str, States]) -> States:
    """When each MMSI was last heard, on any of its tracks; of the earlier states, by detector."""
    one = next(iter(states.values()), States.none(np.dtype([("filler", "i4")])))
    who, place = np.unique(mmsi_numbers(one.transmitter), return_inverse=True)
    until = np.full(len(who), np.iinfo(np.int32).min, np.int32)
    np.maximum.at(until, place, one.until)
    return States(transmitter=who, until=until, state=np.zeros(len(who), [("filler", "i4")]))


def parted(states: Mapping[str, States]) -> Ints:
    """The MMSI that earlier states know to be parted into tracks."""
    return split_mmsis(next(iter(states.values())).transmitter if states else np.empty(0, np.int32))


def shared_mmsis(scanned: Scanned) -> frozenset[int]:
    """The MMSI of which there are several tracks."""
    return frozenset(parted(scanned.states).tolist())
