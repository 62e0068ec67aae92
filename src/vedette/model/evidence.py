"""Evidence: preserved bytes, the places in them that are cited, and the log of who did what with them."""

from __future__ import annotations

import hashlib
import re
from typing import ClassVar, Self

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.handling import Handling
from vedette.model.identifiers import Identifier
from vedette.model.moments import Instant


class Sha256(Identifier):
    """The SHA-256 of some bytes, 64 hexadecimal digits in small letters."""

    kind = "SHA-256"
    form: ClassVar[re.Pattern[str]] = re.compile(r"[0-9a-f]{64}")
    looks_like = "a SHA-256 (64 hexadecimal digits)"

    @classmethod
    def of(cls, content: bytes) -> Self:
        """The digest of ``content``."""
        return cls(hashlib.sha256(content).hexdigest())


@attrs.frozen(kw_only=True)
class Exhibit:
    """One preserved file. It cannot exist unhashed: its digest is its identity.

    ``path`` is the file's place below its submission folder, with forward slashes; ``size`` is in bytes.
    """

    digest: Sha256
    size: int
    media_type: str
    submission: str
    path: str
    handling: Handling


_SECONDS = r"(?:\d+(?:\.\d+)?|(?:\d+:)?[0-5]\d:[0-5]\d(?:\.\d+)?)"
_PERCENT = r"(?:100|\d{1,2}(?:\.\d+)?)"
_FRAGMENT = re.compile(
    rf"""(?:
        row=[1-9]\d*(?:;column=[^;]+)?
        | sheet=[^;]+;row=[1-9]\d*
        | item=\d+
        | page=[1-9]\d*
        | bytes=\d+-\d+
        | t={_SECONDS}(?:,{_SECONDS})?
        | (?:page=[1-9]\d*&)?xywh=(?:(?:pixel:)?\d+,\d+,[1-9]\d*,[1-9]\d*|percent:{_PERCENT}(?:,{_PERCENT}){{3}})
    )?""",
    re.VERBOSE,
)


@attrs.frozen(order=True)
class Locator:
    """A place in an exhibit, written as a fragment.

    ``row=12`` counts lines of data from 1 without the header (after RFC 7111), ``page=3`` (RFC 8118),
    ``t=10.5,20`` in seconds or ``t=00:01:10,00:01:20`` and ``xywh=0,0,64,32`` in pixels or
    ``xywh=percent:0,0,50,25`` (W3C Media Fragments), ``page=3&xywh=0,0,64,32``, ``bytes=0-99`` with both ends in it,
    ``sheet=Name;row=4``, ``item=0`` for the n-th value of a JSON list; empty for the whole exhibit.
    """

    fragment: str = ""

    def __attrs_post_init__(self) -> None:
        if not _FRAGMENT.fullmatch(self.fragment):
            raise UnreadableValueError(
                f"{self.fragment!r} locates nothing",
                advice="write row=12, page=3, bytes=0-99, t=10,20 or xywh=0,0,64,32",
            )

    @classmethod
    def row(cls, number: int, *, sheet: str | None = None) -> Self:
        """The n-th row of data of a table, counted from 1."""
        return cls(f"row={number}" if sheet is None else f"sheet={sheet};row={number}")

    def __str__(self) -> str:
        return self.fragment


@attrs.frozen(order=True)
class Citation:
    """An exhibit and a place in it: what every claim rests on."""

    exhibit: Sha256
    locator: Locator = Locator()

    def __str__(self) -> str:
        return (
            f"{self.exhibit.value[:12]}#{self.locator}" if self.locator.fragment else self.exhibit.value[:12]
        )


@attrs.frozen(kw_only=True)
class CustodyEntry:
    """One line of the custody log: who did what to which object, when, hashed onto the line before.

    The log is one chain per marking (``strand``), so that what happens to restricted evidence leaves no
    trace in the chain that a public edition seals. ``digest`` covers every other field.
    """

    strand: str
    number: int
    at: Instant
    actor: str
    action: str
    subject: str
    detail: str
    previous: Sha256 | None
    digest: Sha256


@attrs.frozen(kw_only=True)
class CustodyHead:
    """The last entry of one strand, by number and digest: what an edition seals of a log that still grows."""

    strand: str
    number: int
    digest: Sha256


@attrs.frozen(kw_only=True)
class Fault:
    """Something that verification found not to hold: which thing, where, and what was expected."""

    what: str
    where: str
    expected: str
    found: str
