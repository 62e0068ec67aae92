"""Quantities: "more than 20,000 containers" as a value that adds, compares and conflicts.

A quantity is an interval of non-negative amounts with open, closed or missing ends, and a nominal value
where the source gives one ("about 9 million"). The algebra is total over quantities of one unit:

- a missing low end means that nothing is known below, which for an amount is the same as zero; a missing
  high end has no limit. "At least zero" is therefore stored with a missing low end;
- ``about`` keeps its nominal value and has no bounds unless a cited tolerance gives them;
- sums of disjoint amounts add ends; counts of possibly overlapping parts take the largest low and the sum
  of highs.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from functools import reduce
from typing import Self, TypeGuard

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.units import Unit

EXACT_DIGITS = 2000
"""Digits carried through sums and products: enough to be exact, so that their order does not matter."""

QUOTIENT_DIGITS = 50
"""Digits of a quotient; its low end is rounded down and its high end up, so that nothing possible is lost."""

_WIDEST_POWER = 200


class Wording(enum.StrEnum):
    """How a source words a quantity; printed as it was said."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    ABOUT = "about"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    UP_TO = "up to"
    BETWEEN = "between"
    UNQUANTIFIED = "unquantified"


@attrs.frozen(order=True)
class End:
    """One end of an interval; ``closed`` if the value itself belongs to it."""

    value: Decimal
    closed: bool = True

    def plus(self, other: End) -> End:
        """The end of a sum, closed only if both are."""
        with localcontext(prec=EXACT_DIGITS):
            return End(self.value + other.value, self.closed and other.closed)

    def times(self, other: End) -> End:
        """The end of a product, closed only if both are, or if one is zero and closed: nothing of anything."""
        with localcontext(prec=EXACT_DIGITS):
            return End(
                self.value * other.value,
                (self.closed and other.closed) or self.is_nothing or other.is_nothing,
            )

    def over(self, other: End, *, rounding: str) -> End:
        """The end of a quotient, rounded in one direction; the divisor is not zero."""
        quotient = Context(prec=QUOTIENT_DIGITS, rounding=rounding).divide(self.value, other.value)
        return End(quotient, (self.closed and other.closed) or self.is_nothing)

    @property
    def is_nothing(self) -> bool:
        """Whether it is zero, and zero belongs to it."""
        return self.closed and self.value == 0


_NOTHING = End(Decimal(0))


