"""`vedette estimates`: what everybody said of one subject by a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseOption, LanguageOption, opened
from vedette.cli.days import DAY, day
from vedette.cli.output import Sheet, show

if TYPE_CHECKING:
    from vedette.casework.estimates import EstimateLine, EstimatesAnswer, SubjectLine
    from vedette.casework.workspace import Workspace

EXAMPLES = """
vedette estimates
vedette estimates containers --on 2024-08-31
vedette estimates munitions.rounds --case examples/dprk-russia
"""

_HEADER = ("Published", "By", "Estimate", "Period", "Method", "Row", "Stands in")


def command(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[SUBJECT]",
            help="What is counted, or the last part of its name. Without it, the subjects are listed.",
            show_default=False,
        ),
    ] = None,
    *,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=DAY, help="Only what was published by this day.", show_default=False),
    ] = None,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case: CaseOption = None,
) -> None:
    """Show all estimates of one subject side by side, as they stood on a day.

    Estimates are never added up or averaged. One that its author replaced by then is told apart, and so is
    one whose day of publication nobody knows.
    """
    from vedette.casework.answers import plain
    from vedette.casework.estimates import estimates

    workspace = opened(case)
    if subject is None:
        _list(workspace, audience=audience, language=language)
        return
    found = estimates(workspace, subject, on=day(on, option="--on"), audience=audience, language=language)
    show(plain(found), *_parts(found))


def _parts(found: EstimatesAnswer) -> Iterator[Sheet | str]:
    until = f", published by {found.on}" if found.on else ""
    yield Sheet(
        title=f"{found.subject}: {found.label}{until}",
        header=_HEADER,
        rows=[_row(one) for one in found.standing],
        note=None if found.standing else "none that had surely been published",
    )
    for title, lines in (
        ("Replaced by their authors", found.replaced),
        ("Day of publication not known", found.undated),
    ):
        if lines:
            yield Sheet(title=title, header=_HEADER, rows=[_row(one) for one in lines])
    if found.conflicts:
        yield "These contradict each other:\n" + "\n".join(f"  {one}" for one in found.conflicts)


def _row(one: EstimateLine) -> tuple[str | None, ...]:
    mark = " (unchecked)" if one.row.unchecked else ""
    key = one.row.key + mark
    return (one.published, one.author, one.words, one.period, one.method, key, one.row.cited)


def _list(workspace: Workspace, *, audience: str, language: str | None) -> None:
    from vedette.casework.answers import plain
    from vedette.casework.estimates import subjects

    found: tuple[SubjectLine, ...] = subjects(workspace, audience=audience, language=language)
    rows = [(one.subject, one.label, one.unit, f"{one.estimates:,}") for one in found]
    header = ("Subject", "Counts", "Unit", "Estimates")
    show(plain(found), Sheet(title="Subjects that somebody estimates", header=header, rows=rows))
