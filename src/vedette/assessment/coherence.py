"""Coherence: whether the rows of a case that name each other find each other.

One row may be right and its file too, and still use a key that another file uses, or name a source, row, subject
or entity that no file of the case has. Only the whole case tells: the last version of every submission. What is
found is for a person to look at; no row is refused for it, because the other file may come later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from vedette.model.evidence import Citation, Sha256
from vedette.model.facts import (
    AnyFact,
    Claim,
    Finding,
    Judgement,
    Observation,
    Reply,
    Review,
    SourceNote,
    Statement,
)
from vedette.model.ftm_schema import property_type

Layouts = Mapping[tuple[str, Sha256], str]
"""The table layout of a file, by submission folder and exhibit; what follows no layout is left out."""


@attrs.frozen(kw_only=True)
class Incoherence:
    """A row that uses or names something in vain: the fact, its column and what it says, and what to do."""

    fact: AnyFact
    column: str
    value: str
    problem: str
    advice: str


def incoherences(facts: Callable[[], Iterable[AnyFact]], layouts: Layouts) -> Iterator[Incoherence]:
    """Keys used twice for one layout, then names that nothing of the case has, in the order of the facts.

    ``facts`` gives those of the case, and is called twice: first to learn what there is.
    """
    known = _Known()
    for fact in facts():
        yield from known.meet(fact, layouts)
    for fact in facts():
        yield from known.unknown_in(fact)


_Place = tuple[str, Citation]


@attrs.define
class _Known:
    """What the rows of the case are called, and what they speak of."""

    places: dict[tuple[str, str], _Place] = attrs.field(factory=dict)
    sources: set[str] = attrs.field(factory=set)
    findings: set[str] = attrs.field(factory=set)
    rows: set[str] = attrs.field(factory=set)
    subjects: set[str] = attrs.field(factory=set)
    entities: set[str] = attrs.field(factory=set)
    _last: _Place | None = None

    def meet(self, fact: AnyFact, layouts: Layouts) -> Iterator[Incoherence]:
        """Take note of a fact; its row is told if another one of the layout has its key."""
        self._note(fact)
        basis = fact.basis
        here = (basis.submission, basis.citation)
        layout = layouts.get((basis.submission, basis.citation.exhibit))
        if layout is None or here == self._last:
            return
        self._last = here
        first = self.places.setdefault((layout, basis.key), here)
        if first != here:
            yield Incoherence(
                fact=fact,
                column="key",
                value=basis.key,
                problem=f"the key {basis.key!r} is used for another row of {layout} too: "
                f"{first[1].locator} of a file in {first[0]}",
                advice="give one of the two rows another key, or take it out if both are one",
            )

    def _note(self, fact: AnyFact) -> None:
        self.rows.add(fact.basis.key)
        match fact:
            case SourceNote():
                self.sources.add(fact.basis.key)
            case Finding():
                self.findings.add(fact.basis.key)
            case Claim():
                self.subjects.update(one for one in (fact.subject, fact.part_of) if one)
            case Observation(subject=str(subject)):
                self.subjects.add(subject)
            case Statement():
                self.entities.add(fact.entity_id)

    def unknown_in(self, fact: AnyFact) -> Iterator[Incoherence]:
        """Everything that a fact names and nothing of the case is."""
        for name in fact.basis.sources:
            if name not in self.sources:
                yield _missing(fact, "sources", name, "source")
        for column, name in _rows_named(fact):
            if name not in self.rows:
                yield _missing(fact, column, name, "row")
        match fact:
            case Judgement():
                for column, name in (("left", fact.left), ("right", fact.right)):
                    if name not in self.rows and name not in self.subjects and name not in self.entities:
                        yield _missing(fact, column, name, "row, subject or entity")
            case Review(finding=name) | Reply(finding=name) if name not in self.findings:
                yield _missing(fact, "finding", name, "finding")
            case Statement(value=name) if name not in self.entities and _names_an_entity(fact):
                yield _missing(fact, fact.prop, name, "entity")


def _rows_named(fact: AnyFact) -> Iterator[tuple[str, str]]:
    if isinstance(fact, Finding):
        yield from (("supporting", name) for name in fact.supporting)
        yield from (("opposing", name) for name in fact.opposing)


def _names_an_entity(fact: Statement) -> bool:
    return property_type(fact.schema, fact.prop) == "entity"


def _missing(fact: AnyFact, column: str, name: str, kind: str) -> Incoherence:
    return Incoherence(
        fact=fact,
        column=column,
        value=name,
        problem=f"{name!r} is no {kind} of this case",
        advice="correct it, or hand in the table that has it",
    )
