"""`vedette withdraw`: a submission that was handed in counts no more, and stays on record."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened_to_write
from vedette.cli.output import Sheet, show
from vedette.settings import Settings

EXAMPLES = """
vedette withdraw unchecked-names --reason "handed in twice"
vedette withdraw unchecked-names --reason "the source took it back" --by "the desk"
"""

SubmissionArgument = Annotated[
    str, typer.Argument(metavar="SUBMISSION", help="The folder that it was collected from.")
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; printed in the custody log of its marking.")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="On whose word. Without it, VEDETTE_ACTOR or the user of this machine.",
        show_default=False,
    ),
]


def command(
    submission: SubmissionArgument,
    *,
    reason: ReasonOption,
    by: ByOption = None,
    case_option: CaseOption = None,
) -> None:
    """Withdraw a submission whose folder was moved away: it counts nowhere, and stays preserved and checked.

    The custody log keeps who withdrew it and why. Editions sealed with it still verify. Put the folder back and
    run `vedette collect` to have it count again.
    """
    from vedette.casework.answers import plain
    from vedette.casework.clock import system_clock
    from vedette.casework.collect import name_of_actor
    from vedette.casework.withdraw import withdraw

    workspace = opened_to_write(None, case_option)
    actor = name_of_actor(by or Settings.from_environment(os.environ).actor)
    found = withdraw(workspace, submission, reason=reason, by=actor, clock=system_clock())
    one = found.withdrawal
    rows = [
        ("submission", f"{one.folder}, version {one.version}"),
        ("by", one.by),
        ("at", str(one.at)),
        ("reason", one.reason),
        ("exhibits that stay preserved", f"{found.exhibits:,}"),
    ]
    show(plain(found), Sheet(title="Withdrawn", header=("What", ""), rows=rows))
