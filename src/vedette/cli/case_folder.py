"""Which case a command works on: the one named, or the one in whose folder somebody stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.errors import CaseError

if TYPE_CHECKING:
    from vedette.casework.workspace import Workspace

MARKER = "case.toml"

_HELP = "The case folder. Without it, this folder or the nearest one above that holds case.toml."

CaseArgument = Annotated[Path | None, typer.Argument(metavar="[CASE]", help=_HELP, show_default=False)]
CaseOption = Annotated[Path | None, typer.Option("--case", metavar="DIR", help=_HELP, show_default=False)]
AudienceOption = Annotated[
    str, typer.Option("--audience", metavar="NAME", help="For whom: an audience that case.toml declares.")
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="A language of the report. Without it, that of the case.",
        show_default=False,
    ),
]


def opened(named: Path | None, option: Path | None = None) -> Workspace:
    """The workspace of the case named by argument or option, or of the nearest case folder; nothing is written."""
    from vedette.casework.workspace import read_workspace

    return read_workspace(case_folder(named, option))


def opened_to_write(named: Path | None, option: Path | None = None, *, is_renamed: bool = False) -> Workspace:
    """The same workspace, for the commands that add to its record."""
    from vedette.casework.workspace import open_workspace

    return open_workspace(case_folder(named, option), is_renamed=is_renamed)


def case_folder(named: Path | None, option: Path | None = None) -> Path:
    """The folder of the case; raises `CaseError` if two are named, or none is here."""
    if named is not None and option is not None and named != option:
        raise CaseError(f"two cases are named, {named} and {option}", advice="name one")
    given = named or option
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    raise CaseError(
        f"there is no case here: neither {here} nor a folder above holds {MARKER}",
        advice="name a case with --case, or try `vedette demo`",
    )


def shown(path: Path) -> str:
    """A path as a person types it: relative to where they stand if it lies below, else whole."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix() or "."
    except ValueError:
        return str(path)
