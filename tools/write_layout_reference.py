"""Write docs/reference/layouts.md from the layouts; with --check, fail if the page is not what they say today."""

from __future__ import annotations

import sys
from pathlib import Path

from vedette.casework.template import templates
from vedette.model.tables import COMMON_COLUMNS, Column, TableLayout

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "layouts.md"

_HEAD = """# Table layouts

A table that you hand in follows one of these layouts. Start from `vedette template NAME`.

- An empty cell means that the value is not known. A column that you do not need may be left out, unless it is required.
- A column that the layout does not have is refused by name, and so is a category that it does not know.
- A date is as precise as its source: `2024`, `2024-10`, `2024-10-25`, `2023-08/2023-10`, `2023-09/..` or
  `mid-November 2017`. A day is always `2024-10-25`.
- A table is CSV (commas, UTF-8), XLSX (one sheet, values and no formulas) or JSON (a list of objects).
- What another file of the same submission shows is named in `shown_in`, as path and place: a page of a PDF, a region
  of a picture in pixels or percent, seconds of a recording, bytes. The file has to be in the submission, and of a kind
  that has such places. That it has this page, and that it shows what the row says, you check yourself.
- An edition holds your files as they are, with the rows that were refused. A row, refused or not, therefore restricts
  its file and its whole submission as its `handling` says. Where that cannot be read (a label that is none, a line that
  breaks off, a table whose header is refused), it counts as TLP:RED, until you repair it and collect again.
  `vedette build` names every submission that it withholds, and the row that is the reason.

## Columns of every layout

"""


def _meaning(column: Column) -> str:
    choices = f": {', '.join(f'`{one}`' for one in column.choices)}" if column.choices else ""
    return f"{column.meaning[:1].upper()}{column.meaning[1:]}{choices}".replace("|", "\\|")


def _table(columns: tuple[Column, ...]) -> str:
    rows = [
        f"| `{one.name}` | {one.type.value} | {'yes' if one.required else ''} | {_meaning(one)} |"
        for one in columns
    ]
    return "\n".join(["| column | type | required | meaning |", "|---|---|---|---|", *rows]) + "\n"


def _section(layout: TableLayout) -> str:
    example = "\n".join(f"| `{name}` | {value} |" for name, value in layout.example.items())
    own = f"## {layout.name}\n\n{layout.title}.\n\n{_table(layout.columns)}"
    return f"{own}\nAn example row:\n\n| column | cell |\n|---|---|\n{example}\n"


def page() -> str:
    """The whole page."""
    return _HEAD + "\n".join([_table(COMMON_COLUMNS), *(_section(layout) for layout in templates())])


def main() -> int:
    """Write the page, or compare it."""
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print(f"{PAGE.name} is out of date: run {Path(__file__).name}")
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
