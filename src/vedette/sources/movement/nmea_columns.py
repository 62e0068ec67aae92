"""What the AIS decoder writes into: buffers of fixed size, filled by the kernels and emptied by the reader."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Octets = NDArray[np.uint8]

# Rows of the tables below, by column of the lake; the source is the same for a whole log and added later.
POSITION_ORDER: Final = (
    "transmitter", "time", "latitude", "longitude", "speed", "course", "heading", "status", "row",
)  # fmt: skip
STATIC_ORDER: Final = (
    "transmitter", "time", "imo", "ship_type", "to_bow", "to_stern", "to_port", "to_starboard", "draught",
    "row", "mothership",
)  # fmt: skip
CALL_SIGN_AT, NAME_AT, DESTINATION_AT, TEXT_SIZE = 0, 7, 27, 47
"""Where the three texts of a static report begin, of 7, 20 and 20 characters, and their size together."""

# Counters, by place in `Columns.counts`.
POSITIONS, STATICS, ISSUES, OTHERS, PAYLOAD, PASSED_OVER, CLOCK = 0, 1, 2, 3, 4, 5, 6
COUNTERS: Final = 7

LONGEST_LINE: Final = 1_024
"""Bytes of a line beyond which it is no sentence; the standard allows 82, and a tag block 80 more."""
MOST_PARTS: Final = 9
LONGEST_PAYLOAD: Final = MOST_PARTS * LONGEST_LINE
LOOK_AHEAD: Final = 8
"""Characters behind a payload that may be read, and count for nothing."""

# Times that are none; a time of the lake is never negative here, because AIS is younger than its epoch.
NO_TIME, NO_ZONE, NOT_IN_RANGE = -1, -2, -3


class Columns(NamedTuple):
    """The buffers; the second axis of each table counts messages, up to ``counts``.

    ``issues`` has the rows: line, kind, first byte in the chunk (-1 if elsewhere), length. ``others``:
    line, type, time, end of the payload in ``payloads``, fill bits.
    """

    positions: Int32s
    statics: Int32s
    texts: Octets
    issues: Int64s
    others: Int32s
    payloads: Octets
    counts: Int64s


def empty_columns(rows: int) -> Columns:
    """Buffers for ``rows`` position reports and as many issues, and a share of the rest."""
    return Columns(
        positions=np.empty((len(POSITION_ORDER), rows), np.int32),
        statics=np.empty((len(STATIC_ORDER), rows), np.int32),
        texts=np.zeros((rows, TEXT_SIZE), np.uint8),
        issues=np.empty((4, rows), np.int64),
        others=np.empty((5, rows), np.int32),
        payloads=np.empty(rows * 32 + 4 * LONGEST_PAYLOAD, np.uint8),
        counts=np.zeros(COUNTERS, np.int64),
    )
