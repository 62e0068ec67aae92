"""Draught change: a ship tells a draught that differs by at least ``change_tenth_m`` from the one told before.

Draughts are typed in by hand, to a tenth of a metre, and often late; the change lies somewhere between the two
reports, and only reports with one IMO number are compared. 25.5 m is told for all that is deeper, and is compared with
nothing. It is said whether a port call or an AIS gap lies between them.

The cargo is estimated as the water that the change displaces: length times width times change times 1.025 t/m3 times
a waterplane coefficient of 0.85, give or take 0.10. That is our choice: by the rule of thumb (1 + 2 C) / 3 for an
average section (Schneekluth and Bertram, Ship Design for Efficiency and Economy, 1998) it covers block coefficients C
from 0.63 to 0.93. The error adds that of both draughts, 0.05 m each. Fresh water carries 2.5 per cent less, which lies
within the error; the length is that over all, which makes the estimate rather high.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from vedette.model.events import EventKind, Magnitude
from vedette.model.movement import mmsi_numbers
from vedette.tracks.detector import Found
from vedette.tracks.profiles import Thresholds
from vedette.tracks.static_detector import StaticDetector, StaticFinding
from vedette.tracks.statics import Statics

SEA_WATER = 1.025
"""Tonnes in a cubic metre."""
WATERPLANE, WATERPLANE_ERROR = 0.85, 0.10
DEEPEST = 255
"""Tenths of a metre: this or deeper (ITU-R M.1371)."""
READING_ERROR = 0.1
"""Metres: two readings, each to the nearest tenth, at worst."""
PLACES = {"port_call": "in port", "ais_gap": "in a gap"}


def _where(statics: Statics, before: int, after: int, found: Mapping[str, Found]) -> str:
    """Which events of the ship share more than a moment with the time between the two reports.

    A gap that begins with the second report, or ends with the first, lies beside that time: nothing changed in it.
    """
    places = []
    for name, words in PLACES.items():
        events = found[name]
        own = events[np.flatnonzero(mmsi_numbers(events["transmitter"]) == statics.transmitter[after])]
        meets = own["began"] < statics.time[after]
        meets &= (own["open"] == 1) | (own["ended"] > statics.time[before])
        if meets.any():
            places.append(words)
    return " and ".join(places) or "at sea"


def _size(statics: Statics, field: str, at: int) -> int:
    """The last size that the ship told up to then; 0 if it told none."""
    begin = int(np.searchsorted(statics.transmitter, statics.transmitter[at]))
    told = np.flatnonzero(statics.values[field][begin : at + 1])
    return int(statics.values[field][begin + told[-1]]) if len(told) else 0


def per_centimetre(statics: Statics, at: int) -> float | None:
    """Tonnes that a centimetre of draught is worth; none where the ship tells no size."""
    area = _size(statics, "length", at) * _size(statics, "width", at)
    return area * WATERPLANE * SEA_WATER / 100 if area else None


def _tonnes(statics: Statics, at: int, metres: float) -> tuple[float | None, float | None]:
    """The estimate and its error; none where the ship tells no size."""
    centimetre = per_centimetre(statics, at)
    if centimetre is None:
        return None, None
    share = WATERPLANE_ERROR / WATERPLANE + READING_ERROR / abs(metres)
    estimate = centimetre * metres * 100
    return estimate, abs(estimate) * share


def _find(statics: Statics, found: Mapping[str, Found], thresholds: Thresholds) -> Iterator[StaticFinding]:
    before, after = statics.changes("draught", of_ships=True)
    draught = statics.values["draught"]
    enough = np.abs(draught[after] - draught[before]) >= thresholds["change_tenth_m"]
    for one, other in zip(before[enough].tolist(), after[enough].tolist(), strict=True):
        if DEEPEST in (int(draught[one]), int(draught[other])):
            continue
        metres = int(draught[other] - draught[one]) / 10
        tonnes, error = _tonnes(statics, other, metres)
        yield StaticFinding(
            sightings=((one, other),),
            magnitudes=(
                Magnitude(name="where", value=_where(statics, one, other, found)),
                Magnitude.rounded("draught before", int(draught[one]) / 10, step="0.1", unit="metre"),
                Magnitude.rounded("draught after", int(draught[other]) / 10, step="0.1", unit="metre"),
                Magnitude.rounded("cargo taken in", tonnes, step="1E+2", unit="tonne"),
                Magnitude.rounded("give or take", error, step="1E+2", unit="tonne"),
                Magnitude.rounded(
                    "tonnes per centimetre", per_centimetre(statics, other), step="0.1", unit="tonne"
                ),
            ),
        )


DETECTOR = StaticDetector(
    name="draught_change",
    kind=EventKind.DRAUGHT_CHANGE,
    meaning="a draught that differs by change_tenth_m or more from the one told before",
    thresholds=("change_tenth_m",),
    find=_find,
    after=("port_call", "ais_gap"),
)
"""Ships that sink or rise."""
