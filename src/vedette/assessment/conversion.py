"""Converted figures and shares: a unit changes by cited factors only, and a share names its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedette.assessment.precision import (
    as_rounded,
    fewest_digits,
    is_about,
    said_of,
    said_of_about,
    spread,
    to_digits,
)
from vedette.errors import FigureError
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import Quantity, envelope


def converted(node: Derivation, factors: Sequence[Derivation], *, label: str) -> Derivation:
    """The figure by every factor; where factors differ, the bounds span all of them.

    Amount and factor say no more than their digits: each is taken to half a unit of its last digit (`precision`),
    and the node says so. Where one of them is worded as about, the product has no bounds.

    With several factors each product stands among the inputs, so that nothing is lost where the figure has
    no bounds of its own.
    """
    taken = [as_rounded(factor.quantity) for factor in factors]
    amount = spread(node.quantity)
    products = [
        Derivation(
            operation=Operation.CONVERSION,
            label=f"{node.label}, by {factor.label} ({factor.key})",
            quantity=to_digits(amount.times(ratio), _digits(node, factor)),
        )
        for factor, ratio in zip(factors, taken, strict=True)
    ]
    units = sorted({str(one.quantity.unit) for one in products})
    if len(units) != 1:
        raise FigureError(
            f"these factors convert {node.quantity.unit} to {' and '.join(units) or 'nothing'}",
            advice="name factors of one pair of units",
        )
    alone = len(products) == 1
    return Derivation(
        operation=Operation.CONVERSION,
        label=label,
        quantity=products[0].quantity
        if alone
        else envelope((one.quantity for one in products), products[0].quantity.unit),
        inputs=(node, *factors) if alone else (node, *factors, *products),
        assumptions=tuple(_said((node, *factors), (amount, *taken))),
    )


def _digits(node: Derivation, factor: Derivation) -> int | None:
    """The digits of the product, where one of the two is round; a counted amount by a counted factor keeps all."""
    given = (node.quantity, factor.quantity)
    rounded = (spread(node.quantity), as_rounded(factor.quantity))
    return fewest_digits(given) if rounded != given or any(map(is_about, given)) else None


def _said(given: Sequence[Derivation], taken: Sequence[Quantity]) -> Iterator[str]:
    for one, quantity in zip(given, taken, strict=True):
        if quantity != one.quantity:
            yield said_of(_named(one), one.quantity, quantity)
    about = [_named(one) for one in given if is_about(one.quantity)]
    if about:
        yield said_of_about(about)


def _named(node: Derivation) -> str:
    return f"{node.label} ({node.key})" if node.key else node.label


def share(part: Derivation, whole: Derivation, *, label: str) -> Derivation:
    """The part as a share of the whole; 1 is all of it."""
    return Derivation(
        operation=Operation.SHARE,
        label=label,
        quantity=part.quantity.over(whole.quantity),
        inputs=(part, whole),
        assumptions=whole.assumptions,
    )
