"""Verdicts: what people have decided about pairs of facts, subjects or things. The last one on a pair holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import attrs

from vedette.model.facts import Claim, Fact, Judgement, Verdict

Pair = tuple[str, str]


def pair_of(one: str, other: str) -> Pair:
    """Two names in alphabetical order."""
    return (one, other) if one <= other else (other, one)


def names_of(fact: Fact) -> frozenset[str]:
    """How a judgement may call a fact: its key, or its kind and key ("claim:R1-14")."""
    return frozenset({fact.basis.key, f"{fact.kind}:{fact.basis.key}"})


@attrs.frozen(kw_only=True)
class Chain:
    """Things that judgements would merge one by one, with the pairs of them that nobody judged the same."""

    keys: tuple[str, ...]
    unjudged: tuple[Pair, ...]


@attrs.frozen(kw_only=True)
class Verdicts:
    """The judgement that holds for each pair of names: the one with the latest day, then the later row."""

    by_pair: Mapping[Pair, Judgement]

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Verdicts:
        """Sort judgements in the order of rows into those that hold."""
        latest: dict[Pair, Judgement] = {}
        for judgement in sorted(judgements, key=lambda one: one.on):
            latest[judgement.pair] = judgement
        return cls(by_pair=latest)

    def on_names(self, left: Iterable[str], right: Iterable[str]) -> Judgement | None:
        """The judgement on any name of the one with any name of the other; the latest if there are several."""
        rights = sorted(right)
        found = [self.by_pair.get(pair_of(one, other)) for one in sorted(left) for other in rights]
        return max((one for one in found if one), key=lambda one: (one.on, one.basis.key), default=None)

    def on(self, left: Fact, right: Fact) -> Judgement | None:
        """The judgement on two facts; for two claims, one on their subjects counts where none names them."""
        direct = self.on_names(names_of(left), names_of(right))
        if direct or not (isinstance(left, Claim) and isinstance(right, Claim)):
            return direct
        if left.subject == right.subject:
            return None
        return self.on_names(names_of(left) | {left.subject}, names_of(right) | {right.subject})

    def chains(self) -> Iterator[Chain]:
        """Every chain of "same" that would merge a pair which nobody judged the same."""
        for keys in _linked(pair for pair, one in self.by_pair.items() if one.verdict is Verdict.SAME):
            unjudged = tuple(pair for pair in combinations(keys, 2) if not self._are_same(pair))
            if unjudged:
                yield Chain(keys=keys, unjudged=unjudged)

    def first_names(self) -> dict[str, str]:
        """Each name judged the same as others, with the first of its group; a chain alone makes no group."""
        groups: list[list[str]] = []
        same = sorted(
            {name for pair, one in self.by_pair.items() if one.verdict is Verdict.SAME for name in pair}
        )
        for name in same:
            group = next(
                (one for one in groups if all(self._are_same(pair_of(name, other)) for other in one)), None
            )
            if group is None:
                groups.append([name])
            else:
                group.append(name)
        return {name: group[0] for group in groups if len(group) > 1 for name in group}

    def _are_same(self, pair: Pair) -> bool:
        judgement = self.by_pair.get(pair)
        return judgement is not None and judgement.verdict is Verdict.SAME


def _linked(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """The connected components of a graph given by its edges, in alphabetical order."""
    groups: list[set[str]] = []
    for pair in sorted(pairs):
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if not group & set(pair)]
        groups.append(set(pair).union(*touched))
    return sorted(tuple(sorted(group)) for group in groups)
