"""Trouble: what is wrong with a row or a file, as the issue that a person reads, under the marking of the row."""

from __future__ import annotations

import attrs

from vedette.errors import VedetteError
from vedette.model.facts import Issue
from vedette.model.handling import Handling
from vedette.model.tables import CellError, Doubt, RawRow, RowTrouble

LONGEST_VALUE = 200
"""Characters of a refused cell that an issue repeats."""


@attrs.frozen(kw_only=True)
class IssueWriter:
    """Writes the issues of one file: ``path`` names it below its submission, ``whole`` is the submission's marking."""

    path: str
    whole: Handling

    def refusal(self, raw: RawRow, column: str | None, error: VedetteError, *, handling: Handling) -> Issue:
        """A row that did not land because of one cell, or of all together where no column is named."""
        chosen = error.column if isinstance(error, CellError) else column
        value = raw.cells.get(chosen) if chosen else None
        return self.issue(
            locator=raw.locator,
            column=chosen,
            value=value,
            problem=error.message,
            advice=error.advice,
            handling=handling,
        )

    def doubt(self, raw: RawRow, doubt: Doubt, *, handling: Handling) -> Issue:
        """A row that landed, at which somebody should look."""
        return self.issue(
            locator=raw.locator,
            column=doubt.column,
            value=raw.cells.get(doubt.column),
            problem=doubt.problem,
            advice=doubt.advice,
            refused=False,
            handling=handling,
        )

    def trouble(self, trouble: RowTrouble, *, handling: Handling) -> Issue:
        """A row that the file format does not allow."""
        return self.issue(
            locator=trouble.locator,
            column=trouble.column,
            value=trouble.value,
            problem=trouble.problem,
            advice=trouble.advice,
            handling=handling,
        )

    def issue(
        self,
        *,
        problem: str,
        advice: str,
        handling: Handling,
        locator: str = "",
        column: str | None = None,
        value: str | None = None,
        refused: bool = True,
    ) -> Issue:
        """An issue; one whose marking restricts the whole submission says so."""
        return Issue(
            path=self.path,
            locator=locator,
            column=shown(column),
            value=shown(value),
            problem=(shown(problem) or "") + self._restricts(handling),
            advice=advice,
            refused=refused,
            handling=handling,
        )

    def _restricts(self, handling: Handling) -> str:
        """What the marking of a row, refused or not, means for its submission, whose file holds it all the same."""
        if handling == self.whole:
            return ""
        return f"; what stands here counts as {handling.tlp.label}, and with it the whole submission"


def shown(text: str | None) -> str | None:
    """The text as an issue can hold it: shortened, and without what no file can hold."""
    if not text:
        return None
    clean = text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
    return clean if len(clean) <= LONGEST_VALUE else f"{clean[:LONGEST_VALUE]}... ({len(clean):,} characters)"


def doubled(key: str) -> CellError:
    """The error of a row whose key another row of its file has."""
    return CellError(
        f"the key {key!r} stands twice in this file", advice="give every row its own key", column="key"
    )
