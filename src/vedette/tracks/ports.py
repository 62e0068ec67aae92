"""Ports at sea: a table of points with names, and an index of it by cells of one degree.

The table that comes with the program is an extract of the World Port Index (Pub. 150, public domain), made by
``tools/extract_ports.py``. A port is a point; how far its waters reach is for a profile to say.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from typing import Self

import attrs
import numpy as np
from numpy.typing import NDArray

from vedette.errors import UnreadableInputError
from vedette.model.movement import STEPS_PER_DEGREE
from vedette.tracks.kernels.ports import COLUMNS, ROWS
from vedette.tracks.port_table import world_ports_text

NORTHERNMOST = 82 * STEPS_PER_DEGREE
"""No port lies nearer to a pole; the search by cells counts on it."""


@attrs.frozen(kw_only=True)
class Port:
    """A port or anchorage: a number within its table, a name, and a position in steps of 1/600,000 degree."""

    number: int
    name: str
    latitude: int
    longitude: int
    locode: str | None = None
    country: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class PortIndex:
    """Ports in order of cell and number; ``starts[cell]`` is the first port of a cell, west to east, south to north."""

    ports: tuple[Port, ...]
    starts: NDArray[np.int32]
    latitude: NDArray[np.int32]
    longitude: NDArray[np.int32]

    @classmethod
    def of(cls, ports: Sequence[Port]) -> Self:
        """The index of some ports, in whatever order they come.

        Raises:
            UnreadableInputError: a port lies outside the world, or within 8 degrees of a pole.
        """
        for port in ports:
            if abs(port.latitude) > NORTHERNMOST or abs(port.longitude) > 180 * STEPS_PER_DEGREE:
                raise UnreadableInputError(
                    f"port {port.number} ({port.name}) lies at {port.latitude}, {port.longitude} steps",
                    advice="give steps of 1/600,000 degree, at most 82 degrees from the equator",
                )
        ordered = tuple(sorted(ports, key=_order))
        counts = np.bincount([_cell(port) for port in ordered] or [0], minlength=ROWS * COLUMNS)
        counts[0] -= not ordered
        return cls(
            ports=ordered,
            starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            latitude=np.array([port.latitude for port in ordered], np.int32),
            longitude=np.array([port.longitude for port in ordered], np.int32),
        )

    @classmethod
    def empty(cls) -> Self:
        """No ports at all."""
        return cls.of(())


def _order(port: Port) -> tuple[int | str, ...]:
    return _cell(port), port.number, port.latitude, port.longitude, port.name


def _cell(port: Port) -> int:
    row = port.latitude // STEPS_PER_DEGREE + 90
    column = (port.longitude // STEPS_PER_DEGREE + 180) % COLUMNS
    return row * COLUMNS + column


@cache
def world_ports() -> PortIndex:
    """The ports of the World Port Index of 2019, under its numbers, four of which it gives to two ports."""
    return PortIndex.of(_ports(world_ports_text()))


@cache
def ports_of(text: str) -> PortIndex:
    """The ports of a CSV table: number, name, latitude and longitude in steps of 1/600,000 degree, locode, country.

    A port may have several places, each in a row with its number and name. A table may begin with the whole World
    Port Index, whose own numbers then stand as they are.

    Raises:
        UnreadableInputError: a row lacks one of the first four, has no whole number where one belongs, gives a number
            to ports of two names, or lies outside the world.
    """
    own = text.removeprefix(world_ports_text())
    if own != text:
        header, *_ = text.splitlines()
        return PortIndex.of([*world_ports().ports, *_ports(f"{header}\n{own}")])
    ports = _ports(text)
    names: dict[int, str] = {}
    for one in ports:
        if names.setdefault(one.number, one.name) != one.name:
            raise UnreadableInputError(
                f"two ports have the number {one.number}: {names[one.number]} and {one.name}",
                advice="give each port a number of its own, and one name in all its rows",
            )
    return PortIndex.of(ports)


def _ports(text: str) -> list[Port]:
    return [_port(row, line) for line, row in enumerate(csv.DictReader(text.splitlines()), start=1)]


def _port(row: dict[str, str], line: int) -> Port:
    try:
        return Port(
            number=int(row["number"]),
            name=row["name"],
            latitude=int(row["latitude"]),
            longitude=int(row["longitude"]),
            locode=row.get("locode") or None,
            country=row.get("country") or None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableInputError(
            f"row {line} of the table of ports does not read: {error}",
            advice="its columns are number, name, latitude, longitude, locode, country; positions in whole steps",
        ) from error
