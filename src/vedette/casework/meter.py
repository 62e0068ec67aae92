"""The use case "meter": what was notified and what is estimated of a year, by month, against the cap of the law."""

from __future__ import annotations

import datetime as dt

import attrs

from vedette.assessment.grounds import Grounds
from vedette.assessment.meter import Counted, Crossing, Meter, MeterMonth, counted
from vedette.assessment.meter import meter as run_meter
from vedette.casework.inputs import inputs_of
from vedette.casework.rows import CitedRow, cited, facts_of
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.measures.lookup import Applicable
from vedette.measures.metered import cap_counting
from vedette.model.facts import Claim
from vedette.model.measures import Measure
from vedette.model.moments import Period
from vedette.model.provisions import Cap
from vedette.model.quantities import Quantity
from vedette.report.standing import Standing
from vedette.report.words import date_in_words, day_in_words, quantity_in_words

NOTIFIED, DELIVERED = "notified", "delivered"
"""The two populations of a meter: NAME.notified and NAME.delivered, with their parts."""


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
    law, in the counting year of its own that shares most days with the year. Raises `CaseError` for a name
    without such claims and for a year without a cap, `UnreadableValueError` for a name on which no measure
    sets a cap.
    """
    inputs = inputs_of(workspace, audience=audience, language=language)
    standing = facts_of(inputs)
    chosen = one_of(
        "meter", name, _names(standing), see="a meter needs claims on NAME.notified and NAME.delivered"
    )
    law, cap, period = _cap(inputs.measures, chosen, year)
    limit, notified, estimated = _both(Grounds(facts=standing.facts), chosen, cap.limits)
    found = run_meter(notified, estimated, cap=limit, period=period)
    language = standing.language
    return MeterAnswer(
        name=chosen,
        period=str(period),
        cap=CapLine(
            measure=law.measure.id,
            reference=law.measure.reference,
            limit=limit,
            words=quantity_in_words(limit, language),
            unchecked=law.unchecked,
        ),
        months=tuple(_lines(found, language)),
        notified_share=_as_of(found, quantity_in_words(found.notified_share, language), language),
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


def _cap(measures: tuple[Measure, ...], name: str, year: int) -> tuple[Applicable, Cap, Period]:
    day = dt.date(year, 12, 31)
    found = cap_counting(measures, name, year)
    if found is None:
        raise CaseError(
            f"no cap on {name} was in force on {day}", advice=f"see `vedette law --on {day} --subject {name}`"
        )
    law, cap, period = found
    return law, cap.cap, period


def _both(
    grounds: Grounds, name: str, limits: tuple[Quantity, ...]
) -> tuple[Quantity, tuple[Counted, ...], tuple[Counted, ...]]:
    """The limit in the unit in which most claims are given, the first of those, and both populations in it."""
    found = [
        (
            limit,
            counted(grounds, f"{name}.{NOTIFIED}", unit=limit.unit),
            counted(grounds, f"{name}.{DELIVERED}", unit=limit.unit),
        )
        for limit in limits
    ]
    return max(found, key=lambda one: len(one[1]) + len(one[2]))


def _lines(found: Meter, language: str) -> list[MeterLine]:
    return [
        MeterLine(
            month=f"{one.period.start:%Y-%m}",
            notified=one.notified,
            notified_words=_notified_words(one, found, language),
            estimated=one.estimated,
            estimated_words=quantity_in_words(one.estimated, language),
        )
        for one in found.months
    ]


def _notified_words(month: MeterMonth, found: Meter, language: str) -> str:
    """The total at the end of the month, or as of the last day on which it is known."""
    words = quantity_in_words(month.notified, language)
    day = found.notified_as_of
    return _as_of(found, words, language) if day and month.period.holds(day) else words


def _as_of(found: Meter, words: str, language: str) -> str:
    day = found.notified_as_of
    return f"{words} (state of {day_in_words(day, language)})" if day else words


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
