"""Identity change: a transmitter tells another name, call sign, IMO number or size; or an IMO number another MMSI.

A field that is not told in a report has not changed. What goes back and forth is no change of one ship: values that
return ``returns`` times belong to shared identity. When the reports with one valid IMO number (or without any, and with
one name, call sign and size) pass from one MMSI to another, once, the ship changed its MMSI, and its flag if the first
three digits differ (ITU-R M.585); their administrations are told where the table of the ITU has them.
RadianceFleet counts flag changes; no threshold is published for the rest, and none is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.tracks.administrations import flag_told
from vedette.tracks.detector import Found
from vedette.tracks.profiles import Thresholds
from vedette.tracks.static_detector import StaticDetector, StaticFinding
from vedette.tracks.statics import FIELDS, Statics, flag_digits


def _changed(statics: Statics, field: str, returns: int) -> Iterator[StaticFinding]:
    before, after = statics.changes(field)
    is_one_ship = ~np.isin(statics.transmitter[after], statics.returning(field, returns))
    for one, other in zip(before[is_one_ship].tolist(), after[is_one_ship].tolist(), strict=True):
        yield _finding(field, statics.told(field, one), statics.told(field, other), sightings=((one, other),))


def _finding(field: str, before: str, after: str, *, sightings: tuple[tuple[int, int], ...]) -> StaticFinding:
    return StaticFinding(
        sightings=sightings,
        magnitudes=(
            Magnitude(name="field", value=field),
            Magnitude(name="before", value=before),
            Magnitude(name="after", value=after),
        ),
    )


def _handed_over(statics: Statics) -> Iterator[StaticFinding]:
    for turns in statics.stints():
        if len(turns) == 2:  # noqa: PLR2004 - from one MMSI to another, once
            old, new = (int(statics.transmitter[first]) for first, _ in turns)
            is_flag = flag_digits(old) != flag_digits(new)
            field = "flag" if is_flag else "mmsi"
            change = _finding(field, f"{old:09d}", f"{new:09d}", sightings=tuple(turns))
            flags = [flag for flag in (flag_told(old), flag_told(new)) if flag is not None]
            told = Magnitude(name="flag digits", value=", ".join(dict.fromkeys(flags)) or None)
            yield attrs.evolve(change, magnitudes=(*change.magnitudes, told))


def _find(statics: Statics, _found: Mapping[str, Found], thresholds: Thresholds) -> Iterator[StaticFinding]:
    for field in FIELDS:
        yield from _changed(statics, field, thresholds["returns"])
    yield from _handed_over(statics)


DETECTOR = StaticDetector(
    name="identity_change",
    kind=EventKind.IDENTITY_CHANGE,
    meaning="a transmitter tells another identity than before, and does not go back and forth",
    thresholds=("returns",),
    find=_find,
)
"""Names, numbers and sizes that change."""
