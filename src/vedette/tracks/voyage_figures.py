"""Counts of voyages as figures: by vessel, month or route, each opening into its voyages and the rows they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from vedette.errors import UnreadableValueError
from vedette.model.events import RowRef
from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.figures import Derivation, Figure, Operation
from vedette.model.handling import Handling, most_restrictive
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.model.voyages import Voyage

VOYAGE = Unit("voyage")
HandlingOf = Callable[[Sha256], Handling]
"""The marking of an exhibit."""

GROUPS: Mapping[str, Callable[[Voyage], str]] = {
    "vessel": lambda one: one.transmitter.value,
    "month": lambda one: f"{one.began.moment:%Y-%m}",
    "route": lambda one: f"{one.origin.name} - {one.destination.name if one.destination else 'under way'}",
    "all": lambda _: "all",
}
"""What voyages are counted by. A voyage belongs to the month (UTC) in which it left."""


def counts(voyages: Iterable[Voyage], *, by: str, handling: HandlingOf) -> tuple[Figure, ...]:
    """A figure for each group, in order of its name; voyages under way are counted apart from arrived ones.

    Two ports of one name are two routes: their numbers tell them apart. Raises `UnreadableValueError` for a
    group that does not exist.
    """
    if by not in GROUPS:
        raise UnreadableValueError(f"voyages are not counted by {by!r}", advice=f"use {', '.join(GROUPS)}")
    groups: dict[tuple[str, tuple[str, str | None] | None], list[Voyage]] = defaultdict(list)
    for one in voyages:
        if one.is_open and by != "route":
            continue
        groups[GROUPS[by](one), one.route if by == "route" else None].append(one)
    ordered = sorted(groups, key=lambda key: (key[0], str(key[1])))
    return tuple(_figure(by, key[0], groups[key], handling) for key in ordered)


def _figure(by: str, name: str, group: Sequence[Voyage], handling: HandlingOf) -> Figure:
    first = group[0]
    label = f"voyages seen in AIS under {first.profile}, at a confidence of {first.least_confidence} or more"
    quantity = Quantity.exactly(len(group), VOYAGE)
    return Figure(
        name=f"voyages.{by}.{name}",
        label=label,
        quantity=quantity,
        derivation=Derivation(
            operation=Operation.COUNT,
            label=f"{label}: {name}",
            quantity=quantity,
            inputs=tuple(_voyage(one) for one in group),
            assumptions=("a call that no receiver heard joins two voyages into one",),
        ),
        scope=name,
        handling=most_restrictive(handling(row.exhibit) for one in group for row in _rows(one)),
    )


def _voyage(voyage: Voyage) -> Derivation:
    there = voyage.destination.name if voyage.destination else "under way"
    one = Quantity.exactly(1, VOYAGE)
    ends = [("left", voyage.origin.name, voyage.departure)]
    if voyage.destination is not None and voyage.arrival is not None:
        ends.append(("reached", voyage.destination.name, voyage.arrival))
    return Derivation(
        operation=Operation.COUNT,
        label=f"{voyage.transmitter}, {voyage.began}: {voyage.origin.name} - {there}",
        quantity=one,
        key=voyage.id,
        inputs=tuple(
            Derivation(
                operation=Operation.CLAIM,
                label=f"{voyage.transmitter} {what} {port}",
                quantity=one,
                key=voyage.id,
                citation=Citation(row.exhibit, Locator.row(row.row)),
            )
            for what, port, row in ends
        ),
    )


def _rows(voyage: Voyage) -> tuple[RowRef, ...]:
    return (voyage.departure, *([voyage.arrival] if voyage.arrival else []))
