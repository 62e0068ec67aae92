"""Collect: what is handed in becomes exhibits, and what they say becomes facts.

Each submission lands whole or not at all, and one that is refused does not keep the others from landing.
A submission that has not changed costs one reading of its files and leaves no trace. Files of which a manifest says
that they hold positions are converted into the lake at the end.
"""

from __future__ import annotations

import getpass

import attrs

from vedette.backends.embedded import first_run_done
from vedette.casework.landing import Landing, files_of
from vedette.casework.outcomes import (
    CollectReport,
    Progress,
    ShortfallError,
    Status,
    SubmissionOutcome,
    Unwatched,
)
from vedette.casework.sealed import lost_of
from vedette.casework.submitted import Entry, Submitted, entries_below, read_submitted
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError, VedetteError
from vedette.evidence.preserve import set_aside_unnamed, submission_id
from vedette.model.handling import Handling, Tlp
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission
from vedette.ports import Clock

UNWATCHED = Unwatched()

OPEN = Handling(tlp=Tlp.CLEAR).key
"""The strand of the custody log that everybody may see."""


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
    removed = workspace.blobs.clear_leftovers()
    known = {one.folder: one for one in workspace.record.submissions()}
    entries = entries_below(workspace.submissions, known=known)
    outcomes = [
        run.collect(entry, known.get(entry.place.name), number=number, of=len(entries))
        for number, entry in enumerate(entries, start=1)
    ]
    gone = known.keys() - {entry.place.name for entry in entries}
    outcomes += [SubmissionOutcome.of(known[name], Status.GONE, files=files_of(known[name])) for name in gone]
    report = CollectReport(submissions=tuple(sorted(outcomes, key=lambda one: one.folder)), put_away=removed)
    try:
        _converted(workspace, actor=actor, at=run.at, progress=progress)
        return _tidied(report, workspace, actor=actor, at=run.at)
    except VedetteError as error:
        return attrs.evolve(report, trouble=error)


def _converted(workspace: Workspace, *, actor: str, at: Instant, progress: Progress) -> None:
    """Bring declared positions into the lake; what reads them is loaded only where there are some."""
    submissions = workspace.record.submissions()
    if any(file.positions is not None for one in submissions for file in one.manifest.files):
        from vedette.casework.conversion import convert_declared

        convert_declared(workspace, actor=actor, at=at, progress=progress)


def _tidied(report: CollectReport, workspace: Workspace, *, actor: str, at: Instant) -> CollectReport:
    """What is left to do once every submission was looked at."""
    keep_symbol(workspace, actor=actor, at=at)
    return attrs.evolve(
        report,
        set_aside=set_aside_unnamed(workspace.record, workspace.blobs),
        warnings=tuple(lost_of(workspace.kept, workspace.editions, workspace.record.custody())),
    )


def name_of_actor(chosen: str | None) -> str:
    """Who is written into the custody log: the name chosen (``VEDETTE_ACTOR``), else the user of this machine."""
    try:
        return (chosen or "").strip() or getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unnamed user"


def keep_symbol(workspace: Workspace, *, actor: str, at: Instant) -> None:
    """Record which case the record belongs to; a change of its symbol is told in the open custody log."""
    record, symbol = workspace.record, workspace.case.symbol
    if record.belongs_to() == symbol or not record.custody():
        return
    with record.writing() as writer:
        before = record.belongs_to()  # again, under the lock: another first run may have been faster
        if before == symbol:
            return
        writer.belong(symbol, at=at, by=actor)
        if before is not None:
            detail = f"the symbol of the case was {before}"
            writer.log(OPEN, at=at, actor=actor, action="renamed", subject=symbol, detail=detail)


@attrs.frozen(kw_only=True)
class _Run:
    workspace: Workspace
    actor: str
    at: Instant
    progress: Progress

    def collect(
        self, entry: Entry, known: CollectedSubmission | None, *, number: int, of: int
    ) -> SubmissionOutcome:
        """Collect one folder; what is wrong with it is its outcome."""
        self.progress.submission(entry.name, number=number, of=of)
        version = known.version if known else None
        try:
            if entry.error is not None:
                raise entry.error
            submitted = read_submitted(entry.place)
            if known and submission_id(submitted.folder, submitted.digests()) == known.id:
                return self._unchanged(submitted, known)
            return self._land(submitted)
        except ShortfallError as error:
            return SubmissionOutcome(
                folder=entry.name,
                status=Status.REFUSED,
                version=version,
                files=error.files,
                issues=error.issues,
                error=error,
            )
        except VedetteError as error:
            return SubmissionOutcome(folder=entry.name, status=Status.REFUSED, version=version, error=error)
        except OSError as error:
            where = error.filename or entry.place
            told = CaseError(
                f"{where}: {error.strerror or error}",
                advice="see that you may read and write it, then collect again",
            )
            return SubmissionOutcome(folder=entry.name, status=Status.REFUSED, version=version, error=told)

    def _unchanged(self, submitted: Submitted, known: CollectedSubmission) -> SubmissionOutcome:
        """Leave no trace; but where preserved bytes are gone, put those of the originals, which are the same."""
        blobs = self.workspace.blobs
        if all(blobs.holds(one.digest) for one in known.exhibits):
            return SubmissionOutcome.of(known, Status.UNCHANGED, files=files_of(known))
        landed = self._land(submitted)
        if landed.status is not Status.UNCHANGED:
            return landed
        return attrs.evolve(landed, status=Status.RESTORED)

    def _land(self, submitted: Submitted) -> SubmissionOutcome:
        landed = self._landed(submitted)
        first_run_done(self.workspace.kept)
        return landed

    def _landed(self, submitted: Submitted) -> SubmissionOutcome:
        with self.workspace.record.writing() as writer:
            return Landing(
                submitted=submitted,
                writer=writer,
                blobs=self.workspace.blobs,
                actor=self.actor,
                at=self.at,
                progress=self.progress,
            ).land()
