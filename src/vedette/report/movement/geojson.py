"""GeoJSON (RFC 7946): a feature for each event or voyage, lines cut at the antimeridian, six decimals.

The collection says its marking, which is that of the most restricted exhibit in it, as a foreign member.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.events import MovementEvent
from vedette.model.handling import Handling
from vedette.model.voyages import Voyage
from vedette.model.wire import Json
from vedette.report.movement.fields import Value, event_fields, voyage_fields
from vedette.report.movement.lines import Line, coordinates, lines_of_event, lines_of_voyage

SUFFIX = "geojson"


def write_events(events: Iterable[MovementEvent], handling: Handling) -> bytes:
    """A FeatureCollection of events; one without a known position has no geometry."""
    return _written([_feature(event_fields(one), lines_of_event(one)) for one in events], handling)


def write_voyages(voyages: Iterable[Voyage], handling: Handling) -> bytes:
    """A FeatureCollection of voyages."""
    return _written([_feature(voyage_fields(one), lines_of_voyage(one)) for one in voyages], handling)


def _feature(fields: Mapping[str, Value], lines: Sequence[Line]) -> Json:
    return {
        "type": "Feature",
        "id": fields["id"],
        "geometry": _geometry(lines),
        "properties": {name: value for name, value in fields.items() if name != "id"},
    }


def _geometry(lines: Sequence[Line]) -> Json:
    if not lines:
        return None
    parts = [[[float(number) for number in coordinates(one)] for one in line] for line in lines]
    if len(parts) > 1:
        return {"type": "MultiLineString", "coordinates": parts}
    if len(parts[0]) > 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "Point", "coordinates": parts[0][0]}


def _written(features: Sequence[Json], handling: Handling) -> bytes:
    collection = {"type": "FeatureCollection", "handling": handling.tlp.label, "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
