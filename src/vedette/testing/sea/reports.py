"""A block of position reports as numpy columns: those of the lake, and what the formats need beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import attrs
import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.intp]


@attrs.frozen(kw_only=True, eq=False)
class Reports:
    """Columns of equal length, units and nulls as in `vedette.model.movement.POSITION_COLUMNS`.

    Beside them: ``class_b``, the number of the ``receiver`` (1 heard it second), and the ``ship`` in truth.
    """

    transmitter: npt.NDArray[np.int32]
    time: npt.NDArray[np.int32]
    latitude: npt.NDArray[np.int32]
    longitude: npt.NDArray[np.int32]
    speed: npt.NDArray[np.int16]
    course: npt.NDArray[np.int16]
    heading: npt.NDArray[np.int16]
    status: npt.NDArray[np.int8]
    class_b: npt.NDArray[np.bool_]
    receiver: npt.NDArray[np.int8]
    ship: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.time)

    def taken(self, rows: Indexes) -> Self:
        """The block with these rows, in this order."""
        return type(self)(**{name: column[rows] for name, column in self.columns().items()})

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Every column by name."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Reports)}

    def records(self) -> npt.NDArray[np.void]:
        """The block as one structured array, little-endian and packed, for spilling to a file."""
        table = np.empty(len(self), dtype=RECORD)
        for name, column in self.columns().items():
            table[name] = column
        return table


RECORD = np.dtype(
    [
        ("transmitter", "<i4"),
        ("time", "<i4"),
        ("latitude", "<i4"),
        ("longitude", "<i4"),
        ("speed", "<i2"),
        ("course", "<i2"),
        ("heading", "<i2"),
        ("status", "i1"),
        ("class_b", "?"),
        ("receiver", "i1"),
        ("ship", "<i4"),
    ]
)


def from_records(table: npt.NDArray[np.void]) -> Reports:
    """The block that a structured array holds."""
    return Reports(**{name: np.ascontiguousarray(table[name]) for name in RECORD.names or ()})


def joined_reports(parts: Sequence[Reports]) -> Reports:
    """Several blocks as one in order of time; reports of one second keep the order of the blocks."""
    names = [field.name for field in attrs.fields(Reports)]
    whole = Reports(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
    return whole.taken(np.argsort(whole.time, kind="stable"))
