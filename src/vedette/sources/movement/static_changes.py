"""Where the static fields of a transmitter change from one of its rows to the next."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.model.compiled import compiled

Ints = npt.NDArray[Any]


@compiled
def changed(transmitter: Ints, hashes: Ints, keys: Ints, values: Ints, flags: Ints) -> int:
    """Flag rows whose static fields differ from the transmitter's last ones; return how many are new.

    ``keys`` and ``values`` are an open-addressing table with a power of two places, -1 where empty, more than
    half of them free.
    """
    mask, fresh = len(keys) - 1, 0
    for at in range(len(transmitter)):
        place = (np.int64(transmitter[at]) * 2_654_435_761 >> 8) & mask
        while keys[place] != -1 and keys[place] != transmitter[at]:
            place = (place + 1) & mask
        flags[at] = keys[place] == -1 or values[place] != hashes[at]
        fresh += keys[place] == -1
        keys[place], values[place] = transmitter[at], hashes[at]
    return fresh
