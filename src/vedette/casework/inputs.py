"""What an audience may see of a case, gathered from its record: the inputs of an edition and of every question."""

from __future__ import annotations

from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.measures.loader import law_of_the_council
from vedette.model.facts import AnyFact
from vedette.model.handling import Audience
from vedette.release.edition import Inputs, PageSources, figures_of, visible
from vedette.report.standing import Standing

WRITTEN = ("*.toml", "*/*.md")
"""The files below ``report/`` that a report is made of."""


def audience_named(workspace: Workspace, name: str) -> Audience:
    """The audience that ``case.toml`` declares under a name."""
    for one in workspace.case.audiences:
        if one.name == name:
            return one
    declared = ", ".join(one.name for one in workspace.case.audiences)
    raise CaseError(f"the case has no audience {name!r}", advice=f"case.toml declares {declared}")


def inputs_of(workspace: Workspace, *, audience: str, language: str | None = None) -> Inputs:
    """Everything that an edition for ``audience`` is made of, from the versions collected last."""
    chosen = audience_named(workspace, audience)
    submissions = visible(workspace.record.submissions(), chosen)
    facts: list[AnyFact] = []
    for one in submissions:
        facts += workspace.record.facts(one.id)
    spoken = language or workspace.case.language
    return Inputs(
        case=workspace.case,
        audience=chosen,
        language=spoken,
        pages=_pages(workspace).of_language(spoken),
        submissions=submissions,
        facts=tuple(facts),
        measures=law_of_the_council().measures,
    )


def standing_of(inputs: Inputs) -> Standing:
    """The inputs with their figures derived, for questions that need no report."""
    return Standing(
        case=inputs.case,
        language=inputs.language,
        facts=inputs.facts,
        figures=figures_of(inputs),
        measures=inputs.measures,
        submissions=inputs.submissions,
    )


def _pages(workspace: Workspace) -> PageSources:
    report = workspace.report
    found = sorted(path for pattern in WRITTEN for path in report.glob(pattern))
    files = {f"report/{path.relative_to(report).as_posix()}": path.read_bytes() for path in found}
    return PageSources(files={"case.toml": (workspace.folder / "case.toml").read_bytes(), **files})
