"""The time of this machine."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.model.moments import Instant


@attrs.frozen
class SystemClock:
    """The `Clock` port over the system's clock."""

    def now(self) -> Instant:
        """This moment, in UTC."""
        return Instant(dt.datetime.now(dt.UTC))
