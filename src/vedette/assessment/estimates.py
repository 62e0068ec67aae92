"""Estimates: what several authors say about one subject, side by side; never averaged, never summed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations

import attrs

from vedette.model.facts import Claim
from vedette.model.quantities import End, is_below


@attrs.frozen(kw_only=True)
class Conflict:
    """Two estimates, by key, of which at most one can be right, and why in words."""

    left: str
    right: str
    why: str


@attrs.frozen(kw_only=True)
class Estimates:
    """All claims on one subject as of a day, by day of publication, author and method.

    ``standing`` are those that their author has not replaced; ``undated`` those of which it is not sure that
    they were published by then; ``conflicts`` stand between the standing ones.
    """

    subject: str
    on: dt.date | None
    published: tuple[Claim, ...]
    standing: tuple[Claim, ...]
    undated: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]


def estimates(claims: Iterable[Claim], subject: str, *, on: dt.date | None = None) -> Estimates:
    """The estimates of ``subject`` that were surely published by the day ``on``; all of them if none is given."""
    asked = [one for one in claims if one.subject == subject]
    published = sorted((one for one in asked if on is None or _published_by(one, on)), key=_order)
    standing = tuple(one for one in published if not any(_replaces(other, one) for other in published))
    return Estimates(
        subject=subject,
        on=on,
        published=tuple(published),
        standing=standing,
        undated=tuple(
            sorted((one for one in asked if one not in published and _perhaps_by(one, on)), key=_order)
        ),
        conflicts=tuple(conflicts(standing)),
    )


def _published_by(claim: Claim, on: dt.date) -> bool:
    last = claim.published.last if claim.published else None
    return last is not None and last <= on


def _perhaps_by(claim: Claim, on: dt.date | None) -> bool:
    first = claim.published.first if claim.published else None
    return first is None or on is None or first <= on


def _order(claim: Claim) -> tuple[dt.date, str, str, str]:
    last = claim.published.last if claim.published else None
    return (last or dt.date.max, claim.author, claim.method or "", claim.basis.key)


def _replaces(later: Claim, earlier: Claim) -> bool:
    """Whether one author published ``later`` surely after ``earlier``."""
    if later.author != earlier.author or not (later.published and earlier.published):
        return False
    first, last = later.published.first, earlier.published.last
    return first is not None and last is not None and first > last


def conflicts(claims: Iterable[Claim]) -> Iterator[Conflict]:
    """The pairs that contradict each other.

    Estimates for one period contradict each other when no amount satisfies both. Where one period lies within
    the other, the shorter one cannot hold more. Estimates for other periods do not contradict each other, and
    one whose period nobody knows contradicts nothing: both may be true of different days.
    """
    for left, right in combinations(claims, 2):
        if left.quantity.unit != right.quantity.unit:
            continue
        above, below = _comparable(left, right), _comparable(right, left)
        if above and is_below(right.quantity, left.quantity):
            yield _conflict(left, right)
        elif below and is_below(left.quantity, right.quantity):
            yield _conflict(right, left)


def _comparable(part: Claim, whole: Claim) -> bool:
    """Whether the part's period lies within the whole's, so that it cannot hold more."""
    if part.period is None or whole.period is None:
        return False
    return part.period.days.within(whole.period.days)


def _conflict(higher: Claim, lower: Claim) -> Conflict:
    return Conflict(
        left=higher.basis.key,
        right=lower.basis.key,
        why=f"{higher.author} has at least {_amount(higher.quantity.low)} and {lower.author} at most "
        f"{_amount(lower.quantity.high)} {lower.quantity.unit}",
    )


def _amount(end: End | None) -> str:
    """An end with thousands separators, as people read numbers."""
    return f"{end.value:,f}" if end else "no known amount"
