"""Marking a detector: its events against the planted truth, by kind.

An event finds a label of its kind and transmitters. For gaps, encounters, loitering and port calls both ends
must agree within the tolerance; for the other kinds it is enough that the times touch, widened by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import attrs

from vedette.testing.sea.truth import Expectation, PlantedEvent

BY_EDGES = frozenset({"gap", "encounter", "loitering", "port_call"})
FOREVER = 2**31 - 1


class Found(Protocol):
    """What a detector hands in: kind, transmitters in any order, lake seconds; ``ended`` None while open."""

    @property
    def kind(self) -> str:
        """The kind of event, in the words of the truth table."""
        ...

    @property
    def transmitters(self) -> tuple[int, ...]:
        """Whom it names."""
        ...

    @property
    def began(self) -> int:
        """When it began."""
        ...

    @property
    def ended(self) -> int | None:
        """When it ended."""
        ...


@attrs.frozen(kw_only=True)
class Score:
    """Counts for one kind.

    ``right`` found a label that must be seen, ``missed`` such labels found nothing; ``excused`` found one that may
    be seen, ``repeated`` one already found; ``wrong`` found none, or one that must not be seen.
    """

    right: int = 0
    missed: int = 0
    excused: int = 0
    repeated: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """Right events among right and wrong ones; None when there are neither."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Right events among the labels that must be seen; None when there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


def score(
    events: Iterable[Found], truth: Iterable[PlantedEvent], *, tolerance: int | Mapping[str, int]
) -> dict[str, Score]:
    """Mark events by kind; ``tolerance`` in seconds, for all kinds or by kind (absent: none).

    Events are taken in order of time, each finding the free label whose ends lie nearest; a label that must be
    seen comes before one that may, and that before one that must not.
    """
    found, labels = list(events), list(truth)
    kinds = sorted({event.kind for event in found} | {label.kind for label in labels})
    return {
        kind: _scored(
            [event for event in found if event.kind == kind],
            [label for label in labels if label.kind == kind],
            tolerance if isinstance(tolerance, int) else tolerance.get(kind, 0),
        )
        for kind in kinds
    }


def _scored(events: Sequence[Found], labels: Sequence[PlantedEvent], tolerance: int) -> Score:
    by_whom: dict[frozenset[int], list[int]] = {}
    for index, label in enumerate(labels):
        by_whom.setdefault(frozenset(label.transmitters), []).append(index)
    used: set[int] = set()
    tally = {"right": 0, "excused": 0, "repeated": 0, "wrong": 0}
    for event in sorted(events, key=_order):
        near = [
            i for i in by_whom.get(frozenset(event.transmitters), []) if _agree(event, labels[i], tolerance)
        ]
        tally[_verdict(event, near, labels, used)] += 1
    must = sum(label.expectation is Expectation.MUST for label in labels)
    return Score(missed=must - tally["right"], **tally)


def _verdict(event: Found, near: Sequence[int], labels: Sequence[PlantedEvent], used: set[int]) -> str:
    free = [index for index in near if index not in used]
    if not free:
        seen = [index for index in near if labels[index].expectation is not Expectation.MUST_NOT]
        return "repeated" if seen else "wrong"
    rank = list(Expectation)
    best = min(free, key=lambda index: (rank.index(labels[index].expectation), _apart(event, labels[index])))
    used.add(best)
    return {
        Expectation.MUST: "right",
        Expectation.MAY: "excused",
        Expectation.MUST_NOT: "wrong",
    }[labels[best].expectation]


def _order(event: Found) -> tuple[int, int, tuple[int, ...]]:
    return event.began, _end(event.ended), tuple(sorted(event.transmitters))


def _end(ended: int | None) -> int:
    return FOREVER if ended is None else ended


def _apart(event: Found, label: PlantedEvent) -> int:
    return abs(event.began - label.began) + abs(_end(event.ended) - _end(label.ended))


def _agree(event: Found, label: PlantedEvent, tolerance: int) -> bool:
    if label.kind in BY_EDGES:
        ends = abs(_end(event.ended) - _end(label.ended))
        return abs(event.began - label.began) <= tolerance and ends <= tolerance
    starts_in_time = event.began <= _end(label.ended) + tolerance
    return starts_in_time and _end(event.ended) >= label.began - tolerance
