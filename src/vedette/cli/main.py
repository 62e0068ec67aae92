"""Finding the commands, running one, and turning errors into words and exit codes.

Exit codes: 0 done, 1 something is wrong or does not hold, 2 verified but pages not compared, 64 wrong usage,
130 interrupted, 141 nobody reads on (the pipe was closed).
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import sys
import typing
from collections.abc import Callable
from importlib.metadata import version
from types import ModuleType
from typing import Annotated, Any

import typer

from vedette.cli import commands
from vedette.cli.output import CLOSED, Form, PipeClosedError, choose, complain, steady_streams
from vedette.errors import VedetteError
from vedette.logs import set_up_logs
from vedette.settings import LogFormat, Settings

USAGE = 64
"""The exit code for wrong usage (EX_USAGE of sysexits), apart from the 2 that `verify` gives a meaning."""

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of SIGINT."""

FormOption = Annotated[
    Form | None,
    typer.Option(
        "--format",
        help="How to print: a table, or JSON. Without it, a table on a terminal and JSON in a pipe.",
        show_default=False,
    ),
]


def make_app() -> typer.Typer:
    """The application with every command found in its folder, in order of name."""
    app = typer.Typer(
        name="vedette",
        help="A workbench for teams that monitor sanctions: every figure recomputes from its evidence.",
        epilog="Start with [bold]vedette demo[/bold]. Every command explains itself with --help.",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_options)
    for name, module in command_modules().items():
        app.command(name, epilog=_epilog(module))(_ready(module))
    return app


def command_modules() -> dict[str, ModuleType]:
    """The modules of all commands by the name that is typed, in order of name."""
    names = sorted(found.name for found in pkgutil.iter_modules(commands.__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{commands.__name__}.{name}") for name in names}


def examples_of(module: ModuleType) -> tuple[str, ...]:
    """The command lines of ``EXAMPLES``, one a line."""
    return tuple(line.strip() for line in module.EXAMPLES.strip().splitlines())


def _epilog(module: ModuleType) -> str:
    return "\n\n".join(("[bold]Examples[/bold]", *(line.replace("[", r"\[") for line in examples_of(module))))


def _ready(module: ModuleType) -> Callable[..., int | None]:
    """The command with ``--format``, and with a word on what stays when it is interrupted."""
    command = module.command
    hints = typing.get_type_hints(command, include_extras=True)
    kept = inspect.signature(command).parameters.values()
    asked = [one.replace(annotation=hints.get(one.name, one.annotation)) for one in kept]
    form = inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FormOption)

    def ready(*, form: Form | None = None, **given: Any) -> int | None:
        if form is not None:
            choose(form)
        try:
            result: int | None = command(**given)
        except KeyboardInterrupt:
            complain(f"interrupted; {getattr(module, 'IF_INTERRUPTED', 'nothing was changed')}")
            raise typer.Exit(INTERRUPTED) from None
        return result

    keyword_only = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in asked]
    signature = inspect.Signature([*keyword_only, form], return_annotation=hints.get("return"))
    vars(ready).update(__signature__=signature)  # what typer reads
    ready.__annotations__ = {**hints, "form": FormOption}
    ready.__doc__ = command.__doc__
    return ready


def _version(asked: bool) -> None:  # noqa: FBT001 - the shape that typer calls
    if asked:
        typer.echo(f"vedette {version('vedette')}")
        raise typer.Exit


def _options(
    *,
    form: FormOption = None,
    _version_asked: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version.", show_default=False
        ),
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
    steady_streams()
    try:
        return _answered(arguments)
    except (PipeClosedError, BrokenPipeError, SystemExit):  # the last is how rich leaves a closed pipe
        _forget_output()
        return CLOSED


def _answered(arguments: list[str]) -> int:
    try:
        result = make_app()(arguments, standalone_mode=False, prog_name="vedette")
        sys.stdout.flush()
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, KeyboardInterrupt):
        complain("interrupted; nothing was changed")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except (typer.TyperException, VedetteError, OSError) as error:
        return _explain(error)
    return result if isinstance(result, int) else 0


def _explain(error: Exception) -> int:
    """Say what is wrong, where and what to do next; return the exit code that goes with it."""
    match error:
        case typer.TyperException():
            return _explain_usage(error)
        case VedetteError():
            complain(error.message, advice=error.advice)
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            complain(
                f"{where}{error.strerror or error}",
                advice="see that what is named is there and of the right kind, that you may read or write it, "
                "and that the disk has room",
            )
    return 1


def _explain_usage(error: typer.TyperException) -> int:
    """Say what is wrong with a command line and how it is written; without any arguments, help is all."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        return USAGE  # making the message has printed the help
    path = context.command_path if context else "vedette"
    complain(message, advice=f"see `{path} --help`")
    return USAGE


def _forget_output() -> None:
    """Point the streams at nothing, so that leaving does not fail on what nobody reads."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
