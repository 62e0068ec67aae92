"""Facts made for tests: everything that a test does not care about has a plain value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.facts import (
    Actor,
    Amount,
    Basis,
    Claim,
    Direction,
    Judgement,
    Observation,
    ObservationKind,
    Spot,
    Verdict,
)
from vedette.model.handling import FREE, Handling
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.model.submissions import Authority, SourceGrade, Verification

EXHIBIT = Sha256.of(b"a table")
"""The exhibit in which every made fact stands."""


def basis(
    key: str,
    *,
    status: str = "S",
    handling: Handling = FREE,
    submission: str = "press",
    sources: Iterable[str] = ("P1",),
) -> Basis:
    """Where a made fact stands: a row named by its key, so that two keys are two places."""
    row = int(Sha256.of(key.encode()).value[:6], 16) + 1
    return Basis(
        key=key,
        citation=Citation(EXHIBIT, Locator.row(row)),
        submission=submission,
        authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.C,
        handling=handling,
        verification=Verification(status),
        sources=tuple(sources),
    )


def claim(
    key: str,
    quantity: Quantity,
    *,
    subject: str = "workers",
    author: str = "MSMT",
    period: str | None = None,
    published: str | None = None,
    direction: str | None = "KP->RU",
    part_of: str | None = None,
    rests_on: Basis | None = None,
) -> Claim:
    """A claim; ``rests_on`` replaces the plain basis, whose key is then ``key`` all the same."""
    return Claim(
        basis=attrs.evolve(rests_on, key=key) if rests_on else basis(key),
        subject=subject,
        quantity=quantity,
        author=author,
        period=PartialDate.parse(period) if period else None,
        published=PartialDate.parse(published) if published else None,
        direction=Direction(origin=direction[:2], destination=direction[-2:]) if direction else None,
        part_of=part_of,
    )


def observation(
    key: str,
    when: str,
    *,
    what: ObservationKind = ObservationKind.VOYAGE,
    vessels: Iterable[str] = (),
    actors: Iterable[Actor] = (),
    amounts: Iterable[tuple[str, Quantity]] = (),
    place: str | None = None,
    attributes: Iterable[tuple[str, str]] = (),
    rests_on: Basis | None = None,
) -> Observation:
    """An observation of ships by name, or of any ``actors``."""
    return Observation(
        basis=attrs.evolve(rests_on, key=key) if rests_on else basis(key),
        what=what,
        when=PartialDate.parse(when),
        actors=(*(Actor(role="vessel", name=name) for name in vessels), *actors),
        spots=(Spot(role="at", name=place),) if place else (),
        amounts=tuple(Amount(role=role, quantity=quantity) for role, quantity in amounts),
        attributes=tuple(attributes),
    )


def judgement(
    left: str,
    right: str,
    verdict: Verdict,
    *,
    on: dt.date = dt.date(2025, 6, 1),
    by: str = "desk",
    key: str | None = None,
) -> Judgement:
    """A judgement on two facts by key."""
    return Judgement(
        basis=basis(key or f"J {left} {right} {on}"),
        left=left,
        right=right,
        verdict=verdict,
        by=by,
        on=on,
        why="compared",
    )
