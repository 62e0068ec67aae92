"""Marking: who may see the rows of one table, those too that are refused and therefore state nothing.

An edition holds an exhibit as it was handed in, byte for byte, so that a row which did not land is published
with it. The marking of a row that cannot be read is taken to be `UNREAD`: whoever wrote it may have meant that.
Beneath what rows declare lies a net: a label in any cell of a row that landed restricts it all the same.
`vedette.sources.net` does the same for the bytes of any file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.handling import (
    FREE,
    UNREAD,
    Handling,
    Tlp,
    bare_level,
    explicit_labels,
    labels_in,
    most_restrictive,
    plain,
    warnings_in,
)
from vedette.model.tables import CellError, Doubt, RowTrouble

COLUMN = "handling"
"""The common column in which a row names its level."""
PASSES = "write quotes_labels = true under its [[files]] in submission.toml"
"""What lets the labels of a file pass that restrict nothing: for advice."""

_REMARKS = "note"
_MARKINGS = frozenset({"handling", "tlp", "marking", "markings", "protective marking"})
_OTHER_MARKINGS = frozenset(
    {"classification", "sensitivity", "confidentiality", "releasability", "dissemination", "caveat", "caveats",
     "restriction", "restrictions", "гриф", "비밀등급", "密级"}
)  # fmt: skip
_PIECE = re.compile(r'[,;\t\r\n"]+')


def is_marking_column(name: str, *, of_any_scheme: bool = False) -> bool:
    """Whether a column is called as columns of TLP labels are, or, ``of_any_scheme``, of any markings at all."""
    word = plain(name).strip(" \t\r\n:*.\"'[]()").lower().replace("_", " ").replace("-", " ")
    return word in _MARKINGS or (of_any_scheme and word in _OTHER_MARKINGS)


@attrs.define(kw_only=True)
class TableMarking:
    """The markings of one table: ``whole`` is that of its submission, ``names`` the columns that it may have.

    ``may_say`` is true while a row may name a level of its own: until the header is read, and after that if the
    header has the column for it, or one that nobody knows.
    """

    whole: Handling
    names: frozenset[str]
    may_say: bool = True
    _levels: dict[Tlp | None, Handling] = attrs.field(init=False, factory=dict)

    def read_header(self, columns: Iterable[str]) -> None:
        """Learn which columns the table has."""
        found = frozenset(columns)
        self.may_say = COLUMN in found or not found <= self.names

    def at(self, level: Tlp | None) -> Handling:
        """The marking of a row that names this level or none; raises `CellError` where it would free the row."""
        if level not in self._levels:
            self._levels[level] = self._at(level)
        return self._levels[level]

    def _at(self, level: Tlp | None) -> Handling:
        if level is None:
            return self.whole
        if level < self.whole.tlp:
            raise CellError(
                f"{level.label} is freer than the submission, which is {self.whole.tlp.label}",
                advice="only its originator frees a row: hand it in as a submission of its own",
                column=COLUMN,
            )
        return self.whole.join(Handling(tlp=level))

    def of_refused(self, cells: Mapping[str, str], *, texts: Iterable[str] = ()) -> Handling:
        """The marking of a row that did not land: what its cells say, in whichever column a label stands.

        A column that nobody knows may be one for markings, and cells may have slipped into their neighbour's.
        ``texts`` are those within its cells, where a cell is more than a text.
        """
        said = _said(cells.get(COLUMN, ""))
        if not cells.keys() <= self.names:
            said = UNREAD
        return self._slipped((*cells.values(), *texts)).join(said)

    def of_trouble(self, trouble: RowTrouble) -> Handling:
        """The marking of a row that the file format does not allow, from as much of it as could be read.

        A row of which no cell could be read for sure counts as `UNREAD`.
        """
        if trouble.cells is not None:
            return self.of_refused(trouble.cells)
        return self.rest().join(self._slipped(trouble.held)) if trouble.held else self.unread()

    def rest(self) -> Handling:
        """The marking of rows that were not read at all, or lack cells: free where no row could name a level."""
        return self.unread() if self.may_say else self.whole

    def unread(self) -> Handling:
        """The marking of what should have been read and could not."""
        return self.whole.join(UNREAD)

    def met(self) -> Handling:
        """The join of what the rows declared so far."""
        return most_restrictive((self.whole, *self._levels.values()))

    def _slipped(self, texts: Iterable[str]) -> Handling:
        held = tuple(texts)
        return self.whole.join(labels_in(held)).join(warnings_in(held))


def _said(text: str) -> Handling:
    if not text.strip():
        return FREE
    try:
        return Handling(tlp=Tlp.parse(text))
    except UnreadableValueError:
        return UNREAD


def may_be_labelled(texts: Iterable[str]) -> bool:
    """Whether one of the texts could hold a label: quick, and true a little too often."""
    joined = plain("\n".join(texts))
    return "TLP" in joined or "RED" in joined or "AMBER" in joined or "GREEN" in joined


def labelled(cells: Iterable[tuple[str, str]], handling: Handling) -> tuple[Doubt, Handling] | None:
    """The doubt about a row that names a level above its own in any of its cells, and the marking that it gets.

    A label counts wherever it stands, the name of a level where it is all of a cell, or of a piece of a cell of
    several lines: rows that a quote has swallowed look like that.
    """
    column, level = max(((name, _highest(name, text)) for name, text in cells), key=lambda one: one[1])
    if level <= handling.tlp:
        return None
    doubt = Doubt(
        column=column,
        problem=f"the {column} names {level.label}, and the row is {handling.tlp.label}",
        advice=f"write {level.label} into the column {COLUMN}, or take it out of the {column}; "
        f"where it is only quoted, {PASSES}",
    )
    return doubt, handling.join(Handling(tlp=level))


def _highest(name: str, text: str) -> Tlp:
    seen = plain(text)
    found = [level for level, _ in explicit_labels(seen)]
    found += [level for level in (bare_level(seen), *_pieces(text)) if level is not None]
    if name == _REMARKS:
        found.append(labels_in([text]).tlp)
    return max(found, default=Tlp.CLEAR)


def _pieces(text: str) -> list[Tlp | None]:
    """Names of levels in capitals that stand alone between delimiters in a text of several lines."""
    if "\n" not in text and "\r" not in text:
        return []
    return [bare_level(piece) for piece in _PIECE.split(text) if piece.isupper()]
