"""The use case "figures": every figure of the draft, with how it stands on its sources."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.assessment.origins import has_single_origin
from vedette.casework.inputs import answerable, inputs_of
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.errors import VedetteError
from vedette.model.figures import Figure
from vedette.model.quantities import Quantity
from vedette.report.standing import Standing
from vedette.report.words import figure_in_words


@attrs.frozen(kw_only=True)
class FigureLine:
    """One figure: what it says, how it comes about, and on how many rows, sources and authors it rests.

    ``sources`` are keys of published sources; several that quote one author are still one author's word.
    ``unchecked`` are keys of rows that nobody has compared with a document.
    """

    name: str
    label: str
    words: str
    quantity: Quantity
    period: str | None
    scope: str | None
    as_of: str | None
    operation: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    authors: tuple[str, ...]
    unchecked: tuple[str, ...]
    attested: bool
    single_source: bool


@attrs.frozen(kw_only=True)
class FailedFigure:
    """A figure that does not derive: why, and what to do about it."""

    name: str
    why: str
    advice: str | None


@attrs.frozen(kw_only=True)
class FiguresAnswer:
    """The figures that were asked for, in alphabetical order, of how many there are, and those that fail."""

    audience: str
    figures: tuple[FigureLine, ...]
    of: int
    failed: tuple[FailedFigure, ...] = ()
    only: tuple[str, ...] = ()


def figures(
    workspace: Workspace,
    *,
    audience: str = "public",
    language: str | None = None,
    single_source: bool = False,
    unchecked: bool = False,
) -> FiguresAnswer:
    """The figures of the draft; ``single_source`` and ``unchecked`` keep those that rest on such rows.

    A figure has a single source when the rows that tell its amount come from one origin, however many publications
    print it; a factor or a cap is no second source. A figure that does not derive is told with its reason and keeps
    none of the others from answering.
    """
    inputs = inputs_of(workspace, audience=audience, language=language)
    standing, failed = answerable(inputs)
    lines = [line_of(one, standing.language) for one in standing.figures.values()]
    kept = [
        line
        for line in lines
        if (not single_source or line.single_source) and (not unchecked or line.unchecked)
    ]
    asked = (("one source only", single_source), ("unchecked rows", unchecked))
    return FiguresAnswer(
        audience=audience,
        figures=tuple(sorted(kept, key=lambda line: line.name)),
        of=len(lines) + len(failed),
        failed=tuple(
            FailedFigure(name=name, why=error.message, advice=error.advice)
            for name, error in sorted(failed.items())
        ),
        only=tuple(words for words, is_asked in asked if is_asked),
    )


def chosen(name: str, standing: Standing, failed: Mapping[str, VedetteError]) -> Figure:
    """The figure of that name; raises its own error if it does not derive, `CaseError` if there is none."""
    labels = {one.name: one.label for one in standing.figures.values()} | dict.fromkeys(
        failed, "does not derive"
    )
    found = one_of("figure", name, labels, see="`vedette figures` lists them")
    if found in failed:
        raise failed[found]
    return standing.figures[found]


def line_of(figure: Figure, language: str) -> FigureLine:
    """A figure in one line."""
    leaves = figure.derivation.leaves()
    authors = sorted({leaf.author for leaf in leaves if leaf.author})
    return FigureLine(
        name=figure.name,
        label=figure.label,
        words=figure_in_words(figure, language),
        quantity=figure.quantity,
        period=figure.period,
        scope=figure.scope,
        as_of=figure.as_of,
        operation=figure.derivation.operation.value,
        rows=tuple(dict.fromkeys(leaf.key for leaf in leaves if leaf.key)),
        sources=tuple(sorted(figure.source_keys)),
        authors=tuple(authors),
        unchecked=tuple(dict.fromkeys(leaf.key for leaf in figure.unchecked if leaf.key)),
        attested=figure.attested,
        single_source=has_single_origin(figure.derivation),
    )
