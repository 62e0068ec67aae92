"""Drift: submission folders that are no longer what was collected from them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from vedette.casework.submitted import Entry, digest_of_file, entries_below, files_below, read_submitted
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, DriftError, VedetteError
from vedette.model.evidence import Exhibit, Fault
from vedette.model.submissions import CollectedSubmission

MOST_NAMED = 5
"""Faults that a refusal names one by one."""

NO_SUBMISSION = "no submission that can be collected"
"""The fault of an entry that is refused by its name or kind."""

REFUSED = "a submission that `vedette collect` refuses"
"""The fault of a folder whose manifest does not read, or does not name the files that lie in it."""

UNREAD = "a file cannot be read"
"""The fault of something that lies where a collected file lay."""

NO_FOLDER = "not a folder of submissions"
"""The fault of a case whose ``submissions/`` is gone or cannot be listed."""


def drift(workspace: Workspace) -> list[Fault]:
    """Submission folders that differ from the version collected last, or were never collected, file by file."""
    known = {one.folder: one for one in workspace.record.submissions()}
    where = workspace.submissions.name
    try:
        entries = entries_below(workspace.submissions, known=known)
    except CaseError as error:
        return [Fault(what=NO_FOLDER, where=where, expected="folders", found=error.message)]
    present = {entry.place.name: entry for entry in entries}
    faults = [
        fault
        for name in sorted(known.keys() - present.keys())
        for fault in _drift_of(workspace.submissions / name, known[name])
    ]
    for entry in entries:
        if entry.error is not None:
            expected = "a folder of a submission"
            place = f"{where}/{entry.name}"
            faults.append(
                Fault(what=NO_SUBMISSION, where=place, expected=expected, found=entry.error.message)
            )
        elif version := known.get(entry.place.name):
            faults.extend(_drift_of(entry.place, version))
        else:
            faults.append(_uncollected(entry))
    return faults


def _uncollected(entry: Entry) -> Fault:
    """A folder that is not on record: not collected yet, or one that collecting refuses."""
    refused = _refusal(entry.place)
    if refused is not None:
        expected = "a submission that can be collected"
        return Fault(what=REFUSED, where=entry.name, expected=expected, found=refused.message)
    return Fault(what="a submission is not collected", where=entry.name, expected="a version", found="none")


def _refusal(place: Path) -> VedetteError | None:
    """Why collecting refuses a folder before it reads a row; none if it does not."""
    try:
        read_submitted(place)
    except VedetteError as error:
        return error
    return None


def refuse_drift(workspace: Workspace) -> None:
    """Raise `DriftError` if a submission differs from its last collected version, naming the files."""
    faults = drift(workspace)
    if not faults:
        return
    named = "; ".join(_named(one) for one in faults[:MOST_NAMED])
    beyond = f", and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
    raise DriftError(
        f"the submissions are not as they were collected: {named}{beyond}",
        advice=_advice(workspace, faults),
    )


def _named(fault: Fault) -> str:
    why = f" ({fault.found})" if fault.what in {REFUSED, NO_SUBMISSION, NO_FOLDER} else ""
    return f"{fault.where}: {fault.what}{why}"


def _advice(workspace: Workspace, faults: list[Fault]) -> str:
    kinds = {one.what for one in faults}
    if NO_FOLDER in kinds:
        where = workspace.submissions
        return f"put {where} back, with the folders of the submissions in it, and see that you may read it"
    if kinds == {NO_SUBMISSION}:
        return "rename what is named, or move it out of submissions/; `vedette collect` says what is wrong with each"
    known = {one.folder for one in workspace.record.submissions()}
    gone = {one for one in known if not (workspace.submissions / one).is_dir()}
    touched = dict.fromkeys(one.where.partition("/")[0] for one in faults if one.what != NO_SUBMISSION)
    if gone and all(one in gone for one in touched):
        return f"restore the folder, or withdraw the submission: vedette withdraw {min(gone)} --reason TEXT"
    for folder in touched:
        refused = None if folder in gone else _refusal(workspace.submissions / folder)
        if refused is not None:
            if folder in known:
                why, away = f" ({refused.message})", "restore its files"
            else:
                why, away = "", "move it out of submissions/"  # the reason is told with the folder
            return (
                f"`vedette collect` would refuse {folder}{why}: {refused.advice}, and collect then; or {away}"
            )
    if UNREAD in kinds:
        return "see that you may read what is named, or restore it"
    return (
        "run `vedette collect` to record what is new or changed, or restore the files; a submission that it "
        "refuses has to be repaired as it says, or moved out of submissions/"
    )


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
        yield from _file_drift(place, exhibit, version.version)
    known = {one.path for one in version.exhibits}
    try:
        present = set(files_below(place)) if place.is_dir() else set()
    except CaseError:
        present = set()  # told above, file by file
    for path in sorted(present - known):
        what = f"a file is not in version {version.version}"
        yield Fault(what=what, where=f"{version.folder}/{path}", expected="none", found="a file")


def _file_drift(place: Path, exhibit: Exhibit, version: int) -> Iterator[Fault]:
    where = f"{exhibit.submission}/{exhibit.path}"
    what, expected = f"a file differs from version {version}", exhibit.digest.value
    try:
        found = digest_of_file(place, exhibit.path).value
    except VedetteError as error:
        is_there = os.path.lexists(place / exhibit.path)
        what = UNREAD if is_there else f"a file of version {version} is missing"
        yield Fault(what=what, where=where, expected=expected, found=error.message)
        return
    if found != expected:
        yield Fault(what=what, where=where, expected=expected, found=found)
