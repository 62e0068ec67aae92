"""Converted figures and shares: a unit changes by cited factors only, and a share names its whole."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.assessment.precision import as_rounded, said_of
from vedette.errors import FigureError
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import envelope


def converted(node: Derivation, factors: Sequence[Derivation], *, label: str) -> Derivation:
    """The figure by every factor; where factors differ, the bounds span all of them.

    A factor says no more than its digits: it is taken to half a unit of its last digit (`precision`), and the
    node says so.

    With several factors each product stands among the inputs, so that nothing is lost where the figure has
    no bounds of its own.
    """
    taken = [as_rounded(factor.quantity) for factor in factors]
    products = [
        Derivation(
            operation=Operation.CONVERSION,
            label=f"{node.label}, by {factor.label} ({factor.key})",
            quantity=node.quantity.times(ratio),
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
        assumptions=tuple(
            said_of(f"{factor.label} ({factor.key})", factor.quantity, ratio)
            for factor, ratio in zip(factors, taken, strict=True)
            if ratio != factor.quantity
        ),
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
