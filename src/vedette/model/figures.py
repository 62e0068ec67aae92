"""Figures: a quantity a report may print, with the tree of how it comes about, whose leaves are citations."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from vedette.model.evidence import Citation, Sha256
from vedette.model.handling import Handling
from vedette.model.quantities import Quantity
from vedette.model.submissions import Verification


class Operation(enum.StrEnum):
    """How a node of a derivation comes from the nodes below it."""

    CLAIM = "claim"
    COUNT = "count"
    SUM = "sum of disjoint parts"
    UNION = "count of possibly overlapping parts"
    RIVALS = "rival estimates, side by side"
    MODEL = "model"
    CONVERSION = "conversion"
    SHARE = "share of a cap"


@attrs.frozen(kw_only=True)
class Derivation:
    """One node: an operation, its result, what it rests on (``inputs``) or, at a leaf, its citation.

    ``assumptions`` and ``judgements`` are printed with the figure; ``fact`` is the digest of the fact at a
    leaf.
    """

    operation: Operation
    label: str
    quantity: Quantity
    inputs: tuple[Derivation, ...] = ()
    fact: Sha256 | None = None
    key: str | None = None
    citation: Citation | None = None
    author: str | None = None
    sources: tuple[str, ...] = ()
    verification: Verification | None = None
    assumptions: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()

    def nodes(self) -> Iterator[Derivation]:
        """This node and all below it, from the top down and in order.

        A node on which several rest comes once, where it is first rested on; a tree may be deeper than Python
        calls itself.
        """
        seen: set[int] = set()
        left: list[Derivation] = [self]
        while left:
            node = left.pop()
            if id(node) not in seen:
                seen.add(id(node))
                yield node
                left.extend(reversed(node.inputs))

    def leaves(self) -> tuple[Derivation, ...]:
        """The cited facts below this node, in order."""
        return tuple(node for node in self.nodes() if node.citation and not node.inputs)


@attrs.frozen(kw_only=True)
class Figure:
    """A printed quantity: name, label, derivation, period, scope, as-of date, marking.

    Rival estimates stand side by side as the inputs of the derivation; the quantity is then their envelope.
    ``attested`` is true where it rests on an originator's release statement instead of evidence that the
    audience may see.
    """

    name: str
    label: str
    quantity: Quantity
    derivation: Derivation
    period: str | None = None
    scope: str | None = None
    as_of: str | None = None
    handling: Handling
    attested: bool = False

    @property
    def unchecked(self) -> tuple[Derivation, ...]:
        """The leaves that nobody has checked."""
        leaves = self.derivation.leaves()
        return tuple(leaf for leaf in leaves if leaf.verification and not leaf.verification.is_checked)

    @property
    def source_keys(self) -> frozenset[str]:
        """All sources that the figure rests on."""
        return frozenset(key for leaf in self.derivation.leaves() for key in leaf.sources)
