"""Converted figures and shares: a unit changes by cited factors only, and a share names its whole."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.errors import FigureError
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import envelope


def converted(node: Derivation, factors: Sequence[Derivation], *, label: str) -> Derivation:
    """The figure by every factor; where factors differ, the bounds span all of them.

    With several factors each product stands among the inputs, so that nothing is lost where the figure has
    no bounds of its own.
    """
    products = [
        Derivation(
            operation=Operation.CONVERSION,
            label=f"{node.label}, by {factor.label} ({factor.key})",
            quantity=node.quantity.times(factor.quantity),
        )
        for factor in factors
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
    )


def share(part: Derivation, whole: Derivation, *, label: str) -> Derivation:
    """The part as a share of the whole; 1 is all of it."""
    return Derivation(
        operation=Operation.SHARE,
        label=label,
        quantity=part.quantity.over(whole.quantity),
        inputs=(part, whole),
        assumptions=whole.assumptions,
    )
