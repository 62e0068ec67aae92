"""How far ships sailed on their voyages: the way from report to report, leg by leg, in one read of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from vedette.model.moments import Instant
from vedette.model.movement import EPOCH
from vedette.model.voyages import Leg, Voyage
from vedette.tracks.block import Block
from vedette.tracks.kernels.arrays import Column, Records
from vedette.tracks.kernels.sailed import ANCHOR, add_sailed
from vedette.tracks.kernels.split import TRACKS
from vedette.tracks.magnitudes import METRES_A_SECOND
from vedette.tracks.profiles import Thresholds
from vedette.tracks.splitting import Splitter, rows_where
from vedette.tracks.voyages import miles

LAST = 2**31 - 1
"""The end of a leg that has none yet."""


def measured(found: Sequence[Voyage], blocks: Iterable[Block], *, jumps: Thresholds) -> tuple[Voyage, ...]:
    """The voyages with the distance sailed, in nautical miles to a tenth, on each leg and as a whole.

    ``blocks`` hold at least the rows of their transmitters, in the lake's order. ``jumps`` are the thresholds of
    the position anomaly: a position that jumps is passed over, and where ships under one MMSI were told apart, each
    row counts for its own track. Steps count in whole decimetres, so the
    sum is the same however the blocks are cut. A ship sails as far as that or further: between two reports
    nobody saw it.
    """
    by_track: dict[int, _Spans] = {}
    for track in sorted({one.track or 0 for one in found}):
        by_track[track] = _Spans.of([one for one in found if (one.track or 0) == track])
    shared = np.unique([int(one.transmitter.value) for one in found if one.track is not None])
    splitter = Splitter(thresholds=jumps)
    for block in blocks:
        together = np.isin(block.transmitter, shared)
        if 0 in by_track:
            by_track[0].add(rows_where(block, ~together), jumps)
        if together.any():
            apart = rows_where(block, together)
            given = splitter.given(apart)
            for track in range(1, TRACKS + 1):
                if track in by_track:
                    by_track[track].add(rows_where(apart, given == track - 1), jumps)
    sailed = {track: spans.by_span() for track, spans in by_track.items()}
    return tuple(_with_distance(one, sailed[one.track or 0]) for one in found)


Span = tuple[int, int, int]


@attrs.define(kw_only=True, eq=False)
class _Spans:
    """The legs of the voyages of one track of every transmitter, and the decimetres sailed on each."""

    spans: list[Span]
    columns: tuple[Column, Column, Column]
    sailed: Column
    anchors: Records = attrs.field(factory=lambda: np.zeros(1, ANCHOR))

    @classmethod
    def of(cls, found: Sequence[Voyage]) -> _Spans:
        """Of these voyages, before the first row."""
        spans = sorted(_span(one, leg) for one in found for leg in one.legs)
        who, began, ended = (
            np.ascontiguousarray(column, np.int32) for column in np.array(spans, np.int64).reshape(-1, 3).T
        )
        return cls(spans=spans, columns=(who, began, ended), sailed=np.zeros(len(spans), np.int64))

    def add(self, block: Block, jumps: Thresholds) -> None:
        """Add the ways to the rows of a block."""
        fastest = jumps["speed_tenth_kn"] / 10 * METRES_A_SECOND
        add_sailed(
            block.transmitter, block.time, block.latitude, block.longitude,
            *self.columns, self.anchors, self.sailed, fastest, float(jumps["distance_m"]),
        )  # fmt: skip

    def by_span(self) -> dict[Span, int]:
        """The decimetres of each leg."""
        return dict(zip(self.spans, self.sailed.tolist(), strict=True))


def _span(voyage: Voyage, leg: Leg) -> Span:
    ended = LAST if leg.ended is None else _second(leg.ended)
    return (int(voyage.transmitter.value), _second(leg.began), ended)


def _second(moment: Instant) -> int:
    return int((moment.moment - EPOCH).total_seconds())


def _with_distance(voyage: Voyage, by_span: dict[Span, int]) -> Voyage:
    found = [by_span[_span(voyage, leg)] for leg in voyage.legs]
    legs = tuple(_leg(leg, one) for leg, one in zip(voyage.legs, found, strict=True))
    return attrs.evolve(voyage, legs=legs, sailed=miles("distance sailed", sum(found) / 10))


def _leg(leg: Leg, decimetres: int) -> Leg:
    return attrs.evolve(leg, sailed=miles("distance sailed", decimetres / 10))
