"""Origins: who says a thing, apart from who prints it.

Ten articles that quote one report are ten publications of one origin. The standard of two independent sources
(S/2006/997, as practised by the UN panels) asks for origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vedette.assessment.grounds import Grounds
from vedette.model.facts import Claim, Fact, Observation, SourceNote
from vedette.model.figures import Derivation, Operation

_QUOTING = re.compile(r",? (?:quoted by|as quoted|as parsed|by an unofficial).*$")
_OFFICE = re.compile(r"\s*\([^()]*\)$")


def origin_of(author: str) -> str:
    """The party behind an author: "United States (White House)" is the United States, "MSMT, quoted by ..." MSMT."""
    return _OFFICE.sub("", _QUOTING.sub("", author.strip())).strip() or author.strip()


_MADE_OF_ONE = (Operation.MODEL, Operation.CONVERSION, Operation.SHARE)


def amount_leaves(node: Derivation) -> tuple[Derivation, ...]:
    """The leaves that tell the amount, without those that only convert it or measure it.

    A factor, a ratio that the desk computed and a cap of the law are no second source of what happened: of a
    model, a conversion and a share, only the first input tells the amount. Where that is assumed, all leaves do.
    """
    if node.citation and not node.inputs:
        return (node,)
    inputs = node.inputs[:1] if node.operation in _MADE_OF_ONE else node.inputs
    return tuple(leaf for one in inputs for leaf in amount_leaves(one)) or node.leaves()


def has_single_origin(node: Derivation) -> bool:
    """Whether one origin tells the amount, however many publications print it."""
    leaves = amount_leaves(node)
    told = {origin_of(leaf.author) for leaf in leaves if leaf.author}
    return len(told or {key for leaf in leaves for key in leaf.sources}) <= 1


def origins(facts: Iterable[Fact], grounds: Grounds) -> tuple[str, ...]:
    """Who stands behind some facts, each once, in alphabetical order.

    A fact without an author counts for the publishers of its sources, else for its source keys, else for the
    submission that handed it in.
    """
    publishers = {note.basis.key: note.publisher for note in grounds.kind(SourceNote)}
    found: set[str] = set()
    for fact in facts:
        author = fact.author if isinstance(fact, Claim | Observation) else None
        if author:
            found.add(origin_of(author))
        elif fact.basis.sources:
            found.update(publishers.get(key) or key for key in fact.basis.sources)
        else:
            found.add(fact.basis.submission)
    return tuple(sorted(found))