def _checked_amount(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if not value.is_finite() or value < 0:
        raise UnreadableValueError(
            f"{value} cannot be an amount",
            advice="amounts are finite and not negative; turn the direction round instead",
        )
    if value == 0:
        return Decimal(0)
    exponent = value.as_tuple().exponent
    if abs(value.adjusted()) > _WIDEST_POWER or (isinstance(exponent, int) and -exponent > EXACT_DIGITS // 2):
        raise UnreadableValueError(
            f"an amount of ten to the power {value.adjusted()} is beyond anything that is counted",
            advice="check the exponent",
        )
    return value


def _checked(end: End | None) -> End | None:
    value = None if end is None else _checked_amount(end.value)
    return end if end is None or value is end.value else End(value or Decimal(0), end.closed)


@attrs.frozen(kw_only=True)
class Quantity:
    """An amount as it is known: wording, low and high end, nominal value, unit.

    Make one with the class method of its wording; the constructor checks that the ends fit together.
    ``text`` holds the source's words for what is unquantified ("several thousand").
    """

    wording: Wording
    unit: Unit
    low: End | None = attrs.field(default=None, converter=_checked)
    high: End | None = attrs.field(default=None, converter=_checked)
    nominal: Decimal | None = attrs.field(default=None, converter=_checked_amount)
    text: str | None = None

    def __attrs_post_init__(self) -> None:
        if _is_empty(self.low, self.high):
            raise UnreadableValueError(
                f"no amount lies between {_value(self.low)} and {_value(self.high)}",
                advice="check which end is which",
            )
        low, high = _normal_ends(self.low, self.high)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        if self.nominal is not None and not self.allows(self.nominal):
            raise UnreadableValueError(
                f"{self.nominal} does not lie between {_value(low)} and {_value(high)}",
                advice="the nominal value lies between the ends",
            )
        if self.wording is Wording.EXACTLY and (low is None or low != high):
            raise UnreadableValueError("exactly how many is not said", advice="give both ends, and the same")
        if self.wording is Wording.UNQUANTIFIED and (low or high or self.nominal is not None):
            raise UnreadableValueError(
                "an unquantified amount has ends", advice="word it as at least, at most or about"
            )

    @classmethod
    def exactly(cls, value: Decimal | int, unit: Unit) -> Self:
        """That many, no more and no fewer."""
        end = End(Decimal(value))
        return cls(wording=Wording.EXACTLY, unit=unit, low=end, high=end, nominal=end.value)

    @classmethod
    def at_least(cls, value: Decimal | int, unit: Unit) -> Self:
        """That many or more."""
        return cls(wording=Wording.AT_LEAST, unit=unit, low=End(Decimal(value)))

    @classmethod
    def more_than(cls, value: Decimal | int, unit: Unit) -> Self:
        """More than that many."""
        return cls(wording=Wording.MORE_THAN, unit=unit, low=End(Decimal(value), closed=False))

    @classmethod
    def at_most(cls, value: Decimal | int, unit: Unit) -> Self:
        """That many or fewer."""
        return cls(wording=Wording.AT_MOST, unit=unit, high=End(Decimal(value)))

    @classmethod
    def less_than(cls, value: Decimal | int, unit: Unit) -> Self:
        """Fewer than that many."""
        return cls(wording=Wording.LESS_THAN, unit=unit, high=End(Decimal(value), closed=False))

    @classmethod
    def up_to(cls, value: Decimal | int, unit: Unit) -> Self:
        """That many or fewer, in the words of a source that means the upper end."""
        return cls(wording=Wording.UP_TO, unit=unit, high=End(Decimal(value)))

    @classmethod
    def between(cls, low: Decimal | int, high: Decimal | int, unit: Unit) -> Self:
        """From low to high, both included."""
        return cls(wording=Wording.BETWEEN, unit=unit, low=End(Decimal(low)), high=End(Decimal(high)))

    @classmethod
    def about(cls, value: Decimal | int, unit: Unit, *, tolerance: Decimal | None = None) -> Self:
        """Roughly that many; bounded only if a cited relative ``tolerance`` (0 to 1) says how roughly."""
        nominal = Decimal(value)
        if tolerance is None:
            return cls(wording=Wording.ABOUT, unit=unit, nominal=nominal)
        ends = End(nominal * (1 - tolerance)), End(nominal * (1 + tolerance))
        return cls(wording=Wording.ABOUT, unit=unit, low=ends[0], high=ends[1], nominal=nominal)

    @classmethod
    def unquantified(cls, text: str, unit: Unit) -> Self:
        """What a source says without a number: "several thousand", "jamming equipment"."""
        return cls(wording=Wording.UNQUANTIFIED, unit=unit, text=text)

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    def plus(self, other: Quantity) -> Quantity:
        """The total of two disjoint amounts of one unit."""
        return total((self, other), self.unit)

    def times(self, factor: Quantity) -> Quantity:
        """The product with a ratio ("round/container"), end by end."""
        nominal = None
        if self.nominal is not None and factor.nominal is not None:
            nominal = End(self.nominal).times(End(factor.nominal)).value
        low = self.low.times(factor.low) if self.low and factor.low else None
        high = self.high.times(factor.high) if self.high and factor.high else None
        return from_ends(self.unit.times(factor.unit), low=low, high=high, nominal=nominal)

    def over(self, divisor: Quantity) -> Quantity:
        """The share that this amount is of another one of the same unit; 1 is all of it.

        The low end is divided by the divisor's high end and the other way round; a divisor that can be zero
        leaves the high end missing.
        """
        _of_unit((divisor,), self.unit)
        low = (
            self.low.over(divisor.high, rounding=ROUND_FLOOR)
            if self.low and _positive(divisor.high)
            else None
        )
        high = (
            self.high.over(divisor.low, rounding=ROUND_CEILING)
            if self.high and _positive(divisor.low)
            else None
        )
        nominal = None
        if self.nominal is not None and divisor.nominal:
            nominal = Context(prec=QUOTIENT_DIGITS).divide(self.nominal, divisor.nominal)
        return from_ends(Unit("share"), low=low, high=high, nominal=nominal)

    def allows(self, value: Decimal) -> bool:
        """Whether the amount can be ``value``, as far as the ends say."""
        above = self.low is None or value > self.low.value or (self.low.closed and value == self.low.value)
        below = (
            self.high is None or value < self.high.value or (self.high.closed and value == self.high.value)
        )
        return above and below

    def is_compatible_with(self, other: Quantity) -> bool:
        """Whether one amount can satisfy both; false means the two contradict each other."""
        return meet(self, other) is not None

    def surely_exceeds(self, value: Decimal) -> bool | None:
        """True if the amount is above ``value``, false if it is not, none if the ends do not tell."""
        if self.low and (self.low.value > value or (self.low.value == value and not self.low.closed)):
            return True
        if self.high and self.high.value <= value:
            return False
        return None


def _value(end: End | None) -> Decimal | str:
    return "no limit" if end is None else end.value


def _is_empty(low: End | None, high: End | None) -> bool:
    """Whether no amount lies between the ends; a missing low end is zero."""
    floor = low or _NOTHING
    if high is None:
        return False
    return floor.value > high.value or (floor.value == high.value and not (floor.closed and high.closed))


def _normal_ends(low: End | None, high: End | None) -> tuple[End | None, End | None]:
    """One form for each interval: no low end for "at least zero", both ends for zero itself."""
    if high is not None and high.is_nothing:
        return _NOTHING, _NOTHING
    return (None if low is not None and low.is_nothing else low), high


def _positive(end: End | None) -> TypeGuard[End]:
    return end is not None and end.value > 0


def _sum_of_ends(ends: Iterable[End]) -> End:
    return reduce(End.plus, ends, End(Decimal(0)))


def total(parts: Iterable[Quantity], unit: Unit) -> Quantity:
    """The sum of disjoint amounts of ``unit``; none at all is exactly zero."""
    known = _of_unit(parts, unit)
    lows = [part.low for part in known if part.low]
    highs = [part.high for part in known if part.high]
    nominals = [part.nominal for part in known if part.nominal is not None]
    return from_ends(
        unit,
        low=_sum_of_ends(lows) if lows or not known else None,
        high=_sum_of_ends(highs) if len(highs) == len(known) else None,
        nominal=_sum_of_ends(map(End, nominals)).value if len(nominals) == len(known) else None,
    )


def union(parts: Iterable[Quantity], unit: Unit) -> Quantity:
    """The count of what several possibly overlapping counts cover together.

    At least the largest low end, at most the sum of the high ends, unlimited if any has none. A recorded
    judgement that the parts are disjoint replaces this by `total`; that they are the same, by `meet`.
    """
    known = [part for part in _of_unit(parts, unit) if part.high != End(Decimal(0))]
    lows = [part.low for part in known if part.low]
    highs = [part.high for part in known if part.high]
    return from_ends(
        unit,
        low=max(lows, key=lambda end: (end.value, not end.closed)) if lows else None,
        high=_sum_of_ends(highs) if len(highs) == len(known) else None,
        nominal=known[0].nominal if len(known) == 1 else None,
    )


def meet(one: Quantity, other: Quantity) -> Quantity | None:
    """What two statements about the same amount leave possible; none if they contradict each other."""
    _of_unit((other,), one.unit)
    low = max(
        (end for end in (one.low, other.low) if end),
        key=lambda end: (end.value, not end.closed),
        default=None,
    )
    high = min(
        (end for end in (one.high, other.high) if end), key=lambda end: (end.value, end.closed), default=None
    )
    if _is_empty(low, high):
        return None
    nominals = {value for value in (one.nominal, other.nominal) if value is not None}
    return from_ends(one.unit, low=low, high=high, nominal=nominals.pop() if len(nominals) == 1 else None)


def is_below(one: Quantity, other: Quantity) -> bool:
    """Whether every amount that ``one`` allows is smaller than every amount that ``other`` allows."""
    return one.high is not None and other.low is not None and _is_empty(other.low, one.high)


def envelope(rivals: Iterable[Quantity], unit: Unit) -> Quantity:
    """From the lowest to the highest that any of several rival estimates allows; never a sum."""
    known = _of_unit(rivals, unit)
    lows = [one.low for one in known if one.low]
    highs = [one.high for one in known if one.high]
    return from_ends(
        unit,
        low=min(lows, key=lambda end: (end.value, not end.closed))
        if lows and len(lows) == len(known)
        else None,
        high=max(highs, key=lambda end: (end.value, end.closed))
        if highs and len(highs) == len(known)
        else None,
        nominal=None,
    )


def _of_unit(parts: Iterable[Quantity], unit: Unit) -> list[Quantity]:
    known = list(parts)
    other = next((part.unit for part in known if part.unit != unit), None)
    if other:
        advice = "convert with a cited factor first, or count the same unit"
        raise UnreadableValueError(f"{other} cannot be put together with {unit}", advice=advice)
    return known


def from_ends(unit: Unit, *, low: End | None, high: End | None, nominal: Decimal | None) -> Quantity:
    """The quantity with these ends, worded by its shape.

    A nominal value outside the ends is dropped: what is known of the ends contradicts it.
    """
    low, high = _normal_ends(low, high)
    if low and low == high:
        nominal = low.value
    elif nominal is not None and not Quantity(
        wording=_shape(low, high, None), unit=unit, low=low, high=high
    ).allows(nominal):
        nominal = None
    return Quantity(wording=_shape(low, high, nominal), unit=unit, low=low, high=high, nominal=nominal)


def _shape(low: End | None, high: End | None, nominal: Decimal | None) -> Wording:
    if low and low == high:
        return Wording.EXACTLY
    if nominal is not None:
        return Wording.ABOUT
    match low, high:
        case None, None:
            return Wording.UNQUANTIFIED
        case End(), End():
            return Wording.BETWEEN
        case End(closed=closed), None:
            return Wording.AT_LEAST if closed else Wording.MORE_THAN
    return Wording.AT_MOST if high and high.closed else Wording.LESS_THAN
