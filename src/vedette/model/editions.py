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

    ``seal``, the seal hash, is the digest of everything else in the file: with it a publisher tells which edition
    is the published one. The content hash leaves out the renderings, the custody log and the tool versions.
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


class Published(enum.StrEnum):
    """Which hash of the edition the one is that its publisher told elsewhere."""

    SEAL = "seal hash"
    CONTENT = "content hash"
    NEITHER = "neither"


@attrs.frozen(kw_only=True)
class Verification:
    """The result of verifying one edition: what holds, figure by figure, and every fault found.

    ``not_compared`` names the sealed files that were not built again, and ``not_covered`` those which, beside that,
    the hash told by the publisher does not cover: whether they are right is not shown. ``published`` is none where
    no such hash was given.
    """

    edition: str
    content_hash: str | None
    seal_hash: str | None
    faults: tuple[Fault, ...]
    figures: Mapping[str, FigureStanding]
    exhibits: int
    entries: int
    pages: PageStanding
    pages_reason: str | None = None
    not_compared: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    published: Published | None = None

    @property
    def holds(self) -> bool | None:
        """False with any fault; none while something is neither shown nor contradicted; else true."""
        if self.faults:
            return False
        return None if self.not_compared or self.not_covered else True

    @property
    def exit_code(self) -> int:
        """0 all holds, 1 something does not, 2 files were not built again, 3 the hash given does not cover all."""
        if self.holds is None:
            return 3 if self.not_covered else 2
        return 0 if self.holds else 1

    def count(self, standing: FigureStanding) -> int:
        """How many figures stand so."""
        return sum(one is standing for one in self.figures.values())
