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
from vedette.tracks.magnitudes import METRES_A_SECOND
from vedette.tracks.profiles import Thresholds
from vedette.tracks.voyages import miles

LAST = 2**31 - 1
"""The end of a leg that has none yet."""


def measured(found: Sequence[Voyage], blocks: Iterable[Block], *, jumps: Thresholds) -> tuple[Voyage, ...]:
    """The voyages with the distance sailed, in nautical miles to a tenth, on each leg and as a whole.

    ``blocks`` hold at least the rows of their transmitters, in the lake's order. ``jumps`` are the thresholds of
    the position anomaly: a position that jumps is passed over. Steps count in whole decimetres, so the
    sum is the same however the blocks are cut. A ship sails as far as that or further: between two reports
    nobody saw it.
    """
    spans = sorted(
        (int(voyage.transmitter.value), _second(leg.began), LAST if leg.ended is None else _second(leg.ended))
        for voyage in found
        for leg in voyage.legs
    )
    who, began, ended = (
        np.ascontiguousarray(column, np.int32) for column in np.array(spans, np.int64).reshape(-1, 3).T
    )
    sailed, anchors = np.zeros(len(spans), np.int64), np.zeros(1, ANCHOR)
    for block in blocks:
        _add(block, (who, began, ended), anchors, sailed, jumps)
    by_span = dict(zip(spans, sailed.tolist(), strict=True))
    return tuple(_with_distance(one, by_span) for one in found)


def _add(
    block: Block, spans: tuple[Column, Column, Column], anchors: Records, sailed: Column, jumps: Thresholds
) -> None:
    fastest = jumps["speed_tenth_kn"] / 10 * METRES_A_SECOND
    add_sailed(
        block.transmitter, block.time, block.latitude, block.longitude,
        *spans, anchors, sailed, fastest, float(jumps["distance_m"]),
    )  # fmt: skip


def _second(moment: Instant) -> int:
    return int((moment.moment - EPOCH).total_seconds())


def _with_distance(voyage: Voyage, by_span: dict[tuple[int, int, int], int]) -> Voyage:
    who = int(voyage.transmitter.value)
    found = [
        by_span[who, _second(leg.began), LAST if leg.ended is None else _second(leg.ended)]
        for leg in voyage.legs
    ]
    legs = tuple(_leg(leg, one) for leg, one in zip(voyage.legs, found, strict=True))
    return attrs.evolve(voyage, legs=legs, sailed=miles("distance sailed", sum(found) / 10))


def _leg(leg: Leg, decimetres: int) -> Leg:
    return attrs.evolve(leg, sailed=miles("distance sailed", decimetres / 10))
