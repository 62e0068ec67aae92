"""Movement events: what was seen in position reports, with the rows that it was seen in. They accuse nobody."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum

import attrs

from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import STEPS_PER_DEGREE


class EventKind(StrEnum):
    """What a detector sees; the words of ``docs/terms.md``."""

    AIS_GAP = "ais_gap"
    POSITION_ANOMALY = "position_anomaly"
    PORT_CALL = "port_call"
    LOITERING = "loitering"
    ENCOUNTER = "encounter"
    ENCOUNTER_IN_GAP = "encounter_in_gap"
    IDENTITY_CHANGE = "identity_change"
    SHARED_IDENTITY = "shared_identity"
    DRAUGHT_CHANGE = "draught_change"


@attrs.frozen(kw_only=True, order=True)
class RowRef:
    """A row of an exhibit: its digest (SHA-256), and the row, counted from 1."""

    exhibit: Sha256
    row: int


@attrs.frozen(kw_only=True)
class FixedPosition:
    """A position as transmitted, in steps of 1/600,000 degree: north and east positive."""

    latitude: int
    longitude: int

    @property
    def degrees(self) -> tuple[Decimal, Decimal]:
        """Latitude and longitude in degrees, to six decimals."""
        return (_degrees(self.latitude), _degrees(self.longitude))


def _degrees(steps: int) -> Decimal:
    return (Decimal(steps) / STEPS_PER_DEGREE).quantize(Decimal("0.000001"))


@attrs.frozen(kw_only=True)
class Magnitude:
    """Something that an event measured, rounded to a declared step of its unit; or a name (a port)."""

    name: str
    value: Decimal | str | None
    unit: str | None = None

    @classmethod
    def rounded(cls, name: str, value: float | None, *, step: str, unit: str) -> Magnitude:
        """A computed value, to the nearest multiple of ``step``, a power of ten ("0.1", "1E+1")."""
        if value is None:
            return cls(name=name, value=None, unit=unit)
        steps = Decimal(round(value / float(step)))
        return cls(
            name=name, value=(steps * Decimal(step)).quantize(min(Decimal(step), Decimal(1))), unit=unit
        )

    @classmethod
    def counted(cls, name: str, value: int, *, unit: str) -> Magnitude:
        """A whole number, exact."""
        return cls(name=name, value=Decimal(value), unit=unit)


@attrs.frozen(kw_only=True)
class Sighting:
    """One transmitter in an event: the row that begins it and the row that ends it, or the last one so far.

    ``track`` tells the ships apart whose reports came by turns under one MMSI, counted from 1; None for all others.
    """

    transmitter: Mmsi
    first: RowRef
    last: RowRef
    track: int | None = None

    @property
    def ship(self) -> tuple[Mmsi, int | None]:
        """Whose report it was, as far as positions tell: the MMSI, and its track if it has several."""
        return (self.transmitter, self.track)

    @property
    def named(self) -> str:
        """The MMSI, with the track behind a stroke if it has several."""
        return ship_name(*self.ship)


def ship_name(transmitter: Mmsi, track: int | None) -> str:
    """The MMSI of a ship, with its track behind a stroke where several ships use it: 273000001/2."""
    return transmitter.value if track is None else f"{transmitter.value}/{track}"


@attrs.frozen(kw_only=True)
class MovementEvent:
    """What a detector saw, under a named profile.

    ``id`` is a digest of the cause: kind, profile, thresholds, transmitters, first row, and last row where the
    kind can not stay open. It never depends on a computed number. An open event has no end; when it closes,
    the closed event has the same id and supersedes it: version 1 is open, version 2 closed, whether or not
    anybody saw version 1. Events of a kind that cannot be open have version 1.
    """

    id: str
    version: int
    kind: EventKind
    profile: str
    parameters: str
    """SHA-256 of the thresholds."""
    kernel: str
    sightings: tuple[Sighting, ...]
    began: Instant
    ended: Instant | None
    first_position: FixedPosition | None
    last_position: FixedPosition | None
    """Where the event ended, or was seen last; none if nothing is known."""
    magnitudes: tuple[Magnitude, ...]
    not_applied: tuple[str, ...] = ()
    """Thresholds of the profile that were not tested, because what they need (a distance to shore) was not given."""

    @property
    def is_open(self) -> bool:
        """Whether it was still going on when the data ended."""
        return self.ended is None


def event_id(
    kind: EventKind, profile: str, *, parameters: str, sightings: tuple[Sighting, ...], with_last: bool
) -> str:
    """The digest of a cause; ``with_last`` for a kind whose last row is part of it."""
    rows = [
        [one.transmitter.value, one.first.exhibit.value, one.first.row]
        + ([one.last.exhibit.value, one.last.row] if with_last else [])
        for one in sightings
    ]
    # Texts and whole numbers in lists: plain JSON is their RFC 8785 form already, at a tenth of the time.
    cause = json.dumps([kind.value, profile, parameters, rows], separators=(",", ":"), ensure_ascii=False)
    return Sha256.of(cause.encode("utf-8")).value
