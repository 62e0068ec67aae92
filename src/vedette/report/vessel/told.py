"""What a transmitter told of itself in its static reports: each value with the first and the last row that has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from vedette.model.events import RowRef
from vedette.model.evidence import Sha256
from vedette.model.moments import Instant
from vedette.model.movement import moment_of

POINTS = ("name", "imo", "call_sign", "size", "ship_type")
"""What is told, in the order of a sheet."""

_SIDES = ("to_bow", "to_stern", "to_port", "to_starboard")
COLUMNS = ("time", "name", "imo", "call_sign", "ship_type", *_SIDES, "source", "row")
"""The columns of the lake's static reports that a sheet reads."""


@attrs.frozen(kw_only=True)
class Told:
    """A value of a point, as transmitted: in how many reports, and the first and last of these."""

    point: str
    value: str
    reports: int
    first: RowRef
    first_at: Instant
    last: RowRef
    last_at: Instant


def told(statics: Any, exhibits: Mapping[int, Sha256]) -> tuple[Told, ...]:
    """Every value that the static reports of one transmitter told, by point and by when it was told first.

    ``statics`` is an Arrow table with `COLUMNS` in the lake's order; ``exhibits`` are digests by the number in
    ``source``. What a report does not tell (0, or no text) is no value.
    """
    found: dict[tuple[str, str], Told] = {}
    for row in statics.select(list(COLUMNS)).to_pylist():
        at = Instant(moment_of(row["time"]))
        ref = RowRef(exhibit=exhibits[row["source"]], row=row["row"])
        for point, value in _values(row):
            before = found.get((point, value))
            found[point, value] = (
                Told(point=point, value=value, reports=1, first=ref, first_at=at, last=ref, last_at=at)
                if before is None
                else attrs.evolve(before, reports=before.reports + 1, last=ref, last_at=at)
            )
    return tuple(sorted(found.values(), key=lambda one: (POINTS.index(one.point), one.first_at, one.value)))


def last_told(values: Sequence[Told], point: str) -> str | None:
    """The value of a point that was told last; none if it was never told."""
    known = [one for one in values if one.point == point]
    return max(known, key=lambda one: (one.last_at, one.value)).value if known else None


def _values(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    length, width = row["to_bow"] + row["to_stern"], row["to_port"] + row["to_starboard"]
    size = f"{length or '?'} m × {width or '?'} m" if length or width else ""
    imo = f"{row['imo']:07d}" if row["imo"] else ""
    given = {
        "name": row["name"],
        "imo": imo,
        "call_sign": row["call_sign"],
        "size": size,
        "ship_type": str(row["ship_type"]) if row["ship_type"] else "",
    }
    for point, value in given.items():
        if value:
            yield point, value
