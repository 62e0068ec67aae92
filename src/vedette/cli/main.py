"""Finding the commands, running one, and turning errors into words and exit codes.

Exit codes: 0 done, 1 something is wrong or does not hold, 2 verified but pages not compared, 64 wrong usage.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import Annotated

import click
import typer
from rich.console import Console

from vedette import __version__
from vedette.cli import commands
from vedette.cli.output import Form, choose
from vedette.errors import VedetteError
from vedette.logs import set_up_logs
from vedette.settings import LogFormat, Settings

USAGE = 64
"""The exit code for wrong usage (EX_USAGE of sysexits), apart from the 2 that `verify` gives a meaning."""


def make_app() -> typer.Typer:
    """The application with every command found in its folder, in order of name."""
    app = typer.Typer(
        name="vedette",
        help="A workbench for teams that monitor sanctions: every figure recomputes from its evidence.",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_options)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        app.command(found.name.replace("_", "-"), epilog=getattr(module, "EXAMPLES", None))(module.command)
    return app


def _version(asked: bool) -> None:  # noqa: FBT001 - the shape that typer calls
    if asked:
        typer.echo(f"vedette {__version__}")
        raise typer.Exit


def _options(
    *,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="table or json; tables on a terminal and JSON in a pipe if not given"),
    ] = None,
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    choose(form)
    settings = Settings.from_environment(os.environ)
    set_up_logs(sys.stderr, level=settings.log_level, as_json=settings.log_format is LogFormat.JSON)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    try:
        result = make_app()(arguments, standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.exceptions.Exit as leaving:
        return int(leaving.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted; what was confirmed before stays")
        return 130
    except VedetteError as error:
        _complain(error.message, advice=error.advice)
        return 1
    return result if isinstance(result, int) else 0


def _complain(message: str, *, advice: str | None = None) -> None:
    console = Console(stderr=True, highlight=False)
    console.print(f"error: {message}", style="bold red", markup=False, soft_wrap=True)
    if advice:
        console.print(f"  what next: {advice}", markup=False, soft_wrap=True)
