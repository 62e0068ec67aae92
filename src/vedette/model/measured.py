"""What an event measured, in words: ``duration: 17.2 hours``, alike on terminals, in tables and on sheets."""

from __future__ import annotations

from decimal import Decimal

from vedette.model.events import Magnitude

_HOUR = 3600
_TENTH = Decimal("0.1")


def measured(one: Magnitude) -> str:
    """A magnitude that is known, with its name and unit; an hour and more are told in hours."""
    if one.value is None or isinstance(one.value, str):
        return f"{one.name}: {one.value or 'not known'}"
    if one.unit == "second" and one.value >= _HOUR:
        hours = (one.value / _HOUR).quantize(_TENTH)
        return f"{one.name}: {hours:,f} {'hour' if hours == 1 else 'hours'}"
    return f"{one.name}: {one.value:,f}{_unit(one)}"


def _unit(one: Magnitude) -> str:
    """The unit, in the plural unless there is one of it; nothing where the name says it already."""
    unit = one.unit or ""
    if not unit or f"{unit}s" in one.name:
        return ""
    return f" {unit}" if unit.startswith("of ") or one.value == 1 else f" {unit}s"
