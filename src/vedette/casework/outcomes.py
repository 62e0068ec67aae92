"""What a run of collect tells: while it works, to whoever watches, and at the end, file by file."""

from __future__ import annotations

import enum
from typing import Protocol, Self

import attrs

from vedette.errors import CaseError, VedetteError
from vedette.model.evidence import Fault, Sha256
from vedette.model.facts import Issue
from vedette.model.submissions import CollectedSubmission


class Progress(Protocol):
    """Watches a run; a door renders it."""

    def submission(self, folder: str, *, number: int, of: int) -> None:
        """A submission is looked at: the ``number``-th of ``of``."""
        ...

    def preserving(self, path: str, *, size: int) -> None:
        """A file of ``size`` bytes is being preserved."""
        ...

    def preserved(self, *, size: int) -> None:
        """That many more bytes of it are done."""
        ...

    def reading(self, path: str) -> None:
        """The rows of a preserved file are being read."""
        ...

    def read(self, *, items: int) -> None:
        """That many more facts and issues came out of it."""
        ...


class Unwatched:
    """A `Progress` that nobody looks at."""

    def submission(self, folder: str, *, number: int, of: int) -> None:
        """Show nothing."""

    def preserving(self, path: str, *, size: int) -> None:
        """Show nothing."""

    def preserved(self, *, size: int) -> None:
        """Show nothing."""

    def reading(self, path: str) -> None:
        """Show nothing."""

    def read(self, *, items: int) -> None:
        """Show nothing."""


class Status(enum.StrEnum):
    """What became of a submission in a run."""

    NEW = "new"
    CHANGED = "changed"
    RETURNED = "handed in again"
    UNCHANGED = "unchanged"
    RESTORED = "unchanged, lost bytes preserved again"
    REFUSED = "refused"
    GONE = "folder is gone"


_LANDED = frozenset({Status.NEW, Status.CHANGED, Status.RETURNED})


@attrs.frozen(kw_only=True)
class FileOutcome:
    """What came out of one file: facts that landed, good and refused rows, issues; none if it was not read now.

    ``is_unreadable`` says that the file as a whole could not be read to its end; its bytes are preserved.
    """

    path: str
    table: str | None
    digest: Sha256
    size: int
    facts: int | None = None
    good_rows: int | None = None
    refused_rows: int | None = None
    issues: int | None = None
    is_unreadable: bool = False


@attrs.frozen(kw_only=True)
class SubmissionOutcome:
    """What became of one submission; ``version`` is the one on record now, if there is one.

    ``issues`` were found in this run; they are in the record too, unless the submission was refused. Then
    ``error`` says why.
    """

    folder: str
    status: Status
    version: int | None = None
    files: tuple[FileOutcome, ...] = ()
    issues: tuple[Issue, ...] = ()
    error: VedetteError | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the folder is not there any more, while what was collected from it counts."""
        return self.status is Status.GONE

    @classmethod
    def of(
        cls,
        version: CollectedSubmission,
        status: Status,
        *,
        files: tuple[FileOutcome, ...] = (),
        issues: tuple[Issue, ...] = (),
    ) -> Self:
        """The outcome of a version that is on record."""
        return cls(folder=version.folder, status=status, version=version.version, files=files, issues=issues)


@attrs.frozen(kw_only=True)
class CollectReport:
    """A whole run: every submission, in order of folder.

    ``put_away`` counts half-written files of killed runs that were removed. ``set_aside`` are preserved files that
    no exhibit names, moved to where `vedette check` counts them. ``warnings`` tell what the custody log no longer
    holds of what editions built here have sealed. ``trouble`` is what
    kept the run from tidying up after the submissions, whose outcomes stand.
    """

    submissions: tuple[SubmissionOutcome, ...]
    put_away: int = 0
    set_aside: tuple[Sha256, ...] = ()
    warnings: tuple[Fault, ...] = ()
    trouble: VedetteError | None = None

    @property
    def is_complete(self) -> bool:
        """Whether no submission was refused and nothing went wrong besides: the exit status of the command."""
        return self.trouble is None and all(one.status is not Status.REFUSED for one in self.submissions)

    @property
    def landed(self) -> tuple[SubmissionOutcome, ...]:
        """Submissions of which this run recorded a version."""
        return tuple(one for one in self.submissions if one.status in _LANDED)


class ShortfallError(CaseError):
    """Fewer good rows than a manifest expects; carries what was read, since none of it lands."""

    def __init__(
        self, folder: str, *, files: tuple[FileOutcome, ...], short: str, issues: tuple[Issue, ...]
    ) -> None:
        super().__init__(
            f"{folder}: {short}; nothing of this version was recorded",
            advice="repair the refused rows, or correct at_least in the manifest, and collect again",
        )
        self.files = files
        self.issues = issues
