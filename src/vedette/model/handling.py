"""Handling: who may see a thing, as a lattice, so that what is derived is never freer than its inputs."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Self

import attrs

from vedette.errors import UnreadableValueError

_GAP = r"[\s:_/+=*\"'()\[\]|~\\\u2010-\u2015\u2212-]{0,6}"
_LEVEL = rf"RED|AMBER(?:{_GAP}STRICT)?|GREEN"
_LABEL = re.compile(rf"(?:(?<![A-Z])|(?<=&[A-Z]))TLP{_GAP}({_LEVEL})(?![A-Z])")
"""Latin letters before it make another word, but for the one after & that headers of spreadsheets have (&CTLP:RED)."""
_UNKNOWN = re.compile(r"(?<![A-Z])TLP\s*:\s*(?!(?:CLEAR|WHITE|RED|AMBER|GREEN)(?![A-Z]))[^\W\d_]")
"""A label of a level that nobody knows; WHITE is what TLP:CLEAR was called before version 2.0."""
_BARE = re.compile(rf"\s*({_LEVEL})\s*")
_LEADING = re.compile(rf"\s*({_LEVEL})\s*(?:[:;\u2013\u2014]|\s-\s)")
_WARNING = re.compile(r"\W*(?:RESTRICTED|CONFIDENTIAL|SECRET|CLASSIFIED|EYES ONLY|NOT FOR PUBLIC)\b")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


class Tlp(enum.IntEnum):
    """The Traffic Light Protocol 2.0 of FIRST, from free to most restrictive."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def label(self) -> str:
        """The label as the protocol writes it, "TLP:AMBER+STRICT"."""
        return "TLP:" + self.name.replace("_", "+")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a label with or without its prefix; an unknown colour (WHITE of TLP 1.0 too) is refused."""
        name = text.strip().upper().removeprefix("TLP:").replace("+", "_")
        if name not in cls.__members__:
            raise UnreadableValueError(
                f"{text!r} is not a TLP 2.0 label",
                advice="use TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED",
            )
        return cls[name]


@attrs.frozen(kw_only=True)
class Handling:
    """A marking: TLP level, the parties it may go to (none: all that the level allows), and the originators.

    ``releasable_to`` holds the codes of all parties that may see it, an originator among them; an empty set
    means nobody. `of_source` adds the originators to it. They are not added when it is asked who may see it:
    whoever gave one part of a derived thing has no right to its other parts.
    """

    tlp: Tlp
    releasable_to: frozenset[str] | None = None
    originators: frozenset[str] = frozenset()

    @classmethod
    def of_source(
        cls, *, tlp: Tlp, releasable_to: Iterable[str] | None, originators: Iterable[str] = ()
    ) -> Self:
        """The marking of what somebody hands in: its originators may always see their own."""
        givers = frozenset(originators)
        parties = None if releasable_to is None else frozenset(releasable_to) | givers
        return cls(tlp=tlp, releasable_to=parties, originators=givers)

    def join(self, other: Self) -> Self:
        """The least marking as restrictive as both: highest level, common parties, all originators."""
        if self.releasable_to is None or other.releasable_to is None:
            parties = self.releasable_to if other.releasable_to is None else other.releasable_to
        else:
            parties = self.releasable_to & other.releasable_to
        return attrs.evolve(
            self,
            tlp=max(self.tlp, other.tlp),
            releasable_to=parties,
            originators=self.originators | other.originators,
        )

    def allows(self, audience: Audience) -> bool:
        """Whether everything so marked may be shown to every member of ``audience``."""
        if self.tlp > audience.ceiling:
            return False
        if self.releasable_to is None:
            return True
        return (
            audience.parties is not None and bool(audience.parties) and audience.parties <= self.releasable_to
        )

    def is_at_least(self, other: Handling) -> bool:
        """Whether this marking is as restrictive as ``other``, or more."""
        return other.join(self) == self

    @property
    def key(self) -> str:
        """One line that is equal exactly when the markings are, for logs and digests."""
        parties = "*" if self.releasable_to is None else ",".join(sorted(self.releasable_to))
        return f"{self.tlp.label}|{parties}|{','.join(sorted(self.originators))}"


@attrs.frozen(kw_only=True)
class Audience:
    """For whom an edition is built: the highest level it may hold, and its parties (none: the public)."""

    name: str
    ceiling: Tlp
    parties: frozenset[str] | None = None


PUBLIC = Audience(name="public", ceiling=Tlp.CLEAR)
FREE = Handling(tlp=Tlp.CLEAR)
UNREAD = Handling(tlp=Tlp.RED)
"""What a thing counts as whose marking cannot be read: the most restrictive level that a row can name."""


def most_restrictive(markings: Iterable[Handling]) -> Handling:
    """The join of all; with no markings, TLP:CLEAR, which is the bottom of the lattice."""
    result = FREE
    for marking in markings:
        result = result.join(marking)
    return result


def plain(text: str) -> str:
    """The text as labels are looked for in it: NFKC, capitals, and no signs that have no width."""
    if not text.isascii():
        text = _NO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    return text.upper()


def explicit_labels(text: str) -> Iterator[tuple[Tlp, int]]:
    """Every TLP label above TLP:CLEAR in a `plain` text, with the position at which it begins.

    Between TLP and the level may stand up to six signs: a colon, spaces, hyphens, underscores, slashes, a plus.
    Languages that write no spaces put other words directly before and behind; Latin letters may not stand there.
    """
    if "TLP" in text:
        for found in _LABEL.finditer(text):
            yield _level(found[1]), found.start()


def bare_level(text: str) -> Tlp | None:
    """The level above TLP:CLEAR that is all of a `plain` text; none where the text says anything else."""
    alone = _BARE.fullmatch(text)
    return _level(alone[1]) if alone else None


def labels_in(texts: Iterable[str]) -> Handling:
    """The join of all TLP labels in the texts: with their prefix anywhere, without it at the beginning of a text.

    A label that nobody knows counts as `UNREAD`; free if there is none.
    """
    return most_restrictive(marking for text in texts for marking in _labels(plain(text)))


def warnings_in(texts: Iterable[str]) -> Handling:
    """`UNREAD` where a text begins with a word of another scheme of markings (RESTRICTED, SECRET), else free."""
    return UNREAD if any(_WARNING.match(text) for text in texts) else FREE


def _labels(text: str) -> Iterator[Handling]:
    yield from (Handling(tlp=tlp) for tlp, _ in explicit_labels(text))
    if _UNKNOWN.search(text):
        yield UNREAD
    if leading := _BARE.fullmatch(text) or _LEADING.match(text):
        yield Handling(tlp=_level(leading[1]))


def _level(name: str) -> Tlp:
    return Tlp.AMBER_STRICT if name.endswith("STRICT") else Tlp[name]
