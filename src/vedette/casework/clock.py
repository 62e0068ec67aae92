"""The clock that a door hands to a use case which writes into the custody log."""

from __future__ import annotations

from vedette.backends.clock import SystemClock
from vedette.ports import Clock


def system_clock() -> Clock:
    """The time of this machine, in UTC."""
    return SystemClock()
