"""Figures of movement in ``figures.toml``: ``voyages``, ``vessels`` that made them, and ``events``."""

from __future__ import annotations

import attrs

from vedette.model.events import EventKind
from vedette.model.identifiers import Mmsi
from vedette.model.voyages import CONFIDENCES, LEAST_CONFIDENCE
from vedette.report.definition_fields import Fields
from vedette.tracks.asked import Days, EventsAsked, VoyagesAsked


@attrs.frozen(kw_only=True)
class VoyagesOf:
    """How many voyages the positions show, or how many vessels made them."""

    asked: VoyagesAsked
    of_vessels: bool = False


@attrs.frozen(kw_only=True)
class EventsOf:
    """How many events of a kind the positions show."""

    asked: EventsAsked


def voyages_of(fields: Fields, key: str) -> VoyagesOf:
    """``voyages = { from = "...", to = "...", vessel = "...", since = ..., until = ..., confidence = 2 }``."""
    inner = Fields.of(fields.take(key), f"{fields.where} {key}")
    confidence = inner.whole("confidence", default=LEAST_CONFIDENCE)
    if confidence not in CONFIDENCES:
        inner.refuse("confidence", "1, 2, 3 or 4")
    asked = VoyagesAsked(
        origin=inner.text("from"),
        destination=inner.text("to"),
        vessel=_vessel(inner),
        days=_days(inner),
        confidence=confidence,
    )
    inner.finish()
    return VoyagesOf(asked=asked, of_vessels=key == "vessels")


def events_of(fields: Fields) -> EventsOf:
    """``events = { kind = "encounter", vessel = "...", port = "...", since = ..., until = ... }``."""
    inner = Fields.of(fields.take("events"), f"{fields.where} events")
    kind = inner.needed("kind")
    if kind not in set(EventKind):
        inner.refuse("kind", f"one of {', '.join(EventKind)}")
    asked = EventsAsked(
        kind=EventKind(kind), vessel=_vessel(inner), port=inner.text("port"), days=_days(inner)
    )
    inner.finish()
    return EventsOf(asked=asked)


def _vessel(fields: Fields) -> Mmsi | None:
    """An MMSI, which is text: as a number it would lose its leading zeros."""
    text = fields.text("vessel")
    return None if text is None else Mmsi.parse(text)


def _days(fields: Fields) -> Days:
    since, until = fields.day("since"), fields.day("until")
    if since is not None and until is not None and until < since:
        fields.refuse("until", f"a day from {since}")
    return Days(since=since, until=until)
