"""What was within reach in an AIS gap: ports, slow ships, and other ships in gaps, each with a window of time.

A ship that was seen at P and next at Q can have been at X in between if the way from P to X and on to Q takes no
longer than the gap. Ways are great circles, which know no land, and the speed is one that hardly any merchant ship
exceeds: whatever is listed was possible at most, and what is not listed was not (decision 0017). Windows are
rounded outwards to the second, and distances down to the metre.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.model.events import MovementEvent
from vedette.model.movement import EPOCH, STEPS_PER_DEGREE
from vedette.tracks.kernels.meeting import ENDS, MEETING, meet
from vedette.tracks.kernels.sphere import RADIUS
from vedette.tracks.magnitudes import METRES_A_MILE, METRES_A_SECOND
from vedette.tracks.ports import Port, PortIndex

Place = tuple[int, int]
"""Latitude and longitude in steps of 1/600,000 degree."""
TENTH_KNOT = METRES_A_SECOND / 10


@attrs.frozen(kw_only=True)
class Window:
    """When a ship could have been at a place: it came at ``earliest`` and left at ``latest``, seconds of the lake.

    ``stay`` is the seconds between; it may be 0. An open gap has no latest departure: ``latest`` is when the data
    end.
    """

    earliest: int
    latest: int

    @property
    def stay(self) -> int:
        """The longest possible stay in seconds."""
        return self.latest - self.earliest


@attrs.frozen(kw_only=True)
class Silence:
    """An AIS gap as what limits a ship in it: where and when it began, and where and when it ended.

    An open gap has no ``last`` place, and ends when the data do.
    """

    first: Place
    last: Place | None
    began: int
    ended: int

    @classmethod
    def of(cls, event: MovementEvent, *, until: int) -> Self | None:
        """That of an event; none where it began, or ended, at a place that is not known."""
        if event.first_position is None or (event.ended is not None and event.last_position is None):
            return None
        last = None if event.ended is None else event.last_position
        return cls(
            first=(event.first_position.latitude, event.first_position.longitude),
            last=None if last is None else (last.latitude, last.longitude),
            began=seconds_of(event.began.moment),
            ended=until if event.ended is None else seconds_of(event.ended.moment),
        )


def seconds_of(moment: Any) -> int:
    """A moment (UTC) in whole seconds of the lake."""
    return int((moment - EPOCH).total_seconds())


@attrs.frozen(kw_only=True)
class PortWithin:
    """A port that was within reach, and when."""

    port: Port
    window: Window


def ports_within(silence: Silence, ports: PortIndex, *, speed_tenth_kn: int) -> list[PortWithin]:
    """Every port within reach, those of the longest possible stay first, then by number and name."""
    windows = windows_at(silence, ports.latitude, ports.longitude, speed_tenth_kn=speed_tenth_kn)
    found = [
        PortWithin(
            port=ports.ports[at], window=Window(earliest=int(windows[at, 0]), latest=int(windows[at, 1]))
        )
        for at in np.flatnonzero(windows[:, 1] >= windows[:, 0]).tolist()
    ]
    return sorted(found, key=lambda one: (-one.window.stay, one.port.number, one.port.name))


def windows_at(
    silence: Silence, latitudes: NDArray[np.int32], longitudes: NDArray[np.int32], *, speed_tenth_kn: int
) -> NDArray[np.int64]:
    """Earliest arrival and latest departure at each place (steps); out of reach if the departure comes first."""
    out = _travel(silence.first, latitudes, longitudes, speed_tenth_kn)
    back = (
        np.zeros_like(out)
        if silence.last is None
        else _travel(silence.last, latitudes, longitudes, speed_tenth_kn)
    )
    return np.stack([silence.began + out, silence.ended - back], axis=1)


def _travel(
    place: Place, latitudes: NDArray[np.int32], longitudes: NDArray[np.int32], speed_tenth_kn: int
) -> NDArray[np.int64]:
    """Whole seconds that the way takes at least."""
    south, north = (
        np.radians(np.asarray(one, np.float64) / STEPS_PER_DEGREE) for one in (place[0], latitudes)
    )
    east = np.radians((longitudes.astype(np.float64) - place[1]) / STEPS_PER_DEGREE)
    chord = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(east / 2) ** 2
    metres = np.floor(2 * RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(chord)))).astype(np.int64)
    seconds: NDArray[np.int64] = metres * 36_000 // (speed_tenth_kn * METRES_A_MILE)
    return seconds


@attrs.frozen(kw_only=True)
class Meeting:
    """How two ships in gaps could have met: from when to when they can have been together, and at most how long.

    ``first`` and ``second`` are places in the list of gaps; ``latitude`` and ``longitude`` (steps) are one place
    where they could be together for the longest time.
    """

    first: int
    second: int
    window: Window
    together: int
    latitude: int
    longitude: int


def meetings(
    silences: Sequence[Silence], pairs: Sequence[tuple[int, int]], *, speed_tenth_kn: int
) -> list[Meeting]:
    """Those of the pairs that could have met, the longest time together first; exact to a second and a metre."""
    likely = [pair for pair in pairs if _overlap(silences[pair[0]], silences[pair[1]])]
    records = np.zeros(len(likely), MEETING)
    for side, name in enumerate(("first", "second")):
        records[name] = [pair[side] for pair in likely]
    meet(_ends(silences), records, speed_tenth_kn * TENTH_KNOT / RADIUS)
    found = [_meeting(one) for one in records if one["together"] >= 0]
    return sorted(found, key=lambda one: (-one.together, one.first, one.second))


def _overlap(one: Silence, other: Silence) -> bool:
    return one.began <= other.ended and other.began <= one.ended


def _ends(silences: Sequence[Silence]) -> NDArray[np.void]:
    ends = np.zeros(len(silences), ENDS)
    for at, one in enumerate(silences):
        ends[at] = (
            *_on_sphere(one.first),
            *_on_sphere(one.last or one.first),
            one.began,
            one.ended,
            one.last is None,
        )
    return ends


def _on_sphere(place: Place) -> tuple[float, float, float]:
    north, east = (np.radians(steps / STEPS_PER_DEGREE) for steps in place)
    return float(np.cos(north) * np.cos(east)), float(np.cos(north) * np.sin(east)), float(np.sin(north))


def _meeting(record: Any) -> Meeting:
    north = np.degrees(np.arctan2(record["z"], np.hypot(record["x"], record["y"])))
    east = np.degrees(np.arctan2(record["y"], record["x"]))
    return Meeting(
        first=int(record["first"]),
        second=int(record["second"]),
        window=Window(earliest=int(np.floor(record["earliest"])), latest=int(np.ceil(record["latest"]))),
        together=int(np.ceil(record["together"])),
        latitude=round(float(north) * STEPS_PER_DEGREE),
        longitude=round(float(east) * STEPS_PER_DEGREE),
    )
