"""The use case "issues": what was refused or doubted when the submissions were collected, for a person to see."""

from __future__ import annotations

import attrs

from vedette.casework.suggest import one_of
from vedette.casework.workspace import Workspace


@attrs.frozen(kw_only=True)
class IssueLine:
    """One issue: submission and version, file and place, column and value, what is wrong and what to do.

    A refused row did not land; a doubted one did.
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
    """Every issue on record, of one submission or of all; for the team, whatever its marking."""
    versions = workspace.record.submissions()
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
    refused = sum(one.refused for one in found)
    return IssuesAnswer(
        issues=tuple(one for one in found if one.refused or not refused_only),
        refused=refused,
        doubted=len(found) - refused,
    )
