"""Voyages: from the end of one port call to the beginning of the next, with what was seen on the way."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import attrs

from vedette.model.events import EventKind, FixedPosition, Magnitude, RowRef, ship_name
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.wire import digest_of

LEAST_CONFIDENCE = 2
"""The confidence from which Global Fishing Watch publishes voyages."""
CONFIDENCES = (1, 2, 3, 4)


@attrs.frozen(kw_only=True)
class PortOfCall:
    """A port as a call names it: its number in the table of ports, its name, and the call with its confidence."""

    number: str
    name: str
    call: str
    confidence: int


class LegKind(StrEnum):
    """What a leg of a voyage was."""

    SAILING = "sailing"
    AIS_GAP = "ais_gap"
    PASSAGE = "passage"


@attrs.frozen(kw_only=True)
class Leg:
    """A stretch of a voyage: sailing on AIS, an AIS gap, or a port passed with less confidence than asked for.

    ``event`` is the gap or the port call. ``sailed`` is the way between its reports, in nautical miles; within a
    gap that is a straight line, so the ship sailed that far or further. None until it is measured.
    """

    kind: LegKind
    began: Instant
    ended: Instant | None
    start: FixedPosition | None
    end: FixedPosition | None
    event: str | None = None
    sailed: Magnitude | None = None


@attrs.frozen(kw_only=True)
class Happening:
    """An event of the ship that touches the voyage in time."""

    kind: EventKind
    event: str


@attrs.frozen(kw_only=True)
class Voyage:
    """One ship from the end of a port call to the beginning of its next, at a stated least confidence.

    ``id`` is a digest of the cause: the call that it leaves, and the least confidence. A voyage without
    destination is open: the data end under way, version 1. Its arrival supersedes it as version 2. ``sailed``
    and ``shortest`` are in nautical miles; the shortest is the great circle from departure to arrival, which
    knows no land, so that the shortest way by sea is as long or longer.
    """

    id: str
    version: int
    transmitter: Mmsi
    profile: str
    least_confidence: int
    origin: PortOfCall
    destination: PortOfCall | None
    began: Instant
    ended: Instant | None
    departure: RowRef
    arrival: RowRef | None
    departed_at: FixedPosition | None
    arrived_at: FixedPosition | None
    legs: tuple[Leg, ...]
    happenings: tuple[Happening, ...]
    sailed: Magnitude | None = None
    shortest: Magnitude | None = None
    track: int | None = None
    """Which of the ships that use the MMSI by turns; None where there is one."""

    @property
    def ship(self) -> str:
        """The MMSI, with the track if it has several."""
        return ship_name(self.transmitter, self.track)

    @property
    def is_open(self) -> bool:
        """Whether the ship was still under way when the data ended."""
        return self.ended is None

    @property
    def confidence(self) -> int:
        """The lesser confidence of its two calls; of the one that it leaves while it is open."""
        return min(one.confidence for one in (self.origin, self.destination) if one is not None)

    @property
    def route(self) -> tuple[str, str | None]:
        """The numbers of the ports from and to which it leads."""
        return (self.origin.number, None if self.destination is None else self.destination.number)

    @property
    def gaps(self) -> tuple[str, ...]:
        """The AIS gaps that touch it."""
        return tuple(one.event for one in self.happenings if one.kind is EventKind.AIS_GAP)

    @property
    def detour(self) -> Decimal | None:
        """Distance sailed by shortest distance, to a hundredth; none if either is not known, or nothing."""
        if self.sailed is None or self.shortest is None:
            return None
        sailed, shortest = self.sailed.value, self.shortest.value
        if not isinstance(sailed, Decimal) or not isinstance(shortest, Decimal) or not shortest:
            return None
        return (sailed / shortest).quantize(Decimal("0.01"))


def voyage_id(call: str, least_confidence: int) -> str:
    """The digest of what makes a voyage: the call that it leaves, and which calls count."""
    return digest_of(["voyage", call, least_confidence]).value


@attrs.frozen(kw_only=True)
class Shuttle:
    """A run of voyages of one ship to and fro between two ports, with no other port between.

    ``id`` is a digest of the first voyage; it grows as voyages are added. ``began`` is the first departure,
    ``ended`` the last arrival seen.
    """

    id: str
    transmitter: Mmsi
    ports: tuple[PortOfCall, PortOfCall]
    voyages: tuple[str, ...]
    began: Instant
    ended: Instant
    track: int | None = None

    @property
    def ship(self) -> str:
        """The MMSI, with the track if it has several."""
        return ship_name(self.transmitter, self.track)


def shuttle_id(first_voyage: str) -> str:
    """The digest of what makes a shuttle."""
    return digest_of(["shuttle", first_voyage]).value
