"""The shapes that loops read and write: columns of a piece, what is found in them, and row numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.model.movement import NO_POSITION

NO_TIME = -(2**31)
"""A time that is not known: the end of an open event."""

Column = NDArray[np.signedinteger[Any]]
Records = Any
"""A one-dimensional structured array (numpy's ``NDArray[np.void]``, whose fields no type checker knows)."""
Bounds = NDArray[np.int64]

FOUND = np.dtype(
    [
        ("transmitter", "i4"),
        ("partner", "i4"),
        ("began", "i4"),
        ("ended", "i4"),
        ("first_row", "i4"),
        ("last_row", "i4"),
        ("first_latitude", "i4"),
        ("first_longitude", "i4"),
        ("last_latitude", "i4"),
        ("last_longitude", "i4"),
        ("partner_first_row", "i4"),
        ("partner_last_row", "i4"),
        ("a", "i4"),
        ("b", "i4"),
        ("c", "i4"),
        ("first_source", "i2"),
        ("last_source", "i2"),
        ("partner_first_source", "i2"),
        ("partner_last_source", "i2"),
        ("open", "i2"),
        ("filler", "i2"),
    ],
    align=True,
)
"""What a detector found, one record each; ``a``, ``b`` and ``c`` mean what the detector says.

``transmitter`` and ``partner`` are MMSI as numbers (partner 0: none), rows and sources those of the lake.
"""

ABSENT = NO_POSITION
