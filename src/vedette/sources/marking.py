"""Marking: who may see the rows of one table, those too that are refused and therefore state nothing.

An edition holds an exhibit as it was handed in, byte for byte, so that a row which did not land is published
with it. The marking of a row that cannot be read is taken to be `UNREAD`: whoever wrote it may have meant that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from vedette.errors import UnreadableValueError
from vedette.model.handling import FREE, UNREAD, Handling, Tlp, labels_in
from vedette.model.tables import CellError, RowTrouble

COLUMN = "handling"
"""The common column in which a row names its level."""


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

    def of_refused(self, cells: Mapping[str, str]) -> Handling:
        """The marking of a row that did not land: what its cells say, in whichever column a label stands.

        A column that nobody knows may be one for markings, and cells may have slipped into their neighbour's.
        """
        said = _said(cells.get(COLUMN, ""))
        if not cells.keys() <= self.names:
            said = UNREAD
        return self.whole.join(said).join(labels_in(cells.values()))

    def of_trouble(self, trouble: RowTrouble) -> Handling:
        """The marking of a row that the file format does not allow, from as much of it as could be read."""
        if trouble.cells is not None:
            return self.of_refused(trouble.cells)
        return self.rest().join(labels_in(trouble.held))

    def rest(self) -> Handling:
        """The marking of rows that were not read at all."""
        return self.whole.join(UNREAD) if self.may_say else self.whole


def _said(text: str) -> Handling:
    if not text.strip():
        return FREE
    try:
        return Handling(tlp=Tlp.parse(text))
    except UnreadableValueError:
        return UNREAD
