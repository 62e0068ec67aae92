"""The position lake as values: batches that go in, blocks that come out, and the manifest of what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import attrs
import numpy as np
import numpy.typing as npt

from vedette.errors import UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.movement import POSITION_COLUMNS

Column = npt.NDArray[Any]
"""One column of integers, one value a row."""

Columns = Mapping[str, Column]
"""Columns of one length by name."""

BLOCK_ROWS = 1 << 19
"""Rows of a row group, and the rows that a block has unless the lake is smaller (about half a million)."""

DTYPES: Mapping[str, np.dtype[Any]] = {column.name: np.dtype(column.type) for column in POSITION_COLUMNS}
"""The numpy type of each position column."""

GIVEN_COLUMNS = tuple(column.name for column in POSITION_COLUMNS if column.name != "source")
"""What a reader gives for each position; the lake adds the number of the exhibit."""


@attrs.frozen(kw_only=True, eq=False)
class Batch:
    """What a reader has read of one exhibit: positions, and static reports met on the way, in row order.

    ``positions`` holds `GIVEN_COLUMNS`, ``statics`` the columns of `STATIC_COLUMNS` without ``source`` as lists
    (None where a text is not given) or nothing. ``decimals`` is the longest fraction of a degree that the text
    has: a coordinate, written with that many decimals, is the number that the source wrote. It is None for
    sources in binary.
    """

    positions: Columns
    statics: Mapping[str, Sequence[Any]] = attrs.Factory(dict)
    decimals: int | None = None

    @property
    def rows(self) -> int:
        """Positions in the batch."""
        return len(self.positions["transmitter"])


@attrs.frozen(kw_only=True, eq=False)
class Block:
    """Rows of the lake in the order of transmitter, time, exhibit digest and row; read-only columns by name.

    A block may begin or end inside a transmitter. Whoever keeps values beyond the next block copies them.
    """

    columns: Columns

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """A block over these arrays, in the lake's types and marked read-only, without copying them."""
        return cls(columns={name: read_only(column, DTYPES[name]) for name, column in columns.items()})

    @property
    def rows(self) -> int:
        """Positions in the block."""
        return len(next(iter(self.columns.values())))

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]


def read_only(column: Column, dtype: np.dtype[Any]) -> Column:
    """A view that cannot be written, so that compiled functions meet one kind of array and no other."""
    if column.dtype != dtype:
        raise UnreadableInputError(
            f"a column of {column.dtype} where the lake has {dtype}", advice="convert it before handing it on"
        )
    view = np.ascontiguousarray(column).view()
    view.flags.writeable = False
    return view


@attrs.frozen(kw_only=True)
class LakeExhibit:
    """An exhibit whose rows are in the lake; ``number`` is what the column ``source`` holds."""

    number: int
    digest: Sha256
    format: str
    rows: int
    static_rows: int = 0
    decimals: int | None = None


@attrs.frozen(kw_only=True)
class RowGroup:
    """A run of rows in a file: the first and last transmitter and time, and the span of all times in it."""

    rows: int
    first_transmitter: int
    first_time: int
    last_transmitter: int
    last_time: int
    earliest: int
    latest: int


@attrs.frozen(kw_only=True)
class LakeFile:
    """One Parquet file of the lake, its bytes by digest and size, and its row groups in order."""

    name: str
    digest: Sha256
    size: int
    groups: tuple[RowGroup, ...]

    @property
    def rows(self) -> int:
        """Rows of all groups."""
        return sum(group.rows for group in self.groups)


@attrs.frozen(kw_only=True)
class LakeManifest:
    """The state of a lake: which exhibits it holds, in which files; replaced as a whole by the next version.

    ``left_out`` is the highest number of an exhibit whose rows were taken out: no number is given twice, so that
    what was read of rows that are gone is never taken for what was read of others.
    """

    version: int = 0
    exhibits: tuple[LakeExhibit, ...] = ()
    positions: tuple[LakeFile, ...] = ()
    statics: tuple[LakeFile, ...] = ()
    left_out: int = 0

    @property
    def rows(self) -> int:
        """Positions in the lake."""
        return sum(file.rows for file in self.positions)

    def holds(self, digest: Sha256) -> bool:
        """Whether the rows of that exhibit are in."""
        return any(one.digest == digest for one in self.exhibits)

    def ranks(self) -> npt.NDArray[np.int16]:
        """For each exhibit number its place among the digests in order, which decides between equal times.

        A new exhibit moves no two others past each other, so files written before stay in order.
        """
        ranks = np.zeros(1 + max((one.number for one in self.exhibits), default=0), dtype=np.int16)
        for rank, one in enumerate(sorted(self.exhibits, key=lambda each: each.digest.value)):
            ranks[one.number] = rank
        return ranks


@attrs.frozen(kw_only=True)
class Slice:
    """Row groups ``first`` up to and without ``end`` of one file."""

    file: str
    first: int
    end: int


@attrs.frozen(kw_only=True)
class WorkItem:
    """A share of the lake that one worker reads by itself: whole transmitters, and the row groups that hold them.

    ``first_transmitter`` and ``last_transmitter`` are both inside; ``rows`` is how many the groups hold.
    """

    first_transmitter: int
    last_transmitter: int
    slices: tuple[Slice, ...]
    rows: int
