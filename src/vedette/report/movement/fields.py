"""What an event or a voyage says, field by field, as it leaves the program: names, units and text."""

from __future__ import annotations

from vedette.model.events import Magnitude, MovementEvent, RowRef
from vedette.model.voyages import Voyage
from vedette.model.wire import plain_decimal

Value = str | int | None


def event_fields(event: MovementEvent) -> dict[str, Value]:
    """The same fields for every kind of event, then one for each thing that the kind measures."""
    return {
        "id": event.id,
        "version": event.version,
        "kind": event.kind.value,
        "transmitters": " ".join(one.transmitter.value for one in event.sightings),
        **_tracks(event),
        "began": str(event.began),
        "ended": None if event.ended is None else str(event.ended),
        "profile": event.profile,
        "parameters": event.parameters,
        "kernel": event.kernel,
        "not_applied": " ".join(event.not_applied) or None,
        "rows": " ".join(f"{_row(one.first)} {_row(one.last)}" for one in event.sightings),
        **{magnitude_column(one): _value(one) for one in event.magnitudes},
    }


def _tracks(event: MovementEvent) -> dict[str, Value]:
    """Which track of each transmitter, where ships under one MMSI were told apart; a stroke where there is one."""
    tracks = [one.track for one in event.sightings]
    if not any(tracks):
        return {}
    return {"tracks": " ".join("-" if one is None else str(one) for one in tracks)}


def voyage_fields(voyage: Voyage) -> dict[str, Value]:
    """The fields of a voyage; distances in nautical miles."""
    there = voyage.destination
    detour = voyage.detour
    return {
        "id": voyage.id,
        "version": voyage.version,
        "transmitter": voyage.transmitter.value,
        **({} if voyage.track is None else {"track": voyage.track}),
        "from": voyage.origin.name,
        "from_number": voyage.origin.number,
        "to": there.name if there else None,
        "to_number": there.number if there else None,
        "began": str(voyage.began),
        "ended": None if voyage.ended is None else str(voyage.ended),
        "confidence": voyage.confidence,
        "sailed_nautical_mile": None if voyage.sailed is None else _value(voyage.sailed),
        "great_circle_nautical_mile": None if voyage.shortest is None else _value(voyage.shortest),
        "sailed_by_great_circle": None if detour is None else plain_decimal(detour),
        "gaps": len(voyage.gaps),
        "happenings": " ".join(f"{one.kind.value}:{one.event}" for one in voyage.happenings) or None,
        "profile": voyage.profile,
        "departure_row": _row(voyage.departure),
        "arrival_row": None if voyage.arrival is None else _row(voyage.arrival),
    }


def _row(ref: RowRef) -> str:
    """A citation: the exhibit's digest and the row."""
    return f"{ref.exhibit.value}#row={ref.row}"


def magnitude_column(magnitude: Magnitude) -> str:
    """The name of a column: what was measured, and its unit."""
    unit = f" {magnitude.unit}" if magnitude.unit and magnitude.unit != "of 4" else ""
    return (magnitude.name + unit).replace(" ", "_").replace("/", "_per_")


def _value(magnitude: Magnitude) -> Value:
    value = magnitude.value
    return value if value is None or isinstance(value, str) else plain_decimal(value)
