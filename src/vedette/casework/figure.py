"""The use case "figure": one figure opened into its evidence, down to the text of every row."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.casework.figures import FigureLine, chosen, line_of
from vedette.casework.inputs import answerable, inputs_of
from vedette.casework.row_text import row_texts
from vedette.casework.rows import shown_in
from vedette.casework.workspace import Workspace
from vedette.model.evidence import Citation
from vedette.model.figures import Derivation
from vedette.model.quantities import Quantity
from vedette.report.standing import Standing
from vedette.report.words import quantity_in_words


@attrs.frozen(kw_only=True)
class RowText:
    """A row where it stands: exhibit, file, place, its cells, and whether the original document is held.

    ``shown_in`` are places in other files that show what it says.
    """

    exhibit: str
    file: str
    place: str
    cells: Mapping[str, str]
    original_held: bool
    shown_in: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Node:
    """One step of a derivation in words; a leaf has the row that it cites."""

    operation: str
    label: str
    words: str
    quantity: Quantity
    key: str | None
    author: str | None
    sources: tuple[str, ...]
    status: str | None
    unchecked: bool
    assumptions: tuple[str, ...]
    judgements: tuple[str, ...]
    row: RowText | None
    inputs: tuple[Node, ...]


@attrs.frozen(kw_only=True)
class FigureAnswer:
    """A figure, its derivation as a tree, and the published sources that its rows cite, by key."""

    figure: FigureLine
    handling: str
    derivation: Node
    sources: Mapping[str, str]


def figure(
    workspace: Workspace, name: str, *, audience: str = "public", language: str | None = None
) -> FigureAnswer:
    """Open one figure; raises `CaseError` with what may be meant if there is none of that name.

    Raises the figure's own error if it does not derive; what is wrong with another figure does not matter.
    """
    inputs = inputs_of(workspace, audience=audience, language=language)
    standing, failed = answerable(inputs)
    found = chosen(name, standing, failed)
    citations = [leaf.citation for leaf in found.derivation.leaves() if leaf.citation]
    texts = row_texts(citations, inputs.submissions, workspace.blobs)
    return FigureAnswer(
        figure=line_of(found, standing.language),
        handling=found.handling.tlp.label,
        derivation=_node(found.derivation, standing, texts),
        sources={
            key: standing.sources[key].title for key in sorted(found.source_keys) if key in standing.sources
        },
    )


def _node(node: Derivation, standing: Standing, texts: Mapping[Citation, Mapping[str, str]]) -> Node:
    status = node.verification
    return Node(
        operation=node.operation.value,
        label=node.label,
        words=quantity_in_words(node.quantity, standing.language),
        quantity=node.quantity,
        key=node.key,
        author=node.author,
        sources=node.sources,
        status=status.value if status else None,
        unchecked=status is not None and not status.is_checked,
        assumptions=node.assumptions,
        judgements=node.judgements,
        row=_row(node, standing, texts),
        inputs=tuple(_node(one, standing, texts) for one in node.inputs),
    )


def _row(node: Derivation, standing: Standing, texts: Mapping[Citation, Mapping[str, str]]) -> RowText | None:
    if node.citation is None:
        return None
    exhibit = standing.exhibits[node.citation.exhibit]
    fact = standing.fact(node.fact) if node.fact else None
    return RowText(
        exhibit=exhibit.digest.value,
        file=f"{exhibit.submission}/{exhibit.path}",
        place=str(node.citation.locator),
        cells=texts.get(node.citation, {}),
        original_held=fact.basis.original_held if fact else True,
        shown_in=shown_in(fact, standing) if fact else (),
    )
