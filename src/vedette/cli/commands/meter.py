"""`vedette meter`: a year against the cap of the law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseOption, LanguageOption, opened
from vedette.cli.output import Sheet, show
from vedette.cli.rows import rows_sheet

if TYPE_CHECKING:
    from vedette.casework.meter import MeterAnswer

EXAMPLES = """
vedette meter petroleum --year 2024
vedette meter petroleum --year 2024 --format json
"""


def command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What is metered: NAME.notified and NAME.delivered.")
    ],
    *,
    year: Annotated[
        int,
        typer.Option(
            "--year", metavar="YYYY", min=2006, max=9998, help="The year whose cap is counted against."
        ),
    ],
    audience: AudienceOption = "public",
    language: LanguageOption = None,
    case: CaseOption = None,
) -> None:
    """Compare what was notified and what is estimated in a year with the cap in force, month by month.

    An amount that covers several months is never spread over them: until its period ends it may all still be
    to come. The cap, its paragraph and its counting year are those of the law: the counting year that shares
    most days with YEAR.
    """
    from vedette.casework.answers import plain
    from vedette.casework.meter import meter

    found = meter(opened(case), name, year=year, audience=audience, language=language)
    show(plain(found), *_parts(found))


def _parts(found: MeterAnswer) -> Iterator[Sheet | str]:
    cap = found.cap
    doubt = f"; unchecked in it: {', '.join(cap.unchecked)}" if cap.unchecked else ""
    rows = [(one.month, one.notified_words, one.estimated_words) for one in found.months]
    rows.append(("share of the cap", found.notified_share, found.estimated_share))
    rows.append(("against the cap", found.notified_passed, found.estimated_passed))
    yield Sheet(
        title=f"{found.name}, {found.period}: totals at the end of each month",
        header=("Month", "Notified", "Estimated"),
        rows=rows,
        note=f"Cap: {cap.words} ({cap.reference}){doubt}",
    )
    yield rows_sheet("Notified: rows", found.notified_rows)
    yield rows_sheet("Estimated: rows", found.estimated_rows)
