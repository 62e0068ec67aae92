"""Breakdowns: the parts of a figure add up to the whole, or the error says which side moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from vedette.errors import FigureError
from vedette.model.facts import AnyFact, Claim
from vedette.model.figures import Derivation
from vedette.model.quantities import Quantity, meet, total
from vedette.model.wire import plain_decimal


def check(whole: Derivation, parts: Sequence[Derivation], *, previous: Iterable[AnyFact] = ()) -> None:
    """Raise `FigureError` unless some amount is both the whole and the sum of the parts.

    ``previous`` are the facts of the versions collected before: with them, the error names the claims that
    moved; without, it names both sides with their keys and citations.
    """
    added = total((part.quantity for part in parts), whole.quantity.unit)
    if meet(whole.quantity, added) is not None:
        return
    sides = f"{_sides(whole)}, but its parts {' + '.join(_sides(part) for part in parts)}"
    raise FigureError(
        f"{whole.label!r} is {sides} add up to {_span(added)}{_apart(whole.quantity, added)}",
        advice=_advice(whole, parts, previous),
    )


def _sides(node: Derivation) -> str:
    return f"{_span(node.quantity)} ({_keys(node)})"


def _keys(node: Derivation) -> str:
    return ", ".join(leaf.key or "?" for leaf in node.leaves())


def _span(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low and low == high:
        return plain_decimal(low.value)
    return f"{plain_decimal(low.value) if low else 'none'} to {plain_decimal(high.value) if high else 'no limit'}"


def _apart(whole: Quantity, added: Quantity) -> str:
    """By how much the nearest ends miss each other."""
    if added.low and whole.high and added.low.value >= whole.high.value:
        return f", {plain_decimal(added.low.value - whole.high.value)} too many"
    over = (whole.low.value if whole.low else Decimal(0)) - (added.high.value if added.high else Decimal(0))
    return f", {plain_decimal(over)} too few"


def _advice(whole: Derivation, parts: Sequence[Derivation], previous: Iterable[AnyFact]) -> str:
    before = {(one.subject, one.basis.key): one for one in previous if isinstance(one, Claim)}
    by_key = {key: claim for (_, key), claim in before.items()}
    moved_whole = list(_moved(whole, by_key))
    moved_parts = [line for part in parts for line in _moved(part, by_key)]
    if moved_whole or moved_parts:
        side = "both sides" if moved_whole and moved_parts else "the whole" if moved_whole else "the parts"
        return f"{side} moved since the version collected before: {'; '.join(moved_whole + moved_parts)}"
    cited = "; ".join(f"{leaf.key} at {leaf.citation}" for node in (whole, *parts) for leaf in node.leaves())
    return f"compare the rows with their sources: {cited}"


def _moved(node: Derivation, before: dict[str, Claim]) -> Iterator[str]:
    for leaf in node.leaves():
        earlier = before.get(leaf.key or "")
        if earlier is not None and earlier.quantity != leaf.quantity:
            yield f"{leaf.key} was {_span(earlier.quantity)} and is {_span(leaf.quantity)}"
