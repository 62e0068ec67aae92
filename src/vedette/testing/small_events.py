"""Events as tests need them: port calls and gaps by hour, with rows and positions that agree with them."""

from __future__ import annotations

import datetime as dt

from vedette.model.events import (
    EventKind,
    FixedPosition,
    Magnitude,
    MovementEvent,
    RowRef,
    Sighting,
    event_id,
)
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import STEPS_PER_DEGREE

MIDNIGHT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
EXHIBIT = Sha256.of(b"positions")
SHIP = "281000001"
Degrees = tuple[float, float]


def hour(number: float) -> Instant:
    """So many hours after midnight of 2024-01-01."""
    return Instant(MIDNIGHT + dt.timedelta(hours=number))


def fixed(degrees: Degrees | None) -> FixedPosition | None:
    """A position of degrees north and east."""
    if degrees is None:
        return None
    return FixedPosition(
        latitude=round(degrees[0] * STEPS_PER_DEGREE), longitude=round(degrees[1] * STEPS_PER_DEGREE)
    )


def event(
    kind: EventKind,
    began: float,
    ended: float | None,
    *,
    ships: tuple[str, ...] = (SHIP,),
    first: Degrees | None = (0.0, 0.0),
    last: Degrees | None = (0.0, 0.0),
    magnitudes: tuple[Magnitude, ...] = (),
) -> MovementEvent:
    """An event of some hours; its rows are numbered by the minutes of its ends."""
    sightings = tuple(
        Sighting(
            transmitter=Mmsi(ship),
            first=RowRef(exhibit=EXHIBIT, row=1 + round(began * 60)),
            last=RowRef(exhibit=EXHIBIT, row=1 + round((began if ended is None else ended) * 60)),
        )
        for ship in ships
    )
    may_be_open = kind not in {EventKind.IDENTITY_CHANGE, EventKind.SHARED_IDENTITY}
    return MovementEvent(
        id=event_id(kind, "gfw", parameters="0" * 64, sightings=sightings, with_last=not may_be_open),
        version=1 if ended is None or not may_be_open else 2,
        kind=kind,
        profile="gfw/1",
        parameters="0" * 64,
        kernel="0" * 64,
        sightings=sightings,
        began=hour(began),
        ended=None if ended is None else hour(ended),
        first_position=fixed(first),
        last_position=fixed(last),
        magnitudes=magnitudes,
    )


def port_call(
    began: float,
    ended: float | None,
    port: str,
    *,
    confidence: int = 4,
    ship: str = SHIP,
    at: Degrees = (0.0, 0.0),
) -> MovementEvent:
    """A call at a port, whose number is its name."""
    return event(
        EventKind.PORT_CALL,
        began,
        ended,
        ships=(ship,),
        first=at,
        last=at,
        magnitudes=(
            Magnitude(name="port", value=port.title()),
            Magnitude(name="port number", value=port),
            Magnitude.counted("confidence", confidence, unit="of 4"),
        ),
    )


def gap(
    began: float,
    ended: float | None,
    *,
    ship: str = SHIP,
    first: Degrees = (0.0, 0.0),
    last: Degrees = (0.0, 0.0),
) -> MovementEvent:
    """An AIS gap."""
    return event(EventKind.AIS_GAP, began, ended, ships=(ship,), first=first, last=last)
