"""FollowTheMoney 4 entities as JSON lines: a Trip for each voyage, the Vessel by its MMSI, the ports as Address.

A transmitter is who it says it is: a Vessel with an MMSI and nothing else, until somebody resolves it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vedette.errors import ReportError
from vedette.model.events import MovementEvent
from vedette.model.followthemoney import derived_id
from vedette.model.handling import Handling
from vedette.model.voyages import PortOfCall, Voyage

SUFFIX = "ftm.json"
Properties = Mapping[str, Sequence[str]]


def write_events(_events: Iterable[MovementEvent], _handling: Handling) -> bytes:
    """Refused: FollowTheMoney has a schema for a trip, and none for what a detector sees."""
    raise ReportError(
        "FollowTheMoney has no schema for events of movement", advice="write voyages, or events as GeoJSON"
    )


def write_voyages(voyages: Iterable[Voyage], handling: Handling) -> bytes:
    """One entity to a line, by id: ports and ships once each; voyages under way have no end."""
    found: dict[str, str] = {}
    for one in voyages:
        found.update(_entities(one, handling))
    return "".join(found[key] + "\n" for key in sorted(found)).encode("utf-8")


def _entities(voyage: Voyage, handling: Handling) -> Iterator[tuple[str, str]]:
    vessel = _vessel_id(voyage)
    yield _entity(vessel, "Vessel", {"mmsi": [voyage.transmitter.value]})
    for port in [voyage.origin, *([voyage.destination] if voyage.destination else [])]:
        yield _entity(_port_id(port), "Address", {"full": [port.name]})
    trip: dict[str, Sequence[str]] = {
        "name": [_title(voyage)],
        "vehicle": [vessel],
        "startLocation": [_port_id(voyage.origin)],
        "startDate": [_seconds(str(voyage.began))],
        "notes": [handling.tlp.label],
        "recordId": [voyage.id],
        "summary": [_summary(voyage)],
    }
    if voyage.destination is not None and voyage.ended is not None:
        trip["endLocation"] = [_port_id(voyage.destination)]
        trip["endDate"] = [_seconds(str(voyage.ended))]
    yield _entity(derived_id("voyage", voyage.id), "Trip", trip)


def _entity(entity_id: str, schema: str, properties: Properties) -> tuple[str, str]:
    entity = {"id": entity_id, "schema": schema, "properties": dict(sorted(properties.items()))}
    return entity_id, json.dumps(entity, ensure_ascii=False, separators=(",", ":"))


def _title(voyage: Voyage) -> str:
    there = voyage.destination.name if voyage.destination else "under way"
    return f"{voyage.origin.name} - {there}"


def _summary(voyage: Voyage) -> str:
    return f"seen in AIS under {voyage.profile}, confidence {voyage.confidence} of 4, AIS gaps: {len(voyage.gaps)}"


def _seconds(moment: str) -> str:
    """A moment as FollowTheMoney writes it: UTC without a zone."""
    return moment.removesuffix("Z")


def _vessel_id(voyage: Voyage) -> str:
    """One Vessel for each MMSI, or for each of its tracks where ships that share it were told apart."""
    return derived_id("mmsi", voyage.ship)


def _port_id(port: PortOfCall) -> str:
    return derived_id("port", port.number, port.name)
