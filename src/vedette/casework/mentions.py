"""Mentions: whether a fact speaks of somebody or something, by name, by identifier, or in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from vedette.assessment.doubles import normal_name
from vedette.assessment.verdicts import Verdicts
from vedette.model.facts import AnyFact, Claim, Finding, Judgement, Observation, Statement, Verdict

NAMING = frozenset({"name", "alias", "weakAlias", "previousName", "registrationNumber", "callSign"})
IDENTIFYING = frozenset(
    {"registrationNumber", "imoNumber", "mmsi", "callSign", "innCode", "ogrnCode", "swiftBic", "serialNumber"}
)
"""Properties of FollowTheMoney by which two entities of different sources are the same thing."""

_LEGAL_FORM = re.compile(
    r"(?i)[\s,.]+(?:llc|l\.l\.c|ltd|limited|inc|co|company|corp|corporation|jsc|ooo|ao|gmbh)\.?$"
)
_ALPHABETIC = re.compile(r"[^\W\d_]", re.ASCII)


@attrs.frozen(kw_only=True)
class Wanted:
    """What is asked about: the name as written, what counts as the same, and the entities that bear it."""

    name: str
    same: frozenset[str]
    entities: frozenset[str]

    def is_in(self, fact: AnyFact) -> bool:
        """Whether the fact speaks of it."""
        match fact:
            case Observation():
                return self._takes_part(fact) or self._is_said(fact.words)
            case Claim():
                return normal_name(fact.author) in self.same or self._is_said(fact.words)
            case Statement():
                return fact.entity_id in self.entities or fact.value in self.entities
            case Finding():
                return any(self._is_said(one) for one in (fact.title, fact.text, *fact.alternatives))
        return False

    def _takes_part(self, fact: Observation) -> bool:
        for actor in fact.actors:
            values = [value for _, value in actor.identifiers]
            if normal_name(actor.name) in self.same or any(normal_name(one) in self.same for one in values):
                return True
            if self.entities & set(values):
                return True
        return any(normal_name(spot.name) in self.same for spot in fact.spots)

    def _is_said(self, words: str | None) -> bool:
        return bool(words) and _pattern(self.name).search(words or "") is not None


def wanted(name: str, facts: Iterable[AnyFact]) -> Wanted:
    """What ``name`` means among the facts.

    An entity is meant when one of its names, with or without a legal form, or its identifier is the name; what
    shares an identifier with it, or is judged the same as it, is meant too. Other names that it bears are not
    searched for: a ship's former name may be another ship now.
    """
    asked = normal_name(name)
    given = tuple(facts)
    statements = [one for one in given if isinstance(one, Statement)]
    named = {one.entity_id for one in statements if _is_named(one, asked)}
    own = {
        normal_name(one.value)
        for one in statements
        if one.entity_id in named and one.prop in IDENTIFYING and one.value
    }
    same = {one.entity_id for one in statements if one.prop in IDENTIFYING and normal_name(one.value) in own}
    judged = _judged_same(named | same, (one for one in given if isinstance(one, Judgement)))
    return Wanted(name=name, same=frozenset({asked} | own) - {""}, entities=frozenset(named | same | judged))


def _is_named(one: Statement, asked: str) -> bool:
    if normal_name(one.entity_id) == asked:
        return True
    names = (one.value, _LEGAL_FORM.sub("", one.value))
    return one.prop in NAMING | IDENTIFYING and any(normal_name(name) == asked for name in names)


def _judged_same(entities: set[str], judgements: Iterable[Judgement]) -> set[str]:
    """What a judgement that holds calls the same as one of the entities; one step, never a chain."""
    found: set[str] = set()
    for (left, right), judgement in Verdicts.of(judgements).by_pair.items():
        if judgement.verdict is Verdict.SAME and {left, right} & entities:
            found |= {left, right}
    return found


def _pattern(name: str) -> re.Pattern[str]:
    """The name in running text, with any separators; "MAIA-1" is not in "MAIA-10"."""
    parts = [re.escape(part) for part in re.split(r"[\W_]+", name) if part]
    body = r"[\W_]*".join(parts) or r"(?!)"
    before = r"(?<![^\W_])" if _has_edges(name[:1]) else ""
    after = r"(?![^\W_])" if _has_edges(name[-1:]) else ""
    return re.compile(before + body + after, re.IGNORECASE)


def _has_edges(letter: str) -> bool:
    """Whether words of this script end where letters end; Hangul takes particles, Han has no spaces."""
    return letter.isdigit() or bool(_ALPHABETIC.match(letter)) or "\u0370" <= letter <= "\u06ff"
