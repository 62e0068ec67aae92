"""Units: what is counted or weighed. A unit never turns into another but by a cited factor."""

from __future__ import annotations

import re
from typing import Self

import attrs

from vedette.errors import UnreadableValueError

COUNTING_UNITS = frozenset(
    {
        "account", "aircraft", "attack", "call", "component", "container", "crate", "day",
        "delivery", "entity", "entry", "event", "facility", "flight", "missile", "person", "piece", "railcar",
        "report", "round", "share", "ship", "state", "step", "structure", "transfer", "trip",
        "vehicle", "vessel", "visit", "voyage", "weapon",
    }
)  # fmt: skip
MEASURED_UNITS = frozenset(
    {"barrel", "tonne", "kilogram", "cubic metre", "nautical mile", "kilometre", "metre", "square kilometre"}
)
CURRENCIES = frozenset({"USD", "RUB", "EUR", "KRW", "CNY", "KPW", "JPY", "GBP"})

_PLURALS = {
    "people": "person", "persons": "person", "facilities": "facility", "entities": "entity", "entries": "entry",
    "deliveries": "delivery", "bbl": "barrel", "t": "tonne", "kg": "kilogram", "m3": "cubic metre",
    "nmi": "nautical mile", "km": "kilometre", "m": "metre",
}  # fmt: skip


@attrs.frozen(order=True)
class Unit:
    """A unit, or a ratio of two ("round/container"), equal to another when it is spelled the same."""

    over: str
    per: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a unit in singular or plural; an unknown unit is refused, never guessed."""
        over, slash, per = text.strip().partition("/")
        return cls(_known(over), _known(per) if slash else None)

    def times(self, other: Unit) -> Unit:
        """The unit of a product: container x round/container = round; raises where nothing cancels."""
        if other.per == self.over and self.per is None:
            return Unit(other.over)
        if self.per == other.over and other.per is None:
            return Unit(self.over)
        raise UnreadableValueError(
            f"{self} times {other} has no unit of its own",
            advice="multiply a count by a ratio over the same unit",
        )

    def __str__(self) -> str:
        return self.over if self.per is None else f"{self.over}/{self.per}"


def _known(text: str) -> str:
    word = re.sub(r"\s+", " ", text.strip())
    small = word.lower()
    for candidate in (word, word.upper(), small, _PLURALS.get(small, ""), small.removesuffix("s")):
        if candidate in COUNTING_UNITS | MEASURED_UNITS | CURRENCIES:
            return candidate
    raise UnreadableValueError(
        f"{text!r} is not a unit that Vedette counts in",
        advice="use one of " + ", ".join(sorted(COUNTING_UNITS | MEASURED_UNITS | CURRENCIES)),
    )
