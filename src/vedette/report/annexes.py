"""Annexes that every report carries: evidence of each figure, exhibits, sources, and what is unchecked."""

from __future__ import annotations

from collections.abc import Collection

from vedette.model.evidence import Exhibit, Sha256
from vedette.model.figures import Derivation, Figure
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import Json
from vedette.report.blocks import (
    Inlines,
    Sheet,
    bullets,
    code,
    heading,
    link,
    plain,
    strong,
    table,
    text,
    unchecked_mark,
)
from vedette.report.cite import linked_source
from vedette.report.legal import cited, law_anchor, status_words
from vedette.report.source_list import natural, source_annex
from vedette.report.standing import Standing
from vedette.report.syntax import attribute, div, links_in, paragraph, span
from vedette.report.words import figure_in_words, is_reviewed, language_name, quantity_in_words

MOST_INPUTS = 24
"""Inputs of one node that a page prints; an edition holds every tree whole, as a file."""

TREES = "annex/figures.json"
"""The file of an edition with every tree."""


def annexes(standing: Standing, links: Collection[str], languages: Collection[str] = ()) -> list[Json]:
    """The blocks of all annexes, in order; ``links`` are the anchors that the chapters lead to.

    ``languages`` are those in which the chapters say numbers and dates; the annex names each that no speaker of it
    has reviewed.
    """
    figures = _figures(standing, links, languages)
    cited_sources = {*links, *links_in(figures)}
    return [
        *figures,
        *_law(standing, links),
        *_exhibits(standing),
        *source_annex(standing, cited_sources),
    ]


def _figures(standing: Standing, links: Collection[str], languages: Collection[str]) -> list[Json]:
    """The figures that a chapter prints, then, under a heading of their own, those that none does."""
    names = natural(standing.figures)
    printed = [name for name in names if f"figure-{name}" in links]
    others = [name for name in names if f"figure-{name}" not in links]
    blocks: list[Json] = [
        heading(1, text("Evidence of the figures"), name="annex-figures", annex=True),
        paragraph(
            *text(
                "Every printed figure with the tree of how it comes about. A leaf is a row of an exhibit; its "
                "digest, row and status stand beside it. Figures recompute from the exhibits in this edition, and "
                f"{TREES} has each tree whole."
            )
        ),
    ]
    blocks += _not_reviewed({standing.language, *languages})
    for name in printed:
        blocks += _figure(standing.figures[name], standing)
    if others:
        blocks.append(heading(2, text("Figures that no chapter prints"), name="annex-figures-unprinted"))
    for name in others:
        blocks += _figure(standing.figures[name], standing)
    return blocks


def _not_reviewed(languages: Collection[str]) -> list[Json]:
    """One sentence that names the languages whose words for numbers and dates nobody has reviewed."""
    names = sorted(language_name(one) for one in languages if not is_reviewed(one))
    if not names:
        return []
    return [
        paragraph(
            *text(
                f"No speaker of {' or '.join(names)} has reviewed the words in which this edition says numbers "
                "and dates in that language."
            )
        )
    ]


def _figure(figure: Figure, standing: Standing) -> list[Json]:
    words = figure_in_words(figure, standing.language)
    title = [strong(text(f"{figure.label}: {words}"))]
    scope = "; ".join(part for part in (figure.period, figure.scope, figure.as_of) if part)
    blocks = [
        paragraph(*title, *text(f" ({scope})" if scope else "")),
        bullets([_node(figure.derivation, standing, words=words)]),
    ]
    return [div(blocks, attribute("evidence", name=f"figure-{figure.name}"))]


def _node(node: Derivation, standing: Standing, *, words: str | None = None) -> list[Json]:
    """A node with what it rests on; ``words`` are those in which the chapters print the figure itself."""
    said = words or quantity_in_words(node.quantity, standing.language)
    inlines = text(f"{node.label}: {said} ({node.operation.value})")
    if node.citation is not None:
        inlines += _leaf(node, standing)
    for assumption in node.assumptions:
        inlines += text(f" Assumption: {assumption}.")
    for judgement in node.judgements:
        inlines += text(f" Judgement: {judgement}.")
    return [plain(inlines), *_below(node, standing)]


