"""The meter: a running total against a dated cap, month by month, each with its band.

An amount that covers several months is never spread over them: until its period ends it may all still be to
come, and from the day it begins it may all have come. Amounts whose periods share a day are added only where
they are known to be disjoint; they may be the same barrels, told twice. A total told before its period has ended
speaks up to that day alone: what is notified is then known up to it, and not to the end of the period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import attrs

from vedette.assessment.combine import MOST_PARTS
from vedette.assessment.conversion import converted
from vedette.assessment.grounds import Grounds, claim_leaf, names_unchecked
from vedette.errors import FigureError
from vedette.model.facts import Claim
from vedette.model.figures import Derivation
from vedette.model.moments import PartialDate, Period
from vedette.model.quantities import End, Quantity, from_ends, total
from vedette.model.units import Unit


@attrs.frozen(kw_only=True)
class Counted:
    """One amount that counts: its node, when, the population it belongs to, and of which wholes that is a part.

    ``as_of`` is the day on which it was told, where its period went on after it; ``when`` ends with that day.
    """

    node: Derivation
    when: PartialDate
    subject: str
    wholes: frozenset[str] = frozenset()
    as_of: dt.date | None = None


@attrs.frozen(kw_only=True)
class MeterMonth:
    """A month with what its year has brought up to its end: notified in all, estimated in all."""

    period: Period
    notified: Quantity
    estimated: Quantity


@attrs.frozen(kw_only=True)
class Crossing:
    """The first month at whose end a total is surely, or may be, above the cap; none if it never is."""

    surely: Period | None
    possibly: Period | None


@attrs.frozen(kw_only=True)
class Meter:
    """The months in order, the cap, what of it was used by the end, and where each total passed it.

    ``notified_from`` and ``estimated_from`` are the nodes it rests on. ``notified_as_of`` is the day up to which
    what is notified is known, where that is not the end of the period.
    """

    cap: Quantity
    months: tuple[MeterMonth, ...]
    notified_share: Quantity
    estimated_share: Quantity
    notified_crossing: Crossing
    estimated_crossing: Crossing
    notified_from: tuple[Derivation, ...]
    estimated_from: tuple[Derivation, ...]
    notified_as_of: dt.date | None = None

    @property
    def notified_total(self) -> Quantity:
        """What is notified in all, by the last day on which it is known."""
        return [one.notified for one in self.months if self.is_told(one)][-1]

    def is_told(self, month: MeterMonth) -> bool:
        """Whether what is notified is known for some day of the month, or for a later one."""
        return self.notified_as_of is None or _begins_by(month.period, self.notified_as_of)


def meter(
    notified: Iterable[Counted], estimated: Iterable[Counted], *, cap: Quantity, period: Period
) -> Meter:
    """Run both totals through the months of ``period``, which needs both ends, against ``cap``.

    A month without notification adds nothing notified; a month without estimate leaves the estimate's high
    end open, because nobody said that nothing came.
    """
    if cap.high is None:
        raise FigureError("a cap has no limit", advice="give the number of the paragraph")
    limit = Quantity.exactly(cap.high.value, cap.unit)
    told, guessed = _within(notified, period, cap.unit), _within(estimated, period, cap.unit)
    known = _known_until(told, period)
    months = tuple(
        MeterMonth(
            period=month,
            notified=_up_to(
                told, month, whole=period, unit=cap.unit, complete=known is None or _begins_by(month, known)
            ),
            estimated=_up_to(guessed, month, whole=period, unit=cap.unit, complete=False),
        )
        for month in period.months()
    )
    last = [month for month in months if known is None or _begins_by(month.period, known)][-1]
    return Meter(
        cap=cap,
        months=months,
        notified_share=last.notified.over(limit),
        estimated_share=months[-1].estimated.over(limit),
        notified_crossing=_crossing(months, lambda month: month.notified, cap.high, _begun(told)),
        estimated_crossing=_crossing(months, lambda month: month.estimated, cap.high, _begun(guessed)),
        notified_from=tuple(one.node for one in told),
        estimated_from=tuple(one.node for one in guessed),
        notified_as_of=known,
    )


def _begins_by(month: Period, day: dt.date) -> bool:
    return month.start is None or month.start <= day


def _known_until(told: Sequence[Counted], period: Period) -> dt.date | None:
    """The day as of which the latest amount was told; none if some amount reaches the end of its own period later."""
    ends = [one.as_of or one.when.last or period.last for one in told]
    latest = max((end for end in ends if end), default=None)
    return latest if latest in {one.as_of for one in told} and latest != period.last else None


def counted(
    grounds: Grounds, subject: str, *, unit: Unit, factors: Sequence[Derivation] = ()
) -> tuple[Counted, ...]:
    """The dated claims on a subject and its parts, in ``unit``, or converted to it by the cited factors.

    Claims in another unit that no factor converts, and unchecked ones that name somebody, are left out.
    """
    found: list[Counted] = []
    for claim in grounds.claims:
        wholes = grounds.wholes.get(claim.subject, frozenset())
        if claim.period is None or names_unchecked(claim) or subject not in wholes | {claim.subject}:
            continue
        node = _in_unit(claim, unit, factors)
        if node is not None:
            when, as_of = _told_until(claim.period, claim.published)
            found.append(Counted(node=node, when=when, subject=claim.subject, wholes=wholes, as_of=as_of))
    return tuple(found)


def _told_until(when: PartialDate, published: PartialDate | None) -> tuple[PartialDate, dt.date | None]:
    """The period up to the day on which an amount was told, and that day, if the period went on after it."""
    first, told = when.widest.start, published.last if published else None
    last = when.widest.last
    if told is None or last is None or not (first is None or first <= told) or told >= last:
        return when, None
    return PartialDate.parse(f"{first or '..'}/{told}"), told


def _in_unit(claim: Claim, unit: Unit, factors: Sequence[Derivation]) -> Derivation | None:
    leaf = claim_leaf(claim, claim.subject)
    if claim.quantity.unit == unit:
        return leaf
    fitting = [one for one in factors if one.quantity.unit == Unit(unit.over, str(claim.quantity.unit))]
    return converted(leaf, fitting, label=claim.subject) if fitting else None


def _within(given: Iterable[Counted], period: Period, unit: Unit) -> tuple[Counted, ...]:
    found = tuple(one for one in given if one.when.widest.overlaps(period))
    for one in found:
        if one.node.quantity.unit != unit:
            raise FigureError(
                f"{one.node.key or one.node.label} is given in {one.node.quantity.unit}, the cap in {unit}",
                advice="convert it with a cited factor",
            )
    return found


def _up_to(given: Sequence[Counted], month: Period, *, whole: Period, unit: Unit, complete: bool) -> Quantity:
    elapsed = Period(whole.start, month.end)
    low = _lowest([one for one in given if one.when.widest.within(elapsed)], unit)
    begun = [one for one in given if one.when.widest.overlaps(elapsed)]
    high = _highest(begun) if complete or _covers(begun, elapsed) else None
    return from_ends(unit, low=low, high=high, nominal=None)


def _lowest(ended: Sequence[Counted], unit: Unit) -> End | None:
    """The largest sum of low ends over amounts of which no two can overlap."""
    bounded = [(one.node.quantity.low, one) for one in ended if one.node.quantity.low]
    known = [one for _, one in sorted(bounded, key=lambda pair: pair[0].value, reverse=True)][:MOST_PARTS]
    sums = (
        total((one.node.quantity for one in some), unit).low
        for size in range(1, len(known) + 1)
        for some in combinations(known, size)
        if all(_are_apart(*pair) for pair in combinations(some, 2))
    )
    return max((end for end in sums if end), key=lambda end: (end.value, not end.closed), default=None)


def _are_apart(one: Counted, other: Counted) -> bool:
    """Whether two amounts share nothing: other days, or two parts of one whole."""
    if not one.when.widest.overlaps(other.when.widest):
        return True
    if one.subject == other.subject or one.subject in other.wholes or other.subject in one.wholes:
        return False
    return bool(one.wholes & other.wholes)


def _highest(begun: Sequence[Counted]) -> End | None:
    """The sum of high ends, parts left to their wholes, and of estimates for shared days the largest."""
    subjects = {one.subject for one in begun}
    ends: list[End] = []
    for cluster in _clusters([one for one in begun if not one.wholes & subjects]):
        highs = [one.node.quantity.high for one in cluster]
        known = [end for end in highs if end]
        if len(known) < len(highs):
            return None
        ends.append(max(known, key=lambda end: (end.value, end.closed)))
    result = End(Decimal(0))
    for end in ends:
        result = result.plus(end)
    return result


def _clusters(given: Sequence[Counted]) -> Iterator[list[Counted]]:
    """Amounts on one subject whose periods share days, directly or through others."""
    for subject in sorted({one.subject for one in given}):
        cluster: list[Counted] = []
        for one in sorted((one for one in given if one.subject == subject), key=lambda one: one.when.widest):
            if cluster and not any(one.when.widest.overlaps(other.when.widest) for other in cluster):
                yield cluster
                cluster = []
            cluster.append(one)
        yield cluster


def _covers(given: Sequence[Counted], elapsed: Period) -> bool:
    """Whether every day of ``elapsed`` lies in the period of some amount."""
    reached = elapsed.start
    for one in sorted(one.when.days for one in given):
        if reached is None or (one.start is not None and one.start > reached):
            return False
        if one.end is None or elapsed.end is None:
            return one.end is None
        reached = max(reached, one.end)
        if reached >= elapsed.end:
            return True
    return False


def _begun(given: Sequence[Counted]) -> Callable[[Period], bool]:
    return lambda month: any(
        one.when.widest.start is None or month.end is None or one.when.widest.start < month.end
        for one in given
    )


def _crossing(
    months: Sequence[MeterMonth],
    amount: Callable[[MeterMonth], Quantity],
    cap: End,
    begun: Callable[[Period], bool],
) -> Crossing:
    """Where a total passes the cap; it may have passed it only once something that counts has begun."""
    passed = [(one.period, amount(one).surely_exceeds(cap.value)) for one in months]
    return Crossing(
        surely=next((month for month, above in passed if above is True), None),
        possibly=next((month for month, above in passed if above is not False and begun(month)), None),
    )
