"""The grounds of an assessment: the facts that an audience may see, by kind, and the leaves made of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

import attrs

from vedette.assessment.verdicts import Verdicts
from vedette.errors import FigureError
from vedette.model.evidence import Sha256
from vedette.model.facts import AnyFact, Claim, Fact, Judgement, Observation, Statement
from vedette.model.figures import Derivation, Operation
from vedette.model.handling import Audience, Handling, most_restrictive
from vedette.model.quantities import Quantity

F = TypeVar("F", bound=Fact)


@attrs.frozen(kw_only=True, slots=False)
class Grounds:
    """Facts in the order of submissions and rows; ``withheld`` are those that the audience may not see.

    Withheld facts serve one purpose: to tell "there is none" from "there is none for you".
    """

    facts: tuple[AnyFact, ...]
    withheld: tuple[AnyFact, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[AnyFact], audience: Audience | None = None) -> Grounds:
        """The facts that ``audience`` may see; all of them if none is given."""
        given = tuple(facts)
        if audience is None:
            return cls(facts=given)
        seen = tuple(fact for fact in given if fact.basis.handling.allows(audience))
        return cls(
            facts=seen, withheld=tuple(fact for fact in given if not fact.basis.handling.allows(audience))
        )

    def kind(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What sources say in numbers, in the order of rows; unchecked ones that name somebody are among them."""
        return self.kind(Claim)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """The observations that may be counted: all but unchecked ones that name somebody, which are test data."""
        return tuple(one for one in self.kind(Observation) if not names_unchecked(one))

    @cached_property
    def by_id(self) -> dict[Sha256 | None, AnyFact]:
        """The claims and observations by digest: what a leaf can be."""
        return {fact.id: fact for fact in self.facts if isinstance(fact, Claim | Observation)}

    @cached_property
    def verdicts(self) -> Verdicts:
        """The judgements that hold."""
        return Verdicts.of(self.kind(Judgement))

    @cached_property
    def wholes(self) -> dict[str, frozenset[str]]:
        """Subject to the wholes of which some claim says that it is a part, wholes of wholes included."""
        direct: dict[str, set[str]] = {}
        for claim in self.claims:
            if claim.part_of:
                direct.setdefault(claim.subject, set()).add(claim.part_of)
        return {subject: frozenset(_above(subject, direct)) for subject in direct}

    def handling_of(self, derivation: Derivation) -> Handling:
        """The join of the markings of every fact that a derivation rests on, judgements included."""
        leaves = [self.by_id[leaf.fact] for leaf in derivation.leaves() if leaf.fact in self.by_id]
        judged = [self._by_words[words] for node in derivation.nodes() for words in node.judgements]
        return most_restrictive(fact.basis.handling for fact in (*leaves, *judged))

    @cached_property
    def _by_words(self) -> dict[str, Judgement]:
        return {in_words(judgement): judgement for judgement in self.kind(Judgement)}


def _above(subject: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = sorted(direct.get(subject, ()))
    while waiting:
        whole = waiting.pop()
        if whole not in found and whole != subject:
            found.add(whole)
            waiting += sorted(direct.get(whole, ()))
    return found


def names_unchecked(fact: AnyFact) -> bool:
    """Whether a fact names a person, firm, ship or aircraft and nobody has checked it: never printed or counted."""
    if fact.basis.verification.is_checked:
        return False
    match fact:
        case Claim():
            return fact.names
        case Observation():
            return bool(fact.actors)
        case Statement():
            return True
        case _:
            return False


def in_words(judgement: Judgement) -> str:
    """A judgement as it is printed with the figure that rests on it."""
    return (
        f"{judgement.basis.key}: {judgement.left} and {judgement.right} are {judgement.verdict}, "
        f"judged by {judgement.by} on {judgement.on}: {judgement.why}"
    )


def claim_leaf(claim: Claim, label: str) -> Derivation:
    """The leaf of a claim; one that names somebody and is unchecked is refused."""
    if names_unchecked(claim):
        raise FigureError(
            f"{claim.basis.key} is unchecked ({claim.basis.verification}) and names somebody",
            advice="no figure rests on it; check it against a document and change its status",
        )
    basis = claim.basis
    said = [f"method: {claim.method}"] if claim.method else []
    return Derivation(
        operation=Operation.CLAIM,
        label=label,
        quantity=claim.quantity,
        fact=claim.id,
        key=basis.key,
        citation=basis.citation,
        author=claim.author,
        sources=basis.sources,
        verification=basis.verification,
        assumptions=(*said, "a plan, not an event") if claim.plan else tuple(said),
    )


def observation_leaf(observation: Observation, quantity: Quantity) -> Derivation:
    """The leaf of an observation with what it counts for."""
    basis = observation.basis
    who = ", ".join(actor.name for actor in observation.actors)
    where = " - ".join(spot.name for spot in observation.spots)
    return Derivation(
        operation=Operation.CLAIM,
        label="; ".join(part for part in (str(observation.what), str(observation.when), who, where) if part),
        quantity=quantity,
        fact=observation.id,
        key=basis.key,
        citation=basis.citation,
        author=observation.author or basis.submission,
        sources=basis.sources,
        verification=basis.verification,
    )


def assumption(name: str, quantity: Quantity, why: str) -> Derivation:
    """A node for what the team assumes; it has no citation, and its reason is printed."""
    return Derivation(
        operation=Operation.MODEL, label=name, quantity=quantity, assumptions=(f"{name} is assumed: {why}",)
    )
