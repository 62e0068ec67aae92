"""Room for records, asked of the system itself and given back to it: what is held does not outlast its use.

The system gives memory only to what is written. An allocator keeps what was freed, in pieces, and hands out pages that
were used before, all of which it first fills with zeros: over hundreds of shares of a table that comes to far more
than what was found.
"""

from __future__ import annotations

from mmap import ACCESS_COPY, mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.tracks.detector import Found

SMALL = 1 << 16
"""Bytes below which an allocator does better."""


def room_for(count: int, dtype: np.dtype[Any]) -> Found:
    """That many records, as zeros; memory of this process alone, which none that it starts writes to."""
    size = count * dtype.itemsize
    return (
        np.zeros(count, dtype) if size < SMALL else np.frombuffer(mmap(-1, size, access=ACCESS_COPY), dtype)
    )


def joined(parts: list[Found], dtype: np.dtype[Any]) -> Found:
    """All records one after the other; ``parts`` is left empty, so that each part is let go once it is copied."""
    if len(parts) == 1:
        return parts.pop()
    whole, filled = room_for(sum(map(len, parts)), dtype), 0
    parts.reverse()
    while parts:
        part = _bytes(np.ascontiguousarray(parts.pop()))
        _bytes(whole)[filled : filled + part.size] = part
        filled += part.size
    return whole


def taken(records: Found) -> Found:
    """A copy of contiguous records, in whose place there are zeros again."""
    there = _bytes(records)
    copied = there.copy()
    there[:] = 0
    return copied.view(records.dtype)


def _bytes(records: Found) -> NDArray[np.uint8]:
    """The same memory as bytes: numpy copies records field by field, which takes ten times as long."""
    return records.view(np.uint8)
