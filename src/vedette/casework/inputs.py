"""What an audience may see of a case, gathered from its record: the inputs of an edition and of every question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from vedette.casework.detection_inputs import has_own_ports, ports_text
from vedette.casework.workspace import CASE_FILE, Workspace
from vedette.errors import CaseError, VedetteError
from vedette.measures.loader import law_of_the_council
from vedette.model.evidence import Exhibit
from vedette.model.facts import AnyFact
from vedette.model.handling import Audience
from vedette.model.submissions import CollectedSubmission
from vedette.ports import Blobs
from vedette.release import edition as release
from vedette.release.edition import Inputs, PageSources, each_figure, figures_of, visible, withheld
from vedette.report.standing import Standing

WRITTEN = ("figures.toml", "*/*.md")
"""The files below ``report/`` that a report is made of; an edition publishes them whole, and no others."""


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
    collected = workspace.record.submissions()
    submissions = visible(collected, chosen)
    spoken = language or workspace.case.language
    pages = _pages(workspace, chosen).of_language(spoken)
    return Inputs(
        case=workspace.case,
        audience=chosen,
        language=spoken,
        pages=pages,
        movement=release.movement_of(
            workspace.case, pages, submissions, partial(_preserved, workspace.blobs)
        ),
        submissions=submissions,
        facts=tuple(fact for one in submissions for fact in workspace.record.facts(one.id)),
        measures=law_of_the_council().measures,
        withheld=tuple(
            fact
            for one in collected
            if one not in submissions
            for fact in withheld(one, workspace.record.facts(one.id))
        ),
        previous=_previous(workspace, submissions, chosen),
    )


def _preserved(blobs: Blobs, _: CollectedSubmission, exhibit: Exhibit) -> BinaryIO:
    return blobs.open(exhibit.digest)


def answerable(inputs: Inputs) -> tuple[Standing, Mapping[str, VedetteError]]:
    """The inputs with the figures that derive, and why each other one does not, for questions about figures."""
    found = each_figure(inputs)
    return release.standing_of(inputs, found.figures), found.failed


def standing_of(inputs: Inputs) -> Standing:
    """The inputs with their figures derived, for questions that need no report."""
    return release.standing_of(inputs, figures_of(inputs))


def _previous(
    workspace: Workspace, submissions: Sequence[CollectedSubmission], audience: Audience
) -> tuple[AnyFact, ...]:
    """What the version before the last one said, of each submission that has one, as far as it may be told."""
    wanted = {(one.folder, one.version - 1) for one in submissions if one.version > 1}
    if not wanted:
        return ()
    before = [
        one for one in workspace.record.submissions(every_version=True) if (one.folder, one.version) in wanted
    ]
    return tuple(fact for one in visible(before, audience) for fact in workspace.record.facts(one.id))


def _pages(workspace: Workspace, audience: Audience) -> PageSources:
    report = workspace.report
    found = sorted(path for pattern in WRITTEN for path in report.glob(pattern))
    files = {f"report/{path.relative_to(report).as_posix()}": _read(path) for path in found}
    if has_own_ports(workspace):
        files[release.PORTS] = ports_text(workspace, audience=audience).encode("utf-8")
    return PageSources(files={CASE_FILE: _read(workspace.folder / CASE_FILE), **files})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CaseError(
            f"{path} cannot be read: {error.strerror or error}",
            advice="a file has to be there that you may read: put it right, or move away what has its name",
        ) from error
