"""Figures: every definition derived from the facts that an audience may see, each with its derivation tree.

What the audience may not see takes no part: not in a value, not in a count, not in an error's words. A figure
that rests on nothing but withheld evidence is refused until its originator writes a release statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn

import attrs

from vedette.assessment import breakdowns, combine, conversion, tally
from vedette.assessment.estimates import estimates
from vedette.assessment.grounds import Grounds, assumption, claim_leaf, names_unchecked
from vedette.assessment.models import model_named
from vedette.errors import FigureError, HandlingError, VedetteError
from vedette.model.case import Case
from vedette.model.facts import AnyFact, Claim, Observation
from vedette.model.figures import Derivation, Figure
from vedette.model.handling import Audience, Handling
from vedette.report.definitions import (
    AmountOf,
    Assumed,
    ClaimOf,
    ConvertOf,
    CountOf,
    FigureDefinition,
    ModelOf,
    RivalsOf,
    ShareOf,
    SumOf,
    UnionOf,
    read_definitions,
)
from vedette.report.figure_bounds import DEEPEST, refuse_endless, too_deep
from vedette.report.movement_definitions import EventsOf, VoyagesOf
from vedette.tracks.voyage_figures import events_counted, vessels_counted, voyages_counted

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement, MovementOf

__all__ = ["RELEASE_STATEMENT", "Derived", "derive", "read_definitions"]

RELEASE_STATEMENT = "release statement"
"""The method of a claim by which an originator lets a public figure rest on restricted evidence."""


@attrs.frozen(kw_only=True)
class Derived:
    """The figures that derive, and why each other one does not, by name in the order of their definitions."""

    figures: Mapping[str, Figure]
    failed: Mapping[str, VedetteError]

    def whole(self) -> Mapping[str, Figure]:
        """All figures; raises the error of the first that does not derive."""
        for error in self.failed.values():
            raise error
        return self.figures


def derive(
    definitions: Mapping[str, FigureDefinition],
    facts: Iterable[AnyFact],
    case: Case,
    *,
    audience: Audience,
    language: str | None = None,
    previous: Iterable[AnyFact] = (),
    movement: MovementOf | None = None,
) -> Derived:
    """Each figure by itself: one that does not derive takes with it those that rest on it, and no other.

    ``facts`` are all facts of the case; what ``audience`` may not see is left out here. ``previous`` are the
    facts of the versions collected before, for saying what moved when a breakdown no longer adds up. ``movement``
    are the files of positions that the audience may see. Labels are in ``language``, or that of the case.
    Errors are `FigureError` and `HandlingError`, naming the figure.
    """
    workshop = _Workshop(
        definitions=definitions,
        grounds=Grounds.of(facts, audience),
        case=case,
        language=language or case.language,
        audience=audience.name,
        previous=tuple(one for one in previous if one.basis.handling.allows(audience)),
        movement=movement,
    )
    figures: dict[str, Figure] = {}
    failed: dict[str, VedetteError] = {}
    for name in definitions:
        try:
            figures[name] = workshop.figure(name)
        except VedetteError as error:
            failed[name] = error
    return Derived(figures=figures, failed=failed)


@attrs.define(kw_only=True)
class _Workshop:
    """Derivations made once each, in the order in which they are needed."""

    definitions: Mapping[str, FigureDefinition]
    grounds: Grounds
    case: Case
    language: str
    audience: str
    previous: tuple[AnyFact, ...]
    movement: MovementOf | None
    made: dict[str, Derivation] = attrs.field(factory=dict)
    begun: list[str] = attrs.field(factory=list)
    moved: dict[int, Derivation] = attrs.field(factory=dict)
    """Derivations from positions, by identity: their marking is that of all files that took part."""

    def figure(self, name: str) -> Figure:
        definition = self.definitions[name]
        derivation = self.node(name, wanted_by=name)
        facts = [self.grounds.by_id.get(leaf.fact) for leaf in derivation.leaves()]
        return Figure(
            name=name,
            label=definition.label(self.language),
            quantity=derivation.quantity,
            derivation=derivation,
            period=definition.period,
            scope=definition.scope,
            as_of=definition.as_of,
            handling=self._handling(derivation),
            attested=any(isinstance(one, Claim) and one.method == RELEASE_STATEMENT for one in facts),
        )

    def node(self, name: str, *, wanted_by: str) -> Derivation:
        if name not in self.made:
            self._begin(name, wanted_by)
            try:
                made = self._checked(self.definitions[name])
            finally:
                self.begun.pop()
            refuse_endless(name, made)
            self.made[name] = made
        return self.made[name]

    def _begin(self, name: str, wanted_by: str) -> None:
        if name not in self.definitions:
            raise FigureError(
                f"figure {wanted_by!r} rests on {name!r}, which is not defined",
                advice=f"use one of {', '.join(self.definitions)}",
            )
        if name in self.begun:
            ring = " -> ".join([*self.begun[self.begun.index(name) :], name])
            raise FigureError(f"figures rest on each other in a ring: {ring}", advice="break it at one place")
        if len(self.begun) >= DEEPEST:
            raise too_deep(self.begun[0])
        self.begun.append(name)

    def nodes(self, names: Iterable[str], *, wanted_by: str) -> list[Derivation]:
        return [self.node(one, wanted_by=wanted_by) for one in names]

    def _checked(self, definition: FigureDefinition) -> Derivation:
        try:
            derivation = self._derivation(definition)
            if definition.parts:
                parts = self.nodes(definition.parts, wanted_by=definition.name)
                breakdowns.check(derivation, parts, previous=self.previous)
        except VedetteError as error:
            if error.message.startswith("figure"):
                raise
            kind = HandlingError if isinstance(error, HandlingError) else FigureError
            raise kind(f"figure {definition.name!r}: {error.message}", advice=error.advice) from error
        return derivation

    def _derivation(self, definition: FigureDefinition) -> Derivation:
        label, name = definition.label(self.language), definition.name
        asked = definition.asked
        match asked:
            case ClaimOf():
                made = self._claim(asked)
            case RivalsOf():
                made = self._rivals(asked, label)
            case SumOf(figures=names):
                made = combine.sum_of(self.nodes(names, wanted_by=name), self.grounds, label=label)
            case UnionOf(figures=names):
                made = combine.union_of(self.nodes(names, wanted_by=name), self.grounds, label=label)
            case CountOf() | AmountOf():
                made = self._tally(asked, label)
            case ModelOf():
                made = self._model(asked, name=name, label=label)
            case ConvertOf(figure=figure, factors=prefix):
                factors = [
                    self._leaf(one) for one in self._claims(lambda one: one.subject.startswith(prefix))
                ]
                made = conversion.converted(self.node(figure, wanted_by=name), factors, label=label)
            case ShareOf(figure=figure, of=of):
                whole = self._input("the whole", of, name=name)
                made = conversion.share(self.node(figure, wanted_by=name), whole, label=label)
            case VoyagesOf() | EventsOf():
                made = self._seen(asked, label)
        return made

    def _seen(self, asked: VoyagesOf | EventsOf, label: str) -> Derivation:
        """A count of what the positions show that the audience may see; without any, there is nothing to count."""
        if self.movement is None:
            raise HandlingError(
                f"it is counted in positions, and the audience {self.audience!r} may see no file of them",
                advice="declare positions in a submission that this audience may see, or leave the figure out",
            )
        movement = self.movement.movement
        made = _count_seen(asked, movement, label)
        self.moved[id(made)] = made
        return made

    def _handling(self, derivation: Derivation) -> Handling:
        marking = self.grounds.handling_of(derivation)
        if self.movement is not None and any(id(node) in self.moved for node in derivation.nodes()):
            marking = marking.join(self.movement.movement.handling)
        return marking

    def _claim(self, asked: ClaimOf) -> Derivation:
        found = self._claims(lambda one: _is_asked(one, asked))
        if len(found) != 1:
            raise FigureError(
                f"{len(found)} claims match: {', '.join(_described(one) for one in found)}",
                advice="narrow it by key, author, period or published; several are shown with rivals",
            )
        return self._leaf(found[0])

    def _rivals(self, asked: RivalsOf, label: str) -> Derivation:
        found = self._claims(
            lambda one: one.subject == asked.subject and (not asked.authors or one.author in asked.authors)
        )
        usable = estimates((one for one in found if not names_unchecked(one)), asked.subject, on=asked.on)
        if not usable.standing:
            raise FigureError(
                f"no estimate of {asked.subject} had surely been published on {asked.on}",
                advice="ask for a later day, or give the claims their day of publication",
            )
        return combine.side_by_side(usable, label=label, name=self._label(asked.subject))

    def _model(self, asked: ModelOf, *, name: str, label: str) -> Derivation:
        inputs = {key: self._input(key, value, name=name) for key, value in asked.inputs.items()}
        return model_named(asked.name).apply(inputs, label=label)

    def _input(self, key: str, value: str | ClaimOf | Assumed, *, name: str) -> Derivation:
        match value:
            case ClaimOf():
                return self._claim(value)
            case Assumed(quantity=quantity, why=why):
                return assumption(key, quantity, why)
            case _:
                return self.node(value, wanted_by=name)

    def _leaf(self, claim: Claim) -> Derivation:
        return claim_leaf(claim, self._label(claim.subject))

    def _label(self, subject: str) -> str:
        return self.case.label(subject, self.language)

    def _claims(self, asked: Callable[[Claim], bool]) -> list[Claim]:
        """The claims that the audience may see and that are asked for; at least one, or an error."""
        found = [one for one in self.grounds.claims if asked(one)]
        if not found and any(isinstance(one, Claim) and asked(one) for one in self.grounds.withheld):
            self._refuse_withheld()
        if not found:
            raise FigureError(
                "no claim matches", advice="compare subject, author and key with the submissions"
            )
        return found

    def _tally(self, asked: CountOf | AmountOf, label: str) -> Derivation:
        """A count or amount; one of nothing is refused where there is something that the audience may not see."""
        query = asked.query
        if not any(query.finds(one) for one in self.grounds.observations) and any(
            isinstance(one, Observation) and query.finds(one) for one in self.grounds.withheld
        ):
            self._refuse_withheld()
        if isinstance(asked, CountOf):
            return tally.count(query, self.grounds, label=label, unit=asked.unit)
        return tally.amount(query, self.grounds, label=label, role=asked.role, unit=asked.unit)

    def _refuse_withheld(self) -> NoReturn:
        raise HandlingError(
            f"it rests on nothing that the audience {self.audience!r} may see",
            advice="collect a release statement by the originator, or leave the figure out of this edition",
        )


def _count_seen(asked: VoyagesOf | EventsOf, movement: Movement, label: str) -> Derivation:
    if isinstance(asked, EventsOf):
        return events_counted(asked.asked.of(movement), label=label, said=movement.said)
    said = (
        f"a voyage leads between port calls of a confidence of {asked.asked.confidence} or more",
        *movement.said,
    )
    count = vessels_counted if asked.of_vessels else voyages_counted
    return count(asked.asked.of(movement), label=label, said=said)


def _is_asked(claim: Claim, asked: ClaimOf) -> bool:
    published, period = claim.published, claim.period
    conditions = (
        (asked.subject, claim.subject),
        (asked.author, claim.author),
        (asked.key, claim.basis.key),
        (asked.period, str(period) if period else None),
        (asked.published, str(published) if published else None),
    )
    return all(wanted is None or wanted == given for wanted, given in conditions)


def _described(claim: Claim) -> str:
    return f"{claim.basis.key} ({claim.subject}, {claim.author}, {claim.published or 'undated'})"
