"""A record and blobs in memory, for tests and for verifying without a workspace."""

from __future__ import annotations

import contextlib
import hashlib
import io
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import attrs

from vedette.errors import EvidenceError
from vedette.model.custody import next_entry
from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission, Withdrawal


@attrs.frozen
class MemoryBlobs:
    """The `Blobs` port over a dictionary."""

    _held: dict[Sha256, bytes] = attrs.field(factory=dict)
    _aside: dict[Sha256, bytes] = attrs.field(factory=dict)

    def put(self, content: Iterable[bytes]) -> tuple[Sha256, int]:
        """Keep the bytes of all chunks."""
        whole = b"".join(content)
        digest = Sha256(hashlib.sha256(whole).hexdigest())
        self._held.setdefault(digest, whole)
        self._aside.pop(digest, None)
        return digest, len(whole)

    def open(self, digest: Sha256) -> BinaryIO:
        """The bytes as a file."""
        if digest not in self._held:
            raise EvidenceError(f"no bytes are held for {digest}", advice="collect again")
        return io.BytesIO(self._held[digest])

    def holds(self, digest: Sha256) -> bool:
        """Whether the bytes are held."""
        return digest in self._held

    def digests(self) -> Iterator[Sha256]:
        """Every digest held, in order."""
        return iter(sorted(self._held))

    def strays(self) -> Iterator[str]:
        """Nothing else fits into the dictionary."""
        return iter(())

    def set_aside(self, digest: Sha256) -> None:
        """Move the bytes from one dictionary to the other."""
        if digest in self._held:
            self._aside[digest] = self._held.pop(digest)

    def aside(self) -> Iterator[Sha256]:
        """Every digest set aside, in order."""
        return iter(sorted(self._aside))

    def clear_leftovers(self) -> int:
        """Nothing is ever half-written here."""
        return 0


@attrs.define
class _Contents:
    """What the record holds; copied when a write begins, exchanged when it ends."""

    versions: list[CollectedSubmission] = attrs.field(factory=list)
    facts: defaultdict[Sha256, list[AnyFact]] = attrs.field(factory=lambda: defaultdict(list))
    issues: defaultdict[Sha256, list[Issue]] = attrs.field(factory=lambda: defaultdict(list))
    custody: list[CustodyEntry] = attrs.field(factory=list)
    withdrawals: list[Withdrawal] = attrs.field(factory=list)
    symbol: str | None = None

    def copy(self) -> _Contents:
        copied = _Contents(
            versions=list(self.versions),
            custody=list(self.custody),
            withdrawals=list(self.withdrawals),
            symbol=self.symbol,
        )
        copied.facts.update({content: list(facts) for content, facts in self.facts.items()})
        copied.issues.update({content: list(issues) for content, issues in self.issues.items()})
        return copied


@attrs.define
class MemoryRecord:
    """The `Record` port over lists."""

    _contents: _Contents = attrs.field(factory=_Contents, init=False)
    _turn: threading.Lock = attrs.field(factory=threading.Lock, init=False)

    @contextlib.contextmanager
    def writing(self) -> Iterator[MemoryWriter]:
        """Begin a write on a copy, which becomes the record when the block ends well."""
        with self._turn:
            writer = MemoryWriter(self._contents.copy())
            yield writer
            writer.check()
            self._contents = writer.contents

    def submissions(self, *, every_version: bool = False) -> Sequence[CollectedSubmission]:
        """The last version of each submission that was not withdrawn, or all; ordered by folder and version."""
        ordered = sorted(self._contents.versions, key=lambda one: (one.folder, one.version))
        if every_version:
            return ordered
        gone = {(one.folder, one.version) for one in self._contents.withdrawals}
        last = {one.folder: one for one in ordered}.values()
        return [one for one in last if (one.folder, one.version) not in gone]

    def withdrawals(self) -> Sequence[Withdrawal]:
        """Every withdrawal, ordered by folder and version."""
        return sorted(self._contents.withdrawals, key=lambda one: (one.folder, one.version))

    def belongs_to(self) -> str | None:
        """The symbol recorded last."""
        return self._contents.symbol

    def facts(self, submission: Sha256) -> Iterator[AnyFact]:
        """What one version says, in order."""
        return iter(tuple(self._contents.facts.get(submission, ())))

    def issues(self, submission: Sha256) -> Sequence[Issue]:
        """What was refused or doubted in one version, in order."""
        return tuple(self._contents.issues.get(submission, ()))

    def exhibits(self) -> Sequence[Exhibit]:
        """Every exhibit of every content, ordered by folder, content and place in the manifest."""
        contents = {(one.folder, one.id): one.exhibits for one in self._contents.versions}
        return [exhibit for key in sorted(contents) for exhibit in contents[key]]

    def custody(self) -> Sequence[CustodyEntry]:
        """The custody log, ordered by strand and number."""
        return sorted(self._contents.custody, key=lambda one: (one.strand, one.number))


