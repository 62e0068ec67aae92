"""`vedette collect`: what is handed in becomes exhibits and facts."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from vedette.cli.case_folder import CaseArgument, CaseOption, opened_to_write
from vedette.cli.collected import collected_json, collected_sheets
from vedette.cli.output import show
from vedette.cli.progress import collecting
from vedette.settings import Settings

EXAMPLES = """
vedette collect
vedette collect examples/dprk-russia
vedette collect --format json
"""

IF_INTERRUPTED = "every submission that was finished stays; run `vedette collect` again for the others"


NewSymbolOption = Annotated[
    bool,
    typer.Option(
        "--new-symbol", help="Record that the symbol of the case was changed on purpose.", show_default=False
    ),
]


def command(
    case: CaseArgument = None, *, new_symbol: NewSymbolOption = False, case_option: CaseOption = None
) -> int:
    """Collect the submissions of a case: preserve every file, then read it.

    A submission that has not changed is left alone; one that has becomes a new version. Ends with a table of
    what came in and what was refused, and with exit code 1 if a submission was refused. What was preserved is
    never removed: files that no exhibit names are moved to .vedette/blobs/set-aside.
    """
    from vedette.casework.clock import system_clock
    from vedette.casework.collect import collect, name_of_actor

    workspace = opened_to_write(case, case_option, is_renamed=new_symbol)
    actor = name_of_actor(Settings.from_environment(os.environ).actor)
    with collecting() as progress:
        report = collect(workspace, actor=actor, clock=system_clock(), progress=progress)
    show(collected_json(report), *collected_sheets(report))
    return 0 if report.is_complete else 1
