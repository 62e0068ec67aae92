"""`vedette figure`: one figure opened into its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseOption, LanguageOption, opened
from vedette.cli.output import Sheet, show

if TYPE_CHECKING:
    from vedette.casework.figure import FigureAnswer, Node

EXAMPLES = """
vedette figure containers
vedette figure workers-further --case examples/dprk-russia
vedette figure containers --format json
"""

_SHORT = 12
"""Digits of a digest that a terminal shows; JSON has all of them."""


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The figure's name in report/figures.toml.")],
    *,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case: CaseOption = None,
) -> None:
    """Open a figure into its evidence: the derivation as a tree, and the text of every row it rests on.

    The text of a row is read from the preserved bytes, whose digest is compared first.
    """
    from vedette.casework.answers import plain
    from vedette.casework.figure import figure

    found = figure(opened(case), name, audience=audience, language=language)
    show(plain(found), *_parts(found))


def _parts(found: FigureAnswer) -> Iterator[Sheet | str]:
    line = found.figure
    facts = (
        ("says", line.words),
        ("period", line.period),
        ("scope", line.scope),
        ("as of", line.as_of),
        ("marking", found.handling),
        ("rests on", "an originator's release statement" if line.attested else "rows below"),
    )
    rows = [(what, value) for what, value in facts if value]
    yield Sheet(title=f"{line.name}: {line.label}", header=("What", "Value"), rows=rows)
    yield "Derivation\n" + "\n".join(_tree(found.derivation, depth=0))
    leaves = [node for node in _leaves(found.derivation) if node.row is not None]
    yield from (_row(node) for node in leaves)
    if found.sources:
        yield Sheet(title="Sources", header=("Key", "Title"), rows=list(found.sources.items()))


def _tree(node: Node, *, depth: int) -> Iterator[str]:
    indent = "  " * depth
    key = f" [{node.key}]" if node.key else ""
    mark = " (unchecked)" if node.unchecked else ""
    yield f"{indent}{node.words}: {node.label}{key}, {node.operation}{mark}"
    for said in (*node.assumptions, *node.judgements):
        yield f"{indent}    {said}"
    for one in node.inputs:
        yield from _tree(one, depth=depth + 1)


def _leaves(node: Node) -> Iterator[Node]:
    if node.row is not None:
        yield node
    for one in node.inputs:
        yield from _leaves(one)


def _row(node: Node) -> Sheet:
    row = node.row
    if row is None:
        return Sheet(title="", header=(), rows=())
    held = "" if row.original_held else "; a transcription, original not held"
    return Sheet(
        title="; shown in ".join((f"{node.key or 'row'}: {row.file}, {row.place}", *row.shown_in)),
        header=("Column", "Cell"),
        rows=list(row.cells.items()) or [("", "kept as it is, not read as a table")],
        note=f"exhibit {row.exhibit[:_SHORT]}{held}",
    )