@attrs.define
class MemoryWriter:
    """The `RecordWriter` port over a copy of the contents."""

    contents: _Contents

    def latest(self, folder: str) -> CollectedSubmission | None:
        """The last version of one submission, as of this write."""
        found = [one for one in self.contents.versions if one.folder == folder]
        return max(found, key=lambda one: one.version, default=None)

    def recorded(self, submission: Sha256) -> CollectedSubmission | None:
        """The latest version with this very content."""
        found = [one for one in self.contents.versions if one.id == submission]
        return max(found, key=lambda one: one.version, default=None)

    def add_facts(self, submission: Sha256, facts: Iterable[AnyFact]) -> None:
        """Add at the end of what the version says."""
        self.contents.facts[submission].extend(facts)

    def add_issues(self, submission: Sha256, issues: Iterable[Issue]) -> None:
        """Add at the end of the version's issues."""
        self.contents.issues[submission].extend(issues)

    def add_submission(
        self, submission: CollectedSubmission, facts: Iterable[AnyFact] = (), issues: Iterable[Issue] = ()
    ) -> None:
        """Add the version, and its content unless an earlier version had the same."""
        before = self.latest(submission.folder)
        if before and before.version >= submission.version:
            raise EvidenceError(
                f"{submission.folder} has a version {submission.version} already",
                advice="add it under the next number",
            )
        if self.recorded(submission.id) is None:
            self.add_facts(submission.id, facts)
            self.add_issues(submission.id, issues)
        self.contents.versions.append(submission)

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Add the withdrawal of a version that is on record and was not withdrawn before."""
        known = {(one.folder, one.version) for one in self.contents.versions}
        gone = {(one.folder, one.version) for one in self.contents.withdrawals}
        place = (withdrawal.folder, withdrawal.version)
        if place not in known or place in gone:
            raise EvidenceError(
                f"{withdrawal.folder} has no version {withdrawal.version} to withdraw",
                advice="withdraw the last version, once",
            )
        self.contents.withdrawals.append(withdrawal)

    def withdrawn(self, folder: str) -> Withdrawal | None:
        """The withdrawal of the last version of one submission."""
        last = self.latest(folder)
        found = (one for one in self.contents.withdrawals if last and one.folder == folder)
        return next((one for one in found if last and one.version == last.version), None)

    def belong(self, symbol: str, *, at: Instant, by: str) -> None:  # noqa: ARG002 - memory keeps no history
        """Take the place of the symbol before."""
        self.contents.symbol = symbol

    def log(
        self, strand: str, *, at: Instant, actor: str, action: str, subject: str, detail: str
    ) -> CustodyEntry:
        """Append to the custody chain of a marking."""
        chain = [one for one in self.contents.custody if one.strand == strand]
        before = chain[-1] if chain else None
        entry = next_entry(
            before, strand=strand, at=at, actor=actor, action=action, subject=subject, detail=detail
        )
        self.contents.custody.append(entry)
        return entry

    def check(self) -> None:
        """Refuse facts and issues of a version that was never added, as the foreign keys of a database do."""
        known = {one.id for one in self.contents.versions}
        orphans = (self.contents.facts.keys() | self.contents.issues.keys()) - known
        if orphans:
            raise EvidenceError(
                f"facts were added for {min(orphans)}, which is no submission",
                advice="add the submission in the same write",
            )
