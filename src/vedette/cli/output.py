"""What a command prints: a table on a terminal, JSON in a pipe; the same data in both."""

from __future__ import annotations

import enum
import json
import sys
from collections.abc import Sequence

import attrs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vedette.model.wire import Json


class Form(enum.StrEnum):
    """The form of the output."""

    TABLE = "table"
    JSON = "json"


@attrs.define
class _Choice:
    form: Form | None = None


_CHOICE = _Choice()


def choose(form: Form | None) -> None:
    """Set the form for this run; none means by where the output goes."""
    _CHOICE.form = form


def is_json() -> bool:
    """Whether this run prints JSON."""
    if _CHOICE.form is not None:
        return _CHOICE.form is Form.JSON
    return not sys.stdout.isatty()


@attrs.frozen(kw_only=True)
class Sheet:
    """A table for people: title, header and rows of text."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str | None = None


def show(data: Json, *sheets: Sheet) -> None:
    """Print ``data`` as JSON, or the sheets, whichever this run asks for."""
    if is_json():
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    console = Console()
    for sheet in sheets:
        table = Table(title=Text(sheet.title), title_justify="left", header_style="bold", expand=False)
        for name in sheet.header:
            table.add_column(name, overflow="fold")
        for row in sheet.rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
        if sheet.note:
            console.print(Text(sheet.note))


def say(words: str) -> None:
    """A line for a person, on standard error so that a pipe holds data alone."""
    Console(stderr=True).print(Text(words), soft_wrap=True)
