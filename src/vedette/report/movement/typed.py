"""Events and voyages as rows of typed values, for tables whose columns have types: moments, numbers, words, lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from vedette.model.events import Magnitude, MovementEvent
from vedette.model.moments import Instant
from vedette.model.voyages import Voyage
from vedette.report.movement.fields import event_fields, magnitude_column, voyage_fields
from vedette.report.movement.lines import Line, coordinates, lines_of_event, lines_of_voyage

TypedValue = str | int | float | dt.datetime | None
Shape = tuple[tuple[tuple[float, float], ...], ...]
"""Lines of longitude and latitude in degrees; one line of one place is a point, and no line is nothing known."""


@attrs.frozen(kw_only=True)
class TypedRow:
    """The fields of one event or voyage under the names that its CSV has, and where it was."""

    fields: Mapping[str, TypedValue]
    shape: Shape


def typed_events(events: Iterable[MovementEvent]) -> list[TypedRow]:
    """A row each; amounts are numbers, words (a port) are text."""
    return [
        TypedRow(
            fields={
                **event_fields(one),
                **_ends(one.began, one.ended),
                **{magnitude_column(two): _amount(two) for two in one.magnitudes},
            },
            shape=_shape(lines_of_event(one)),
        )
        for one in events
    ]


def typed_voyages(voyages: Iterable[Voyage]) -> list[TypedRow]:
    """A row each; distances are numbers."""
    return [
        TypedRow(
            fields={
                **voyage_fields(one),
                **_ends(one.began, one.ended),
                "sailed_nautical_mile": None if one.sailed is None else _amount(one.sailed),
                "great_circle_nautical_mile": None if one.shortest is None else _amount(one.shortest),
                "sailed_by_great_circle": None if one.detour is None else float(one.detour),
            },
            shape=_shape(lines_of_voyage(one)),
        )
        for one in voyages
    ]


def _ends(began: Instant, ended: Instant | None) -> dict[str, TypedValue]:
    return {"began": began.moment, "ended": None if ended is None else ended.moment}


def _amount(magnitude: Magnitude) -> TypedValue:
    return float(magnitude.value) if isinstance(magnitude.value, Decimal) else magnitude.value


def _shape(lines: tuple[Line, ...]) -> Shape:
    return tuple(
        tuple((float(longitude), float(latitude)) for longitude, latitude in map(coordinates, line))
        for line in lines
    )
