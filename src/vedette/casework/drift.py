"""Drift: submission folders that are no longer what was collected from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vedette.casework.submitted import digest_of_file, entries_below, files_below
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, DriftError, VedetteError
from vedette.model.evidence import Fault
from vedette.model.submissions import CollectedSubmission

MOST_NAMED = 5
"""Faults that a refusal names one by one."""

NO_SUBMISSION = "no submission that can be collected"
"""The fault of an entry that is refused by its name or kind."""


def drift(workspace: Workspace) -> list[Fault]:
    """Submission folders that differ from the version collected last, or were never collected, file by file."""
    faults: list[Fault] = []
    known = {one.folder: one for one in workspace.record.submissions()}
    for version in known.values():
        faults.extend(_drift_of(workspace.submissions / version.folder, version))
    try:
        entries = entries_below(workspace.submissions, known=known)
    except CaseError as error:
        where = workspace.submissions.name
        return [
            *faults,
            Fault(what="not a folder of submissions", where=where, expected="folders", found=error.message),
        ]
    for entry in entries:
        if entry.error is not None:
            faults.append(
                Fault(
                    what=NO_SUBMISSION,
                    where=f"{workspace.submissions.name}/{entry.name}",
                    expected="a folder of a submission",
                    found=entry.error.message,
                )
            )
        elif entry.place.name not in known:
            faults.append(
                Fault(
                    what="a submission is not collected", where=entry.name, expected="a version", found="none"
                )
            )
    return faults


def refuse_drift(workspace: Workspace) -> None:
    """Raise `DriftError` if a submission differs from its last collected version, naming the files."""
    faults = drift(workspace)
    if not faults:
        return
    named = "; ".join(f"{one.where}: {one.what}" for one in faults[:MOST_NAMED])
    beyond = f", and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
    raise DriftError(
        f"the submissions are not as they were collected: {named}{beyond}",
        advice=_advice(workspace, faults),
    )


def _advice(workspace: Workspace, faults: list[Fault]) -> str:
    if all(one.what == NO_SUBMISSION for one in faults):
        return "rename what is named, or move it out of submissions/; `vedette collect` says what is wrong with each"
    gone = {
        one.folder
        for one in workspace.record.submissions()
        if not (workspace.submissions / one.folder).is_dir()
    }
    if gone and all(one.where.partition("/")[0] in gone for one in faults):
        return f"restore the folder, or withdraw the submission: vedette withdraw {min(gone)} --reason TEXT"
    return "run `vedette collect` to record them as a new version, or restore the files"


def _drift_of(place: Path, version: CollectedSubmission) -> Iterator[Fault]:
    if not place.exists():
        yield Fault(
            what="the folder of a submission is gone",
            where=version.folder,
            expected=f"version {version.version}",
            found="no folder",
        )
        return
    for exhibit in version.exhibits:
        where = f"{version.folder}/{exhibit.path}"
        try:
            found = digest_of_file(place, exhibit.path).value
        except VedetteError as error:
            found = error.message
        if found != exhibit.digest.value:
            what = f"a file differs from version {version.version}"
            yield Fault(what=what, where=where, expected=exhibit.digest.value, found=found)
    known = {one.path for one in version.exhibits}
    try:
        present = set(files_below(place)) if place.is_dir() else set()
    except CaseError:
        present = set()  # told above, file by file
    for path in sorted(present - known):
        what = f"a file is not in version {version.version}"
        yield Fault(what=what, where=f"{version.folder}/{path}", expected="none", found="a file")
