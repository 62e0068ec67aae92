"""Combining figures: sums of disjoint parts, counts of overlapping parts, rival estimates side by side.

Parts are disjoint when their claims are declared parts of one whole, or when a recorded judgement says so for
every pair of claims. Without either they may overlap, and only the default bounds hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from vedette.assessment.estimates import Estimates
from vedette.assessment.grounds import Grounds, claim_leaf, in_words
from vedette.errors import FigureError
from vedette.model.facts import Claim, Fact, Judgement, Verdict
from vedette.model.figures import Derivation, Operation
from vedette.model.quantities import Quantity, envelope, from_ends, meet, total, union
from vedette.model.units import Unit

MOST_PARTS = 12
"""Up to so many parts, the largest set of surely disjoint ones is looked for among all sets."""


def side_by_side(found: Estimates, *, label: str, name: str) -> Derivation:
    """The rival estimates that stand, as inputs; the quantity is their envelope. ``name`` is the subject's."""
    inputs = tuple(claim_leaf(one, name) for one in found.standing)
    unit = _unit_of(inputs, label)
    said = [f"{one.left} and {one.right} contradict each other: {one.why}" for one in found.conflicts]
    replaced = [one.basis.key for one in found.published if one not in found.standing]
    if replaced:
        said.append(f"replaced by a later estimate of the same author: {', '.join(replaced)}")
    if found.undated:
        said.append(f"no day of publication before the as-of date: {_keys(found.undated)}")
    return Derivation(
        operation=Operation.RIVALS,
        label=label,
        quantity=envelope((one.quantity for one in inputs), unit),
        inputs=inputs,
        assumptions=tuple(said),
    )


def _keys(claims: Sequence[Claim]) -> str:
    return ", ".join(one.basis.key for one in claims)


def sum_of(parts: Sequence[Derivation], grounds: Grounds, *, label: str) -> Derivation:
    """The sum of parts that are known to be disjoint; raises `FigureError` for a pair of which nobody knows."""
    judged: list[Judgement] = []
    said: list[str] = []
    for left, right in combinations(parts, 2):
        why = _why_disjoint(left, right, grounds)
        if why is None:
            raise FigureError(
                f"{label}: nothing says that {_named(left)} and {_named(right)} do not overlap",
                advice="record a judgement that they are disjoint, or use union instead of sum",
            )
        judged += [one for one in why if isinstance(one, Judgement)]
        said += [one for one in why if isinstance(one, str)]
    return Derivation(
        operation=Operation.SUM,
        label=label,
        quantity=total((part.quantity for part in parts), _unit_of(parts, label)),
        inputs=tuple(parts),
        assumptions=tuple(dict.fromkeys(said)),
        judgements=tuple(sorted({in_words(one) for one in judged})),
    )


def union_of(parts: Sequence[Derivation], grounds: Grounds, *, label: str) -> Derivation:
    """The count of parts that may overlap, narrowed by what is declared and judged."""
    unit = _unit_of(parts, label)
    kept, said = _without_parts_of_parts(parts, grounds)
    merged, judged = _merged(kept, grounds)
    ties = {
        frozenset((id(one), id(other))): _why_disjoint(one, other, grounds)
        for one, other in combinations([group[0] for group in merged], 2)
    }
    quantities = {id(group[0]): _meet([one.quantity for one in group], label) for group in merged}
    judged += [one for why in ties.values() for one in why or () if isinstance(one, Judgement)]
    said += [one for why in ties.values() for one in why or () if isinstance(one, str)]
    amounts = [quantities[id(group[0])] for group in merged]
    if all(ties.values()):
        quantity = total(amounts, unit)
    else:
        apart = {pair for pair, why in ties.items() if why}
        quantity = _widened(quantities, apart, unit)
    return Derivation(
        operation=Operation.UNION,
        label=label,
        quantity=quantity,
        inputs=tuple(parts),
        assumptions=tuple(dict.fromkeys(said)),
        judgements=tuple(sorted({in_words(one) for one in judged})),
    )


def _unit_of(parts: Sequence[Derivation], label: str) -> Unit:
    units = sorted({str(part.quantity.unit) for part in parts})
    if len(units) != 1:
        raise FigureError(
            f"{label}: {' and '.join(units) or 'nothing'} cannot be put together",
            advice="convert with cited factors first, or count the same unit",
        )
    return parts[0].quantity.unit


def _named(part: Derivation) -> str:
    keys = ", ".join(leaf.key or "?" for leaf in part.leaves())
    return f"{part.label!r} ({keys})"


