"""Drift: submission folders that are no longer what was collected from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vedette.casework.submitted import digest_of_file, files_below, submission_folders
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, DriftError, VedetteError
from vedette.model.evidence import Fault
from vedette.model.submissions import CollectedSubmission

MOST_NAMED = 5
"""Faults that a refusal names one by one."""


def drift(workspace: Workspace) -> list[Fault]:
    """Submission folders that differ from the version collected last, or were never collected, file by file."""
    faults: list[Fault] = []
    known = {one.folder: one for one in workspace.record.submissions()}
    for version in known.values():
        faults.extend(_drift_of(workspace.submissions / version.folder, version))
    try:
        places = submission_folders(workspace.submissions)
    except CaseError as error:
        where = workspace.submissions.name
        return [
            *faults,
            Fault(what="not a folder of submissions", where=where, expected="folders", found=error.message),
        ]
    faults.extend(
        Fault(what="a submission is not collected", where=place.name, expected="a version", found="none")
        for place in places
        if place.name not in known
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
        advice="run `vedette collect` to record them as a new version, or restore the files",
    )


def _drift_of(place: Path, version: CollectedSubmission) -> Iterator[Fault]:
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
    present = set(files_below(place)) if place.is_dir() else set()
    for path in sorted(present - known):
        what = f"a file is not in version {version.version}"
        yield Fault(what=what, where=f"{version.folder}/{path}", expected="none", found="a file")
