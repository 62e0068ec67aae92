"""Events as plain JSON values and back: how they are kept, and what leaves the program as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vedette.errors import EvidenceError
from vedette.model.events import EventKind, FixedPosition, Magnitude, MovementEvent, RowRef, Sighting
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.wire import Json, plain_decimal

Fields = Mapping[str, Any]


def order(event: MovementEvent) -> tuple[str, tuple[str, ...], str, str]:
    """The order in which events are kept and shown: kind, transmitters and their tracks, beginning, id."""
    who = tuple(one.named for one in event.sightings)
    return event.kind.value, who, str(event.began), event.id


def event_form(event: MovementEvent) -> dict[str, Json]:
    """The event as JSON values: moments in ISO 8601, positions in steps, amounts as text."""
    return {
        "id": event.id,
        "version": event.version,
        "kind": event.kind.value,
        "profile": event.profile,
        "parameters": event.parameters,
        "kernel": event.kernel,
        "sightings": [
            {
                "transmitter": one.transmitter.value,
                "first": [one.first.exhibit.value, one.first.row],
                "last": [one.last.exhibit.value, one.last.row],
                **({} if one.track is None else {"track": one.track}),
            }
            for one in event.sightings
        ],
        "began": str(event.began),
        "ended": None if event.ended is None else str(event.ended),
        "first_position": _steps(event.first_position),
        "last_position": _steps(event.last_position),
        "magnitudes": [magnitude_form(one) for one in event.magnitudes],
        "not_applied": list(event.not_applied),
    }


def _steps(position: FixedPosition | None) -> Json:
    return None if position is None else [position.latitude, position.longitude]


def magnitude_form(magnitude: Magnitude) -> dict[str, Json]:
    """What was measured: an amount under ``value``, or a word under ``text``; with its unit."""
    if isinstance(magnitude.value, str):
        return {"name": magnitude.name, "text": magnitude.value}
    amount = None if magnitude.value is None else plain_decimal(magnitude.value)
    return {"name": magnitude.name, "value": amount, "unit": magnitude.unit}


def event_of(data: Fields) -> MovementEvent:
    """The event that JSON values of `event_form` mean.

    Raises:
        EvidenceError: they are not of that form, so what was kept is damaged.
    """
    try:
        return _event(data)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise EvidenceError(
            f"an event that was kept does not read: {error}", advice="detect again; the rows are in the lake"
        ) from error


def _event(data: Fields) -> MovementEvent:
    return MovementEvent(
        id=data["id"],
        version=data["version"],
        kind=EventKind(data["kind"]),
        profile=data["profile"],
        parameters=data["parameters"],
        kernel=data["kernel"],
        sightings=tuple(_sighting(one) for one in data["sightings"]),
        began=Instant.parse(data["began"]),
        ended=None if data["ended"] is None else Instant.parse(data["ended"]),
        first_position=_position(data["first_position"]),
        last_position=_position(data["last_position"]),
        magnitudes=tuple(_magnitude(one) for one in data["magnitudes"]),
        not_applied=tuple(data["not_applied"]),
    )


def _sighting(data: Fields) -> Sighting:
    return Sighting(
        transmitter=Mmsi(data["transmitter"]),
        first=_row(data["first"]),
        last=_row(data["last"]),
        track=data.get("track"),
    )


def _row(data: Any) -> RowRef:
    digest, row = data
    return RowRef(exhibit=Sha256(digest), row=row)


def _position(data: Any) -> FixedPosition | None:
    if data is None:
        return None
    latitude, longitude = data
    return FixedPosition(latitude=latitude, longitude=longitude)


def _magnitude(data: Fields) -> Magnitude:
    if "text" in data:
        return Magnitude(name=data["name"], value=data["text"])
    amount = data["value"]
    return Magnitude(name=data["name"], value=None if amount is None else Decimal(amount), unit=data["unit"])
