"""Hypothesis strategies for the nouns of `vedette.model`: any value that the rules of its kind allow."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from vedette.model.evidence import Citation, Exhibit, Locator, Sha256
from vedette.model.facts import (
    Actor,
    Amount,
    AnyFact,
    Basis,
    Claim,
    Confidence,
    Direction,
    Finding,
    Issue,
    Judgement,
    Observation,
    ObservationKind,
    Opinion,
    Reply,
    Review,
    SourceNote,
    Spot,
    Statement,
    Verdict,
)
from vedette.model.handling import Handling, Tlp
from vedette.model.moments import Instant, PartialDate
from vedette.model.quantities import Quantity
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile, Verification
from vedette.model.units import COUNTING_UNITS, MEASURED_UNITS, Unit

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
"""Any text that UTF-8 can write, the empty one too."""

NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
"""Words and numbers of any script."""

COUNTRIES = st.sampled_from(("KP", "RU", "CN", "KR", "JP", "US"))
DIGESTS = st.binary(max_size=8).map(Sha256.of)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
INSTANTS = st.integers(0, 2**51).map(
    lambda microseconds: Instant(
        dt.datetime(1990, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=microseconds)
    )
)
AMOUNTS = st.decimals(Decimal(0), Decimal(10) ** 12, places=3)
UNITS = st.sampled_from(sorted(COUNTING_UNITS | MEASURED_UNITS)).map(Unit)


def _written(day: dt.date, form: str) -> PartialDate:
    return PartialDate.parse(day.strftime(form))


def _ordered(one: Decimal, other: Decimal, unit: Unit) -> Quantity:
    return Quantity.between(min(one, other), max(one, other), unit)


PARTIAL_DATES = st.builds(
    _written, DAYS, st.sampled_from(("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m~", "%Y-%m/..", "../%Y-%m-%d"))
)
"""Days, months and years, rough ones and ones without an end."""

QUANTITIES = st.one_of(
    st.builds(Quantity.exactly, AMOUNTS, UNITS),
    st.builds(Quantity.at_least, AMOUNTS, UNITS),
    st.builds(Quantity.at_most, AMOUNTS, UNITS),
    st.builds(Quantity.up_to, AMOUNTS, UNITS),
    st.builds(Quantity.more_than, AMOUNTS, UNITS),
    st.builds(Quantity.about, AMOUNTS, UNITS),
    st.builds(_ordered, AMOUNTS, AMOUNTS, UNITS),
    st.builds(Quantity.unquantified, NAMES, UNITS),
)
"""Quantities of every wording that a source can use of one amount."""

HANDLINGS = st.builds(
    Handling,
    tlp=st.sampled_from(Tlp),
    releasable_to=st.none() | st.frozensets(COUNTRIES, max_size=3),
    originators=st.frozensets(COUNTRIES, max_size=2),
)

LOCATORS = st.one_of(
    st.just(Locator()),
    st.integers(1, 10**7).map(Locator.row),
    st.integers(1, 900).map(lambda page: Locator(f"page={page}")),
)
CITATIONS = st.builds(Citation, DIGESTS, LOCATORS)

BASES = st.builds(
    Basis,
    key=NAMES,
    citation=CITATIONS,
    submission=NAMES,
    authority=st.sampled_from(Authority),
    grade=st.sampled_from(SourceGrade),
    handling=HANDLINGS,
    verification=st.sampled_from(Verification),
    sources=st.lists(NAMES, max_size=2).map(tuple),
    original_held=st.booleans(),
    note=st.none() | TEXTS,
)

DIRECTIONS = st.builds(Direction, origin=COUNTRIES, destination=COUNTRIES)
CLAIMS = st.builds(
    Claim,
    basis=BASES,
    subject=NAMES,
    quantity=QUANTITIES,
    author=NAMES,
    published=st.none() | PARTIAL_DATES,
    period=st.none() | PARTIAL_DATES,
    direction=st.none() | DIRECTIONS,
    method=st.none() | TEXTS,
    part_of=st.none() | NAMES,
    words=st.none() | TEXTS,
    plan=st.booleans(),
    names=st.booleans(),
)
OBSERVATIONS = st.builds(
    Observation,
    basis=BASES,
    what=st.sampled_from(ObservationKind),
    when=PARTIAL_DATES,
    actors=st.lists(st.builds(Actor, role=NAMES, name=TEXTS), max_size=2).map(tuple),
    spots=st.lists(st.builds(Spot, role=NAMES, name=TEXTS), max_size=2).map(tuple),
    amounts=st.lists(st.builds(Amount, role=NAMES, quantity=QUANTITIES), max_size=2).map(tuple),
    direction=st.none() | DIRECTIONS,
    author=st.none() | TEXTS,
    words=st.none() | TEXTS,
    subject=st.none() | NAMES,
    attributes=st.lists(st.tuples(NAMES, TEXTS), max_size=2).map(tuple),
)
STATEMENTS = st.builds(
    Statement,
    basis=BASES,
    entity_id=NAMES,
    schema=NAMES,
    prop=NAMES,
    value=TEXTS,
    lang=st.none() | st.sampled_from(("eng", "kor", "rus")),
    original_value=st.none() | TEXTS,
)
SOURCE_NOTES = st.builds(
    SourceNote, basis=BASES, title=TEXTS, address=st.none() | TEXTS, published=st.none() | PARTIAL_DATES
)
JUDGEMENTS = st.builds(
    Judgement,
    basis=BASES,
    left=NAMES,
    right=NAMES,
    verdict=st.sampled_from(Verdict),
    by=NAMES,
    on=DAYS,
    why=TEXTS,
)
FINDINGS = st.builds(
    Finding,
    basis=BASES,
    title=TEXTS,
    text=TEXTS,
    conduct=st.lists(NAMES, max_size=2).map(tuple),
    supporting=st.lists(NAMES, max_size=3).map(tuple),
    opposing=st.lists(NAMES, max_size=2).map(tuple),
    confidence=st.sampled_from(Confidence),
    happened=PARTIAL_DATES,
)
REVIEWS = st.builds(
    Review, basis=BASES, finding=NAMES, by=NAMES, on=DAYS, opinion=st.sampled_from(Opinion), why=TEXTS
)
REPLIES = st.builds(
    Reply,
    basis=BASES,
    finding=NAMES,
    addressed_to=NAMES,
    asked_on=DAYS,
    deadline=DAYS,
    answer=st.none() | TEXTS,
)
FACTS: st.SearchStrategy[AnyFact] = st.one_of(
    CLAIMS, OBSERVATIONS, STATEMENTS, SOURCE_NOTES, JUDGEMENTS, FINDINGS, REVIEWS, REPLIES
)
"""A fact of any kind."""

ISSUES = st.builds(
    Issue,
    path=NAMES,
    locator=LOCATORS.map(str),
    column=st.none() | NAMES,
    value=st.none() | TEXTS,
    problem=TEXTS,
    advice=TEXTS,
    refused=st.booleans(),
)

MANIFESTS = st.builds(
    Manifest,
    title=NAMES,
    submitted_by=NAMES,
    submitted_on=DAYS,
    authority=st.sampled_from(Authority),
    grade=st.sampled_from(SourceGrade),
    handling=HANDLINGS,
    licence=TEXTS,
    language=st.sampled_from(("en", "ko", "ru")),
    files=st.lists(NAMES, min_size=1, max_size=3, unique=True).map(
        lambda paths: tuple(SubmittedFile(path=path) for path in paths)
    ),
    note=st.none() | TEXTS,
)

EXHIBITS = st.builds(
    Exhibit,
    digest=DIGESTS,
    size=st.integers(0, 2**40),
    media_type=st.just("text/csv"),
    submission=NAMES,
    path=NAMES,
    handling=HANDLINGS,
)
