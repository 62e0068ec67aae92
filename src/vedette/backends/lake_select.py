"""Choosing rows of the lake by transmitter and time: first row groups by the manifest, then rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Self

import attrs
import numpy as np

from vedette.model.lake import Columns, LakeFile, RowGroup, Slice


@attrs.frozen(kw_only=True)
class Selection:
    """Which rows are asked for: a span of transmitters, some of them, a half-open period; None means all."""

    span: tuple[int, int] | None = None
    chosen: tuple[int, ...] | None = None
    period: tuple[int, int] | None = None

    @classmethod
    def of(cls, *, transmitters: Iterable[int] | None, period: tuple[int, int] | None) -> Self:
        """Some transmitters by number, in a period."""
        chosen = None if transmitters is None else tuple(sorted(set(transmitters)))
        return cls(chosen=chosen, period=period)

    @classmethod
    def between(cls, first: int, last: int) -> Self:
        """All rows of the transmitters from first to last."""
        return cls(span=(first, last))

    @property
    def needs(self) -> tuple[str, ...]:
        """Columns that are needed to choose, whether they are asked for or not."""
        return ("transmitter", "time") if self.period is not None else ("transmitter",)

    def may_hold(self, group: RowGroup) -> bool:
        """Whether the manifest leaves it open that a row group has rows asked for."""
        first, last = group.first_transmitter, group.last_transmitter
        if self.span is not None and (first > self.span[1] or last < self.span[0]):
            return False
        if self.chosen is not None:
            at = bisect_left(self.chosen, first)
            if at == len(self.chosen) or self.chosen[at] > last:
                return False
        return self.period is None or (group.earliest < self.period[1] and group.latest >= self.period[0])

    def slices(self, file: LakeFile) -> Iterator[Slice]:
        """The row groups of a file that may hold rows asked for, one slice each."""
        for number, group in enumerate(file.groups):
            if self.may_hold(group):
                yield Slice(file=file.name, first=number, end=number + 1)

    def apply(self, chunks: Iterator[Columns]) -> Iterator[Columns]:
        """The rows asked for; a chunk that is asked for as a whole passes uncopied."""
        if self.span is None and self.chosen is None and self.period is None:
            return chunks
        return (self._rows(chunk) for chunk in chunks)

    def _rows(self, chunk: Columns) -> Columns:
        transmitter = chunk["transmitter"]
        if self.span is not None:
            start = int(np.searchsorted(transmitter, self.span[0], "left"))
            end = int(np.searchsorted(transmitter, self.span[1], "right"))
            return {name: column[start:end] for name, column in chunk.items()}
        keep = np.ones(len(transmitter), bool)
        if self.chosen is not None:
            keep &= np.isin(transmitter, np.asarray(self.chosen, np.int32))
        if self.period is not None:
            keep &= (chunk["time"] >= self.period[0]) & (chunk["time"] < self.period[1])
        return chunk if keep.all() else {name: column[keep] for name, column in chunk.items()}
