"""Which keys a table has used already, in 12 to 24 bytes a key, so that ten million rows fit in a small machine."""

from __future__ import annotations

import hashlib
from array import array

_SMALLEST = 1024
_LOAD = 0.66


class SeenKeys:
    """A set of texts that holds 64 bits of the digest of each, in an open-addressed table.

    Two different keys are taken for one with a chance of 3 in a million at ten million keys.
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * _SMALLEST
        self._count = 0

    def add(self, key: str) -> bool:
        """Remember ``key``; true if it is new."""
        mark = (
            int.from_bytes(
                hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest(), "little"
            )
            or 1
        )
        slot = self._slot(mark)
        if self._slots[slot] == mark:
            return False
        self._slots[slot] = mark
        self._count += 1
        if self._count > _LOAD * len(self._slots):
            self._grow()
        return True

    def _slot(self, mark: int) -> int:
        slots, last = self._slots, len(self._slots) - 1
        slot = mark & last
        while slots[slot] not in (0, mark):
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        old, self._slots = self._slots, array("Q", [0]) * (2 * len(self._slots))
        for mark in old:
            if mark:
                self._slots[self._slot(mark)] = mark
