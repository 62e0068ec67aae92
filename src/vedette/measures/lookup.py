"""Which law bound whom on a day: measures in force, stages, exemptions to test, and what is unchecked."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

import attrs

from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import (
    Cap,
    CheckStatus,
    Deadline,
    Direction,
    Exemption,
    Grace,
    Measure,
    MeasureKind,
    ReportingDuty,
    Supersession,
    part_label,
)
from vedette.model.moments import Period


class Stage(enum.StrEnum):
    """How a measure bound on the day: as what it is, or on the way there."""

    BAN = "ban"
    CAP = "cap"
    LIMIT = "limit"
    DUTY = "duty"
    FREEZE = "freeze"
    INSPECTION = "inspection"
    VIGILANCE = "vigilance"
    CARVE_OUT = "carve-out"
    BODY = "body"
    GRACE = "grace period"
    BEFORE_COUNTING = "before the first counting period"
    DEADLINE_RUNNING = "deadline running"


class Relevance(enum.StrEnum):
    """Whether an exemption can matter at the place of the act."""

    TO_TEST = "to test"
    ASK_THE_PLACE = "to test once the place is known"
    NOT_HERE = "does not apply here"


@attrs.frozen(kw_only=True)
class ExemptionToTest:
    """An exemption of a measure, whether it can matter here, and why not where it cannot."""

    exemption: Exemption
    relevance: Relevance
    why: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask; nothing where the exemption cannot matter."""
        return () if self.relevance is Relevance.NOT_HERE else self.exemption.questions


@attrs.frozen(kw_only=True)
class CapOnDay:
    """A cap of a measure in force, and the counting period of the day; none if the day is not counted."""

    cap: Cap
    period: Period | None
    note: str | None = None


@attrs.frozen(kw_only=True)
class DeadlineOnDay:
    """A deadline of a measure in force, and whether the day lies behind it."""

    deadline: Deadline
    has_passed: bool


@attrs.frozen(kw_only=True)
class Applicable:
    """A measure that was in force on the day, with all that has to be asked before anybody rests on it.

    ``superseded_by`` is the later measure that took its place, whenever that was. ``amended_by`` and
    ``narrowed_by`` are ids of measures that were in force too. ``unchecked`` names what of the rule, and of
    the parts that mattered on the day, nobody has checked against the text.
    """

    measure: Measure
    on: dt.date
    stage: Stage
    caps: tuple[CapOnDay, ...] = ()
    graces: tuple[Grace, ...] = ()
    exemptions: tuple[ExemptionToTest, ...] = ()
    deadlines: tuple[DeadlineOnDay, ...] = ()
    reports: tuple[ReportingDuty, ...] = ()
    amended_by: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    @property
    def superseded_by(self) -> Supersession | None:
        """The later measure that took this one's place."""
        return self.measure.superseded_by


def in_force(
    measures: Iterable[Measure],
    on: dt.date,
    *,
    subject: str | None = None,
    direction: Direction | None = None,
    place: str | None = None,
) -> list[Applicable]:
    """The measures in force on a day, in the order given.

    ``subject`` is a word of the vocabulary, in any of its spellings, and finds narrower subjects too; an
    unknown one raises `UnreadableValueError`. ``direction`` keeps measures that have none. ``place``
    marks the exemptions that are tied to a place; it never hides a measure.
    """
    held = tuple(measures)
    tag = None if subject is None else vocabulary().subject(subject)
    bound = [one for one in held if one.in_force.holds(on)]
    asked = [
        one for one in bound if is_about(one, tag) and (direction is None or one.direction.covers(direction))
    ]
    return [_applicable(one, on, tag=tag, place=place, bound=bound) for one in asked]


def is_about(measure: Measure, tag: str | None) -> bool:
    """Whether a measure has the subject ``tag``, one within it or one around it; none asks for no subject."""
    return tag is None or _touches(measure.subjects, tag)


def _touches(subjects: tuple[str, ...], tag: str) -> bool:
    words = vocabulary()
    return any(words.covers(tag, one) or words.covers(one, tag) for one in subjects)


