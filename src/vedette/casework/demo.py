"""The use case "demo": an example case from an empty folder to an edition that verifies from itself alone.

The exercise is a made-up sea of which the truth is known; its report is marked against it, figure by figure.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import resources
from pathlib import Path

import attrs

import vedette
from vedette.casework.build import BuiltEdition, build_edition
from vedette.casework.clock import system_clock
from vedette.casework.collect import UNWATCHED, collect
from vedette.casework.outcomes import CollectReport, Progress
from vedette.casework.verify import verify
from vedette.casework.workspace import KEPT, open_workspace
from vedette.errors import CaseError, ToolMissingError
from vedette.model.editions import Verification
from vedette.model.figures import Figure

EXAMPLE = "dprk-russia"
EXERCISE = "exercise"
EXAMPLES = (EXAMPLE, EXERCISE)
TRUTH = "exercise-truth.csv"
"""What was planted in the sea of the exercise, beside the case and never in it."""
ACTOR = "vedette demo"
"""The name in the custody log of a demo: the same for everybody, since no person did the work."""

Tell = Callable[[str], None]


@attrs.frozen(kw_only=True)
class DemoAnswer:
    """What the demo made: the case, the edition, its pages by format, and how it verified."""

    folder: Path
    edition: Path
    pages: tuple[Path, ...]
    collected: CollectReport
    verification: Verification
    marks: tuple[Mark, ...] = ()


def demo(into: Path, *, tell: Tell, progress: Progress = UNWATCHED, example: str = EXAMPLE) -> DemoAnswer:
    """Copy an example case into ``into``, collect it, build the public edition in English, and verify that.

    The edition is verified from a copy in a folder of its own, as its reader would, with nothing else at hand.
    ``tell`` is called with each step. Raises `CaseError` if ``into`` holds anything already, or there is no such
    example.
    """
    tell(f"copying the example case to {into}")
    copy_example(into, example=example)
    workspace = open_workspace(into)
    tell("collecting the submissions: each file is preserved by its digest, then read")
    report = collect(workspace, actor=ACTOR, clock=system_clock(), progress=progress)
    _refuse_incomplete(report)
    tell("building the public edition in English: figures, pages, annex, seal")
    built = build_edition(workspace, audience="public", language="en")
    tell("verifying the edition from itself alone, in a folder of its own")
    return DemoAnswer(
        folder=into,
        edition=built.folder,
        pages=_pages(built),
        collected=report,
        verification=_verify_elsewhere(built.folder),
        marks=marked(built.seal.content.figures) if example == EXERCISE else (),
    )


@attrs.frozen(kw_only=True)
class Mark:
    """A figure of the exercise against the truth: what the report says, and how many were planted.

    Between the two bounds lie events that a detector may see and need not: consequences of what was planted.
    """

    figure: str
    reported: Decimal | None
    at_least: int
    at_most: int
    planted: str

    @property
    def is_right(self) -> bool:
        """Whether the report says what is true; a figure that is not there is wrong."""
        return self.reported is not None and self.at_least <= self.reported <= self.at_most


def marked(figures: Mapping[str, Figure]) -> tuple[Mark, ...]:
    """The figures of the exercise against what was planted, in the order of the truth."""
    with resources.as_file(resources.files(vedette)) as package:
        text = (_examples(package) / TRUTH).read_text(encoding="utf-8")
    return tuple(
        Mark(
            figure=row["figure"],
            reported=figures[row["figure"]].quantity.nominal if row["figure"] in figures else None,
            at_least=int(row["at_least"]),
            at_most=int(row["at_most"]),
            planted=row["planted"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def copy_example(into: Path, *, example: str = EXAMPLE) -> None:
    """Copy the example into an empty or new folder; what the program keeps of it is left behind."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CaseError(f"{into} is not empty", advice="name an empty or new folder with --into")
    if example not in EXAMPLES:
        raise CaseError(f"there is no example {example!r}", advice=f"name one of {', '.join(EXAMPLES)}")
    with resources.as_file(resources.files(vedette)) as package:
        shutil.copytree(
            _examples(package) / example, into, dirs_exist_ok=True, ignore=shutil.ignore_patterns(KEPT)
        )


def free_folder(parent: Path) -> Path:
    """The first of vedette-demo, vedette-demo-2, ... below ``parent`` that is not there or empty."""
    number = 1
    while True:
        place = parent / ("vedette-demo" if number == 1 else f"vedette-demo-{number}")
        if not place.exists() or (place.is_dir() and not any(place.iterdir())):
            return place
        number += 1


def _examples(package: Path) -> Path:
    """The examples beside an installed package, or in the repository that the package runs from."""
    places = (package / "examples", package.parent.parent / "examples")
    for place in places:
        if (place / EXAMPLE / "case.toml").is_file():
            return place
    raise ToolMissingError(
        "the example cases are not installed with this program",
        advice="install the whole package, or clone the repository and run `make demo`",
    )


def _refuse_incomplete(report: CollectReport) -> None:
    for one in report.submissions:
        if one.error is not None:
            raise CaseError(one.error.message, advice=one.error.advice)


def _pages(built: BuiltEdition) -> tuple[Path, ...]:
    return tuple(sorted(path for path in built.folder.iterdir() if path.name.startswith("report.")))


def _verify_elsewhere(edition: Path) -> Verification:
    with tempfile.TemporaryDirectory(prefix="vedette-") as elsewhere:
        copy = Path(elsewhere) / edition.name
        shutil.copytree(edition, copy)
        return verify(copy)
