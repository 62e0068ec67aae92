"""Submissions: a folder of files that somebody hands in, and what they say about it."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.handling import Handling
from vedette.model.moments import Instant
from vedette.model.position_files import DeclaredPositions


class Authority(enum.StrEnum):
    """On whose word a thing rests; never mixed in one list without showing it."""

    UN_BINDING = "UN-binding"
    NATIONAL = "national"
    PARTICIPATING_STATE = "participating state"
    OPEN_SOURCE = "open source"
    MACHINE = "machine"


class SourceGrade(enum.StrEnum):
    """Reliability of a source on the Admiralty scale; F says that it cannot be judged, which is no low grade."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Verification(enum.StrEnum):
    """How far a fact has been checked, with the mark printed beside it."""

    PRIMARY = "V"
    SECONDARY = "S"
    BACKGROUND = "M"
    WEAK = "W"

    @property
    def is_checked(self) -> bool:
        """Whether somebody saw a document that says it."""
        return self in {Verification.PRIMARY, Verification.SECONDARY}


@attrs.frozen(kw_only=True)
class Capture:
    """How a file came from where it was published: when (UTC), from which address, with which tool, by whom.

    What is not known is none; a capture without its moment is no capture.
    """

    at: Instant
    address: str | None = None
    tool: str | None = None
    by: str | None = None


@attrs.frozen(kw_only=True)
class SubmittedFile:
    """One entry of ``[[files]]``: a file, the table layout it follows (none: kept as it is), and what it must hold.

    ``at_least`` is the number of good rows below which the run fails. ``original_held`` is false where the file
    is a transcription made by the team and the original document is not in the case. ``status`` is given where
    the file follows a published format whose rows have none of their own. ``capture`` tells where a page, picture
    or document was taken from. ``quotes_labels`` is true where somebody has seen that the TLP labels in the file
    are quoted and mark nothing: the net beneath the declared markings lets it pass. ``positions`` says how a file
    of ship positions is read; what ships did is detected from it.
    """

    path: str
    table: str | None = None
    sheet: str | None = None
    encoding: str = "utf-8"
    at_least: int = 0
    original_held: bool = True
    status: Verification | None = None
    capture: Capture | None = None
    quotes_labels: bool = False
    positions: DeclaredPositions | None = None


@attrs.frozen(kw_only=True)
class Manifest:
    """A ``submission.toml``: who hands in what, when, on whose authority, under which marking and licence."""

    title: str
    submitted_by: str
    submitted_on: dt.date
    authority: Authority
    grade: SourceGrade
    handling: Handling
    licence: str
    language: str
    files: tuple[SubmittedFile, ...]
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        paths = [one.path for one in self.files]
        doubled = sorted({path for path in paths if paths.count(path) > 1})
        if doubled:
            raise UnreadableValueError(
                f"{doubled[0]} is named twice in the manifest", advice="name each file once"
            )


@attrs.frozen(kw_only=True)
class CollectedSubmission:
    """One version of a submission, as collected: its folder, number, manifest and exhibits.

    ``id`` is the digest of the manifest and of all exhibits, so that the same files are the same version.
    The manifest file itself is the first exhibit.
    """

    id: Sha256
    folder: str
    version: int
    manifest: Manifest
    exhibits: tuple[Exhibit, ...]

    def exhibit_at(self, path: str) -> Exhibit | None:
        """The exhibit collected from ``path``, if there is one."""
        return next((one for one in self.exhibits if one.path == path), None)


@attrs.frozen(kw_only=True)
class Withdrawal:
    """The decision that a submission counts no more: which version was the last, when, on whose word, and why.

    Collecting the folder again ends it: the version after it counts.
    """

    folder: str
    version: int
    at: Instant
    by: str
    reason: str
