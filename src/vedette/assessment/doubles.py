"""Doubles: facts that may tell the same happening, or count the same people, twice.

Two observations are a possible double when they share a ship, aircraft or other participant and their dates
can fall on one day; a transfer told from both ships' sides is one. Two counts of persons overlap when they go
in one direction, their periods share a day and their subjects are of one family ("workers"). Finding a double
changes nothing: a recorded judgement does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations

import attrs

from vedette.assessment.verdicts import Verdicts
from vedette.model.facts import Actor, Claim, Judgement, Observation, ObservationKind, Verdict
from vedette.model.units import Unit

VEHICLE_ROLES = frozenset({"vessel", "aircraft", "ship", "first", "second"})
"""Roles of the ship or aircraft itself: two observations that both name one must share one."""

BYSTANDER_ROLES = frozenset({"authority", "bank", "correspondent", "list"})
"""Roles that many unrelated happenings share: two designations by one authority are two."""

_TRANSFERS = frozenset({ObservationKind.TRANSFER, ObservationKind.SHIP_TO_SHIP})
_PERSONS = Unit("person")
_OF_A_LISTING = ("list", "programme", "legal_basis")


@attrs.frozen(kw_only=True)
class PossibleDouble:
    """Two facts by key, what they share, and the judgement on them if there is one."""

    left: str
    right: str
    shared: str
    judgement: Judgement | None

    @property
    def is_settled(self) -> bool:
        """Whether a person decided; "unsure" decides nothing."""
        return self.judgement is not None and self.judgement.verdict is not Verdict.UNSURE


def normal_name(name: str) -> str:
    """A name without case, accents, spaces and punctuation: "MAIA-1" and "Maia 1" are one."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", "", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def are_one(left: Actor, right: Actor) -> bool:
    """Whether two participants are the same by an identifier; where neither has one of a kind, by name."""
    theirs = dict(right.identifiers)
    compared = [value == theirs[kind] for kind, value in left.identifiers if kind in theirs]
    return any(compared) if compared else normal_name(left.name) == normal_name(right.name) != ""


def shared_actor(left: Observation, right: Observation) -> str | None:
    """The name of a participant of both; of the ship or aircraft if both name theirs."""
    ours, theirs = _vehicles(left), _vehicles(right)
    if not (ours and theirs):
        ours, theirs = _participants(left), _participants(right)
    return next((one.name for one in ours for other in theirs if are_one(one, other)), None)


def _vehicles(observation: Observation) -> tuple[Actor, ...]:
    return tuple(actor for actor in observation.actors if actor.role in VEHICLE_ROLES)


def _participants(observation: Observation) -> tuple[Actor, ...]:
    return tuple(actor for actor in observation.actors if actor.role not in BYSTANDER_ROLES)


def may_be_one(left: Observation, right: Observation) -> str | None:
    """What two observations share if they may tell one happening, in words; none if they cannot."""
    if not left.when.widest.overlaps(right.when.widest):
        return None
    actor = shared_actor(left, right)
    return f"{actor}, {left.when} and {right.when}" if actor else None


def possible_doubles(observations: Iterable[Observation], verdicts: Verdicts) -> Iterator[PossibleDouble]:
    """All pairs of one kind that may be the same happening, and all that a judgement calls the same."""
    for left, right in combinations(observations, 2):
        judgement = verdicts.on(left, right)
        shared = may_be_one(left, right) if _are_of_one_kind(left, right) else None
        if shared is None and judgement is not None and judgement.verdict is Verdict.SAME:
            shared = "a recorded judgement"
        if shared is not None:
            yield PossibleDouble(
                left=left.basis.key, right=right.basis.key, shared=shared, judgement=judgement
            )


def _are_of_one_kind(left: Observation, right: Observation) -> bool:
    """Of one kind; a designation also by one list and measure, for a ship can be put under two on one day."""
    if left.what is right.what is ObservationKind.DESIGNATION:
        return all(left.attribute(name) == right.attribute(name) for name in _OF_A_LISTING)
    return left.what == right.what or {left.what, right.what} <= _TRANSFERS


def overlapping_counts(claims: Iterable[Claim], verdicts: Verdicts) -> Iterator[PossibleDouble]:
    """All pairs of person counts of one direction and two subjects of one family whose periods share a day.

    The family is what stands before the first dot of the subject. Claims on one subject are rivals, a part
    lies within its whole, and a plan counts nobody: none of these is listed.
    """
    persons = [
        one
        for one in claims
        if one.quantity.unit == _PERSONS and one.period and one.direction and not one.plan
    ]
    for left, right in combinations(persons, 2):
        if _family(left) != _family(right):
            continue
        if left.subject == right.subject or left.direction != right.direction or _nested(left, right):
            continue
        if left.period and right.period and left.period.widest.overlaps(right.period.widest):
            yield PossibleDouble(
                left=left.basis.key,
                right=right.basis.key,
                shared=f"persons {left.direction}, {left.period} and {right.period}",
                judgement=verdicts.on(left, right),
            )


def _family(claim: Claim) -> str:
    return claim.subject.partition(".")[0]


def _nested(left: Claim, right: Claim) -> bool:
    """Whether one is declared a part of the other, or both of one whole."""
    return (
        left.part_of == right.subject
        or right.part_of == left.subject
        or (left.part_of is not None and left.part_of == right.part_of)
    )
