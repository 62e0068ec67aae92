"""The use case "law": what bound whom on a day, as a plain value that every door can print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from vedette.errors import UnreadableValueError
from vedette.measures.conduct import conduct_named, provisions_for
from vedette.measures.loader import Lawbook, law_of_the_council
from vedette.measures.lookup import (
    Applicable,
    CapOnDay,
    DeadlineOnDay,
    ExemptionToTest,
    in_force,
    is_about,
)
from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import Direction, Grace, Measure, MeasureKind, ReportingDuty
from vedette.model.quantities import Quantity
from vedette.model.units import CURRENCIES

_UNCHECKED = "unchecked"


@attrs.frozen(kw_only=True)
class LawPart:
    """A cap, grace period, deadline, reporting duty or exemption in words, with what to ask about it."""

    kind: str
    id: str
    words: str
    numbers: str | None = None
    note: str | None = None
    applies: bool = True
    humanitarian: bool = False
    questions: tuple[str, ...] = ()
    checked: bool = True


@attrs.frozen(kw_only=True)
class LawSourceRow:
    """Where a measure was read."""

    key: str
    what: str
    addresses: tuple[str, ...]


@attrs.frozen(kw_only=True)
class LawRow:
    """A measure in words: who was bound to what on the day, and what has to be asked before resting on it."""

    id: str
    row: str
    reference: str
    address: str
    bound: tuple[str, ...]
    direction: str
    stage: str
    rule: str
    in_force: str
    threshold: str | None
    superseded_by: str | None
    amended_by: tuple[str, ...]
    narrowed_by: tuple[str, ...]
    lists: tuple[str, ...]
    hs_chapters: tuple[str, ...]
    parts: tuple[LawPart, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    unchecked: tuple[str, ...]
    sources: tuple[LawSourceRow, ...]


@attrs.frozen(kw_only=True)
class OtherDays:
    """A measure on the subject that bound on other days: before, or only later."""

    id: str
    reference: str
    rule: str
    in_force: str


@attrs.frozen(kw_only=True)
class LawAnswer:
    """What bound whom on a day. ``carve_outs`` are general exemptions that come beside every row.

    ``earlier`` and ``later`` list measures on the subject that no longer or not yet bound. ``notes`` belong
    to the question as a whole. An empty ``rows`` means that no measure held here bound that day.
    """

    on: dt.date
    subject: str | None
    conduct: str | None
    direction: str | None
    place: str | None
    rows: tuple[LawRow, ...]
    carve_outs: tuple[LawRow, ...]
    earlier: tuple[OtherDays, ...]
    later: tuple[OtherDays, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as JSON values, dates in ISO 8601."""
        return attrs.asdict(self, value_serializer=_json_value)


