"""How the receivers heard a sea, from the rows at hand: what is known of others near a silence when it began.

For a silence of a ship, the others near are the ships heard in the same cells of one degree in the hours before it
began: in the cell itself if enough were, else within 1, 2 or 4 degrees. How many of them were heard on tells an
outage of reception from the silence of one ship; how many were silent as long is the chance that a ship there which
kept sending would not have been heard either, with Wilson's interval of 95 per cent (Wilson 1927, JASA 22:209). A
ship that left the waters of the receivers counts as silent, so the chance is rather too high. Nothing here says why
nothing was received.
"""

from __future__ import annotations

import math
from typing import Any

import attrs
import numpy as np

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.detector import Found, States
from vedette.tracks.kernels.arrays import ABSENT, Records
from vedette.tracks.kernels.heard_near import NEAR, hear_near
from vedette.tracks.kernels.ports import COLUMNS, ROWS
from vedette.tracks.kernels.reception import BEFORE, HEARD, PRESENT, leave_heard

REACHES = np.array([0, 1, 2, 4], np.int32)
"""Degrees around the cell of the last position, tried one after the other."""
FEWEST = 4
"""Others near below which nothing is said: of three, none heard on leaves the share open to more than a half."""
NORMAL = 1.959963984540054
"""Of a normal distribution, 95 per cent lie so many standard deviations around the mean."""

HEARD_ON = "others near were heard on"
NOT_HEARD = "others near were not heard either"
UNDECIDED = "some others near were heard on and some were not"
TOO_FEW = "too few others near to tell"
NO_PLACE = "position not known"
TOO_SHORT = "too short to tell"
NOT_WEIGHED = "not weighed"


@attrs.frozen(kw_only=True)
class Share:
    """How many of how many, and Wilson's interval of 95 per cent for the share behind it."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.part / self.whole

    @property
    def interval(self) -> tuple[float, float]:
        """The least and the greatest share that go with it."""
        square = NORMAL * NORMAL
        share, spread = self.value, square / self.whole
        middle = (share + spread / 2) / (1 + spread)
        half = math.sqrt(share * (1 - share) * spread + spread * spread / 4) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)


def verdict(others: int, again: int) -> str:
    """What the others near say, in words: the share heard on is surely above a half, surely below, or neither."""
    if others < FEWEST:
        return TOO_FEW
    if again < 0:
        return TOO_SHORT
    least, most = Share(part=again, whole=others).interval
    return HEARD_ON if least > 1 / 2 else NOT_HEARD if most < 1 / 2 else UNDECIDED


@attrs.frozen(kw_only=True, eq=False)
class Heard:
    """All that the loop of reception found, and what the states still held, in order of ship and time.

    ``marks`` are the records around silences.
    """

    presences: Records
    marks: Records
    transmitters: Any
    starts: Any

    @classmethod
    def of(cls, found: Found, states: States) -> Heard:
        """From what was found, and the states after the last row, which stay as they are."""
        still = np.zeros(4 * len(states.state), HEARD)
        count = leave_heard(states.transmitter, states.state.copy(), still)
        records = np.concatenate([found, still[:count]])
        records = records[np.lexsort((records["time"], records["transmitter"]))]
        presences = records[records["what"] == PRESENT]
        transmitters, starts = np.unique(presences["transmitter"], return_index=True)
        return cls(
            presences=presences,
            marks=records[records["what"] != PRESENT],
            transmitters=transmitters.astype(np.int32),
            starts=np.append(starts, len(presences)).astype(np.int64),
        )

    def near(self, silences: Records, *, until: int, near_s: int, wanted: int) -> Found:
        """What others were heard near each silence, its first five fields given; see `NEAR`."""
        filled = np.array(silences, NEAR)
        who = np.searchsorted(self.transmitters, self.presences["transmitter"]).astype(np.int32)
        cells = _cells(self.presences["latitude"], self.presences["longitude"])
        order = np.lexsort((self.presences["time"], cells))
        order = order[cells[order] >= 0]
        counts = np.bincount(cells[order], minlength=ROWS * COLUMNS)
        hear_near(
            filled, until, near_s, wanted, REACHES, self.transmitters,
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            who[order], self._column("time")[order], self._column("until")[order],
            self._column("instants")[order],
            self.starts, self._column("time"), self._column("until"),
        )  # fmt: skip
        return filled

    def before(self, transmitters: Any, began: Any) -> Any:
        """Instants in the hours before each silence by transmitter and beginning; -1 where none is known."""
        marks = self.marks[self.marks["what"] == BEFORE]
        keys = _key(marks["transmitter"], marks["time"])
        wanted = _key(transmitters, began)
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        found = np.full(len(wanted), -1, np.int32)
        if len(keys):
            same = keys[at] == wanted
            found[same] = marks["instants"][at[same]]
        return found

    def _column(self, name: str) -> Any:
        return np.ascontiguousarray(self.presences[name])


def _key(transmitters: Any, times: Any) -> Any:
    return transmitters.astype(np.int64) * (1 << 32) + times


def _cells(latitude: Any, longitude: Any) -> Any:
    """The cell of each position, -1 where one is absent."""
    row = np.clip(latitude // STEPS_PER_DEGREE + 90, 0, ROWS - 1)
    cells = row * COLUMNS + (longitude // STEPS_PER_DEGREE + 180) % COLUMNS
    return np.where((latitude == ABSENT) | (longitude == ABSENT), -1, cells).astype(np.int64)
