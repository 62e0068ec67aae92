"""Conversions: from one unit to another by cited factors, never by a constant in code."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.quantities import Quantity, envelope
from vedette.model.units import Unit


@attrs.frozen(kw_only=True)
class ConversionFactor:
    """A cited ratio between two units; where sources differ, several stand side by side."""

    name: str
    ratio: Decimal
    unit: Unit
    source: str


def convert(amount: Quantity, factors: Iterable[ConversionFactor]) -> Quantity:
    """Convert by every factor given; the bounds span them all, and the wording widens with them."""
    products = [amount.times(Quantity.exactly(one.ratio, one.unit)) for one in factors]
    if not products:
        raise UnreadableValueError(
            f"no factor converts {amount.unit}", advice="cite at least one conversion factor"
        )
    unit = products[0].unit
    return products[0] if len(products) == 1 else envelope(products, unit)
