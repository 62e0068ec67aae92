"""Round numbers: a number says no more than its digits, and what is reckoned from it says no more either.

The usual rule for numbers that state no uncertainty: the last digit that counts is right to half its unit (7.89
stands for 7.885 to 7.895, and 53,000 for 52,500 to 53,500, because the zeros that end a whole number do not count).

- A ratio with digits behind the point, worded as exact, is taken so; a whole one is counted ("twenty rounds to a
  crate") and stands as it is.
- An amount that is converted by a ratio, worded as exact, is taken so where it ends in zeros.
- What is worded as about has no bounds, and nothing reckoned from it has any, unless a cited tolerance gives them.
- A result has as many digits as the roundest number that it comes from; its ends are rounded outwards, and keep two.

Bounds that a source gives of its own are kept as they are. Ends belong to the range.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext

import attrs

from vedette.model.quantities import EXACT_DIGITS, End, Quantity, Wording, from_ends

_HALF = Decimal("0.5")

FEWEST_END_DIGITS = 2
"""Digits that an end keeps: rounding 1.4 outwards to one digit would move it by almost half."""


def as_rounded(quantity: Quantity) -> Quantity:
    """A ratio with the bounds that its digits leave open; any other quantity, or one with bounds, as it is."""
    nominal = quantity.nominal
    if quantity.unit.per is None or nominal is None or int(nominal.as_tuple().exponent) >= 0:
        return quantity
    return spread(quantity)


def spread(quantity: Quantity) -> Quantity:
    """An exact number with half a unit of its last digit that counts either way, if it is round or has a point.

    What is worded as about stays without bounds, a whole number that does not end in zero is a count, and bounds
    of a source stand.
    """
    nominal = quantity.nominal
    if quantity.wording is not Wording.EXACTLY or not nominal:
        return quantity
    step = _step(nominal)
    if step == 1:
        return quantity
    with localcontext(prec=EXACT_DIGITS):
        low, high = End(nominal - step * _HALF), End(nominal + step * _HALF)
    return from_ends(quantity.unit, low=low, high=high, nominal=nominal)


def _step(nominal: Decimal) -> Decimal:
    """The unit of the last digit that counts: zeros behind the point do, those that end a whole number do not."""
    exponent = int(nominal.as_tuple().exponent)
    return Decimal(1).scaleb(exponent if exponent < 0 else int(nominal.normalize().as_tuple().exponent))


def is_about(quantity: Quantity) -> bool:
    """Whether it is known by a nominal value alone, without bounds."""
    return quantity.wording is Wording.ABOUT and quantity.low is None and quantity.high is None


def digits_of(quantity: Quantity) -> int | None:
    """The digits that count of a number worded as about, or bounded at one end; none for counts and ranges."""
    ends = {end.value for end in (quantity.low, quantity.high) if end}
    value = quantity.nominal if quantity.nominal is not None else ends.pop() if len(ends) == 1 else None
    if not value or (quantity.wording is Wording.EXACTLY and spread(quantity) == quantity):
        return None
    return value.adjusted() - int(_step(value).adjusted()) + 1


def fewest_digits(given: Iterable[Quantity]) -> int | None:
    """The digits of the roundest of several numbers; none if all are counts or ranges."""
    return min((digits for digits in map(digits_of, given) if digits is not None), default=None)


def to_digits(quantity: Quantity, digits: int | None) -> Quantity:
    """The quantity with so many digits: the nominal value to the nearest, the ends outwards."""
    if digits is None:
        return quantity
    ends = max(digits, FEWEST_END_DIGITS)
    low, high, nominal = quantity.low, quantity.high, quantity.nominal
    return from_ends(
        quantity.unit,
        low=low and attrs.evolve(low, value=_kept(low.value, ends, ROUND_FLOOR)),
        high=high and attrs.evolve(high, value=_kept(high.value, ends, ROUND_CEILING)),
        nominal=None if nominal is None else _kept(nominal, digits, ROUND_HALF_EVEN),
    )


def _kept(value: Decimal, digits: int, rounding: str) -> Decimal:
    if value == 0:
        return value
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    with localcontext(prec=EXACT_DIGITS):
        return (value / step).to_integral_value(rounding) * step


def said_of(name: str, stated: Quantity, taken: Quantity) -> str:
    """The assumption in words, for the derivation of a figure that rests on it."""
    low, high = taken.low, taken.high
    between = f"between {low.value:f} and {high.value:f}" if low and high else str(taken.nominal)
    return (
        f"{name}, stated as {stated.nominal:f}, is taken as {between} {taken.unit}: "
        "half a unit of its last digit either way"
    )


def said_of_about(names: Iterable[str]) -> str:
    """The assumption in words of a result that has no bounds, because numbers that it comes from have none."""
    return f"no bound follows, because no source gives a tolerance: {', '.join(names)} (worded as about)"
