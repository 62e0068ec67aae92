"""Landing one version of a submission: bytes, then rows, in one transaction.

The bytes of every file are put before any row names them, and the rows are read from the bytes that were put,
never from the original file again. Everything happens under the write lock of the record, so that two runs
at once come one after the other, and either all of the version lands or nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import attrs

from vedette.casework.outcomes import FileOutcome, Progress, ShortfallError, Status, SubmissionOutcome
from vedette.casework.submitted import Submitted
from vedette.evidence.check import COLLECTED, PRESERVED
from vedette.evidence.preserve import submission_id
from vedette.evidence.reread import Markings
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Issue
from vedette.model.handling import Handling, most_restrictive
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission, SubmittedFile
from vedette.ports import Blobs, RecordWriter
from vedette.sources.manifest import MANIFEST_FILE
from vedette.sources.media import HEAD_SIZE, media_type
from vedette.sources.reading import Reading, read_exhibit

BATCH = 1000
"""Facts and issues held in memory at once."""


@attrs.define
class Intake:
    """What reading the files of one version has yielded so far; issues are bounded by the reader."""

    markings: Markings
    files: list[FileOutcome] = attrs.field(factory=list)
    issues: list[Issue] = attrs.field(factory=list)
    short: list[str] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class Landing:
    """One submission on its way into the record."""

    submitted: Submitted
    writer: RecordWriter
    blobs: Blobs
    actor: str
    at: Instant
    progress: Progress

    def land(self) -> SubmissionOutcome:
        """Preserve, read and record the version; nothing happens if it is the one collected last.

        Raises:
            ShortfallError: a file holds fewer good rows than its manifest expects.
        """
        folder = self.submitted.folder
        exhibits = tuple(self._preserve(path) for path in self.submitted.paths)
        identity = submission_id(folder, ((one.path, one.digest) for one in exhibits))
        before = self.writer.latest(folder)
        is_back = self.writer.withdrawn(folder) is not None
        if before and before.id == identity and not is_back:
            return SubmissionOutcome.of(before, Status.UNCHANGED, files=files_of(before))
        earlier = self.writer.recorded(identity)
        intake = Intake(Markings.of_exhibits(self.submitted.manifest.handling, exhibits))
        if earlier is None:
            self._read_all(identity, exhibits, intake)
            exhibits = tuple(attrs.evolve(one, handling=intake.markings.of(one.digest)) for one in exhibits)
        version = CollectedSubmission(
            id=identity,
            folder=folder,
            version=before.version + 1 if before else 1,
            manifest=self.submitted.manifest,
            exhibits=earlier.exhibits if earlier else exhibits,
        )
        self.writer.add_submission(version)
        self._log(version, before)
        return SubmissionOutcome.of(
            version,
            Status.RETURNED if is_back else Status.CHANGED if before else Status.NEW,
            files=files_of(version) if earlier else tuple(intake.files),
            issues=tuple(intake.issues),
        )

    def _preserve(self, path: str) -> Exhibit:
        """Put the bytes of a file; its marking is the submission's until its rows are read."""
        self.progress.preserving(f"{self.submitted.folder}/{path}", size=self.submitted.size(path))
        digest, size = self.blobs.put(self._watched(self.submitted.chunks(path)))
        with self.blobs.open(digest) as stream:
            kind = media_type(stream.read(HEAD_SIZE), path)
        return Exhibit(
            digest=digest,
            size=size,
            media_type=kind,
            submission=self.submitted.folder,
            path=path,
            handling=self.submitted.manifest.handling,
        )

    def _watched(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            self.progress.preserved(size=len(chunk))

    def _read_all(self, identity: Sha256, exhibits: tuple[Exhibit, ...], intake: Intake) -> None:
        files = self.submitted.manifest.files
        for file, exhibit in zip((MANIFEST_FILE, *files), exhibits, strict=True):
            self.progress.reading(f"{self.submitted.folder}/{file.path}")
            with self.blobs.open(exhibit.digest) as stream:
                reading = read_exhibit(
                    stream, file=file, exhibit=exhibit, manifest=self.submitted.manifest, beside=exhibits
                )
                facts = self._add(identity, reading, intake)
            if file is not MANIFEST_FILE:
                intake.files.append(_outcome(file, exhibit, reading, facts))
            if reading.falls_short:
                intake.short.append(
                    f"{file.path} has {reading.good_rows:,} good rows, where {file.at_least:,} are expected"
                )
        if intake.short:
            raise ShortfallError(
                self.submitted.folder,
                short="; ".join(intake.short),
                files=tuple(intake.files),
                issues=tuple(intake.issues),
            )

    def _add(self, identity: Sha256, reading: Reading, intake: Intake) -> int:
        """Send what a reading yields into the record, batch by batch; return the number of facts."""
        count = 0
        while batch := list(itertools.islice(reading, BATCH)):
            issues = [one for one in batch if isinstance(one, Issue)]
            facts = [one for one in batch if not isinstance(one, Issue)]
            for one in batch:
                intake.markings.meet(one)
            self.writer.add_facts(identity, facts)
            self.writer.add_issues(identity, issues)
            intake.issues.extend(issues)
            self.progress.read(items=len(batch))
            count += len(facts)
        return count

    def _log(self, version: CollectedSubmission, before: CollectedSubmission | None) -> None:
        """Log each exhibit that is new, and the version, in the strand of the most restrictive of them.

        A submission reaches an audience whole or not at all: a free file of a restricted submission leaves no
        trace in the free strand, and an exhibit that is the same as before gets no entry.
        """
        whole = most_restrictive(one.handling for one in version.exhibits)
        known = _exhibits_in_strand(before, whole)
        for one in version.exhibits:
            if (one.path, one.digest) not in known:
                detail = f"{version.folder}/{one.path}, {one.size} bytes, {one.media_type}"
                self._enter(whole, PRESERVED, one.digest, detail)
        self._enter(whole, COLLECTED, version.id, f"{version.folder}, version {version.version}")

    def _enter(self, handling: Handling, action: str, subject: Sha256, detail: str) -> None:
        self.writer.log(
            handling.key, at=self.at, actor=self.actor, action=action, subject=subject.value, detail=detail
        )


def _exhibits_in_strand(version: CollectedSubmission | None, strand: Handling) -> set[tuple[str, Sha256]]:
    """The exhibits of a version that were logged in the strand of a marking."""
    if version is None or most_restrictive(one.handling for one in version.exhibits) != strand:
        return set()
    return {(one.path, one.digest) for one in version.exhibits}


def files_of(version: CollectedSubmission) -> tuple[FileOutcome, ...]:
    """The files of a version that was not read in this run."""
    return tuple(
        FileOutcome(path=file.path, table=file.table, digest=exhibit.digest, size=exhibit.size)
        for file, exhibit in zip(version.manifest.files, version.exhibits[1:], strict=True)
    )


def _outcome(file: SubmittedFile, exhibit: Exhibit, reading: Reading, facts: int) -> FileOutcome:
    return FileOutcome(
        path=file.path,
        table=file.table,
        digest=exhibit.digest,
        size=exhibit.size,
        facts=facts,
        good_rows=reading.good_rows,
        refused_rows=reading.refused_rows,
        issues=reading.found_issues,
        is_unreadable=reading.is_refused,
    )