def _json_value(_owner: object, _field: object, value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def law(
    on: dt.date, subject: str | None = None, *, direction: str | None = None, place: str | None = None
) -> LawAnswer:
    """Tell what bound whom on a day, about a subject of the vocabulary or about all.

    ``direction`` is from, to, both or none, seen from the DPRK. Raises `UnreadableValueError` on an unknown
    subject or direction.
    """
    book = law_of_the_council()
    way = None if direction is None else _direction(direction)
    tag = None if subject is None else vocabulary().subject(subject)
    binding = in_force(book.measures, on, subject=tag, direction=way, place=place)
    asked = [
        one for one in book.measures if is_about(one, tag) and (way is None or one.direction.covers(way))
    ]
    return _answer(binding, asked, book, LawAnswerHead(on=on, subject=tag, direction=way, place=place))


def law_for_conduct(on: dt.date, conduct: str, *, place: str | None = None) -> LawAnswer:
    """Tell which measures have to be tested for a kind of act on a day; raises on an unknown conduct."""
    book = law_of_the_council()
    found = conduct_named(conduct)
    asked = [one for row in (*found.rows, *found.earlier) for one in book.row(row)]
    binding = provisions_for(conduct, on, place=place)
    return _answer(
        binding, asked, book, LawAnswerHead(on=on, conduct=found.id, place=place, notes=found.notes)
    )


@attrs.frozen(kw_only=True)
class LawAnswerHead:
    """The question, as understood."""

    on: dt.date
    subject: str | None = None
    conduct: str | None = None
    direction: Direction | None = None
    place: str | None = None
    notes: tuple[str, ...] = ()


def _answer(
    binding: Iterable[Applicable], asked: Iterable[Measure], book: Lawbook, head: LawAnswerHead
) -> LawAnswer:
    candidates = tuple(asked)
    rows = [one for one in binding if one.measure.kind is not MeasureKind.CARVE_OUT]
    general = [one for one in in_force(book.measures, head.on) if one.measure.kind is MeasureKind.CARVE_OUT]
    return LawAnswer(
        on=head.on,
        subject=head.subject,
        conduct=head.conduct,
        direction=None if head.direction is None else head.direction.value,
        place=head.place,
        rows=tuple(_row(one, book) for one in rows),
        carve_outs=tuple(_row(one, book) for one in general),
        earlier=tuple(_other(one) for one in candidates if one.in_force.end and one.in_force.end <= head.on),
        later=tuple(_other(one) for one in candidates if one.in_force.start and one.in_force.start > head.on),
        notes=head.notes,
    )


def _direction(text: str) -> Direction:
    try:
        return Direction(text.strip().lower())
    except ValueError as error:
        raise UnreadableValueError(
            f"{text!r} is no direction", advice=f"use one of {', '.join(Direction)}, seen from the DPRK"
        ) from error


def _other(measure: Measure) -> OtherDays:
    return OtherDays(
        id=measure.id, reference=measure.reference, rule=measure.rule, in_force=str(measure.in_force)
    )


def _row(found: Applicable, book: Lawbook) -> LawRow:
    measure = found.measure
    return LawRow(
        id=measure.id,
        row=measure.row,
        reference=measure.reference,
        address=measure.resolution.address,
        bound=tuple(vocabulary().bound[key] for key in measure.bound),
        direction=measure.direction.value,
        stage=found.stage.value,
        rule=measure.rule,
        in_force=str(measure.in_force),
        threshold=measure.threshold,
        superseded_by=_superseded(found, book),
        amended_by=found.amended_by,
        narrowed_by=found.narrowed_by,
        lists=measure.lists,
        hs_chapters=tuple(one.number for one in measure.hs_chapters),
        parts=_parts(found),
        questions=measure.questions,
        notes=measure.notes,
        unchecked=found.unchecked,
        sources=tuple(_source(key, book) for key in measure.sources),
    )


def _source(key: str, book: Lawbook) -> LawSourceRow:
    found = book.sources[key]
    return LawSourceRow(key=key, what=found.what, addresses=found.addresses)


def _superseded(found: Applicable, book: Lawbook) -> str | None:
    later = found.superseded_by
    if later is None:
        return None
    return f"{later.by} ({book.measure(later.by).reference}) from {later.on}, decided {later.decided}"


def _parts(found: Applicable) -> tuple[LawPart, ...]:
    return (
        *(_cap(one) for one in found.caps),
        *(_grace(one) for one in found.graces),
        *(_deadline(one) for one in found.deadlines),
        *(_report(one) for one in found.reports),
        *(_exemption(one) for one in found.exemptions),
    )


def _cap(one: CapOnDay) -> LawPart:
    limits = " or ".join(limit_in_words(limit) for limit in one.cap.limits)
    period = f"; on this day {one.period}" if one.period else ""
    return LawPart(
        kind="cap",
        id=one.cap.id,
        words=one.cap.words,
        numbers=f"{limits}, {one.cap.counting}{period}",
        note=one.note,
        applies=one.period is not None,
        checked=one.cap.status != _UNCHECKED,
    )


def limit_in_words(limit: Quantity) -> str:
    """A ceiling as it is printed: "500,000 barrels", "USD 400,870,018"; the same in every locale."""
    number = "no number" if limit.high is None else f"{limit.high.value:,f}"
    unit = str(limit.unit)
    return f"{unit} {number}" if unit in CURRENCIES else f"{number} {unit}s"


def _grace(one: Grace) -> LawPart:
    return LawPart(
        kind="grace period",
        id=one.id,
        words=one.words,
        numbers=f"contracts before {one.contracts_before}, imports to {one.imports_until}",
        questions=one.questions,
        checked=one.status != _UNCHECKED,
    )


def _deadline(one: DeadlineOnDay) -> LawPart:
    return LawPart(
        kind="deadline",
        id=one.deadline.id,
        words=one.deadline.words,
        numbers=f"by {one.deadline.on}",
        note="passed" if one.has_passed else "running",
        checked=one.deadline.status != _UNCHECKED,
    )


def _report(one: ReportingDuty) -> LawPart:
    return LawPart(
        kind="report",
        id=one.id,
        words=one.words,
        numbers=f"by {one.due}" if one.due else f"every {one.every_days} days",
        note=vocabulary().bound[one.who],
        checked=one.status != _UNCHECKED,
    )


def _exemption(one: ExemptionToTest) -> LawPart:
    return LawPart(
        kind="exemption",
        id=one.exemption.id,
        words=one.exemption.words,
        note=one.why,
        applies=bool(one.questions),
        humanitarian=one.exemption.humanitarian,
        questions=one.questions,
        checked=one.exemption.status != _UNCHECKED,
    )
