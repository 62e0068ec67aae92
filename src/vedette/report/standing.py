"""What stands behind a report: the case, what the audience may see of its facts, its figures and the law.

`Standing` is handed to every directive, table and annex; it answers "which facts" and never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import attrs

from vedette.assessment.grounds import names_unchecked
from vedette.errors import ReportError
from vedette.model.case import Case
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact, Claim, Fact, Observation, SourceNote, Statement
from vedette.model.figures import Figure
from vedette.model.measures import Measure
from vedette.model.submissions import CollectedSubmission

if TYPE_CHECKING:
    from vedette.tracks.afresh import Movement, MovementOf

F = TypeVar("F", bound=Fact)


@attrs.frozen(kw_only=True, slots=False)
class Standing:
    """The inputs of a report for one audience and language."""

    case: Case
    language: str
    facts: tuple[AnyFact, ...]
    figures: Mapping[str, Figure]
    measures: tuple[Measure, ...]
    submissions: tuple[CollectedSubmission, ...]
    movement: MovementOf | None = None

    def of(self, kind: type[F]) -> Iterator[F]:
        """The printable facts of one kind, in the order of submissions and rows."""
        return (fact for fact in self.facts if isinstance(fact, kind) and not names_unchecked(fact))

    def seen(self, *, where: str) -> Movement:
        """What the positions show that the audience may see; raises `ReportError` naming ``where`` if it sees none."""
        if self.movement is None:
            raise ReportError(
                f"{where}: the audience of this edition may see no file of positions",
                advice="declare positions in a submission that it may see, or leave the directive out",
            )
        return self.movement.movement

    @cached_property
    def _by_id(self) -> dict[Sha256, AnyFact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _by_key(self) -> dict[str, list[AnyFact]]:
        found: dict[str, list[AnyFact]] = {}
        for fact in self.facts:
            found.setdefault(fact.basis.key, []).append(fact)
            found.setdefault(f"{fact.kind}:{fact.basis.key}", []).append(fact)
        return found

    @cached_property
    def sources(self) -> dict[str, SourceNote]:
        """Source notes by key."""
        return {note.basis.key: note for note in self.of(SourceNote)}

    @cached_property
    def exhibits(self) -> dict[Sha256, Exhibit]:
        """Exhibits by digest."""
        return {one.digest: one for submission in self.submissions for one in submission.exhibits}

    def exhibit_of(self, fact: AnyFact) -> Exhibit:
        """The exhibit that holds a fact, in its own submission: another one may hold a file of the same bytes."""
        digest = fact.basis.citation.exhibit
        return self._exhibit_in.get((fact.basis.submission, digest)) or self.exhibits[digest]

    @cached_property
    def _exhibit_in(self) -> dict[tuple[str, Sha256], Exhibit]:
        return {(one.folder, each.digest): each for one in self.submissions for each in one.exhibits}

    def fact(self, digest: Sha256) -> AnyFact:
        """The fact with that identity."""
        return self._by_id[digest]

    def fact_of_key(self, key: str, *, where: str) -> AnyFact:
        """The one printable fact of a key ("R1-04", or "claim:R1-04"); raises `ReportError` naming ``where``."""
        found = [fact for fact in self._by_key.get(key, []) if not isinstance(fact, Statement | SourceNote)]
        if not found:
            raise ReportError(
                f"{where}: no row has the key {key!r}",
                advice="compare it with the submissions that the audience of this edition may see",
            )
        if len(found) != 1:
            kinds = ", ".join(sorted(f"{fact.kind}:{key}" for fact in found))
            raise ReportError(
                f"{where}: {len(found)} facts have the key {key!r} ({kinds})",
                advice="cite one of them by kind:key",
            )
        if names_unchecked(found[0]):
            raise ReportError(
                f"{where}: {key} is unchecked and names somebody, so it is never printed",
                advice="check it against a document and change its status, or leave it out",
            )
        return found[0]

    def row_of_key(self, key: str, *, where: str) -> AnyFact:
        """What a footnote cites by a key: a fact, or the row of a table of entities, vessels or relations.

        Such a row makes several statements, one of which stands for it. Raises `ReportError` as `fact_of_key`.
        """
        stated = [fact for fact in self._by_key.get(key, []) if isinstance(fact, Statement)]
        rows = {(fact.basis.submission, str(fact.basis.citation)) for fact in stated}
        others = [fact for fact in self._by_key.get(key, []) if not isinstance(fact, Statement | SourceNote)]
        printable = [fact for fact in stated if not names_unchecked(fact)]
        if others or len(rows) != 1 or not printable:
            return self.fact_of_key(key, where=where)
        return printable[0]

    @cached_property
    def called(self) -> dict[str, str]:
        """Entity to the first name that is stated of it, to print in place of its id."""
        found: dict[str, str] = {}
        for one in self.of(Statement):
            if one.prop == "name":
                found.setdefault(one.entity_id, one.value)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name and identifier that a printable fact gives to somebody or something."""
        found: set[str] = set()
        for fact in self.facts:
            if names_unchecked(fact):
                continue
            if isinstance(fact, Observation):
                for actor in fact.actors:
                    found.update((actor.name, *(value for _, value in actor.identifiers)))
                found.update(spot.name for spot in fact.spots)
            elif isinstance(fact, Statement):
                found.add(fact.value)
            elif isinstance(fact, Claim):
                found.add(fact.author)
        return frozenset(found)
