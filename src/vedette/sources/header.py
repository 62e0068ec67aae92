"""The header of a table, compared with the columns of its layout before any row is read."""

from __future__ import annotations

from collections import Counter

from vedette.errors import UnreadableInputError
from vedette.model.statement_rows import RecordFormat
from vedette.model.tables import TableLayout
from vedette.sources.trouble import shown

MOST_UNKNOWN = 20
"""Unknown columns of one row or header that are named one by one."""


def check_header(columns: tuple[str, ...], layout: TableLayout | RecordFormat) -> None:
    """Raise `UnreadableInputError` for columns without a name, that stand twice, are unknown, or are missing."""
    _refuse_nameless(columns)
    names = {column.name: column for column in layout.all_columns}
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise UnreadableInputError(
            f"the column {shown(twice[0])!r} stands twice", advice="keep one of the two"
        )
    unknown = [name for name in columns if name not in names]
    if unknown:
        named = ", ".join(repr(shown(name)) for name in unknown[:MOST_UNKNOWN])
        raise UnreadableInputError(
            f"the layout {layout.name} has no column {named}", advice=f"its columns are {', '.join(names)}"
        )
    missing = [name for name, column in names.items() if column.required and name not in columns]
    if missing:
        raise UnreadableInputError(
            f"the table lacks the column {', '.join(missing)}",
            advice=f"start from `vedette template {layout.name}`"
            if isinstance(layout, TableLayout)
            else "export it with all its columns",
        )


def _refuse_nameless(columns: tuple[str, ...]) -> None:
    places = [str(place) for place, name in enumerate(columns, start=1) if not name.strip()]
    if places:
        raise UnreadableInputError(
            f"the header gives no name to column {', '.join(places[:MOST_UNKNOWN])}",
            advice="name the column, or delete it with the commas that end every row",
        )
