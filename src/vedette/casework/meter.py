"""The use case "meter": what was notified and what is estimated of a year, by month, against the cap of the law."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.assessment.grounds import Grounds
from vedette.assessment.meter import Counted, Crossing, Meter, counted
from vedette.assessment.meter import meter as run_meter
from vedette.casework.inputs import inputs_of
from vedette.casework.rows import CitedRow, cited, facts_of
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.measures.lookup import CapOnDay, in_force
from vedette.model.facts import Claim
from vedette.model.measures import Measure
from vedette.model.moments import Period
from vedette.model.quantities import Quantity
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, quantity_in_words

NOTIFIED, DELIVERED = "notified", "delivered"
"""The two populations of a meter: NAME.notified and NAME.delivered, with their parts."""

UNDER_LAW = {"petroleum": "refined-petroleum"}
"""Names of meters that are a wider word in the vocabulary of the law than the cap they count against."""


@attrs.frozen(kw_only=True)
class MeterLine:
    """The totals at the end of one month."""

    month: str
    notified: Quantity
    notified_words: str
    estimated: Quantity
    estimated_words: str


@attrs.frozen(kw_only=True)
class CapLine:
    """The cap that is counted against: its paragraph, its limit, and what of it nobody has checked."""

    measure: str
    reference: str
    limit: Quantity
    words: str
    unchecked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class MeterAnswer:
    """A year against its cap: both totals month by month, their share at the end, and where they passed it."""

    name: str
    period: str
    cap: CapLine
    months: tuple[MeterLine, ...]
    notified_share: str
    estimated_share: str
    notified_passed: str
    estimated_passed: str
    notified_rows: tuple[CitedRow, ...]
    estimated_rows: tuple[CitedRow, ...]


def meter(
    workspace: Workspace, name: str, *, year: int, audience: str = "public", language: str | None = None
) -> MeterAnswer:
    """Compare what was notified and what is estimated under ``name`` in a year with the cap in force.

    The claims are those on ``NAME.notified`` and ``NAME.delivered`` and on their parts; the cap is that of the
    law on the last day of the year, in its own counting year. Raises `CaseError` for a name without such claims
    and for a year without a cap, `UnreadableValueError` for a word that the law does not have.
    """
    inputs = inputs_of(workspace, audience=audience, language=language)
    standing = facts_of(inputs)
    chosen = one_of(
        "meter", name, _names(standing), see="a meter needs claims on NAME.notified and NAME.delivered"
    )
    measure, cap, period, unchecked = _cap(inputs.measures, chosen, year)
    grounds = Grounds(facts=standing.facts)
    limit = cap.cap.limits[0]
    notified = counted(grounds, f"{chosen}.{NOTIFIED}", unit=limit.unit)
    estimated = counted(grounds, f"{chosen}.{DELIVERED}", unit=limit.unit)
    found = run_meter(notified, estimated, cap=limit, period=period)
    language = standing.language
    return MeterAnswer(
        name=chosen,
        period=str(period),
        cap=CapLine(
            measure=measure.id,
            reference=measure.reference,
            limit=limit,
            words=quantity_in_words(limit, language),
            unchecked=unchecked,
        ),
        months=tuple(_lines(found, language)),
        notified_share=quantity_in_words(found.notified_share, language),
        estimated_share=quantity_in_words(found.estimated_share, language),
        notified_passed=_passed(found.notified_crossing, language),
        estimated_passed=_passed(found.estimated_crossing, language),
        notified_rows=_rows(notified, period, standing),
        estimated_rows=_rows(estimated, period, standing),
    )


def _names(standing: Standing) -> dict[str, str]:
    subjects = {claim.subject for claim in standing.of(Claim)}
    ends = (f".{NOTIFIED}", f".{DELIVERED}")
    names = {one.removesuffix(ends[0]) for one in subjects if one.endswith(ends[0])}
    return {one: f"{one}{ends[1]}" for one in sorted(names) if one + ends[1] in subjects}


def _cap(
    measures: tuple[Measure, ...], name: str, year: int
) -> tuple[Measure, CapOnDay, Period, tuple[str, ...]]:
    day = dt.date(year, 12, 31)
    for found in in_force(measures, day, subject=UNDER_LAW.get(name, name)):
        for cap in found.caps:
            if cap.period is not None:
                return found.measure, cap, cap.period, found.unchecked
    raise CaseError(
        f"no cap on {name} was in force on {day}", advice=f"see `vedette law --on {day} --subject {name}`"
    )


def _lines(found: Meter, language: str) -> list[MeterLine]:
    return [
        MeterLine(
            month=f"{one.period.start:%Y-%m}",
            notified=one.notified,
            notified_words=quantity_in_words(one.notified, language),
            estimated=one.estimated,
            estimated_words=quantity_in_words(one.estimated, language),
        )
        for one in found.months
    ]


def _passed(crossing: Crossing, language: str) -> str:
    surely, possibly = crossing.surely, crossing.possibly
    if surely and surely.last:
        return f"above the cap by {date_in_words(surely.last, language)} at the latest"
    if possibly and possibly.last:
        return f"may be above the cap from {date_in_words(possibly.start or possibly.last, language)}"
    return "not above the cap"


def _rows(given: tuple[Counted, ...], period: Period, standing: Standing) -> tuple[CitedRow, ...]:
    facts = dict.fromkeys(
        leaf.fact
        for one in given
        if one.when.widest.overlaps(period)
        for leaf in one.node.leaves()
        if leaf.fact
    )
    return tuple(cited(standing.fact(fact), standing) for fact in facts)
