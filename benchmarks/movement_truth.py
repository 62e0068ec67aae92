"""Precision and recall of the five classic detectors against the planted truth of a month.

An event and a label agree when both ends do, within what the definitions allow: entry and exit lie up to 4 km from a
berth, slow hours are hours of the clock, slots last ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import numpy as np
from movement_sea import Month

from vedette.model.movement import STEPS_PER_DEGREE
from vedette.testing.sea import Score, score
from vedette.tracks.detector import Found

KINDS = {
    "ais_gap": "gap",
    "position_anomaly": "position_anomaly",
    "port_call": "port_call",
    "loitering": "loitering",
    "encounter": "encounter",
}
SHORE_MILES = 20
TOLERANCE = {"gap": 0, "encounter": 1_800, "loitering": 7_200, "port_call": 3_600, "position_anomaly": 600}


@attrs.frozen(kw_only=True)
class Event:
    """An event in the words of the truth."""

    kind: str
    transmitters: tuple[int, ...]
    began: int
    ended: int | None


def events_of(found: Mapping[str, Found], until: int) -> Iterator[Event]:
    """What detectors found; what goes on when the data end, ends there in the truth, except for silences."""
    for name, records in found.items():
        for one in records:
            partner = (int(one["partner"]),) if one["partner"] else ()
            yield Event(
                kind=KINDS[name],
                transmitters=(int(one["transmitter"]), *partner),
                began=int(one["began"]),
                ended=int(one["ended"]) if not one["open"] else None if name == "ais_gap" else until,
            )


def _off_shore(events: Found, month: Month) -> Found:
    """Those 20 nautical miles or more from every port: the made-up coast, that the profile keeps loitering off."""
    ports = month.ports()
    kept = np.ones(len(events), np.bool_)
    records: Any = events
    north, east = records["first_latitude"] / STEPS_PER_DEGREE, records["first_longitude"] / STEPS_PER_DEGREE
    for latitude, longitude in zip(ports.latitude.tolist(), ports.longitude.tolist(), strict=True):
        there = latitude / STEPS_PER_DEGREE
        across = (east - longitude / STEPS_PER_DEGREE + 180) % 360 - 180
        squeezed = across * np.cos(np.radians(there))
        kept &= (north - there) ** 2 + squeezed**2 >= (SHORE_MILES / 60) ** 2
    return events[kept]


def marks(month: Month, found: Mapping[str, Found]) -> dict[str, Score]:
    """Scores by detector."""
    sea = month.sea()
    labels = [one for one in sea.truth if one.kind in KINDS.values()]
    far = {**found, "loitering": _off_shore(found["loitering"], month)}
    scores = score(events_of(far, sea.spec.ended), labels, tolerance=TOLERANCE)
    return {name: scores[kind] for name, kind in KINDS.items()}
