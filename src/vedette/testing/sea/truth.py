"""The truth of a sea: what was planted where and when, and whether a detector must, may or must not see it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path

import attrs

from vedette.testing.sea.spec import MADE_UP

Parameter = str | int | float | bool


class Expectation(Enum):
    """What a planted event asks of a detector.

    MUST is planted beyond the threshold; MAY is a consequence of something planted (a ship in an encounter
    loiters too) or cut off by the edge of the sea; MUST_NOT lies on the near side of a threshold.
    """

    MUST = "must"
    MAY = "may"
    MUST_NOT = "must_not"


@attrs.frozen(kw_only=True)
class PlantedEvent:
    """A label: kind and variant, who, from when to when (lake seconds; None while open), where, and how.

    ``latitude`` and ``longitude`` (1/600,000 degree) are where it began. ``margin`` is the distance from the
    threshold as a share of it, positive on the side of the event, None where no threshold applies.
    """

    kind: str
    variant: str
    transmitters: tuple[int, ...]
    ships: tuple[int, ...]
    began: int
    ended: int | None
    latitude: int
    longitude: int
    expectation: Expectation
    margin: float | None = None
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict)


def order(event: PlantedEvent) -> tuple[str, int, tuple[int, ...], str]:
    """The order of a truth table: kind, time, transmitters, variant."""
    return event.kind, event.began, event.transmitters, event.variant


def write_truth(truth: Iterable[PlantedEvent], path: Path) -> None:
    """Write a truth table as JSON lines, a line of its own saying first that it is made up."""
    rows = [{"note": MADE_UP}] + [
        attrs.asdict(event, value_serializer=lambda _, __, value: _plain(value)) for event in truth
    ]
    path.write_text("".join(json.dumps(row, sort_keys=True) + "\n" for row in rows), encoding="utf-8")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Expectation) else value
