"""Clocks for tests: time that is the same on every run."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.model.moments import Instant

EPOCH = Instant(dt.datetime(2025, 5, 29, 12, 0, tzinfo=dt.UTC))
"""The moment at which test clocks start."""


@attrs.define
class TickingClock:
    """A `Clock` that moves on by ``step`` each time it is asked."""

    moment: Instant = EPOCH
    step: dt.timedelta = dt.timedelta(seconds=1)

    def now(self) -> Instant:
        """This moment; the next one is a step later."""
        told = self.moment
        self.moment = Instant(told.moment + self.step)
        return told


@attrs.frozen
class StoppedClock:
    """A `Clock` that always tells the same moment."""

    moment: Instant = EPOCH

    def now(self) -> Instant:
        """The one moment."""
        return self.moment
