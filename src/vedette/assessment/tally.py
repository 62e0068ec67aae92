"""Tallies: how many observations match, or how much they add up to, each happening once.

Observations judged the same count once. Unresolved doubles, and dates that may lie outside the period, widen
the result: its low end counts only what is surely inside and surely distinct, its high end all that can be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

import attrs

from vedette.assessment.doubles import are_one, may_be_one, normal_name
from vedette.assessment.grounds import Grounds, in_words, observation_leaf
from vedette.assessment.verdicts import Verdicts
from vedette.errors import FigureError
from vedette.model.facts import Actor, Observation, ObservationKind, Verdict
from vedette.model.figures import Derivation, Operation
from vedette.model.moments import Period
from vedette.model.quantities import End, Quantity, from_ends, total
from vedette.model.units import Unit

SEVERAL_EVENTS = frozenset({"shuttle"})
"""Events of a row that tells more than one happening without saying how many."""

HAPPENINGS = frozenset(map(Unit, ("voyage", "trip", "visit", "call", "flight", "delivery")))
"""Units in which a row gives the number of happenings that it tells."""

_UNITS = {
    ObservationKind.VOYAGE: "voyage",
    ObservationKind.FLIGHT: "flight",
    ObservationKind.PORT_CALL: "call",
    ObservationKind.DELIVERY: "delivery",
}


@attrs.frozen(kw_only=True)
class Query:
    """Which observations: every condition given must hold; one that a row does not answer does not hold.

    ``vessel`` and ``actor`` match a participant by name or by the value of an identifier, ``place`` a place in
    any role; ``attributes`` are columns of the layout by name.
    """

    kinds: tuple[ObservationKind, ...]
    period: Period | None = None
    vessel: str | None = None
    actor: str | None = None
    place: str | None = None
    direction: str | None = None
    author: str | None = None
    subject: str | None = None
    attributes: Mapping[str, str] = attrs.field(factory=dict)

    def matches(self, observation: Observation) -> bool:
        """Whether everything but the period holds."""
        conditions = (
            (self.vessel, any(_is(actor, self.vessel or "") for actor in observation.actors)),
            (self.actor, any(_is(actor, self.actor or "") for actor in observation.actors)),
            (
                self.place,
                any(normal_name(s.name) == normal_name(self.place or "") for s in observation.spots),
            ),
            (self.direction, str(observation.direction) == self.direction),
            (self.author, observation.author == self.author),
            (self.subject, observation.subject == self.subject),
        )
        return (
            observation.what in self.kinds
            and all(holds for asked, holds in conditions if asked is not None)
            and all(observation.attribute(name) == value for name, value in self.attributes.items())
        )

    def finds(self, observation: Observation) -> bool:
        """Whether it matches, and some day on which it can have been lies in the period."""
        return self.matches(observation) and (
            self.period is None or observation.when.widest.overlaps(self.period)
        )

    def surely_holds(self, observation: Observation) -> bool:
        """Whether every day on which it can have been lies in the period."""
        return self.period is None or observation.when.widest.within(self.period)


def _is(actor: Actor, asked: str) -> bool:
    wanted = Actor(role="", name=asked)
    return are_one(attrs.evolve(actor, identifiers=()), wanted) or any(
        normal_name(value) == normal_name(asked) for _, value in actor.identifiers
    )


Measured = Callable[[Observation], Quantity]


@attrs.frozen(kw_only=True)
class Tallied:
    """Happenings, each as the rows that tell it, and how many they are together."""

    groups: tuple[tuple[Observation, ...], ...]
    quantity: Quantity


def tallied(found: Sequence[Observation], verdicts: Verdicts, *, unit: Unit) -> Tallied:
    """The happenings that rows tell, counted as `count` counts them; every row counts, whatever its unit is.

    A row that gives a number of voyages, trips, visits, calls, flights or deliveries counts for so many.
    """
    groups, _ = _merged(found, verdicts)
    rivals = _unresolved(groups, verdicts)
    return Tallied(
        groups=tuple(map(tuple, groups)),
        quantity=_bounds(groups, found, measured=lambda one: _times(one, unit), unit=unit, rivals=rivals),
    )


def happening_unit(observation: Observation) -> Unit:
    """What a row tells: the unit of the number it gives (trips, visits), else that of its kind."""
    given = [one.quantity.unit for one in observation.amounts if one.quantity.unit in HAPPENINGS]
    return given[0] if given else Unit(_UNITS.get(observation.what, "voyage"))


def _times(observation: Observation, unit: Unit) -> Quantity:
    """How many happenings a row tells, put into one unit."""
    for given in observation.amounts:
        if given.quantity.unit in HAPPENINGS:
            return attrs.evolve(given.quantity, unit=unit)
    return _unnumbered(observation, unit)


def _unnumbered(observation: Observation, unit: Unit) -> Quantity:
    """One, or one at least where the row tells several without a number."""
    if observation.attribute("event") in SEVERAL_EVENTS:
        return Quantity.at_least(1, unit)
    return Quantity.exactly(1, unit)


def count(query: Query, grounds: Grounds, *, label: str, unit: Unit | None = None) -> Derivation:
    """How many happenings match; a row that gives a number in that unit counts for so many."""
    counted = unit or _unit_of(query)

    def measured(observation: Observation) -> Quantity:
        given = [one.quantity for one in observation.amounts if one.quantity.unit == counted]
        return given[0] if given else _unnumbered(observation, counted)

    return _tally(query, grounds, label=label, unit=counted, measured=measured)


def amount(query: Query, grounds: Grounds, *, label: str, role: str, unit: Unit) -> Derivation:
    """How much the matching happenings add up to; a row without that amount leaves the high end open."""

    def measured(observation: Observation) -> Quantity:
        given = observation.amount(role)
        return Quantity.unquantified("no amount given", unit) if given is None else given

    return _tally(query, grounds, label=label, unit=unit, measured=measured)


def _unit_of(query: Query) -> Unit:
    names = {_UNITS.get(kind) for kind in query.kinds}
    name = names.pop() if len(names) == 1 else None
    if name is None:
        kinds = ", ".join(query.kinds)
        raise FigureError(
            f"what a count of {kinds} counts in is not clear", advice='add unit = "..." to the count'
        )
    return Unit(name)


def _tally(query: Query, grounds: Grounds, *, label: str, unit: Unit, measured: Measured) -> Derivation:
    found = [one for one in grounds.observations if query.finds(one)]
    sure = [one for one in found if query.surely_holds(one)]
    groups, judged = _merged(found, grounds.verdicts)
    rivals = _unresolved(groups, grounds.verdicts)
    return Derivation(
        operation=Operation.COUNT,
        label=label,
        quantity=_bounds(groups, sure, measured=measured, unit=unit, rivals=rivals),
        inputs=tuple(observation_leaf(one, measured(one)) for one in found),
        assumptions=tuple(_said(found, sure, rivals=rivals, measured=measured)),
        judgements=judged,
    )


def _said(
    found: Sequence[Observation],
    sure: Sequence[Observation],
    *,
    rivals: Mapping[str, frozenset[str]],
    measured: Measured,
) -> Iterator[str]:
    """What widens the result, with the keys of the rows."""
    straddling = [one.basis.key for one in found if one not in sure]
    if straddling:
        yield f"the date may lie outside the period: {', '.join(straddling)}"
    doubled = [one.basis.key for one in found if _name(one) in rivals]
    if doubled:
        yield f"rows that may tell one happening, not judged: {', '.join(doubled)}"
    open_ended = [one.basis.key for one in found if measured(one).high is None]
    if open_ended:
        yield f"rows that give no upper limit: {', '.join(open_ended)}"


def _unresolved(groups: Sequence[Sequence[Observation]], verdicts: Verdicts) -> dict[str, frozenset[str]]:
    """For each row, the rows of other groups that may be the same happening: not judged, or judged by a chain."""
    pairs: dict[str, set[str]] = {}
    for group, other in combinations(groups, 2):
        for left, right in product(group, other):
            judgement = verdicts.on(left, right)
            verdict = judgement.verdict if judgement else Verdict.UNSURE
            if verdict is Verdict.SAME or (verdict is Verdict.UNSURE and may_be_one(left, right)):
                pairs.setdefault(_name(left), set()).add(_name(right))
                pairs.setdefault(_name(right), set()).add(_name(left))
    return {name: frozenset(others) for name, others in pairs.items()}


def _name(observation: Observation) -> str:
    """A name that no other observation has: its key and where it stands."""
    return f"{observation.basis.key} {observation.basis.citation.exhibit.value}#{observation.basis.citation.locator}"


def _merged(
    found: Sequence[Observation], verdicts: Verdicts
) -> tuple[list[list[Observation]], tuple[str, ...]]:
    """Groups in which every pair is judged the same, and the judgements in words.

    "Same" is not carried on: where A is B and B is C, but nobody judged A and C, C stays apart.
    """
    groups: list[list[Observation]] = []
    judged: list[str] = []
    for one in found:
        for group in groups:
            said = [verdicts.on(one, other) for other in group]
            holding = [judgement for judgement in said if judgement and judgement.verdict is Verdict.SAME]
            if len(holding) == len(group):
                group.append(one)
                judged += [in_words(judgement) for judgement in holding]
                break
        else:
            groups.append([one])
    return groups, tuple(sorted(set(judged) | set(_set_apart(found, verdicts))))


def _set_apart(found: Sequence[Observation], verdicts: Verdicts) -> Iterator[str]:
    """The judgements that keep two possible doubles apart, which the count rests on too."""
    for left, right in combinations(found, 2):
        judgement = verdicts.on(left, right)
        if judgement and judgement.verdict is not Verdict.SAME and may_be_one(left, right):
            yield in_words(judgement)


def _bounds(
    groups: Sequence[Sequence[Observation]],
    sure: Sequence[Observation],
    *,
    measured: Measured,
    unit: Unit,
    rivals: Mapping[str, frozenset[str]],
) -> Quantity:
    highest = total((_narrowest([measured(one) for one in group]) for group in groups), unit)
    if not rivals and len(sure) == sum(len(group) for group in groups):
        return highest
    inside = {_name(one) for one in sure}
    certain = [[one for one in group if _name(one) in inside] for group in groups]
    apart = _surely_distinct([group for group in certain if group], rivals)
    lowest = total((_narrowest([measured(one) for one in group]) for group in apart), unit)
    low = lowest.low or End(Decimal(0))
    return from_ends(unit, low=low, high=highest.high, nominal=None)


def _narrowest(same: Sequence[Quantity]) -> Quantity:
    """What several rows on one happening leave possible; the envelope of their ends where they contradict."""
    result = same[0]
    for one in same[1:]:
        lows = [end for end in (result.low, one.low) if end]
        highs = [end for end in (result.high, one.high) if end]
        low = max(lows, key=lambda end: (end.value, not end.closed), default=None)
        high = min(highs, key=lambda end: (end.value, end.closed), default=None)
        if low and high and low.value > high.value:
            low, high = high, low
        nominal = result.nominal if one.nominal in (None, result.nominal) else None
        result = from_ends(result.unit, low=low, high=high, nominal=nominal)
    return result


def _surely_distinct(
    groups: Sequence[Sequence[Observation]], rivals: Mapping[str, frozenset[str]]
) -> list[Sequence[Observation]]:
    """Groups of which no two can be one happening: taken by their earliest last day, as many as fit."""
    chosen: list[Sequence[Observation]] = []
    taken: set[str] = set()
    for group in sorted(groups, key=_ending):
        names = {_name(one) for one in group}
        doubled = set().union(*(rivals.get(name, frozenset()) for name in names))
        if not doubled & taken:
            chosen.append(group)
            taken |= names
    return chosen


def _ending(group: Sequence[Observation]) -> tuple[dt.date, str]:
    return min(one.when.widest.end or dt.date.max for one in group), _name(group[0])
