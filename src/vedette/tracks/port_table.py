"""Tables of ports as text: what is hashed, and what workers get, without what it takes to search them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from importlib import resources

from vedette.errors import UnreadableInputError
from vedette.model.spreadsheet_cells import unguarded

PLACE_COLUMNS = ("number", "name", "latitude", "longitude")
"""What a row of a table of ports, or of anchorages, cannot be without."""


def world_ports_text() -> str:
    """The extract of the World Port Index of 2019, as CSV."""
    return resources.files("vedette.tracks").joinpath("ports.csv").read_text(encoding="utf-8")


def anchorage_rows(text: str) -> list[dict[str, str]]:
    """The rows of a table of anchorages as `vedette anchorages` writes it; more columns may be there, or fewer.

    Raises:
        UnreadableInputError: a row has no number, name or position.
    """
    found = []
    for line, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=1):
        missing = [name for name in PLACE_COLUMNS if not row.get(name)]
        if missing:
            raise UnreadableInputError(
                f"row {line} of the table of anchorages has no {missing[0]}",
                advice=f"its columns are at least {', '.join(PLACE_COLUMNS)}; positions in whole steps",
            )
        found.append({name: unguarded(cell) for name, cell in row.items() if name and cell is not None})
    return found


def with_anchorages(table: str, rows: Iterable[Mapping[str, str]]) -> str:
    """A table of ports, and below it anchorages as more places of ports, in the columns of the table."""
    header = next(csv.reader(table.splitlines()), list(PLACE_COLUMNS))
    out = io.StringIO(newline="")
    csv.DictWriter(out, header, restval="", extrasaction="ignore", lineterminator="\n").writerows(rows)
    ended = table if table.endswith("\n") else f"{table}\n"
    return ended + out.getvalue()
