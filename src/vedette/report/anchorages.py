"""Anchorages as files: a table that a case adopts when it lies beside ``case.toml``, and GeoJSON for maps."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

import attrs

from vedette.model.handling import Handling
from vedette.model.spreadsheet_cells import guarded
from vedette.model.wire import Json
from vedette.tracks.anchorages import Anchorage

Said = Mapping[str, str]
"""What holds for all: profile, digest of its thresholds, version of the loops, and when the positions begin and end."""


@attrs.frozen(kw_only=True)
class Marked:
    """An anchorage, the digests of every exhibit that a stay there begins or ends in, and the marking of those."""

    anchorage: Anchorage
    exhibits: tuple[str, ...]
    handling: Handling


def write_csv(anchorages: Sequence[Marked], said: Said, _handling: Handling) -> bytes:
    """A row each, by number and place: the columns of a table of ports first, positions in whole steps."""
    rows = sorted((_row(one, said) for one in anchorages), key=_order)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: guarded(str(value)) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def _order(row: Mapping[str, str | int]) -> tuple[int, int, int]:
    number, latitude, longitude = (int(row[name]) for name in ("number", "latitude", "longitude"))
    return number, latitude, longitude


def _row(one: Marked, said: Said) -> dict[str, str | int]:
    place = one.anchorage
    return {
        "number": place.number,
        "name": place.name,
        "latitude": place.position.latitude,
        "longitude": place.position.longitude,
        "locode": (place.port.locode if place.port else None) or "",
        "country": (place.port.country if place.port else None) or "",
        **_counts(place),
        **said,
        "rows": " ".join(_rows(place)),
        "exhibits": " ".join(one.exhibits),
        "handling": one.handling.tlp.label,
    }


def _counts(place: Anchorage) -> dict[str, int]:
    return {
        "vessels": place.vessels,
        "stays": place.stays,
        "positions": place.positions,
        "extent_m": place.extent_m,
    }


def _rows(place: Anchorage) -> list[str]:
    return [
        f"{row.exhibit.value}#row={row.row}"
        for stay in place.rests_on
        for row in (stay.sighting.first, stay.sighting.last)
    ]


def write_geojson(anchorages: Sequence[Marked], said: Said, handling: Handling) -> bytes:
    """A FeatureCollection (RFC 7946) of points, most ships first; the marking of all as a foreign member."""
    collection = {
        "type": "FeatureCollection",
        "handling": handling.tlp.label,
        "features": [_feature(one, said) for one in anchorages],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _feature(one: Marked, said: Said) -> Json:
    place = one.anchorage
    latitude, longitude = place.position.degrees
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [float(longitude), float(latitude)]},
        "properties": {
            "number": place.number,
            "name": place.name,
            **_counts(place),
            **said,
            "rows": list[Json](_rows(place)),
            "exhibits": list[Json](one.exhibits),
            "handling": one.handling.tlp.label,
        },
    }
