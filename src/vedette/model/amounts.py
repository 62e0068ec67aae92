"""Amounts as people write them in a cell or a file of definitions."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from vedette.errors import UnreadableValueError

LARGEST_POWER = 25
"""Amounts that people write stay below ten to this power, and no finer than one part of it."""


def parse_amount(text: str) -> Decimal:
    """Read a number with thousands separators ("20,000", "9 000 000", "1.5"); refuse anything else."""
    cleaned = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", "")
    try:
        value = Decimal(cleaned)
    except InvalidOperation as error:
        raise UnreadableValueError(
            f"{text!r} is not a number", advice="write digits with a point for decimals: 20000 or 1.5"
        ) from error
    if not value.is_finite() or value < 0 or (value and abs(value.adjusted()) > LARGEST_POWER):
        raise UnreadableValueError(f"{text!r} is not an amount", advice="amounts are finite and not negative")
    return value
