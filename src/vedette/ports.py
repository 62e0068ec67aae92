"""What Vedette needs from outside, as Protocols. The backends make them real; the stages are handed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, Protocol, TypeVar

from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.lake import Batch, Block, LakeExhibit, LakeManifest, WorkItem
from vedette.model.moments import Instant
from vedette.model.progress import ProgressPart
from vedette.model.submissions import CollectedSubmission, Withdrawal
from vedette.model.wire import Json

T = TypeVar("T")
R = TypeVar("R")


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


class LakeWriter(Protocol):
    """One change of a lake: all of it lands, or nothing."""

    def add(self, exhibit: Sha256, *, format_name: str, batches: Iterable[Batch]) -> LakeExhibit | None:
        """Take in what was read of an exhibit; None, and nothing is read, where the lake holds it already."""
        ...


class Lake(Protocol):
    """Positions of a case in the order of transmitter, time, exhibit digest and row, however they arrived."""

    def manifest(self) -> LakeManifest:
        """What the lake holds as of now."""
        ...

    def writing(self) -> AbstractContextManager[LakeWriter]:
        """Begin a change; it lands when the block ends, or not at all if it raises or dies."""
        ...

    def compact(self) -> bool:
        """Merge what was added piece by piece, so that it reads faster; False where nothing is to be merged."""
        ...

    def leave_out(self, exhibits: Collection[Sha256]) -> bool:
        """Make a state without the rows of some exhibits, which stay preserved; False where none of them is in."""
        ...

    def blocks(
        self,
        columns: Sequence[str],
        *,
        transmitters: Iterable[int] | None = None,
        period: tuple[int, int] | None = None,
    ) -> Iterator[Block]:
        """Rows in order, about half a million at a time; ``period`` is half open, in seconds of the lake."""
        ...

    def work_items(self, count: int, *, without: Collection[str] = ()) -> Sequence[WorkItem]:
        """At most ``count`` shares of whole transmitters, in order; ``without`` some files, if asked."""
        ...

    def read(self, item: WorkItem, columns: Sequence[str]) -> Iterator[Block]:
        """The rows of one share, in order."""
        ...

    def statics(self, transmitters: tuple[int, int] | None = None) -> Any:
        """Static reports as an Arrow table of `STATIC_COLUMNS` in order; of a span of transmitters, if asked."""
        ...

    def content_digest(self) -> Sha256:
        """The digest of all rows in order: the same for the same exhibits, however and whenever they came."""
        ...


class Engine(Protocol):
    """Runs one function over work items, wherever it has workers."""

    def apply(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """What the function returns for each item, in the order of the items, each item run once.

        Function, items and results are pickled on the way to workers elsewhere: the function names what it
        needs and opens it there. Results are handed on as they come, so that not all of them are held here.

        Raises:
            WorkItemError: the function raised for an item, which is named; items after it are given up.
        """
        ...


class Progress(Protocol):
    """What earlier runs of one plan found, and the states that they left, in parts in the order of the runs."""

    def parts(self, plan: Sha256) -> Sequence[ProgressPart]:
        """The parts under the digest of a plan; none before its first run. Arrays may be maps of files."""
        ...

    def add(self, plan: Sha256, part: ProgressPart) -> None:
        """Add the part of one more run: it is there as a whole or not at all."""
        ...

    def replace(self, plan: Sha256, part: ProgressPart) -> None:
        """Put one part in the place of all: they were joined, or are no longer true."""
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
