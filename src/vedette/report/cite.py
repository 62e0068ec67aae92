"""Footnotes: which words lead a reader from a printed sentence to the row it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.model.evidence import Citation
from vedette.model.facts import AnyFact, Claim, Observation
from vedette.model.figures import Derivation, Figure
from vedette.model.submissions import Authority
from vedette.model.wire import Json
from vedette.report.blocks import Inlines, code, link, note, text, unchecked_mark
from vedette.report.source_list import published_words
from vedette.report.standing import Standing
from vedette.report.syntax import string

LISTED = 3
"""Facts cited in one footnote; a figure that rests on more refers to its entry in the evidence annex."""


def footnote(facts: Sequence[AnyFact], standing: Standing, *, figure: Figure | None = None) -> Json:
    """A Note that cites up to three facts, and the evidence annex for the whole derivation of a figure."""
    inlines: Inlines = []
    for fact in facts[:LISTED]:
        inlines += [*fact_citation(fact, standing), {"t": "Space"}]
    if any(not fact.basis.original_held for fact in facts):
        inlines += text("Transcribed; original not held. ")
    more = len(facts) - LISTED
    if figure is not None:
        words = f"{more} more rows: " if more > 0 else ""
        inlines += [*text(words), link(text("Evidence of the figure"), f"#figure-{figure.name}"), *text(".")]
    elif more > 0:
        inlines += [*text("Further rows: "), *_keys(facts[LISTED:]), *text(".")]
    return note(inlines)


def fact_citation(fact: AnyFact, standing: Standing) -> Inlines:
    """Who says it, where and when it was published, the row of the exhibit that holds it, and the row's mark."""
    exhibit = standing.exhibit_of(fact)
    parts = [*text(_said_by(fact)), *_published(fact.basis.sources, standing)]
    parts += [*text("Row "), code(fact.basis.key), *text(", ")]
    parts += [link([code(f"{exhibit.submission}/{exhibit.path}")], f"#exhibit-{exhibit.digest.value[:12]}")]
    parts += text(f" {fact.basis.citation.locator}")
    for place in fact.basis.shown_in:
        parts += [*text(", shown in "), *_place(place, standing)]
    parts += text(f", marked {fact.basis.verification.value}.")
    if not fact.basis.verification.is_checked:
        parts += [{"t": "Space"}, unchecked_mark(fact.basis.verification.value)]
    return parts


def _place(place: Citation, standing: Standing) -> Inlines:
    """A file beside the table that shows what the row says, and the place in it."""
    exhibit = standing.exhibits[place.exhibit]
    path = link([code(f"{exhibit.submission}/{exhibit.path}")], f"#exhibit-{exhibit.digest.value[:12]}")
    return [path, *(text(f" {place.locator}") if place.locator.fragment else [])]


def _said_by(fact: AnyFact) -> str:
    if fact.basis.authority is Authority.PARTICIPATING_STATE:
        return "According to a Member State. "
    author = fact.author if isinstance(fact, Claim | Observation) else None
    return f"{author}. " if author else ""


def _published(keys: tuple[str, ...], standing: Standing) -> Inlines:
    """The first source by title, publisher and day, the others by key; the annex of sources has the rest."""
    parts: Inlines = []
    for at, key in enumerate(keys):
        parts += [*text(", " if at else ""), linked_source(key, standing, words=f"[{key}]")]
        if at == 0 and key in standing.sources:
            source = standing.sources[key]
            when = published_words(source, standing.language)
            parts += text(f" {source.title}" + (f" ({when})" if when else ""))
    return [*parts, *text(". ")] if parts else []


def linked_source(key: str, standing: Standing, *, words: str) -> Json:
    """Words that lead to a source in the annex of sources; plain words where no note on it may be shown."""
    return link(text(words), f"#source-{key}") if key in standing.sources else string(words)


def _keys(facts: Sequence[AnyFact]) -> Inlines:
    parts: Inlines = []
    for fact in facts:
        parts += [*text(", " if parts else ""), code(fact.basis.key)]
    return parts


def figure_facts(derivation: Derivation, standing: Standing) -> list[AnyFact]:
    """The facts at the leaves of a derivation, each once, in order."""
    found = dict.fromkeys(leaf.fact for leaf in derivation.leaves() if leaf.fact is not None)
    return [standing.fact(digest) for digest in found]
