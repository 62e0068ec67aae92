"""Collect: what is handed in becomes exhibits, and what they say becomes facts.

Each submission lands whole or not at all, and one that is refused does not keep the others from landing.
A submission that has not changed costs one reading of its files and leaves no trace.
"""

from __future__ import annotations

import getpass
from pathlib import Path

import attrs

from vedette.casework.landing import Landing, files_of
from vedette.casework.outcomes import (
    CollectReport,
    Progress,
    ShortfallError,
    Status,
    SubmissionOutcome,
    Unwatched,
)
from vedette.casework.submitted import Submitted, read_submitted, submission_folders
from vedette.casework.workspace import Workspace
from vedette.errors import VedetteError
from vedette.evidence.preserve import put_away, submission_id
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission
from vedette.ports import Clock

UNWATCHED = Unwatched()


def collect(
    workspace: Workspace, *, actor: str, clock: Clock, progress: Progress = UNWATCHED
) -> CollectReport:
    """Record every submission that is new or has changed since it was collected last.

    All custody entries of a run carry the moment at which it began: the time between two public ones would
    otherwise tell of the restricted work between them. ``actor`` is written into every entry.

    Raises:
        CaseError: there is no folder of submissions, or another process holds the record for too long.
        EvidenceError: the record or the blobs are damaged.
    """
    run = _Run(workspace=workspace, actor=actor, at=clock.now(), progress=progress)
    removed = put_away(workspace.record, workspace.blobs)
    places = submission_folders(workspace.submissions)
    known = {one.folder: one for one in workspace.record.submissions()}
    outcomes = [
        run.collect(place, known.get(place.name), number=number, of=len(places))
        for number, place in enumerate(places, start=1)
    ]
    gone = known.keys() - {place.name for place in places}
    outcomes += [SubmissionOutcome.of(known[name], Status.GONE, files=files_of(known[name])) for name in gone]
    if any(one.status is Status.REFUSED for one in outcomes):
        put_away(workspace.record, workspace.blobs)
    return CollectReport(submissions=tuple(sorted(outcomes, key=lambda one: one.folder)), put_away=removed)


def name_of_actor(chosen: str | None) -> str:
    """Who is written into the custody log: the name chosen (``VEDETTE_ACTOR``), else the user of this machine."""
    try:
        return (chosen or "").strip() or getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unnamed user"


@attrs.frozen(kw_only=True)
class _Run:
    workspace: Workspace
    actor: str
    at: Instant
    progress: Progress

    def collect(
        self, place: Path, known: CollectedSubmission | None, *, number: int, of: int
    ) -> SubmissionOutcome:
        """Collect one folder; what is wrong with it is its outcome."""
        self.progress.submission(place.name, number=number, of=of)
        version = known.version if known else None
        try:
            submitted = read_submitted(place)
            if known and submission_id(submitted.folder, submitted.digests()) == known.id:
                return SubmissionOutcome.of(known, Status.UNCHANGED, files=files_of(known))
            return self._land(submitted)
        except ShortfallError as error:
            return SubmissionOutcome(
                folder=place.name,
                status=Status.REFUSED,
                version=version,
                files=error.files,
                issues=error.issues,
                error=error,
            )
        except VedetteError as error:
            return SubmissionOutcome(folder=place.name, status=Status.REFUSED, version=version, error=error)

    def _land(self, submitted: Submitted) -> SubmissionOutcome:
        with self.workspace.record.writing() as writer:
            return Landing(
                submitted=submitted,
                writer=writer,
                blobs=self.workspace.blobs,
                actor=self.actor,
                at=self.at,
                progress=self.progress,
            ).land()
