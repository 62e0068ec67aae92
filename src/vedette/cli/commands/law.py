"""`vedette law`: what bound whom on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.days import DAY, day
from vedette.cli.output import Sheet, show

if TYPE_CHECKING:
    from vedette.casework.law import LawAnswer, LawPart, LawRow

EXAMPLES = """
vedette law --on 2017-09-24 --subject coal --place Rajin
vedette law --on 2024-06-30 --subject "refined petroleum" --direction to
vedette law --on 2024-03-01 --conduct arms-from-dprk
"""


def command(
    *,
    on: Annotated[str, typer.Option("--on", metavar=DAY, help="The day of the act.")],
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject", metavar="WORD", help="What it is about: coal, arms, workers.", show_default=False
        ),
    ] = None,
    conduct: Annotated[
        str | None,
        typer.Option(
            "--conduct", metavar="WORD", help="The kind of act, in place of a subject.", show_default=False
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            "--place", metavar="NAME", help="A place to which an exemption may be tied.", show_default=False
        ),
    ] = None,
    direction: Annotated[
        str | None,
        typer.Option(
            "--direction",
            metavar="WAY",
            help="from, to, both or none, seen from the DPRK.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Tell which measures bound whom on a day, and which exemptions have to be tested.

    Needs no case. Each measure says what of it nobody has checked against the text.
    """
    if conduct is not None and (subject is not None or direction is not None):
        raise typer.BadParameter("ask by --conduct, or by --subject and --direction", param_hint="--conduct")
    from vedette.casework.law import law, law_for_conduct

    asked = day(on, option="--on")
    if asked is None:
        raise typer.BadParameter(f"write a day as {DAY}", param_hint="--on")
    if conduct is not None:
        found = law_for_conduct(asked, conduct, place=place)
    else:
        found = law(asked, subject, direction=direction, place=place)
    show(found.as_json(), *_parts(found))


def _parts(found: LawAnswer) -> Iterator[Sheet | str]:
    asked = (found.subject or found.conduct, found.direction, found.place)
    about = ", ".join(one for one in asked if one)
    title = f"Measures in force on {found.on}" + (f": {about}" if about else "")
    header = ("Measure", "Reference", "Who is bound", "Rule", "In force", "Unchecked")
    yield Sheet(
        title=title,
        header=header,
        rows=[_row(one) for one in found.rows],
        note=None if found.rows else "none of the measures held here bound that day",
    )
    if found.carve_outs:
        yield Sheet(
            title="General exemptions, which stand beside every measure",
            header=header,
            rows=[_row(one) for one in found.carve_outs],
        )
    for title, rows in (("To test", found.rows), ("General exemptions", found.carve_outs)):
        parts = [(row.id, part) for row in rows for part in row.parts]
        if parts:
            yield Sheet(
                title=f"{title}: caps, periods, reports and exemptions",
                header=("Measure", "Kind", "What it says", "Numbers", "Ask", "Checked"),
                rows=[_part(measure, part) for measure, part in parts],
            )
    questions = [f"  {row.id}: {question}" for row in found.rows for question in row.questions]
    if questions:
        yield "Ask before you rest on it:\n" + "\n".join(questions)
    others = [
        (when, one) for when, some in (("before", found.earlier), ("later", found.later)) for one in some
    ]
    if others:
        yield Sheet(
            title="On the same subject, on other days",
            header=("When", "Measure", "Reference", "Rule", "In force"),
            rows=[(when, one.id, one.reference, one.rule, one.in_force) for when, one in others],
        )
    notes = [*(f"  {row.id}: {note}" for row in found.rows for note in row.notes), *found.notes]
    if notes:
        yield "Keep in mind:\n" + "\n".join(notes)


def _row(one: LawRow) -> tuple[str | None, ...]:
    unchecked = ", ".join(one.unchecked) or "nothing"
    return (one.id, one.reference, ", ".join(one.bound), f"{one.stage}: {one.rule}", one.in_force, unchecked)


def _part(measure: str, one: LawPart) -> tuple[str | None, ...]:
    kind = one.kind if one.applies else f"{one.kind} (does not apply)"
    words = f"{one.words} ({one.note})" if one.note else one.words
    return (measure, kind, words, one.numbers, "\n".join(one.questions), "yes" if one.checked else "no")
