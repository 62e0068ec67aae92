"""CSV: a row for each event or voyage, ends in degrees, fields that one kind has and another has not left empty.

What a spreadsheet would take for a formula (a ship or port may be called anything) has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.events import FixedPosition, MovementEvent
from vedette.model.handling import Handling
from vedette.model.spreadsheet_cells import guarded
from vedette.model.voyages import Voyage
from vedette.report.movement.fields import Value, event_fields, voyage_fields

SUFFIX = "csv"


def write_events(events: Iterable[MovementEvent], handling: Handling) -> bytes:
    """A table of events; columns in the order in which they are met."""
    rows = [
        {**event_fields(one), **_place("first", one.first_position), **_place("last", one.last_position)}
        for one in events
    ]
    return _written(rows, handling)


def write_voyages(voyages: Iterable[Voyage], handling: Handling) -> bytes:
    """A table of voyages."""
    rows = [
        {**voyage_fields(one), **_place("departure", one.departed_at), **_place("arrival", one.arrived_at)}
        for one in voyages
    ]
    return _written(rows, handling)


def _place(which: str, position: FixedPosition | None) -> dict[str, Value]:
    latitude, longitude = (None, None) if position is None else position.degrees
    names = (f"{which}_latitude", f"{which}_longitude")
    return dict(zip(names, (None if one is None else str(one) for one in (latitude, longitude)), strict=True))


def _written(rows: Sequence[Mapping[str, Value]], handling: Handling) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*names, "handling"], lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({**_cells(row), "handling": handling.tlp.label} for row in rows)
    return text.getvalue().encode("utf-8")


def _cells(row: Mapping[str, Value]) -> dict[str, Value]:
    return {name: guarded(value) if isinstance(value, str) else value for name, value in row.items()}
