"""Cited rows as a table: what each says, its key and marks, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vedette.cli.output import Sheet

if TYPE_CHECKING:
    from vedette.casework.rows import CitedRow


def rows_sheet(title: str, rows: Sequence[CitedRow], *, note: str | None = None) -> Sheet:
    """One line for each row; an unchecked one and a transcription say so."""
    return Sheet(
        title=title,
        header=("Row", "When", "Says", "By", "Sources", "Stands in"),
        rows=[(_key(one), one.when, one.says, one.by, ", ".join(one.sources), one.cited) for one in rows],
        note=note,
    )


def _key(one: CitedRow) -> str:
    """The key with the row's mark: V, S, M or W."""
    return f"{one.key} ({one.status}, unchecked)" if one.unchecked else f"{one.key} ({one.status})"
