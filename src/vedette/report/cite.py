"""Footnotes: which words lead a reader from a printed sentence to the row it rests on."""

from __future__ import annotations

from vedette.model.facts import AnyFact, Claim, Observation
from vedette.model.figures import Derivation, Figure
from vedette.model.submissions import Authority
from vedette.model.wire import Json
from vedette.report.blocks import Inlines, code, link, note, text, unchecked_mark
from vedette.report.standing import Standing

LISTED = 3
"""Facts cited in one footnote; a figure that rests on more refers to its entry in the evidence annex."""


def footnote(facts: list[AnyFact], standing: Standing, *, figure: Figure | None = None) -> Json:
    """A Note that cites up to three facts, and the evidence annex for the whole derivation of a figure."""
    inlines: Inlines = []
    for fact in facts[:LISTED]:
        inlines += [*fact_citation(fact, standing), {"t": "Space"}]
    if figure is not None:
        more = len(facts) - LISTED
        words = f"{more} more rows and the derivation: " if more > 0 else "Derivation: "
        inlines += [*text(words), link(text("evidence of this figure"), f"#figure-{figure.name}"), *text(".")]
    return note(inlines)


def fact_citation(fact: AnyFact, standing: Standing) -> Inlines:
    """Who says it, where it was published, and the row of the exhibit that holds it."""
    parts = [*text(_said_by(fact)), *_published(fact.basis.sources, standing)]
    exhibit = standing.exhibits[fact.basis.citation.exhibit]
    parts += [*text("Row "), code(fact.basis.key), *text(" of ")]
    parts += [link([code(f"{exhibit.submission}/{exhibit.path}")], f"#exhibit-{exhibit.digest.value[:12]}")]
    parts += text(f", {fact.basis.citation.locator}.")
    if not fact.basis.original_held:
        parts += text(" Transcription; original not held.")
    if not fact.basis.verification.is_checked:
        parts += [{"t": "Space"}, unchecked_mark(fact.basis.verification.value)]
    return parts


def _said_by(fact: AnyFact) -> str:
    if fact.basis.authority is Authority.PARTICIPATING_STATE:
        return "According to a Member State. "
    author = fact.author if isinstance(fact, Claim | Observation) else None
    return f"{author}. " if author else ""


def _published(keys: tuple[str, ...], standing: Standing) -> Inlines:
    parts: Inlines = []
    for key in keys:
        source = standing.sources.get(key)
        parts += [link(text(f"[{key}]"), f"#source-{key}"), *text(f" {source.title}. " if source else " ")]
    return parts


def figure_facts(derivation: Derivation, standing: Standing) -> list[AnyFact]:
    """The facts at the leaves of a derivation, each once, in order."""
    found = dict.fromkeys(leaf.fact for leaf in derivation.leaves() if leaf.fact is not None)
    return [standing.fact(digest) for digest in found]
