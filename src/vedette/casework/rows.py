"""Rows as they are cited: what one says, in words, and where it stands, for every question that ends in rows."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.assessment.grounds import in_words
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
from vedette.model.moments import PartialDate
from vedette.release.edition import Inputs
from vedette.report.dates import happening_in_words
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, quantity_in_words


@attrs.frozen(kw_only=True)
class CitedRow:
    """One row: its kind and key, what it says, when and by whom, and the exhibit and place where it stands.

    ``shown_in`` are places in other files that show it.
    ``unchecked`` holds for rows that nobody has compared with a document; ``original_held`` is false where the
    exhibit is a transcription.
    """

    kind: str
    key: str
    says: str
    when: str | None
    by: str | None
    status: str
    unchecked: bool
    authority: str
    handling: str
    sources: tuple[str, ...]
    file: str
    place: str
    exhibit: str
    original_held: bool
    shown_in: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """File and row, and where else it is shown, as a person looks it up."""
        return "; shown in ".join((f"{self.file}, {self.place}", *self.shown_in))


def facts_of(inputs: Inputs) -> Standing:
    """The inputs without their figures, for questions about rows: a figure that does not derive stops none."""
    return Standing(
        case=inputs.case,
        language=inputs.language,
        facts=inputs.facts,
        figures={},
        measures=inputs.measures,
        submissions=inputs.submissions,
    )


def cited(fact: AnyFact, standing: Standing, *, says: str | None = None) -> CitedRow:
    """The row of a fact; ``says`` takes the place of the fact's own words."""
    basis = fact.basis
    exhibit = standing.exhibits[basis.citation.exhibit]
    return CitedRow(
        kind=str(fact.what) if isinstance(fact, Observation) else fact.kind,
        key=basis.key,
        says=says if says is not None else words_of(fact, standing),
        when=_when(fact, standing.language),
        by=_by(fact),
        status=basis.verification.value,
        unchecked=not basis.verification.is_checked,
        authority=basis.authority.value,
        handling=basis.handling.tlp.label,
        sources=basis.sources,
        file=f"{exhibit.submission}/{exhibit.path}",
        place=str(basis.citation.locator),
        exhibit=exhibit.digest.value,
        original_held=basis.original_held,
        shown_in=shown_in(fact, standing),
    )


def shown_in(fact: AnyFact, standing: Standing) -> tuple[str, ...]:
    """The places in other files that show what a fact says: path, and the place after a ``#``."""
    found: list[str] = []
    for one in fact.basis.shown_in:
        exhibit = standing.exhibits[one.exhibit]
        place = f"#{one.locator}" if one.locator.fragment else ""
        found.append(f"{exhibit.submission}/{exhibit.path}{place}")
    return tuple(found)


def _when(fact: AnyFact, language: str) -> str | None:
    """The date of a fact in the words of the report: an observation is "by" the last day it can be of."""
    when: PartialDate | dt.date | None = None
    match fact:
        case Observation():
            return happening_in_words(fact.when, language)
        case Claim(period=when) | Finding(happened=when):
            pass
        case SourceNote(published=when) | Judgement(on=when) | Review(on=when) | Reply(asked_on=when):
            pass
    return date_in_words(when, language) if when else None


def _by(fact: AnyFact) -> str | None:
    match fact:
        case Claim() | Observation():
            return fact.author
        case Judgement() | Review():
            return fact.by
        case SourceNote():
            return fact.publisher
    return None


def words_of(fact: AnyFact, standing: Standing) -> str:
    """What a fact says, in one line; notes are the desk's own and are never printed."""
    match fact:
        case Claim():
            said = quantity_in_words(fact.quantity, standing.language)
            label = standing.case.label(fact.subject, standing.language)
            said = f"{label}: {said}" + (f" ({fact.words})" if fact.words else "")
        case Observation():
            said = _happening(fact, standing)
        case Statement():
            said = f"{fact.schema} {fact.prop}: {fact.value}"
        case SourceNote():
            said = fact.title
        case Judgement():
            said = in_words(fact)
        case Finding():
            said = f"{fact.title} ({fact.confidence})"
        case Review():
            said = f"{fact.finding}: {fact.opinion}, {fact.why}"
        case Reply():
            said = f"{fact.finding}: asked {fact.addressed_to}, " + (fact.answer or "no answer recorded")
    return said


def _happening(fact: Observation, standing: Standing) -> str:
    who = ", ".join(dict.fromkeys(one.name for one in fact.actors if one.name))
    way = " to ".join(name for name in (fact.spot("from"), fact.spot("to")) if name)
    where = way or ", ".join(spot.name for spot in fact.spots)
    amounts = ", ".join(quantity_in_words(one.quantity, standing.language) for one in fact.amounts)
    said = "; ".join(part for part in (who, where, amounts) if part)
    return said + (f" ({fact.words})" if fact.words and said else fact.words or "")
