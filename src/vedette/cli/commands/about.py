"""`vedette about`: everything that an audience may see of a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseOption, LanguageOption, opened
from vedette.cli.output import Sheet, show
from vedette.cli.rows import rows_sheet

if TYPE_CHECKING:
    from vedette.casework.about import AboutAnswer

EXAMPLES = """
vedette about RA-82030
vedette about RA-82030 --audience public --format json
vedette about "LADY R" --case examples/dprk-russia
"""


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or an identifier such as RA-82030.")],
    *,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case: CaseOption = None,
) -> None:
    """Show everything on a name or identifier that may go to an audience, with its citations.

    Rows that name somebody and that nobody has checked are never shown; whoever is not the public is told how
    many there are.
    """
    from vedette.casework.about import about
    from vedette.casework.answers import plain

    found = about(opened(case), name, audience=audience, language=language)
    show(plain(found), *_parts(found))


def _parts(found: AboutAnswer) -> Iterator[Sheet | str]:
    also = f"; also {', '.join(found.also)}" if found.also else ""
    yield f"{found.name}{also}: what may go to the audience {found.audience!r}"
    yield from (rows_sheet(one.title.capitalize(), one.rows) for one in found.groups)
    if found.sources:
        yield Sheet(title="Sources", header=("Key", "Title"), rows=list(found.sources.items()))
    if found.withheld:
        yield f"{found.withheld} unchecked rows that name somebody are withheld."
