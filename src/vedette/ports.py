"""What Vedette needs from outside, as Protocols. The backends make them real; the stages are handed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission, Withdrawal
from vedette.model.wire import Json


class Clock(Protocol):
    """Tells the time, in UTC."""

    def now(self) -> Instant:
        """This moment."""
        ...


class Blobs(Protocol):
    """Keeps bytes under their SHA-256. What was put is never changed; putting it again does nothing."""

    def put(self, content: Iterable[bytes]) -> tuple[Sha256, int]:
        """Hash and keep the chunks; return digest and size in bytes once they are safe on disk."""
        ...

    def open(self, digest: Sha256) -> BinaryIO:
        """The bytes for reading; raises `EvidenceError` if they are not held."""
        ...

    def holds(self, digest: Sha256) -> bool:
        """Whether the bytes are held."""
        ...

    def digests(self) -> Iterator[Sha256]:
        """Every digest held, in order."""
        ...

    def strays(self) -> Iterator[str]:
        """Names of what lies among the blobs and is none, in order: somebody put it there by hand."""
        ...

    def set_aside(self, digest: Sha256) -> None:
        """Move bytes that no exhibit names out of what is held; they are kept, and putting them again adopts them."""
        ...

    def aside(self) -> Iterator[Sha256]:
        """Every digest that was set aside, in order."""
        ...

    def clear_leftovers(self) -> int:
        """Remove what killed runs left half-written; return how many. What is being written now stays."""
        ...


class RecordWriter(Protocol):
    """One transaction on the record: all of it lands, or nothing."""

    def latest(self, folder: str) -> CollectedSubmission | None:
        """The last version of one submission, as of this transaction."""
        ...

    def recorded(self, submission: Sha256) -> CollectedSubmission | None:
        """The latest version with this very content, whose facts and issues are therefore on record already."""
        ...

    def add_facts(self, submission: Sha256, facts: Iterable[AnyFact]) -> None:
        """Add what a version says, after what was added of it before; the version itself may follow later."""
        ...

    def add_issues(self, submission: Sha256, issues: Iterable[Issue]) -> None:
        """Add what was refused or doubted in a version, after what was added of it before."""
        ...

    def add_submission(
        self, submission: CollectedSubmission, facts: Iterable[AnyFact] = (), issues: Iterable[Issue] = ()
    ) -> None:
        """Add one collected version, with what was read from it unless that was added before."""
        ...

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Record that a version, the last of its submission, counts no more; the caller logs it."""
        ...

    def withdrawn(self, folder: str) -> Withdrawal | None:
        """The withdrawal of the last version of one submission, as of this transaction; none if it counts."""
        ...

    def belong(self, symbol: str, *, at: Instant, by: str) -> None:
        """Record the symbol of the case that the record belongs to from now on."""
        ...

    def log(
        self, strand: str, *, at: Instant, actor: str, action: str, subject: str, detail: str
    ) -> CustodyEntry:
        """Append to the custody chain of a marking."""
        ...


class Record(Protocol):
    """The append-only memory of a case: submissions, exhibits, facts, issues, custody."""

    def writing(self) -> AbstractContextManager[RecordWriter]:
        """Begin a write that excludes other writers; it lands when the block ends, or not at all if it raises."""
        ...

    def submissions(self, *, every_version: bool = False) -> Sequence[CollectedSubmission]:
        """The last version of each submission that was not withdrawn, or all; ordered by folder and version."""
        ...

    def withdrawals(self) -> Sequence[Withdrawal]:
        """Every withdrawal, ordered by folder and version, also of those that were collected again later."""
        ...

    def belongs_to(self) -> str | None:
        """The symbol of the case that the record belongs to; none before the first collecting."""
        ...

    def facts(self, submission: Sha256) -> Iterator[AnyFact]:
        """What one collected version says, in the order of its files and rows."""
        ...

    def issues(self, submission: Sha256) -> Sequence[Issue]:
        """What was refused or doubted in one collected version."""
        ...

    def exhibits(self) -> Sequence[Exhibit]:
        """Every exhibit of every version."""
        ...

    def custody(self) -> Sequence[CustodyEntry]:
        """The custody log, ordered by strand and number."""
        ...


class Folder(Protocol):
    """Files by name, with forward slashes, as an edition holds them."""

    def names(self) -> Sequence[str]:
        """Every file below the folder, in order of name; links and special files count as files."""
        ...

    def open(self, name: str) -> BinaryIO:
        """The bytes of one file; raises `EvidenceError` if it is no plain file of the folder."""
        ...


class Typesetter(Protocol):
    """Turns Markdown into document blocks, and blocks into HTML, Typst, PDF and DOCX. Needs no network."""

    def read_markdown(self, text: str) -> list[Json]:
        """Pandoc blocks of Markdown without raw HTML, raw attributes or raw TeX."""
        ...

    def write_html(self, blocks: Sequence[Json]) -> str:
        """An HTML5 fragment."""
        ...

    def write_typst(self, blocks: Sequence[Json]) -> str:
        """Typst markup of the body."""
        ...

    def write_docx(
        self,
        blocks: Sequence[Json],
        *,
        reference: bytes,
        resources: Mapping[str, bytes],
        metadata: Mapping[str, str],
    ) -> bytes:
        """A DOCX file with the styles of ``reference``."""
        ...

    def compile_pdf(self, source: str, *, resources: Mapping[str, bytes], made_on: dt.date) -> bytes:
        """A PDF/A-2a and PDF/UA-1 file of Typst source, the same bytes every time."""
        ...

    def versions(self) -> Mapping[str, str]:
        """Version by tool."""
        ...
