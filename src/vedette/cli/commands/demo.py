"""`vedette demo`: the example case, from an empty folder to an edition that verifies."""

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
"""

IF_INTERRUPTED = "the folder of the demo stays as far as it got; remove it, or collect and build in it"


def command(
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

    Ends by printing where the PDF, the HTML page and the DOCX lie, and how many figures verified.
    """
    from vedette.casework.demo import demo, free_folder

    folder = into if into is not None else free_folder(Path.cwd())
    with collecting() as progress:
        made = demo(folder, tell=say, progress=progress)
    found = made.verification
    data = {
        "case": shown(made.folder),
        "edition": shown(made.edition),
        "pages": [shown(one) for one in made.pages],
        "verification": verified_json(found),
    }
    show(data, *verified_sheets(found), _where(made))
    return found.exit_code


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
        f"vedette figure containers --case {shown(made.folder)}",
    )
