"""Facts: what a submission says, each with a citation, a marking and the words of its source.

A `Claim` says how much, an `Observation` says what happened, a `Statement` says who somebody is, a
`SourceNote` says where it was published. A `Judgement` and a `Finding` are what people of the team conclude.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

import attrs

from vedette.model.evidence import Citation, Sha256
from vedette.model.handling import UNREAD, Handling
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.model.submissions import Authority, SourceGrade, Verification
from vedette.model.wire import digest_of, tag_union


@attrs.frozen(kw_only=True)
class Basis:
    """What every fact rests on: where it stands, who handed it in, how far it is checked, who may see it.

    ``key`` is the row's own name in its table ("R1-01"), unique within the case for its kind of fact;
    ``sources`` are keys of source notes ("SEED", "P1"). ``shown_in`` are places in other exhibits of the same
    submission that show what the row says: a page, a part of a picture, some seconds of a recording.
    """

    key: str
    citation: Citation
    submission: str
    authority: Authority
    grade: SourceGrade
    handling: Handling
    verification: Verification
    sources: tuple[str, ...] = ()
    original_held: bool = True
    note: str | None = None
    shown_in: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Fact:
    """Anything read from a submission; its id is the digest of what it says and where it says it."""

    basis: Basis

    kind: ClassVar[str] = "fact"

    @property
    def id(self) -> Sha256:
        """The digest of the fact with its citation."""
        return digest_of(self)


@attrs.frozen(kw_only=True)
class Direction:
    """From which country to which (ISO 3166-1 alpha-2); within one if both are the same."""

    origin: str
    destination: str

    def __str__(self) -> str:
        return f"{self.origin}->{self.destination}"


@attrs.frozen(kw_only=True)
class Claim(Fact):
    """Somebody says a quantity of a subject, for a period, at a time, by a method.

    ``subject`` names the population counted; claims on one subject with different ``author`` are rivals.
    ``part_of`` names the subject of which this one is a part, so that it is never added to it.
    ``plan`` is true where the source tells a plan and no event. ``names`` is true where the words name a
    person, firm, ship or aircraft.
    """

    kind = "claim"

    subject: str
    quantity: Quantity
    author: str
    published: PartialDate | None = None
    period: PartialDate | None = None
    direction: Direction | None = None
    method: str | None = None
    part_of: str | None = None
    words: str | None = None
    plan: bool = False
    names: bool = False


class ObservationKind(enum.StrEnum):
    """What kind of happening a source tells."""

    VOYAGE = "voyage"
    PORT_CALL = "port call"
    FLIGHT = "flight"
    DELIVERY = "delivery"
    NOTIFICATION = "notification"
    PAYMENT = "payment"
    WORKER_MOVEMENT = "worker movement"
    TRANSFER = "transfer"
    SHIP_TO_SHIP = "ship-to-ship transfer"
    COAL_LOADING = "coal loading"
    TRAINING = "training"
    IDENTIFICATION = "identification"
    DESIGNATION = "designation"
    MEETING = "meeting"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class Actor:
    """Who took part, in which role, with the identifiers that the source gives (kind, value)."""

    role: str
    name: str
    identifiers: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Spot:
    """Where, in which role ("from", "to", "at")."""

    role: str
    name: str


@attrs.frozen(kw_only=True)
class Amount:
    """A quantity that belongs to an observation, named by its column ("cargo", "laden")."""

    role: str
    quantity: Quantity


@attrs.frozen(kw_only=True)
class Observation(Fact):
    """A source tells that something happened: what, when, who, where, how much, in its own words.

    One model for ship, aircraft, rail, trade, finance and labour, so that one query covers a shuttle by sea or
    air. ``when`` may be a period; ``attributes`` hold the layout's remaining columns by name.
    """

    kind = "observation"

    what: ObservationKind
    when: PartialDate
    actors: tuple[Actor, ...] = ()
    spots: tuple[Spot, ...] = ()
    amounts: tuple[Amount, ...] = ()
    direction: Direction | None = None
    author: str | None = None
    words: str | None = None
    subject: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()

    def actor(self, role: str) -> Actor | None:
        """The first participant in that role."""
        return next((one for one in self.actors if one.role == role), None)

    def spot(self, role: str) -> str | None:
        """The place in that role."""
        return next((one.name for one in self.spots if one.role == role), None)

    def amount(self, role: str) -> Quantity | None:
        """The quantity in that role."""
        return next((one.quantity for one in self.amounts if one.role == role), None)

    def attribute(self, name: str) -> str | None:
        """The column's value, if the row has one."""
        return dict(self.attributes).get(name)


