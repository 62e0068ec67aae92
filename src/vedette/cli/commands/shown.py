"""`vedette shown`: how much of a claimed number open sources show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseOption, LanguageOption, opened
from vedette.cli.output import Sheet, show
from vedette.cli.rows import rows_sheet

if TYPE_CHECKING:
    from vedette.casework.shown import ShownAnswer, Tier

EXAMPLES = """
vedette shown voyages
vedette shown voyages --case examples/dprk-russia --format json
"""


def command(
    figure: Annotated[
        str, typer.Argument(metavar="FIGURE", help="A figure that counts voyages, flights and the like.")
    ],
    *,
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case: CaseOption = None,
) -> None:
    """Show which of a claimed number of happenings the rows at hand can show from open sources.

    Two counts, each as bounds: of rows that name the figure's subject, and of all rows of its kind, direction
    and period. Rows judged the same happening count once; possible doubles widen the bounds.
    """
    from vedette.casework.answers import plain
    from vedette.casework.shown import shown

    found = shown(opened(case), figure, audience=audience, language=language)
    show(plain(found), *_parts(found))


def _parts(found: ShownAnswer) -> Iterator[Sheet | str]:
    rows = [
        ("claimed", found.words),
        ("subject", found.subject),
        ("direction", found.direction),
        ("period", found.period),
        (f"shown by {found.declared.title}", found.declared.words),
        (f"shown by {found.matching.title}", found.matching.words),
        ("not shown by any row", None if found.not_shown is None else f"at least {found.not_shown:,f}"),
    ]
    kept = [(what, value) for what, value in rows if value]
    yield Sheet(title=f"{found.figure}: {found.label}", header=("What", "Value"), rows=kept)
    yield from (_tier(one) for one in (found.declared, found.matching))


def _tier(tier: Tier) -> Sheet:
    return rows_sheet(tier.title.capitalize(), tier.rows, note="\n".join(tier.said) or None)
