"""Rounded ratios: a factor says no more than its digits, so a product with it is widened by half a unit.

The usual rule for numbers that state no uncertainty: the last digit given is right to half its unit (7.89 stands
for 7.885 to 7.895). It holds for ratios, such as barrels to a tonne:

- with digits behind the point, whether the source words them as exact or as about;
- worded as about and whole: half a unit of the last digit that is not zero (about 460: 455 to 465);
- whole and worded as exact: counted, so exact ("twenty rounds to a crate"); none is widened.

Bounds that a source gives of its own are kept as they are. Ends belong to the range.
"""

from __future__ import annotations

from decimal import Decimal, localcontext

from vedette.model.quantities import EXACT_DIGITS, End, Quantity, Wording, from_ends

_HALF = Decimal("0.5")


def as_rounded(quantity: Quantity) -> Quantity:
    """A ratio with the bounds that its digits leave open; any other quantity, or one with bounds, as it is."""
    nominal = quantity.nominal
    if quantity.unit.per is None or nominal is None or nominal == 0:
        return quantity
    step = _step(nominal, about=quantity.wording is Wording.ABOUT)
    has_bounds = quantity.low != quantity.high
    if step is None or has_bounds:
        return quantity
    with localcontext(prec=EXACT_DIGITS):
        half = step * _HALF
        low, high = End(nominal - half), End(nominal + half)
    return from_ends(quantity.unit, low=low, high=high, nominal=nominal)


def _step(nominal: Decimal, *, about: bool) -> Decimal | None:
    """The unit of the last digit that counts; none where a whole number is meant as it stands."""
    exponent = int(nominal.as_tuple().exponent)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    if not about:
        return None
    return Decimal(1).scaleb(int(nominal.normalize().as_tuple().exponent))


def said_of(name: str, stated: Quantity, taken: Quantity) -> str:
    """The assumption in words, for the derivation of a figure that rests on it."""
    low, high = taken.low, taken.high
    between = f"between {low.value:f} and {high.value:f}" if low and high else str(taken.nominal)
    return (
        f"{name}, stated as {stated.nominal:f}, is taken as {between} {taken.unit}: "
        "half a unit of its last digit either way"
    )
