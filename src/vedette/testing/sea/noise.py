"""What reception does to reports: a second receiver repeats some, and some carry "not available" codes."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs
import numpy as np
import numpy.typing as npt

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_POSITION, NO_SPEED, NO_STATUS
from vedette.testing.sea.reports import Reports, joined_reports
from vedette.testing.sea.spec import Noise

LATEST = 2
"""Seconds by which a second receiver may be late."""
FIELDS = 5

Number = TypeVar("Number", bound=np.signedinteger[Any])


def repeated(reports: Reports, noise: Noise, rng: np.random.Generator) -> Reports:
    """Add what a second receiver heard: the same values, none to two seconds later."""
    if not noise.duplicates:
        return reports
    rows = np.flatnonzero(rng.random(len(reports)) < noise.duplicates)
    late = rng.integers(0, LATEST + 1, len(rows)).astype(np.int32)
    again = reports.taken(rows)
    again = attrs.evolve(again, time=again.time + late, receiver=np.ones(len(rows), np.int8))
    return joined_reports([reports, again])


def soiled(reports: Reports, noise: Noise, rng: np.random.Generator) -> Reports:
    """Take away one value in some reports: the position, speed, course, heading or status."""
    if not noise.dirty:
        return reports
    dirty = rng.random(len(reports)) < noise.dirty
    field = np.where(dirty, rng.integers(0, FIELDS, len(reports)), FIELDS)
    return attrs.evolve(
        reports,
        latitude=_without(reports.latitude, field == 0, NO_POSITION),
        longitude=_without(reports.longitude, field == 0, NO_POSITION),
        speed=_without(reports.speed, field == 1, NO_SPEED),
        course=_without(reports.course, field == 2, NO_COURSE),
        heading=_without(reports.heading, field == 3, NO_HEADING),
        status=_without(reports.status, field == 4, NO_STATUS),
    )


def _without(column: npt.NDArray[Number], where: npt.NDArray[np.bool_], absent: int) -> npt.NDArray[Number]:
    cleared = column.copy()
    cleared[where] = absent
    return cleared
