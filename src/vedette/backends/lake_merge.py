"""Merging streams of rows in the lake's order, holding one chunk of each in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from vedette.backends.lake_order import KEY, upto
from vedette.backends.lake_parts import joined_columns
from vedette.backends.lake_runs import ordered
from vedette.model.lake import Columns

Key = tuple[int, int, int, int]
Ranks = npt.NDArray[np.int16]


@attrs.define(kw_only=True, eq=False)
class _Cursor:
    """A stream, the chunk of it in hand, and how far into the chunk it has come."""

    stream: Iterator[Columns]
    chunk: Columns
    at: int = 0

    def advance(self) -> bool:
        """Take the next chunk with rows once this one is used up; whether there are rows."""
        while self.at == len(self.chunk["transmitter"]):
            following = next(self.stream, None)
            if following is None:
                return False
            self.chunk, self.at = following, 0
        return True

    def last_key(self, ranks: Ranks) -> Key:
        transmitter, time, source, row = (int(self.chunk[name][-1]) for name in KEY)
        return transmitter, time, int(ranks[source]), row

    def take(self, bound: Key, ranks: Ranks) -> Columns | None:
        """The rows up to the bound, if any."""
        start = self.at
        self.at = upto(self.chunk, start, bound=bound, ranks=ranks)
        if start == self.at:
            return None
        return {name: column[start : self.at] for name, column in self.chunk.items()}


def merged(streams: Sequence[Iterator[Columns]], ranks: Ranks) -> Iterator[Columns]:
    """One stream in order out of several in order; each chunk has the columns of `KEY`.

    In each step everything up to the smallest last row in hand is certain, and goes out. Equal rows cannot be.
    A single stream passes as it is.
    """
    if len(streams) == 1:
        yield from (chunk for chunk in streams[0] if len(chunk["transmitter"]))
        return
    empty: Columns = {"transmitter": np.empty(0, np.int32)}
    cursors = [_Cursor(stream=stream, chunk=empty) for stream in streams]
    while cursors := [cursor for cursor in cursors if cursor.advance()]:
        bound = min(cursor.last_key(ranks) for cursor in cursors)
        taken = [rows for cursor in cursors if (rows := cursor.take(bound, ranks)) is not None]
        yield taken[0] if len(taken) == 1 else ordered(joined_columns(taken), ranks)
