"""Counts of voyages and events as derivations and figures, each opening into what is counted and its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from vedette.errors import UnreadableValueError
from vedette.model.events import MovementEvent, RowRef
from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.figures import Derivation, Figure, Operation
from vedette.model.handling import Handling, most_restrictive
from vedette.model.quantities import Quantity
from vedette.model.units import Unit
from vedette.model.voyages import Voyage

VOYAGE = Unit("voyage")
EVENT = Unit("event")
VESSEL = Unit("vessel")
HandlingOf = Callable[[Sha256], Handling]
"""The marking of an exhibit."""

GROUPS: Mapping[str, Callable[[Voyage], str]] = {
    "vessel": lambda one: one.ship,
    "month": lambda one: f"{one.began.moment:%Y-%m}",
    "route": lambda one: f"{one.origin.name} - {one.destination.name if one.destination else 'under way'}",
    "all": lambda _: "all",
}
"""What voyages are counted by. A voyage belongs to the month (UTC) in which it left."""

JOINED = "a call that no receiver heard joins two voyages into one"
NOT_HEARD = "what no receiver heard is not counted"


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
    derivation = voyages_counted(group, label=f"{label}: {name}")
    return Figure(
        name=f"voyages.{by}.{name}",
        label=label,
        quantity=derivation.quantity,
        derivation=derivation,
        scope=name,
        handling=most_restrictive(handling(row.exhibit) for one in group for row in _rows(one)),
    )


def voyages_counted(group: Sequence[Voyage], *, label: str, said: Sequence[str] = ()) -> Derivation:
    """How many voyages; below each, the row with which it left and the one with which it arrived."""
    return _counted([_voyage(one) for one in group], VOYAGE, label=label, said=(JOINED, *said))


def events_counted(group: Sequence[MovementEvent], *, label: str, said: Sequence[str] = ()) -> Derivation:
    """How many events; below each, the first and the last row in which each of its transmitters was seen."""
    still = sum(one.is_open for one in group)
    going_on = [f"{still} of them went on when the data ended"] if still else []
    return _counted([_event(one) for one in group], EVENT, label=label, said=(NOT_HEARD, *going_on, *said))


def vessels_counted(group: Sequence[Voyage], *, label: str, said: Sequence[str] = ()) -> Derivation:
    """How many transmitters made voyages; below each, its voyages."""
    ships: dict[str, list[Voyage]] = defaultdict(list)
    for one in group:
        ships[one.ship].append(one)
    nodes = [
        Derivation(
            operation=Operation.COUNT,
            label=f"vessel that transmits as {mmsi}",
            quantity=Quantity.exactly(1, VESSEL),
            key=mmsi,
            inputs=tuple(_voyage(one) for one in mine),
        )
        for mmsi, mine in sorted(ships.items())
    ]
    one_each = "each MMSI is counted as one vessel"
    return _counted(nodes, VESSEL, label=label, said=(JOINED, one_each, *said))


def _counted(nodes: Sequence[Derivation], unit: Unit, *, label: str, said: Sequence[str]) -> Derivation:
    return Derivation(
        operation=Operation.COUNT,
        label=label,
        quantity=Quantity.exactly(len(nodes), unit),
        inputs=tuple(nodes),
        assumptions=tuple(said),
    )


def _voyage(voyage: Voyage) -> Derivation:
    there = voyage.destination.name if voyage.destination else "under way"
    one = Quantity.exactly(1, VOYAGE)
    ends = [("left", voyage.origin.name, voyage.departure)]
    if voyage.destination is not None and voyage.arrival is not None:
        ends.append(("reached", voyage.destination.name, voyage.arrival))
    return Derivation(
        operation=Operation.COUNT,
        label=f"{voyage.ship}, {voyage.began}: {voyage.origin.name} - {there}",
        quantity=one,
        key=voyage.id,
        inputs=tuple(
            _leaf(f"{voyage.ship} {what} {port}", one, key=voyage.id, row=row) for what, port, row in ends
        ),
    )


def _event(event: MovementEvent) -> Derivation:
    who = " and ".join(one.named for one in event.sightings)
    what = event.kind.value.replace("_", " ")
    one = Quantity.exactly(1, EVENT)
    return Derivation(
        operation=Operation.COUNT,
        label=f"{what} of {who}, {event.began} to {event.ended or 'the end of the data'}",
        quantity=one,
        key=event.id,
        inputs=tuple(
            _leaf(f"{seen.named} {which}", one, key=event.id, row=row)
            for seen in event.sightings
            for which, row in (("seen first", seen.first), ("seen last", seen.last))
        ),
    )


def _leaf(label: str, quantity: Quantity, *, key: str, row: RowRef) -> Derivation:
    return Derivation(
        operation=Operation.CLAIM,
        label=label,
        quantity=quantity,
        key=key,
        citation=Citation(row.exhibit, Locator.row(row.row)),
    )


def _rows(voyage: Voyage) -> tuple[RowRef, ...]:
    return (voyage.departure, *([voyage.arrival] if voyage.arrival else []))