def _below(node: Derivation, standing: Standing) -> list[Json]:
    """What a node rests on; of more than a reader reads, the first, and where all of it stands."""
    if not node.inputs:
        return []
    told = [_node(one, standing) for one in node.inputs[:MOST_INPUTS]]
    beyond = len(node.inputs) - len(told)
    if beyond:
        told.append([plain([*text(f"and {beyond:,} more, all of them in "), code(TREES)])])
    return [bullets(told)]


def _leaf(node: Derivation, standing: Standing) -> Inlines:
    if node.citation is None:
        return []
    inlines = text(f" {node.author}. " if node.author else " ")
    if node.key:
        inlines += [*text("Row "), code(node.key), *text(", ")]
    exhibit = standing.exhibits[node.citation.exhibit]
    short = exhibit.digest.value[:12]
    inlines += [
        *text("exhibit "),
        link([code(short)], f"#exhibit-{short}"),
        *text(f", {node.citation.locator}"),
    ]
    if node.sources:
        inlines += text("; sources ")
        for at, key in enumerate(node.sources):
            inlines += [*text(", " if at else ""), linked_source(key, standing, words=key)]
    if node.verification is not None:
        inlines += text(f"; status {node.verification.value}.")
        mark = [{"t": "Space"}, unchecked_mark(node.verification.value)]
        inlines += [] if node.verification.is_checked else mark
    return inlines


def _law(standing: Standing, links: Collection[str]) -> list[Json]:
    """The measures that the chapters cite, and no others."""
    rows = []
    for one in standing.measures:
        if law_anchor(one) not in links:
            continue
        words: Inlines = [*text(one.rule), {"t": "Space"}, *text(status_words(cited(one, standing)))]
        rows.append(
            (
                [{"t": "Span", "c": [attribute(name=law_anchor(one)), text(one.row)]}],
                text(one.reference),
                words,
            )
        )
    if not rows:
        return []
    return [
        heading(1, text("Provisions cited"), name="annex-law", annex=True),
        table(
            Sheet(header=("Provision", "Resolution", "Rule and status"), rows=tuple(rows)),
            text("Provisions cited"),
        ),
    ]


def _exhibits(standing: Standing) -> list[Json]:
    rows: list[tuple[Inlines, ...]] = []
    anchored: set[Sha256] = set()
    for submission in standing.submissions:
        for exhibit in submission.exhibits:
            rows.append(_exhibit_row(exhibit, submission, is_first=exhibit.digest not in anchored))
            anchored.add(exhibit.digest)
    header = ("Exhibit", "File", "Handed in by", "Authority, grade", "Marking", "Original")
    return [
        heading(1, text("Exhibits"), name="annex-exhibits", annex=True),
        table(
            Sheet(header=header, rows=tuple(rows)),
            text("Exhibits with the first twelve digits of their SHA-256"),
        ),
    ]


def _exhibit_row(exhibit: Exhibit, submission: CollectedSubmission, *, is_first: bool) -> tuple[Inlines, ...]:
    """One row; of several files with the same bytes, the first carries the anchor."""
    short = exhibit.digest.value[:12]
    manifest = submission.manifest
    declared = next((one for one in manifest.files if one.path == exhibit.path), None)
    held = "transcription; original not held" if declared and not declared.original_held else "held"
    if declared and declared.capture:
        held += f"; captured {declared.capture.at}" + (
            f" from {declared.capture.address}" if declared.capture.address else ""
        )
    return (
        [span([code(short)], attribute(name=f"exhibit-{short}"))] if is_first else [code(short)],
        [code(f"{exhibit.submission}/{exhibit.path}")],
        text(manifest.submitted_by),
        text(f"{manifest.authority.value}, {manifest.grade.value}"),
        text(exhibit.handling.tlp.label),
        text(held),
    )
