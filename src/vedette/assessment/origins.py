"""Origins: who says a thing, apart from who prints it.

Ten articles that quote one report are ten publications of one origin. The standard of two independent sources
(S/2006/997, as practised by the UN panels) asks for origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from vedette.assessment.grounds import Grounds
from vedette.model.facts import Claim, Fact, Observation, SourceNote

_QUOTING = re.compile(r",? (?:quoted by|as quoted|as parsed|by an unofficial).*$")
_OFFICE = re.compile(r"\s*\([^()]*\)$")


def origin_of(author: str) -> str:
    """The party behind an author: "United States (White House)" is the United States, "MSMT, quoted by ..." MSMT."""
    return _OFFICE.sub("", _QUOTING.sub("", author.strip())).strip() or author.strip()


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
