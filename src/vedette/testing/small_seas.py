"""Small seas: ships as lists of reports, and blocks of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs
import numpy as np

from vedette.model.evidence import Sha256
from vedette.model.movement import NO_POSITION, NO_SPEED, STEPS_PER_DEGREE
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Found
from vedette.tracks.detectors import detectors
from vedette.tracks.ports import PortIndex
from vedette.tracks.profiles import GFW, Profile
from vedette.tracks.run import Plan, Scanned, concluded, scan

NOON = 8766 * 86_400 + 43_200
"""Noon of 2024-01-01 in seconds of the lake."""
EXHIBITS = {0: Sha256.of(b"a"), 1: Sha256.of(b"b")}


@attrs.frozen
class Report:
    """One report: MMSI, seconds after noon, degrees north and east (none: absent), knots (none: absent)."""

    mmsi: int
    second: int
    latitude: float | None = 0.0
    longitude: float | None = 0.0
    speed: float | None = None
    source: int = 0

    @property
    def row(self) -> tuple[int, int, int, int, int, int]:
        """Its columns in the lake's units, without the row number."""
        return (
            self.mmsi,
            NOON + self.second,
            NO_POSITION if self.latitude is None else round(self.latitude * STEPS_PER_DEGREE),
            NO_POSITION if self.longitude is None else round(self.longitude * STEPS_PER_DEGREE),
            NO_SPEED if self.speed is None else round(self.speed * 10),
            self.source,
        )


def block(reports: Iterable[Report]) -> Block:
    """The reports in the lake's order, rows numbered from 1 as they were given."""
    rows = sorted((*one.row, number) for number, one in enumerate(reports, start=1))
    rows.sort(key=lambda one: (one[0], one[1], one[5], one[6]))
    columns = np.array(rows, np.int64).reshape(-1, 7).T
    return Block(**dict(zip(READ, columns, strict=True)))


def cut(whole: Block, cuts: Sequence[int]) -> list[Block]:
    """The block in parts, cut before each of these rows."""
    ends = sorted({0, len(whole), *(min(one, len(whole)) for one in cuts)})
    return [whole.cut(begin, end) for begin, end in pairwise(ends)]


def plan(*names: str, profile: Profile = GFW, ports: PortIndex | None = None) -> Plan:
    """A plan of the named detectors, or of all."""
    chosen = [one for name, one in detectors().items() if not names or name in names]
    return Plan(detectors=chosen, profile=profile, ports=ports or PortIndex.empty())


def scanned(reports: Iterable[Report], chosen: Plan) -> Scanned:
    """One run over all reports in one block."""
    return scan([block(reports)], chosen)


def found(
    reports: Iterable[Report], name: str, *, until: int | None = None, using: Plan | None = None
) -> Found:
    """What one detector finds; ``until`` in seconds after noon."""
    chosen = using or plan(name)
    end = None if until is None else NOON + until
    return concluded(scanned(reports, chosen), chosen, until=end)[name]
