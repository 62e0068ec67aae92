"""Write docs/reference/cli.md from the commands, or with ``--check`` say whether it is up to date."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import typer.main

from vedette.cli.main import command_modules, examples_of, make_app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Every command of `vedette`, with its options and examples.

This page is written from `src/vedette/cli/commands/` by `tools/write_cli_reference.py`; change the command, not
the page. A command that works on a case takes the folder you stand in, or the nearest one above that holds
`case.toml`; `--case DIR` names another.

On a terminal a command prints tables; in a pipe it prints JSON. `--format table` and `--format json` ask for one of
them anywhere, before or after the command. Progress and messages go to standard error, so that a pipe holds data
alone. `NO_COLOR` is respected.

| exit code | meaning |
|---|---|
| 0 | done, or everything holds |
| 1 | something is wrong or does not hold; the message says what, where and what to do next |
| 2 | `verify` and `demo`: all holds, but the pages were not compared, because another version of a tool made them |
| 64 | wrong usage |
| 130 | interrupted by Ctrl-C; the message says what stays |
| 141 | whoever read the output stopped reading |

| variable | meaning |
|---|---|
| `VEDETTE_ACTOR` | who is named in the custody log; without it, the user of the machine |
| `VEDETTE_LOG_LEVEL` | `debug`, `info`, `warning` or `error` |
| `VEDETTE_LOG_FORMAT` | `text` or `json` |
"""


def page() -> str:
    """The whole page as Markdown, the same bytes from the same commands."""
    modules = command_modules()
    known: dict[str, Any] = vars(typer.main.get_command(make_app()))["commands"]
    lines = ["| command | what it does |", "|---|---|"]
    lines += [f"| [`{name}`](#{name}) | {_summary(module)} |" for name, module in modules.items()]
    sections = ["\n".join(_section(name, module, known[name])) for name, module in modules.items()]
    return "\n".join([HEAD, *lines, "", *sections])


def _summary(module: ModuleType) -> str:
    return _paragraphs(module)[0]


def _paragraphs(module: ModuleType) -> list[str]:
    """The paragraphs of what the command says of itself, one line each."""
    text = inspect.getdoc(module.command) or ""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _section(name: str, module: ModuleType, known: Any) -> Iterator[str]:
    yield f"## {name}\n"
    for paragraph in _paragraphs(module):
        yield f"{paragraph}\n"
    yield "```console"
    yield from (f"$ {line}" for line in examples_of(module))
    yield "```\n"
    yield "| argument or option | meaning | default |"
    yield "|---|---|---|"
    yield from (_row(one) for one in known.params if one.name not in {"form", "help"})
    yield ""


def _row(parameter: Any) -> str:
    is_option = any(one.startswith("-") for one in parameter.opts)
    spelled = ", ".join(parameter.opts) if is_option else (parameter.metavar or parameter.name.upper())
    if is_option and parameter.metavar:
        spelled += f" {parameter.metavar}"
    default = "required" if parameter.required else _default(parameter.default)
    return f"| `{spelled}` | {parameter.help} | {default} |"


def _default(value: object) -> str:
    return "" if value is None or value is False else f"`{value}`"


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
