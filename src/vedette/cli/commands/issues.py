"""`vedette issues`: what was refused or doubted."""

from __future__ import annotations

from typing import Annotated

import typer

from vedette.cli.case_folder import CaseArgument, CaseOption, opened
from vedette.cli.output import Sheet, show

MOST_SHOWN = 200
"""Issues that the table names one by one; the JSON has all."""

EXAMPLES = """
vedette issues
vedette issues --submission workers --refused
vedette issues --submission positions-harbour-nmea
"""


def command(
    case: CaseArgument = None,
    *,
    submission: Annotated[
        str | None,
        typer.Option(
            "--submission", metavar="FOLDER", help="Only the issues of this folder.", show_default=False
        ),
    ] = None,
    refused: Annotated[bool, typer.Option("--refused", help="Only rows that did not land.")] = False,
    case_option: CaseOption = None,
) -> None:
    """List what was refused or doubted when the submissions were collected, with file, row, column and advice.

    Rows of positions are among them: each file that `vedette positions add` took in is a submission of its own.

    Keys that two files use, and names of sources, rows and entities that no file has, are listed as doubts too.

    For the team alone: issues repeat cells of submissions whatever their marking.
    """
    from vedette.casework.answers import plain
    from vedette.casework.issues import issues

    found = issues(opened(case, case_option), submission=submission, refused_only=refused)
    rows = [
        (
            one.file,
            one.place,
            one.column,
            one.value,
            one.problem,
            one.advice,
            "refused" if one.refused else "doubted",
        )
        for one in found.issues[:MOST_SHOWN]
    ]
    beyond = len(found.issues) - MOST_SHOWN
    more = f"; and {beyond:,} more: --format json lists them all" if beyond > 0 else ""
    show(
        plain(found),
        Sheet(
            title="Issues of the versions collected last",
            header=("File", "Row", "Column", "Value", "What is wrong", "What next", "Row was"),
            rows=rows,
            note=f"{found.refused:,} refused, {found.doubted:,} doubted{more}",
        ),
    )
