"""What a detector is: a loop over a block, its state by transmitter, and how what it found becomes events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.block import Block
from vedette.tracks.coast import world_shore
from vedette.tracks.coast.shore import ShoreGrid
from vedette.tracks.kernels.arrays import FOUND, Bounds, Records
from vedette.tracks.ports import PortIndex
from vedette.tracks.profiles import Profile, Thresholds

Found = NDArray[np.void]


@attrs.frozen(kw_only=True)
class Setting:
    """What a detector is told: its thresholds, and the ports and the shore if it asks for them."""

    thresholds: Thresholds
    ports: PortIndex
    shore: Callable[[], ShoreGrid] = world_shore


@attrs.frozen(kw_only=True, eq=False)
class States:
    """The state of each transmitter, in order of transmitter: what a later run goes on from.

    ``until`` is the time of the last row that the state has seen, whether the detector used that row or not.
    """

    transmitter: NDArray[np.int32]
    until: NDArray[np.int32]
    state: Found

    @classmethod
    def none(cls, dtype: np.dtype[Any]) -> States:
        """Before the first row."""
        return cls(transmitter=np.empty(0, np.int32), until=np.empty(0, np.int32), state=np.empty(0, dtype))

    def of(self, transmitters: NDArray[np.int32]) -> Found:
        """A copy of their states; all zero for one that is not known."""
        found = np.zeros(len(transmitters), self.state.dtype)
        at, known = self._places(transmitters)
        found[known] = self.state[at[known]]
        return found

    def late(self, transmitters: NDArray[np.int32], times: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of them have a row, at these times, from before the last that their state has seen."""
        at, late = self._places(transmitters)
        late[late] = times[late] < self.until[at[late]]
        return late

    def _places(self, transmitters: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each would stand, and whether it does."""
        if not len(self.transmitter):
            return np.zeros(len(transmitters), np.intp), np.zeros(len(transmitters), np.bool_)
        at = np.minimum(np.searchsorted(self.transmitter, transmitters), len(self.transmitter) - 1)
        return at, self.transmitter[at] == transmitters

    def but(self, transmitters: NDArray[np.int32]) -> States:
        """These states without those of some transmitters."""
        kept = ~np.isin(self.transmitter, transmitters)
        return States(transmitter=self.transmitter[kept], until=self.until[kept], state=self.state[kept])

    def replaced(self, later: States) -> States:
        """These states with those of a later run in their place."""
        kept = ~np.isin(self.transmitter, later.transmitter)
        transmitter = np.concatenate([self.transmitter[kept], later.transmitter])
        order = np.argsort(transmitter, kind="stable")
        return States(
            transmitter=transmitter[order],
            until=np.concatenate([self.until[kept], later.until])[order],
            state=np.concatenate([self.state[kept], later.state])[order],
        )


@attrs.frozen(kw_only=True, eq=False)
class Together:
    """What the detectors of a plan have after the last row, by name: what their loops found, states, and events.

    ``until`` is when the data end, in seconds of the lake. A detector that is not in the plan is in none of them.
    """

    profile: Profile
    found: Mapping[str, Found]
    states: Mapping[str, States]
    events: Mapping[str, Found]
    until: int


Scan = Callable[[Block, Bounds, int, Found, Found], int]
"""Rows of a block, where its transmitters begin, how many they are, their states and a buffer: how many found.

The states are brought forward in place. It touches nothing else.
"""
Conclude = Callable[[Found, States, int, Setting], Found]
"""What was found, the states after the last row, and the moment at which the data end: the events, open ones too."""


@attrs.frozen(kw_only=True)
class Detector:
    """One file of ``tracks/detectors``: ``DETECTOR`` there, under the file's name."""

    name: str
    kind: EventKind
    meaning: str
    thresholds: tuple[str, ...]
    state: np.dtype[Any]
    prepare: Callable[[Setting], Scan]
    conclude: Conclude
    magnitudes: Callable[[Records, Setting], tuple[Magnitude, ...]]
    """What an event measured, in the order in which it is printed."""
    output: np.dtype[Any] = FOUND
    per_row: int = 1
    """The most records that one row can give: the buffer is as large, so that no loop has to stop."""
    may_stay_open: bool = True
    """Whether the last row may still change: then the first alone is the cause."""
    beside: Callable[[Together, Setting], Found] | None = None
    """The events once all detectors of the plan have theirs, where they need those or what other loops found."""
    not_applied: Callable[[Setting], tuple[str, ...]] = lambda _: ()
    """Thresholds that could not be tested, because what they need was not given."""
