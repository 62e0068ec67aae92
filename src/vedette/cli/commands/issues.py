"""`vedette issues`: what was refused or doubted."""

from __future__ import annotations

from typing import Annotated

import typer

from vedette.cli.case_folder import CaseArgument, CaseOption, opened
from vedette.cli.output import Sheet, show

EXAMPLES = """
vedette issues
vedette issues --submission workers --refused
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
        for one in found.issues
    ]
    show(
        plain(found),
        Sheet(
            title="Issues of the versions collected last",
            header=("File", "Row", "Column", "Value", "What is wrong", "What next", "Row was"),
            rows=rows,
            note=f"{found.refused:,} refused, {found.doubted:,} doubted",
        ),
    )
