"""`vedette demo`: an example case, from an empty folder to an edition that verifies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import shown
from vedette.cli.output import Sheet, say, show
from vedette.cli.progress import collecting
from vedette.cli.verified import verified_json, verified_sheets

if TYPE_CHECKING:
    from vedette.casework.demo import DemoAnswer

EXAMPLES = """
vedette demo
vedette demo --into my-case
vedette demo exercise
"""

IF_INTERRUPTED = "the folder of the demo stays as far as it got; remove it, or collect and build in it"


def command(
    example: Annotated[
        str,
        typer.Argument(
            metavar="[EXAMPLE]",
            help="dprk-russia (the default), or exercise: a made-up sea whose report is marked against the truth.",
            show_default=False,
        ),
    ] = "dprk-russia",
    *,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="DIR",
            help="An empty or new folder. Without it, vedette-demo in this folder.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Run the whole example: copy it into an empty folder, collect, build the public edition, verify.

    Ends by printing where the PDF, the HTML page and the DOCX lie, and how many figures verified. The exercise ends
    with a table of its figures: what the report says, and what was planted; the exit status is 1 if one is wrong.
    """
    from vedette.casework.answers import plain
    from vedette.casework.demo import demo, free_folder

    folder = into if into is not None else free_folder(Path.cwd())
    with collecting() as progress:
        made = demo(folder, tell=say, progress=progress, example=example)
    found = made.verification
    data = {
        "case": shown(made.folder),
        "edition": shown(made.edition),
        "pages": [shown(one) for one in made.pages],
        "verification": verified_json(found),
    }
    if not made.marks:
        show(data, *verified_sheets(found), _where(made))
        return found.exit_code
    marks = [{**plain(one), "right": one.is_right} for one in made.marks]
    show({**data, "marks": marks}, *verified_sheets(found), _where(made), _marks(made))
    return found.exit_code or int(not all(one.is_right for one in made.marks))


def _marks(made: DemoAnswer) -> Sheet:
    """Figure, what the report says, what was planted, and whether they agree."""
    right = sum(one.is_right for one in made.marks)
    return Sheet(
        title="The report against the truth",
        header=("Figure", "Reported", "Planted", "", "What was planted"),
        rows=[
            (
                one.figure,
                "none" if one.reported is None else f"{one.reported:,}",
                f"{one.at_least:,}"
                if one.at_least == one.at_most
                else f"{one.at_least:,} to {one.at_most:,}",
                "right" if one.is_right else "WRONG",
                one.planted,
            )
            for one in made.marks
        ],
        note=f"{right} of {len(made.marks)} figures say what is true",
    )


def _where(made: DemoAnswer) -> Sheet:
    from vedette.model.editions import FigureStanding

    found = made.verification
    verified = found.count(FigureStanding.RECOMPUTED) + found.count(FigureStanding.ATTESTED)
    return Sheet(
        title="Where it lies",
        header=("What", "Where"),
        rows=[
            ("case", shown(made.folder)),
            ("edition", shown(made.edition)),
            *((one.suffix.removeprefix(".").upper(), shown(one)) for one in made.pages),
        ],
        note=f"{verified} of {len(found.figures)} figures verified. Ask about one: "
        f"vedette figure {next(iter(found.figures))} --case {shown(made.folder)}",
    )
