"""Blocks of position reports: the columns of the lake that detectors read, row beside row."""

from __future__ import annotations

from typing import Any, Self

import attrs
import numpy as np

from vedette.errors import UnreadableInputError
from vedette.tracks.kernels.arrays import Column

READ = ("transmitter", "time", "latitude", "longitude", "speed", "source", "row")
"""The columns of the position table that detectors use."""


def _integers(column: Any, dtype: str) -> Column:
    array = np.asarray(column)
    if array.dtype.kind != "i":
        raise UnreadableInputError(
            f"a column of positions holds {array.dtype}, not {dtype}",
            advice="read positions from the lake, whose columns are integers in fixed point",
        )
    return np.ascontiguousarray(array, dtype=dtype)


def _int32(column: Any) -> Column:
    return _integers(column, "int32")


def _int16(column: Any) -> Column:
    return _integers(column, "int16")


@attrs.frozen(kw_only=True, eq=False)
class Block:
    """Rows in order of transmitter, time, source and row; a transmitter may go on in the next block.

    All columns have one length and the type and unit of `vedette.model.movement.POSITION_COLUMNS`; memory that
    is read-only (Arrow's) is used as it is.

    Raises:
        UnreadableInputError: columns differ in length, or hold no integers.
    """

    transmitter: Column = attrs.field(converter=_int32)
    time: Column = attrs.field(converter=_int32)
    latitude: Column = attrs.field(converter=_int32)
    longitude: Column = attrs.field(converter=_int32)
    speed: Column = attrs.field(converter=_int16)
    source: Column = attrs.field(converter=_int16)
    row: Column = attrs.field(converter=_int32)

    def __attrs_post_init__(self) -> None:
        lengths = {name: len(getattr(self, name)) for name in READ}
        if len(set(lengths.values())) > 1:
            raise UnreadableInputError(
                f"the columns of a block differ in length: {lengths}",
                advice="cut all columns at the same rows",
            )

    def __len__(self) -> int:
        return len(self.transmitter)

    def cut(self, begin: int, end: int) -> Self:
        """The rows from ``begin`` up to but without ``end``."""
        return type(self)(**{name: getattr(self, name)[begin:end] for name in READ})
