"""Custody: whether a workspace still holds what was collected into it, byte for byte and row for row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from vedette.casework.drift import drift
from vedette.casework.workspace import Workspace
from vedette.errors import EvidenceError, RecordChangedError, VedetteError
from vedette.evidence.check import check_blobs, check_custody
from vedette.evidence.reread import Reread, check_submission
from vedette.model.evidence import CustodyHead, Fault
from vedette.model.facts import AnyFact, Issue
from vedette.model.submissions import CollectedSubmission, Manifest
from vedette.ports import Blobs
from vedette.sources.manifest import MANIFEST_FILE, MANIFEST_NAME, read_manifest
from vedette.sources.reading import read_exhibit


def check_workspace(workspace: Workspace, *, sealed: Iterable[CustodyHead] = ()) -> list[Fault]:
    """Everything that does not hold; nothing found means an empty list.

    The preserved bytes are hashed, the custody chains computed again and compared with ``sealed`` heads, every
    version is read once more from its exhibits, and the submission folders are compared with the last version.
    """
    try:
        faults = check_blobs(workspace.record, workspace.blobs)
        faults += check_custody(workspace.record, sealed)
        for version in _contents(workspace):
            faults += _check_version(workspace, version)
        return faults + drift(workspace)
    except EvidenceError as error:
        where = workspace.kept.name
        return [
            Fault(what="the record cannot be read", where=where, expected="a record", found=error.message)
        ]


def reread(version: CollectedSubmission, blobs: Blobs) -> Reread:
    """Read a version once more from its preserved bytes.

    Raises:
        EvidenceError: bytes are missing.
        UnreadableInputError: the preserved manifest does not read any more.
    """
    with blobs.open(version.exhibits[0].digest) as stream:
        manifest = read_manifest(stream.read(), where=f"{version.folder}/{MANIFEST_NAME}")
    return Reread(manifest=manifest, items=_items(version, manifest, blobs))


def _items(version: CollectedSubmission, manifest: Manifest, blobs: Blobs) -> Iterator[AnyFact | Issue]:
    for file in (MANIFEST_FILE, *manifest.files):
        recorded = version.exhibit_at(file.path)
        if recorded is None:
            continue  # the list of exhibits no longer matches its digest, which is a fault of its own
        with blobs.open(recorded.digest) as stream:
            # Rows were read under the submission's marking; the exhibit's own was joined from them afterwards.
            exhibit = attrs.evolve(recorded, handling=manifest.handling)
            yield from read_exhibit(
                stream, file=file, exhibit=exhibit, manifest=manifest, beside=version.exhibits
            )


def _check_version(workspace: Workspace, version: CollectedSubmission) -> list[Fault]:
    where = f"{version.folder}, version {version.version}"
    try:
        return check_submission(version, workspace.record, reread(version, workspace.blobs))
    except RecordChangedError:
        raise  # says nothing of the version
    except VedetteError as error:
        what = "a version cannot be read again"
        return [Fault(what=what, where=where, expected="readable evidence", found=error.message)]


def _contents(workspace: Workspace) -> Iterable[CollectedSubmission]:
    """Every content once: versions that returned to an earlier content share its rows."""
    return {one.id: one for one in workspace.record.submissions(every_version=True)}.values()
