"""Editions: a sealed build of a report for an audience, and what verification says of it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from vedette.model.evidence import CustodyHead, Fault, Sha256
from vedette.model.figures import Figure

FORM = "vedette-edition/1"
"""The form of ``edition.json``; a reader refuses another one."""


@attrs.frozen(kw_only=True)
class SealedFile:
    """One file of an edition: digest and size in bytes."""

    digest: Sha256
    size: int


@attrs.frozen(kw_only=True)
class Content:
    """What the content hash covers: the same from the same inputs on every machine, backend and tool version.

    ``files`` holds the exhibits and page sources by their name in the edition; ``law`` is the digest of the
    measures that the edition was built with.
    """

    symbol: str
    title: str
    date: str
    audience: str
    language: str
    figures: Mapping[str, Figure]
    files: Mapping[str, SealedFile]
    law: Sha256


@attrs.frozen(kw_only=True)
class Seal:
    """``edition.json``: the content with its hash and, beside it, custody heads, renderings and tool versions.

    ``seal`` is the digest of everything before it, so that no byte of the file can change unnoticed.
    """

    form: str
    content: Content
    content_hash: Sha256
    custody: tuple[CustodyHead, ...]
    renderings: Mapping[str, SealedFile]
    tools: Mapping[str, str]
    seal: Sha256


class FigureStanding(enum.StrEnum):
    """What verification found of one figure."""

    RECOMPUTED = "recomputed"
    ATTESTED = "attested"
    DIFFERS = "differs"


class PageStanding(enum.StrEnum):
    """What verification found of the pages."""

    SAME = "same bytes"
    DIFFER = "differ"
    NOT_COMPARED = "not compared"


@attrs.frozen(kw_only=True)
class Verification:
    """The result of verifying one edition: what holds, figure by figure, and every fault found."""

    edition: str
    content_hash: str | None
    faults: tuple[Fault, ...]
    figures: Mapping[str, FigureStanding]
    exhibits: int
    entries: int
    pages: PageStanding
    pages_reason: str | None = None

    @property
    def exit_code(self) -> int:
        """0 all holds, 1 something does not, 2 all holds but pages were not compared."""
        if self.faults:
            return 1
        return 2 if self.pages is PageStanding.NOT_COMPARED else 0

    def count(self, standing: FigureStanding) -> int:
        """How many figures stand so."""
        return sum(one is standing for one in self.figures.values())