def _counted(part: Derivation, grounds: Grounds) -> list[Fact]:
    """The facts below a node that count something; ratios and factors count nothing."""
    return [
        grounds.by_id[leaf.fact]
        for leaf in part.leaves()
        if leaf.fact in grounds.by_id and leaf.quantity.unit.per is None
    ]


def _why_disjoint(left: Derivation, right: Derivation, grounds: Grounds) -> list[Judgement | str] | None:
    """What says that two parts share nothing, for every pair of their facts; none if some pair may overlap."""
    reasons: list[Judgement | str] = []
    for one, other in product(_counted(left, grounds), _counted(right, grounds)):
        judgement = grounds.verdicts.on(one, other)
        if judgement and judgement.verdict is not Verdict.UNSURE:
            if judgement.verdict is not Verdict.DISJOINT:
                return None
            reasons.append(judgement)
        elif (whole := _common_whole(one, other, grounds)) is not None:
            reasons.append(f"{one.basis.key} and {other.basis.key} are declared parts of {whole}")
        else:
            return None
    return reasons or None


def _common_whole(one: Fact, other: Fact, grounds: Grounds) -> str | None:
    """The whole that two claims on two subjects both declare, if neither is a part of the other."""
    if not (isinstance(one, Claim) and isinstance(other, Claim)) or one.subject == other.subject:
        return None
    if _is_part(one, other, grounds) or _is_part(other, one, grounds):
        return None
    return one.part_of if one.part_of == other.part_of else None


def _is_part(part: Fact, whole: Fact, grounds: Grounds) -> bool:
    if not (isinstance(part, Claim) and isinstance(whole, Claim)):
        return False
    return whole.subject in grounds.wholes.get(part.subject, frozenset())


def _without_parts_of_parts(
    parts: Sequence[Derivation], grounds: Grounds
) -> tuple[list[Derivation], list[str]]:
    """The parts that lie in no other part, and in words which were left out and why."""
    kept, said = [], []
    for at, part in enumerate(parts):
        whole = next((one for i, one in enumerate(parts) if i != at and _lies_in(part, one, grounds)), None)
        if whole is None:
            kept.append(part)
        else:
            said.append(f"{_named(part)} is a part of {_named(whole)} and is not added to it")
    return kept, said


def _lies_in(part: Derivation, whole: Derivation, grounds: Grounds) -> bool:
    inner, outer = _counted(part, grounds), _counted(whole, grounds)
    return bool(inner) and len(outer) == 1 and all(_is_part(one, outer[0], grounds) for one in inner)


def _merged(parts: Sequence[Derivation], grounds: Grounds) -> tuple[list[list[Derivation]], list[Judgement]]:
    """Groups of parts of which every pair is judged the same; a chain alone merges nothing."""
    groups: list[list[Derivation]] = []
    judged: list[Judgement] = []
    for part in parts:
        for group in groups:
            said = [_same(part, other, grounds) for other in group]
            if all(said):
                group.append(part)
                judged += [one for one in said if one]
                break
        else:
            groups.append([part])
    return groups, judged


def _same(left: Derivation, right: Derivation, grounds: Grounds) -> Judgement | None:
    ours, theirs = _counted(left, grounds), _counted(right, grounds)
    if len(ours) != 1 or len(theirs) != 1:
        return None
    judgement = grounds.verdicts.on(ours[0], theirs[0])
    return judgement if judgement and judgement.verdict is Verdict.SAME else None


def _meet(amounts: Sequence[Quantity], label: str) -> Quantity:
    result = amounts[0]
    for one in amounts[1:]:
        both = meet(result, one)
        if both is None:
            raise FigureError(
                f"{label}: two parts are judged the same, but no amount satisfies both",
                advice="look at the judgement again, or show them as rivals",
            )
        result = both
    return result


def _widened(quantities: dict[int, Quantity], apart: set[frozenset[int]], unit: Unit) -> Quantity:
    """The default bounds, with the low end of the largest set of parts that are surely disjoint."""
    bounds = union(quantities.values(), unit)
    best = max(
        (total((quantities[one] for one in some), unit) for some in _disjoint_sets(list(quantities), apart)),
        key=lambda one: (one.low.value, not one.low.closed) if one.low else (0, False),
    )
    return from_ends(unit, low=best.low, high=bounds.high, nominal=None)


def _disjoint_sets(names: Sequence[int], apart: set[frozenset[int]]) -> Iterator[tuple[int, ...]]:
    largest = len(names) if len(names) <= MOST_PARTS else 1
    for size in range(1, largest + 1):
        for some in combinations(names, size):
            if all(frozenset(pair) in apart for pair in combinations(some, 2)):
                yield some
