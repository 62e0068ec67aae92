"""Anchorages learned from position reports: where many ships lay still for long.

Global Fishing Watch's definition: a ship is stationary that stays within 0.5 km for 12 hours; a place where at least 20
ships did so, with at least 200 positions, is an anchorage, which bears the label of a port within 4 km. It counts ships
in cells of about half a kilometre over years; ours counts them within 2 km, so that weeks of one case are enough,
and so that every stay lies within the distance of entry of a port call.

Stays are put into cells of half a kilometre. The cell around which most ships stayed is the first anchorage, with all
cells whose mean lies within reach of its own; then the same with what is left, until no cell has enough ships
around it. Of equals, the one with more positions comes first, then the one further south and west. Nothing
depends on the order of rows, on how the work is cut, or on where the antimeridian is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from vedette.model.events import FixedPosition, RowRef, Sighting
from vedette.model.moments import Instant
from vedette.model.movement import STEPS_PER_DEGREE, mmsi_of, moment_of
from vedette.tracks.detector import Found
from vedette.tracks.events import Exhibits
from vedette.tracks.kernels.arrays import Records
from vedette.tracks.kernels.sphere import METRES
from vedette.tracks.magnitudes import metres_between
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.profiles import Thresholds
from vedette.tracks.stay_cells import StayCells, mean_place

EXTENT_STEP_M = 10


@attrs.frozen(kw_only=True)
class Stay:
    """One ship that stayed: when, and the rows of the first and the last position."""

    began: Instant
    ended: Instant
    sighting: Sighting


@attrs.frozen(kw_only=True)
class Anchorage:
    """A place where ships lay still: the mean of their stays, and how many ships, stays and positions it rests on.

    ``number`` and ``name`` are those of the nearest port within the profile's distance; else of the anchorage found
    before it within that distance which made its own of its coordinates; else its own. So one harbour with several
    anchorages is one port. ``extent_m`` is how far the farthest stay lies from the mean, rounded up. ``rests_on`` are
    the longest stays of as many different ships as the profile asks for: enough to show it.
    """

    number: int
    name: str
    port: Port | None
    position: FixedPosition
    vessels: int
    stays: int
    positions: int
    extent_m: int
    rests_on: tuple[Stay, ...]
    sources: tuple[int, ...]
    """Numbers of every exhibit, in the lake, that a stay begins or ends in."""


@attrs.frozen(kw_only=True)
class Learned:
    """Anchorages, most ships first, and the most ships that stayed around any cell, for where that is too few."""

    anchorages: tuple[Anchorage, ...]
    stays: int
    vessels: int
    most_vessels: int


def learned(found: Found, bound: Thresholds, ports: PortIndex, *, exhibits: Exhibits) -> Learned:
    """Anchorages of stretches in any order, under the thresholds of ``anchorage``; labels are from ``ports``."""
    ordered = np.sort(found, order=["transmitter", "began", "first_source", "first_row"])
    cells = StayCells.of(ordered, float(bound["reach_m"]))
    groups, most = cells.groups(bound["vessels"], bound["positions"])
    anchorages: list[Anchorage] = []
    for places in groups:
        one = _anchorage(ordered[places], bound["vessels"], exhibits)
        anchorages.append(_labelled(one, ports, anchorages, float(bound["label_m"])))
    return Learned(
        anchorages=tuple(anchorages),
        stays=len(ordered),
        vessels=len(np.unique(ordered["transmitter"])),
        most_vessels=most,
    )


def _anchorage(found: Found, enough: int, exhibits: Exhibits) -> Anchorage:
    latitude, longitude = mean_place(found["latitude"], found["longitude"])
    metres = max(
        metres_between(latitude, longitude, int(one["latitude"]), int(one["longitude"])) for one in found
    )
    return Anchorage(
        number=_number(latitude, longitude),
        name=_name(latitude, longitude),
        port=None,
        position=FixedPosition(latitude=latitude, longitude=longitude),
        vessels=len(np.unique(found["transmitter"])),
        stays=len(found),
        positions=int(found["positions"].sum()),
        extent_m=int(-(-metres // EXTENT_STEP_M)) * EXTENT_STEP_M,
        rests_on=tuple(_longest(found, enough, exhibits)),
        sources=tuple(np.unique([found["first_source"], found["last_source"]]).tolist()),
    )


def _longest(found: Found, enough: int, exhibits: Exhibits) -> Iterator[Stay]:
    """The longest stay of each of the ships that stayed longest, in order of MMSI."""
    lasted = found["ended"].astype(np.int64) - found["began"]
    by_length: dict[int, Records] = {}
    for at in np.lexsort((found["first_row"], found["began"], found["transmitter"], -lasted)).tolist():
        by_length.setdefault(int(found["transmitter"][at]), found[at])
    for ship in sorted(list(by_length)[:enough]):
        one = by_length[ship]
        rows = [
            RowRef(exhibit=exhibits[int(one[f"{end}_source"])], row=int(one[f"{end}_row"]))
            for end in ("first", "last")
        ]
        yield Stay(
            began=Instant(moment_of(int(one["began"]))),
            ended=Instant(moment_of(int(one["ended"]))),
            sighting=Sighting(transmitter=mmsi_of(ship), first=rows[0], last=rows[1]),
        )


FINEST = STEPS_PER_DEGREE // 1000
"""Steps of a thousandth of a degree, which numbers and names of coordinates are made of."""


def _thousandths(steps: int) -> int:
    return (steps + FINEST // 2) // FINEST


def _number(latitude: int, longitude: int) -> int:
    """A number that no port index has: of coordinates to a thousandth of a degree, from ten digits on."""
    north, east = _thousandths(latitude) + 90_000, _thousandths(longitude) + 180_000
    return 1_000_000_000 + north * 1_000_000 + east


def _name(latitude: int, longitude: int) -> str:
    """Coordinates in words: ``Anchorage 35.103 N 129.042 E``."""
    north, east = _thousandths(latitude), _thousandths(longitude)
    return (
        f"Anchorage {abs(north) // 1000}.{abs(north) % 1000:03d} {'N' if north >= 0 else 'S'}"
        f" {abs(east) // 1000}.{abs(east) % 1000:03d} {'E' if east >= 0 else 'W'}"
    )


def _labelled(one: Anchorage, ports: PortIndex, before: Sequence[Anchorage], label_m: float) -> Anchorage:
    port = nearest_port(one.position, ports, label_m)
    if port is not None:
        return attrs.evolve(one, number=port.number, name=port.name, port=port)
    own = [other for other in before if other.port is None and other.number == _number(*_steps(other))]
    near = [(_apart(one, other), rank, other) for rank, other in enumerate(own)]
    within = min((found for found in near if found[0] <= label_m), default=None)
    return one if within is None else attrs.evolve(one, number=within[2].number, name=within[2].name)


def _steps(one: Anchorage) -> tuple[int, int]:
    return one.position.latitude, one.position.longitude


def _apart(one: Anchorage, other: Anchorage) -> float:
    return metres_between(*_steps(one), *_steps(other))


def nearest_port(position: FixedPosition, ports: PortIndex, within_m: float) -> Port | None:
    """The nearest port within a distance; of two equally near, that of the lower number."""
    at = (position.latitude, position.longitude)
    band = np.flatnonzero(np.abs(ports.latitude.astype(np.int64) - at[0]) <= within_m / METRES + 1)
    found = [
        (metres_between(*at, one.latitude, one.longitude), one.number, one.name, one)
        for one in (ports.ports[index] for index in band.tolist())
    ]
    near = min((one for one in found if one[0] <= within_m), key=lambda one: one[:3], default=None)
    return near[3] if near else None
