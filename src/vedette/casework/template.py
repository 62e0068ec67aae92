"""Templates: a table of a layout to start from, and the list of layouts."""

from __future__ import annotations

import csv
import io

from vedette.errors import UnreadableInputError
from vedette.model.tables import TableLayout
from vedette.sources.layouts import layouts


def template(name: str) -> str:
    """A CSV table of the layout: its header row, and an example row to be replaced.

    Raises `UnreadableInputError` with the layouts there are if ``name`` is none of them.
    """
    if name not in layouts():
        raise UnreadableInputError(
            f"there is no table layout {name!r}", advice="use one of " + ", ".join(layouts())
        )
    layout = layouts()[name]
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in layout.all_columns], lineterminator="\n")
    writer.writeheader()
    writer.writerow(layout.example)
    return text.getvalue()


def templates() -> tuple[TableLayout, ...]:
    """Every layout, in alphabetical order of the names that `template` takes."""
    return tuple(layouts().values())