def _applicable(
    measure: Measure, on: dt.date, *, tag: str | None, place: str | None, bound: list[Measure]
) -> Applicable:
    caps = tuple(_cap_on(cap, on, measure) for cap in measure.caps if _concerns(cap.only_for, tag))
    graces = tuple(grace for grace in measure.graces if grace.runs_on(on))
    deadlines = tuple(DeadlineOnDay(deadline=one, has_passed=one.has_passed(on)) for one in measure.deadlines)
    exemptions = tuple(
        _to_test(one, place)
        for one in measure.exemptions
        if one.exists_on(on) and _concerns(one.only_for, tag)
    )
    return Applicable(
        measure=measure,
        on=on,
        stage=_stage(measure, caps=caps, graces=graces, deadlines=deadlines),
        caps=caps,
        graces=graces,
        exemptions=exemptions,
        deadlines=deadlines,
        reports=measure.reports,
        amended_by=tuple(one.id for one in bound if measure.id in one.amends),
        narrowed_by=tuple(one.id for one in bound if measure.id in one.narrows),
        unchecked=measure.unchecked
        + _unchecked_parts(
            *(one.cap for one in caps), *graces, *(one.deadline for one in deadlines), *measure.reports,
            *(one.exemption for one in exemptions if one.relevance is not Relevance.NOT_HERE),
        ),
    )  # fmt: skip


def _concerns(only_for: tuple[str, ...], tag: str | None) -> bool:
    return not only_for or tag is None or _touches(only_for, tag)


def _cap_on(cap: Cap, on: dt.date, measure: Measure) -> CapOnDay:
    if cap.counts(on):
        return CapOnDay(cap=cap, period=cap.year_containing(on))
    if cap.never_counted and measure.superseded_by:
        note = f"superseded by {measure.superseded_by.by} before it began"
    elif on < cap.counting.first_day:
        note = f"counts only from {cap.counting.first_day}"
    else:
        note = f"its counting ended on {cap.counting.last_day}"
    return CapOnDay(cap=cap, period=None, note=note)


def _to_test(exemption: Exemption, place: str | None) -> ExemptionToTest:
    if not exemption.only_at:
        return ExemptionToTest(exemption=exemption, relevance=Relevance.TO_TEST)
    names = " or ".join(one.name for one in exemption.only_at)
    if place is None:
        return ExemptionToTest(exemption=exemption, relevance=Relevance.ASK_THE_PLACE, why=f"only {names}")
    if any(one.is_named(place) for one in exemption.only_at):
        return ExemptionToTest(exemption=exemption, relevance=Relevance.TO_TEST)
    return ExemptionToTest(
        exemption=exemption, relevance=Relevance.NOT_HERE, why=f"does not apply here: only {names}"
    )


def _stage(
    measure: Measure,
    *,
    caps: tuple[CapOnDay, ...],
    graces: tuple[Grace, ...],
    deadlines: tuple[DeadlineOnDay, ...],
) -> Stage:
    if graces:
        return Stage.GRACE
    if measure.kind is MeasureKind.DUTY and any(not one.has_passed for one in deadlines):
        return (
            Stage.DEADLINE_RUNNING
        )  # a ban with a closing date binds at once; a duty to be done by a day does not
    if measure.kind is MeasureKind.CAP and not caps:
        return Stage.BAN  # the cap frees other subjects of the measure, not the one asked for
    if measure.kind is MeasureKind.CAP and all(one.period is None for one in caps):
        return Stage.BEFORE_COUNTING
    return Stage(measure.kind.value)


def _unchecked_parts(*parts: Cap | Grace | Deadline | ReportingDuty | Exemption) -> tuple[str, ...]:
    found = [part_label(one) for one in parts if one.status is CheckStatus.UNCHECKED]
    found += [
        f"announcements of cap {one.id}"
        for one in parts
        if isinstance(one, Cap) and one.announced_status is CheckStatus.UNCHECKED
    ]
    return tuple(found)
