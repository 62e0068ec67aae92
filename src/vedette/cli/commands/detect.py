"""`vedette detect`: events from the positions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened
from vedette.cli.days import DAY, day
from vedette.cli.output import Sheet, show
from vedette.cli.progress import COMPILING, working

if TYPE_CHECKING:
    from vedette.casework.detect import DetectAnswer
    from vedette.casework.detection import EngineChoice

EXAMPLES = """
vedette detect
vedette detect --profile gfw-published
vedette detect --since 2024-01-01 --format json
vedette detect --engine dask --address tcp://scheduler:8786
"""

IF_INTERRUPTED = "the events of the last run stand; run `vedette detect` again"


def command(
    *,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="NAME",
            help="Whose definitions: gfw or gfw-published. Without it, those of case.toml, which are gfw's if it "
            "says nothing.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=DAY,
            help="Print only what was not over before this day. All rows are read whatever it says.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Where it runs: threads, dask or spark.")
    ] = "threads",
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="ADDRESS", help="The cluster of dask or spark.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Threads, without a cluster.", show_default=False),
    ] = None,
    case: CaseOption = None,
) -> None:
    """Detect AIS gaps, encounters, loitering, port calls, anomalies and identity changes in the lake of a case.

    One read of the rows for all detectors. An event has the rows that it was seen in, its profile and thresholds,
    and the version of the program that saw it; it accuses nobody. The same rows give the same events,
    in whatever order the files came and on every engine. A new file costs its own rows; where nothing has
    changed since the last run, nothing is done.
    """
    from vedette.casework.answers import plain
    from vedette.casework.clock import system_clock
    from vedette.casework.detect import detect
    from vedette.casework.first_use import is_first_use, remember_use

    workspace = opened(case)
    with working(f"reading positions; {COMPILING}" if is_first_use("detecting") else "reading positions"):
        found = detect(
            workspace,
            clock=system_clock(),
            profile=profile,
            since=day(since, option="--since"),
            engine=_engine(engine, address, workers),
        )
    if found.is_new:
        remember_use("detecting")
    show(plain(found), *_parts(found))


def _engine(name: str, address: str | None, workers: int | None) -> EngineChoice | None:
    """The engine, unless it is the one that is taken anyway: loading its module takes most of a second."""
    if (name, address, workers) == ("threads", None, None):
        return None
    from vedette.casework.detection import EngineChoice

    return EngineChoice(name=name, address=address, workers=workers)


def _parts(found: DetectAnswer) -> Iterator[Sheet | str]:
    rows = [(one.kind, f"{one.events:,}", "" if one.open is None else f"{one.open:,}") for one in found.kinds]
    since = f" not over before {found.since}" if found.since else ""
    beside = f"; anchorages adopted beside the ports: {found.anchorages:,}" if found.anchorages else ""
    done = f"{found.added:,} added, {found.withdrawn:,} withdrawn" if found.is_new else "nothing is new"
    yield Sheet(
        title=f"Events{since} under {found.profile}",
        header=("Kind", "Events", "Open"),
        rows=rows,
        note=f"Run {found.run}: {found.rows:,} positions until {found.until}, {found.read:,} read now; {done}{beside}",
    )
