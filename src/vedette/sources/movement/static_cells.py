"""Cells of static fields to the values of a static report; what says nothing becomes the absent value."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

CELLS_KEPT: Final = 1 << 12
"""Cells whose value is remembered: a ship says the same in every one of its rows."""

NOTHING = frozenset({"", "unknown", "undefined", "none", "null", "nan", "n/a"})
"""Words by which the publishers say that nothing was transmitted, in small letters."""


@lru_cache(CELLS_KEPT)
def text_or_none(cell: str) -> str | None:
    """A name or call sign as transmitted, padding removed; None where there is none."""
    text = cell.strip().rstrip("@").rstrip()
    return None if text.casefold() in NOTHING else text


@lru_cache(CELLS_KEPT)
def imo_digits(cell: str) -> int:
    """The IMO number with or without its prefix, as transmitted, check digit or not; 0 where there is none."""
    digits = cell.strip().upper().removeprefix("IMO").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0  # noqa: PLR2004 -- 30 bits


@lru_cache(CELLS_KEPT)
def whole_number(cell: str, *, most: int, scale: int = 1) -> int:
    """A decimal times ``scale``, rounded; 0, which is absent, where it is none or above ``most``."""
    try:
        value = Decimal(cell) * scale
    except InvalidOperation:
        return 0
    return int(value.to_integral_value()) if value.is_finite() and 0 <= value <= most else 0
