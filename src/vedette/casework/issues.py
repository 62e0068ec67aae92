"""The use case "issues": what a person should look at, in one row or between the rows of several files."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import attrs

from vedette.assessment.coherence import Incoherence, incoherences
from vedette.casework.detection_inputs import lake_state
from vedette.casework.positions import position_issues
from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact
from vedette.model.submissions import CollectedSubmission
from vedette.sources.layouts import layouts

MOST_ACROSS_FILES = 1_000
"""Issues between files that are told one by one."""


@attrs.frozen(kw_only=True)
class IssueLine:
    """One issue: submission and version, file and place, column and value, what is wrong and what to do.

    A refused row did not land; a doubted one did, and so did one that does not fit the rows of other files.
    """

    submission: str
    version: int
    file: str
    place: str
    column: str | None
    value: str | None
    problem: str
    advice: str
    refused: bool


@attrs.frozen(kw_only=True)
class IssuesAnswer:
    """The issues of the versions collected last, in the order of submissions and rows."""

    issues: tuple[IssueLine, ...]
    refused: int
    doubted: int


def issues(
    workspace: Workspace, *, submission: str | None = None, refused_only: bool = False
) -> IssuesAnswer:
    """Every issue, of one submission or of all, rows of positions among them; for the team, whatever its marking.

    Raises:
        CaseError: no such submission was collected, or the issues of a file of positions cannot be read.
    """
    collected = workspace.record.submissions()
    versions = collected
    if submission is not None:
        folders = [one.folder for one in versions]
        chosen = one_of("collected submission", submission, folders, see="`vedette collect` records them")
        versions = [one for one in versions if one.folder == chosen]
    found = [
        IssueLine(
            submission=version.folder,
            version=version.version,
            file=f"{version.folder}/{one.path}",
            place=one.locator,
            column=one.column,
            value=one.value,
            problem=one.problem,
            advice=one.advice,
            refused=one.refused,
        )
        for version in versions
        for one in workspace.record.issues(version.id)
    ]
    found += of_positions(workspace, versions)
    chosen_folders = {one.folder for one in versions}
    found += [one for one in across_files(workspace, collected) if one.submission in chosen_folders]
    refused = sum(one.refused for one in found)
    return IssuesAnswer(
        issues=tuple(one for one in found if one.refused or not refused_only),
        refused=refused,
        doubted=len(found) - refused,
    )


def of_positions(workspace: Workspace, versions: Sequence[CollectedSubmission]) -> Iterator[IssueLine]:
    """What was refused or doubted when files of positions were converted into the lake, in the order of their rows."""
    held = {one.digest for one in lake_state(workspace).exhibits}
    for version in versions:
        for exhibit in version.exhibits:
            for one in position_issues(workspace, exhibit.digest) if exhibit.digest in held else ():
                yield IssueLine(
                    submission=version.folder,
                    version=version.version,
                    file=f"{version.folder}/{exhibit.path}",
                    place=one.locator,
                    column=one.column,
                    value=one.value,
                    problem=one.problem,
                    advice=one.advice,
                    refused=one.refused,
                )


def across_files(workspace: Workspace, collected: Sequence[CollectedSubmission]) -> list[IssueLine]:
    """Keys used twice and names of nothing, in all versions collected last; at most `MOST_ACROSS_FILES`."""
    known = layouts()
    exhibits = {(one.folder, exhibit.digest): (one, exhibit) for one in collected for exhibit in one.exhibits}
    tables = {
        (one.folder, exhibit.digest): file.table
        for one in collected
        for file, exhibit in zip(one.manifest.files, one.exhibits[1:], strict=True)
        if file.table and file.table in known
    }

    def facts() -> Iterable[AnyFact]:
        return itertools.chain.from_iterable(workspace.record.facts(one.id) for one in collected)

    found = itertools.islice(incoherences(facts, tables), MOST_ACROSS_FILES)
    return [_line(one, exhibits) for one in found]


def _line(
    found: Incoherence, exhibits: dict[tuple[str, Sha256], tuple[CollectedSubmission, Exhibit]]
) -> IssueLine:
    basis = found.fact.basis
    version, exhibit = exhibits[basis.submission, basis.citation.exhibit]
    return IssueLine(
        submission=version.folder,
        version=version.version,
        file=f"{version.folder}/{exhibit.path}",
        place=str(basis.citation.locator),
        column=found.column,
        value=found.value,
        problem=found.problem,
        advice=found.advice,
        refused=False,
    )
