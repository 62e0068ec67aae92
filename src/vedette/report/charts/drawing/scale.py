"""Numbers along an axis: round steps, and figures with the thousands separators of the language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs
from babel.numbers import format_decimal

from vedette.report.charts.drawing.phrases import locale_of

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def figures(value: Decimal, language: str) -> str:
    """A number as that language groups its digits: 9,000,000."""
    return str(format_decimal(value, locale=locale_of(language), decimal_quantization=False))


@attrs.frozen(kw_only=True)
class Scale:
    """Amounts from zero to ``top`` between two places in millimetres, with a tick at every ``step``."""

    top: Decimal
    step: Decimal
    zero: float
    full: float

    def at(self, value: Decimal) -> float:
        """Where an amount stands; beyond the top at the top."""
        share = min(float(value / self.top), 1.0)
        return self.zero + share * (self.full - self.zero)

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The round amounts from zero to the top."""
        return tuple(self.step * number for number in range(int(self.top / self.step) + 1))


def scale_for(
    values: Sequence[Decimal], *, zero: float, full: float, ticks: int = 5, headroom: Decimal | None = None
) -> Scale:
    """A scale from zero to the first round step at or above the largest value.

    With ``headroom`` it ends that share above the largest value instead, wherever the last step falls.
    """
    largest = max(values, default=Decimal(0)) or Decimal(1)
    rough = largest / ticks
    power = Decimal(1).scaleb(rough.adjusted())
    whole = all(value == value.to_integral_value() for value in values)
    step = next(one * power for one in _STEPS if one * power >= rough)
    if whole:
        step = max(step.to_integral_value(rounding="ROUND_CEILING"), Decimal(1))
    if headroom is not None:
        return Scale(top=largest * (1 + headroom), step=step, zero=zero, full=full)
    top = step * (largest / step).to_integral_value(rounding="ROUND_CEILING")
    return Scale(top=top, step=step, zero=zero, full=full)
