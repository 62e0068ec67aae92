"""`vedette figures`: every figure of the draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseArgument, CaseOption, LanguageOption, opened
from vedette.cli.output import Sheet, show

if TYPE_CHECKING:
    from vedette.casework.figures import FiguresAnswer

EXAMPLES = """
vedette figures
vedette figures --single-source
vedette figures examples/dprk-russia --unchecked --format json
"""


def command(
    case: CaseArgument = None,
    *,
    single_source: Annotated[
        bool, typer.Option("--single-source", help="Only figures whose rows cite no more than one source.")
    ] = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Only figures that rest on a row that nobody has checked.")
    ] = False,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case_option: CaseOption = None,
) -> None:
    """List the figures of the draft: what each says, how it comes about, and how many sources it has.

    Several sources that quote one author are still one author's word: both are shown. Open one with
    `vedette figure NAME`.
    """
    from vedette.casework.answers import plain
    from vedette.casework.figures import figures

    workspace = opened(case, case_option)
    found = figures(
        workspace, audience=audience, language=language, single_source=single_source, unchecked=unchecked
    )
    rows = [
        (
            one.name,
            one.words,
            one.period or one.scope,
            one.operation,
            ", ".join(one.sources) or "none cited",
            ", ".join(one.authors),
            ", ".join(one.unchecked) or "none",
        )
        for one in found.figures
    ]
    title = f"Figures with {' and '.join(found.only)}" if found.only else "Figures"
    show(
        plain(found),
        Sheet(
            title=title,
            header=(
                "Name",
                "Says",
                "Period or scope",
                "Comes about by",
                "Sources",
                "Authors",
                "Unchecked rows",
            ),
            rows=rows,
            note=f"{len(found.figures)} of {found.of} figures, as the audience {found.audience!r} sees them",
        ),
        *_failed(found),
    )


def _failed(found: FiguresAnswer) -> Iterator[Sheet]:
    """The figures that do not derive, which keep no other from being listed."""
    if found.failed:
        yield Sheet(
            title="Figures that do not derive",
            header=("Name", "Why", "What to do"),
            rows=[(one.name, one.why, one.advice) for one in found.failed],
            note="no edition is built before they derive",
        )
