"""A hash of the static fields of a line: whether a transmitter tells something else than before.

It is kept for no longer than a file is read. It is FNV-1a (64 bits) on words of eight bytes, folded after each.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.sources.movement.compiled import part_of_kernel

FNV_SEED, FNV_PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)


@part_of_kernel
def mixed(value: Any, word: Any) -> Any:
    """The hash after eight more bytes."""
    product = (value ^ word) * FNV_PRIME
    return product ^ (product >> np.uint64(32))


@part_of_kernel
def hashed(text: npt.NDArray[np.uint8], start: int, end: int, value: Any) -> Any:
    """The hash after one more field: eight bytes at a time, the first the lowest, zeros behind the last."""
    at = start
    while at < end:
        word = np.uint64(0)
        for place in range(min(8, end - at)):
            word |= np.uint64(text[at + place]) << np.uint64(8 * place)
        value = mixed(value, word)
        at += 8
    return mixed(value, np.uint64(end - start))
