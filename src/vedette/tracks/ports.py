"""Ports at sea."""

from __future__ import annotations

from typing import Self

import attrs


@attrs.frozen(kw_only=True, eq=False)
class PortIndex:
    """Ports by cell."""

    @classmethod
    def empty(cls) -> Self:
        """No ports at all."""
        return cls()