@attrs.frozen(kw_only=True)
class Statement(Fact):
    """One property of one entity in FollowTheMoney 4 terms, as one source gives it.

    ``entity_id``, ``schema``, ``prop`` and ``value`` are those of a followthemoney statement; ``prop`` "id"
    states that the entity exists. ``dataset`` is the submission.
    """

    kind = "statement"

    entity_id: str
    schema: str
    prop: str
    value: str
    lang: str | None = None
    original_value: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None


@attrs.frozen(kw_only=True)
class SourceNote(Fact):
    """Where something was published: the key by which rows cite it, title, address, publisher, date."""

    kind = "source"

    title: str
    address: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None


class Verdict(enum.StrEnum):
    """What a person decides about two things; the names are those of nomenklatura's judgements plus disjointness."""

    SAME = "same"
    DIFFERENT = "different"
    DISJOINT = "disjoint"
    UNSURE = "unsure"


@attrs.frozen(kw_only=True)
class Judgement(Fact):
    """A recorded decision about two facts or subjects: who, when, why. A later one on the same pair replaces it."""

    kind = "judgement"

    left: str
    right: str
    verdict: Verdict
    by: str
    on: dt.date
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys in alphabetical order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


class Confidence(enum.StrEnum):
    """The one fixed list of confidence words."""

    ASSESSED = "assessed"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly likely"
    CONFIRMED = "confirmed"


@attrs.frozen(kw_only=True)
class Finding(Fact):
    """A claim of the team with what speaks for and against it, other explanations and confidence.

    ``conduct`` links it to provisions of law; it is proposed until two reviewers accept it and the right of
    reply is closed.
    """

    kind = "finding"

    title: str
    text: str
    conduct: tuple[str, ...]
    supporting: tuple[str, ...]
    opposing: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    confidence: Confidence
    happened: PartialDate
    would_change: str | None = None


class Opinion(enum.StrEnum):
    """What a reviewer says of a finding."""

    ACCEPT = "accept"
    REJECT = "reject"
    ASK = "ask"


@attrs.frozen(kw_only=True)
class Review(Fact):
    """An independent check of one finding by one person."""

    kind = "review"

    finding: str
    by: str
    on: dt.date
    opinion: Opinion
    why: str


@attrs.frozen(kw_only=True)
class Reply(Fact):
    """The right of reply: whom the team asked, by when, and what came back; closed by an answer or the deadline."""

    kind = "reply"

    finding: str
    addressed_to: str
    asked_on: dt.date
    deadline: dt.date
    answered_on: dt.date | None = None
    answer: str | None = None


@attrs.frozen(kw_only=True)
class Issue:
    """Data trouble for a person to see: which file, row and column, what was read, what to do.

    An issue is kept with the version of the submission in which it stands. ``handling`` is the marking of what
    it tells of, a refused row too, whose exhibit is at least as restricted; an issue that does not say it counts
    as `UNREAD`.
    """

    path: str
    locator: str
    column: str | None
    value: str | None
    problem: str
    advice: str
    refused: bool = True
    handling: Handling = UNREAD


AnyFact = Claim | Observation | Statement | SourceNote | Judgement | Finding | Review | Reply
FACT_KINDS: dict[str, type[Fact]] = {
    one.kind: one for one in (Claim, Observation, Statement, SourceNote, Judgement, Finding, Review, Reply)
}
tag_union(AnyFact)
