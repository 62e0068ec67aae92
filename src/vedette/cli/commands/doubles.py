"""`vedette doubles`: what may be told or counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import AudienceOption, CaseArgument, CaseOption, opened
from vedette.cli.output import Sheet, show

if TYPE_CHECKING:
    from vedette.casework.doubles import DoubleLine

EXAMPLES = """
vedette doubles
vedette doubles --open --case examples/dprk-russia
"""

_HEADER = ("One", "Other", "What they share", "Verdict", "By", "Why")


def command(
    case: CaseArgument = None,
    *,
    open_only: Annotated[bool, typer.Option("--open", help="Only what nobody has settled.")] = False,
    audience: AudienceOption = "public",
    case_option: CaseOption = None,
) -> None:
    """List pairs of rows that may tell one happening, or count the same persons, and what was decided about them.

    Until somebody records a judgement, such a pair widens the bounds of every count it takes part in. To settle
    one, hand in a row of the layout "judgements": same, different, disjoint or unsure, by whom, when and why.
    """
    from vedette.casework.answers import plain
    from vedette.casework.doubles import doubles

    found = doubles(opened(case, case_option), audience=audience, open_only=open_only)
    show(
        plain(found),
        Sheet(
            title="Happenings that may be one", header=_HEADER, rows=[_row(one) for one in found.happenings]
        ),
        Sheet(
            title="Counts of persons that overlap",
            header=_HEADER,
            rows=[_row(one) for one in found.counts],
            note=f"{found.open:,} not settled; hand in judgements to settle them (vedette template judgements)",
        ),
    )


def _row(one: DoubleLine) -> tuple[str | None, ...]:
    return (one.left, one.right, one.shared, one.verdict, one.judged_by, one.why)
