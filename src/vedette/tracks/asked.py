"""Questions about movement that a figure or a table asks: which voyages, or which events, of what files show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.events import EventKind, MovementEvent
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.voyages import LEAST_CONFIDENCE, Voyage

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement


@attrs.frozen(kw_only=True)
class Days:
    """Days from ``since`` to ``until``, both inside (UTC); none is open. A thing belongs to the day it began."""

    since: dt.date | None = None
    until: dt.date | None = None

    def hold(self, moment: Instant) -> bool:
        """Whether the moment falls on one of them."""
        day = moment.moment.date()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def period(self) -> str | None:
        """As a figure prints it; none where an end is open."""
        return None if self.since is None or self.until is None else f"{self.since}/{self.until}"


@attrs.frozen(kw_only=True)
class VoyagesAsked:
    """Voyages that arrived, between ports (by name or number) and of a vessel, that left on these days."""

    origin: str | None = None
    destination: str | None = None
    vessel: Mmsi | None = None
    days: Days = Days()
    confidence: int = LEAST_CONFIDENCE

    def of(self, movement: Movement) -> tuple[Voyage, ...]:
        """The voyages, by transmitter and time.

        Raises:
            UnreadableValueError: there is no such port, vessel or confidence: that would count as none.
        """
        origin, destination = (_port(one, movement) for one in (self.origin, self.destination))
        _known(self.vessel, movement)
        return tuple(
            one
            for one in movement.voyages(self.confidence)
            if one.destination is not None
            and (origin is None or one.origin.number == origin)
            and (destination is None or one.destination.number == destination)
            and (self.vessel is None or one.transmitter == self.vessel)
            and self.days.hold(one.began)
        )


@attrs.frozen(kw_only=True)
class EventsAsked:
    """Events of a kind, of a vessel, at a port (calls and draught changes name one), that began on these days."""

    kind: EventKind
    vessel: Mmsi | None = None
    port: str | None = None
    days: Days = Days()

    def of(self, movement: Movement) -> tuple[MovementEvent, ...]:
        """The events, in order of transmitters and time; raises as `VoyagesAsked.of`."""
        port = _port(self.port, movement)
        _known(self.vessel, movement)
        return tuple(
            one
            for one in movement.events
            if one.kind is self.kind
            and (self.vessel is None or self.vessel in {each.transmitter for each in one.sightings})
            and (port is None or _port_of(one) == port)
            and self.days.hold(one.began)
        )


def _port(asked: str | None, movement: Movement) -> str | None:
    """The number, as text, of the port of that name or number."""
    if asked is None:
        return None
    named = {str(one.number) for one in movement.ports.ports if one.name.casefold() == asked.casefold()}
    numbered = {str(one.number) for one in movement.ports.ports if str(one.number) == asked}
    found = numbered or named
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UnreadableValueError(
            f"{len(found)} ports have the name {asked!r}",
            advice=f"write the number of one: {', '.join(sorted(found, key=int))}",
        )
    raise UnreadableValueError(
        f"there is no port {asked!r} in the table of ports",
        advice="write its name or number as the table does",
    )


def _known(vessel: Mmsi | None, movement: Movement) -> None:
    if vessel is not None and vessel not in movement.transmitters:
        raise UnreadableValueError(
            f"no position of {vessel} is among the files that this audience may see",
            advice="compare the MMSI with the files: a ship that nobody received has no count, not even none",
        )


def _port_of(event: MovementEvent) -> str | None:
    number = next((one.value for one in event.magnitudes if one.name == "port number"), None)
    return None if number is None else str(number)
