"""What a command prints: a table on a terminal, JSON in a pipe; the same data in both."""

from __future__ import annotations

import enum
import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import attrs

from vedette.model.steering import REORDERING, without_steering
from vedette.model.wire import Json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

CLOSED = 141
"""The exit code when nobody reads on, as shells have it: 128 and the number of SIGPIPE."""

_DIRECTIONS = REORDERING | frozenset("\u200e\u200f")
"""Signs that turn the direction of writing: they can make a line read as something else."""


_FOLDED = 28
"""Letters of a word from which it may go over several lines: digests and paths."""


class PipeClosedError(Exception):
    """Whoever read the output has stopped; there is nothing to say and nobody to say it to."""


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


def chosen_form() -> Form | None:
    """The form that was asked for by name, if one was."""
    return _CHOICE.form


def is_json() -> bool:
    """Whether this run prints JSON."""
    if _CHOICE.form is not None:
        return _CHOICE.form is Form.JSON
    return not sys.stdout.isatty()


_NARROWEST = 20
"""Columns below which nobody reads: a ``COLUMNS`` that is smaller, or no number, is no width."""


def steady_streams() -> None:
    """Make the streams ones that can be written to, whatever this process was started with.

    A letter that a terminal cannot show becomes its escape. A stream that was closed becomes one that nobody reads,
    before a file can take its number: an answer is then the exit code alone. An impossible width is forgotten.
    """
    _open_closed_streams()
    columns = os.environ.get("COLUMNS", "").strip()
    if not (
        columns.isascii() and columns.isdigit() and len(columns) < _DIGITS and int(columns) >= _NARROWEST
    ):
        os.environ.pop("COLUMNS", None)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


_DIGITS = 5


def _open_closed_streams() -> None:
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
            mode = "w" if number else "r"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


@attrs.frozen(kw_only=True)
class Sheet:
    """A table for people: title, header and rows of text; ``note`` stands below it."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | None]]
    note: str | None = None


def show(data: Json, *parts: Sheet | str) -> None:
    """Print ``data`` as JSON, or the tables and paragraphs, whichever this run asks for."""
    write(_as_json(data) if is_json() else drawn(*parts))


def _as_json(data: Json) -> str:
    """One JSON value; in plain ASCII where the stream holds less than Unicode, so that it stays valid.

    Signs that steer a terminal are escaped, as JSON has it: the value is the same.
    """
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return without_steering(json.dumps(data, ensure_ascii=not encoding.startswith("utf"), indent=2)) + "\n"


def drawn(*parts: Sheet | str) -> str:
    """The parts as they look on this terminal; on one without Unicode, with plain lines."""
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        for number, part in enumerate(parts):
            if number:
                console.print()
            _draw(console, part)
    return captured.get()


def _draw(console: Console, part: Sheet | str) -> None:
    from rich.text import Text

    if isinstance(part, str):
        console.print(Text(visible(part)), soft_wrap=not console.is_terminal)
        return
    if not part.rows:
        console.print(Text(visible(f"{part.title}: {part.note or 'none'}")))
        return
    if _is_too_wide(part, console.width):
        console.print(Text(visible(part.title), style="italic"))
        for row in part.rows:
            console.print(_card(part.header, row), soft_wrap=not console.is_terminal)
    else:
        console.print(_table(part))
    if part.note:
        console.print(Text(visible(part.note)))


def _table(part: Sheet) -> Table:
    """The sheet as a table whose cells break between words."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(visible(part.title)), title_justify="left", header_style="bold", expand=False)
    for name in part.header:
        table.add_column(name, overflow="fold")
    for row in part.rows:
        table.add_row(*(Text(visible(cell or "")) for cell in row))
    return table


def _card(header: Sequence[str], row: Sequence[str | None]) -> Text:
    """A row as lines of name and value, for a terminal on which its table would break words."""
    from rich.text import Text

    lines = Text()
    for number, (name, cell) in enumerate(zip(header, row, strict=True)):
        if cell:
            value = visible(cell).replace("\n", "\n    ")
            lines.append(f"{name}: " if not number else f"  {name}: ", style="bold")
            lines.append(f"{value}\n")
    return lines


def _is_too_wide(part: Sheet, width: int) -> bool:
    """Whether the longest words of all columns, with their rules, need more than the terminal has."""
    from rich.cells import cell_len

    columns = zip(part.header, *part.rows, strict=True)
    longest = [
        max(cell_len(word) for cell in column for word in [*(cell or "").split(), ""]) for column in columns
    ]
    return sum(min(one, _FOLDED) for one in longest) + 3 * len(longest) + 1 > width


def write(text: str) -> None:
    """Write to standard output; raises `PipeClosedError` when nobody reads on."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error


def visible(text: str) -> str:
    """The text with control signs written out: what somebody handed in never steers a terminal."""
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if letter in _DIRECTIONS or unicodedata.category(letter) in {"Cc", "Cs"}:
        return letter.encode("unicode_escape").decode()
    return letter


def say(words: str) -> None:
    """A line for a person, on standard error so that a pipe holds data alone."""
    _tell(visible(words))


def complain(message: str, *, advice: str | None = None) -> None:
    """What is wrong and what to do next, on standard error."""
    _tell(f"error: {visible(message)}", style="bold red")
    if advice:
        _tell(f"  what next: {visible(advice)}")


def _tell(line: str, *, style: str = "") -> None:
    from rich.console import Console
    from rich.text import Text

    try:
        Console(stderr=True).print(Text(line, style=style), soft_wrap=True)
    except BrokenPipeError as error:
        raise PipeClosedError from error


def is_watched(stream: TextIO | None = None) -> bool:
    """Whether a person watches the stream (standard error if none is given), so that progress is worth showing."""
    return (stream or sys.stderr).isatty()
