from __future__ import annotations

import attrs

from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

LEAF = Derivation(operation=Operation.CLAIM, label="leaf", quantity=Quantity.exactly(1, Unit("person")))


def test_the_leaves_of_a_tree_come_in_order_however_deep_it_is() -> None:
    cited = [attrs.evolve(LEAF, label=name, citation=CITATION) for name in "abc"]
    tree = attrs.evolve(LEAF, inputs=(cited[0], attrs.evolve(LEAF, inputs=(cited[1], LEAF))))
    for _ in range(5_000):  # deeper than Python calls itself
        tree = attrs.evolve(LEAF, inputs=(tree,))
    tree = attrs.evolve(LEAF, inputs=(tree, cited[2]))
    assert [one.label for one in tree.leaves()] == ["a", "b", "c"]


def test_a_node_on_which_several_rest_comes_once() -> None:
    tree = attrs.evolve(LEAF, citation=CITATION)
    for _ in range(60):  # as a tree, more nodes than any memory holds
        tree = attrs.evolve(LEAF, inputs=(tree, tree))
    assert (len(list(tree.nodes())), len(tree.leaves())) == (61, 1)


CITATION = Citation(exhibit=Sha256("0" * 64), locator=Locator("row=1"))
