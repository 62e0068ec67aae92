"""`vedette positions`: files of positions in, and what the case holds of them."""

from __future__ import annotations

import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened, opened_to_write, shown
from vedette.cli.output import Sheet, show
from vedette.cli.position_options import (
    LayoutOption,
    MapOption,
    SeparatorOption,
    StartOption,
    TimesOption,
    ZoneOption,
)
from vedette.cli.progress import COMPILING, collecting
from vedette.cli.vessels import VesselOption, vessel_asked
from vedette.settings import Settings

if TYPE_CHECKING:
    from vedette.casework.positions import PositionsAnswer, PositionsFile
    from vedette.casework.workspace import Workspace
    from vedette.model.position_files import FormatOptions

EXAMPLES = """
vedette positions
vedette positions add AIS_2024_01_01.zip --layout marinecadastre
vedette positions add harbour.nmea --layout nmea --zone +09:00 --tlp TLP:GREEN
vedette positions add t.csv --layout mapped --map transmitter=id --map time=t --map latitude=y --map longitude=x
vedette positions --vessel 273000001 --out ship.parquet
"""

IF_INTERRUPTED = "files that were preserved stay; run it again, and what is missing is converted"


class Action(enum.StrEnum):
    """What to do: see what is there, or add files."""

    SHOW = "show"
    ADD = "add"


def command(
    action: Annotated[
        Action, typer.Argument(metavar="[ACTION]", help="show (the default), or add FILE...")
    ] = Action.SHOW,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Files to add: plain, gzip or zip.", show_default=False),
    ] = None,
    *,
    layout: LayoutOption = None,
    zone: ZoneOption = None,
    start: StartOption = None,
    column: MapOption = None,
    times: TimesOption = "iso",
    separator: SeparatorOption = ",",
    tlp: Annotated[str, typer.Option("--tlp", metavar="LABEL", help="The marking.")] = "TLP:RED",
    licence: Annotated[
        str, typer.Option("--licence", metavar="WORDS", help="The licence of the data.")
    ] = "not stated",
    vessel_option: VesselOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="show: write the positions as GeoParquet.", show_default=False
        ),
    ] = None,
    case: CaseOption = None,
) -> None:
    """Add files of ship positions to a case, or show what it holds.

    Every file is preserved as an exhibit first, in a submission of its own, with custody; then its rows are
    converted into the lake of the case. A row that does not read is an issue with its number (`vedette issues`), and
    a file that is there already changes nothing. Markings are the strictest unless you give another.
    """
    workspace = opened_to_write(case) if action is Action.ADD else opened(case)
    if action is Action.ADD:
        given = _given(zone=zone, start=start, columns=column or [], times=times, separator=separator)
        _add(workspace, files or [], layout=layout, given=given, tlp=tlp, licence=licence)
    elif files:
        raise typer.BadParameter("files are given", param_hint=f"{action.value} {files[0]}")
    elif out is not None:
        _export(workspace, out, vessel_option)
    else:
        _show(workspace)


def _given(
    *, zone: str | None, start: str | None, columns: list[str], times: str, separator: str
) -> FormatOptions:
    from vedette.model.moments import Instant
    from vedette.model.position_files import FormatOptions

    wrong = next((one for one in columns if "=" not in one), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong!r} is no ROLE=COLUMN: write transmitter=MMSI", param_hint="--map")
    return FormatOptions(
        zone=zone,
        start=None if start is None else Instant.parse(start),
        columns={role: name for role, _, name in (one.partition("=") for one in columns)},
        times=times,
        separator=separator,
    )


def _add(
    workspace: Workspace,
    files: list[Path],
    *,
    layout: str | None,
    given: FormatOptions,
    tlp: str,
    licence: str,
) -> None:
    from vedette.casework.answers import plain
    from vedette.casework.clock import system_clock
    from vedette.casework.collect import name_of_actor
    from vedette.casework.first_use import is_first_use, remember_use
    from vedette.casework.position_files import Provenance
    from vedette.casework.positions import add_positions

    if not files:
        raise typer.BadParameter("no file is named", param_hint="add FILE...")
    if layout is None:
        raise typer.BadParameter("say what the files are: nothing is guessed", param_hint="--layout")
    actor = name_of_actor(Settings.from_environment(os.environ).actor)
    with collecting(note=COMPILING if is_first_use("reading") else None) as progress:
        found = add_positions(
            workspace,
            files,
            format_name=layout,
            provenance=Provenance(submitted_by=actor, tlp=tlp, licence=licence),
            clock=system_clock(),
            options=given,
            progress=progress,
        )
    if any(one.is_converted_now for one in found.files):
        remember_use("reading")
    show(plain(found), _sheet("What came in", found))


def _show(workspace: Workspace) -> None:
    from vedette.casework.answers import plain
    from vedette.casework.positions import positions

    found = positions(workspace)
    show(plain(found), _sheet("Positions of the case", found))


def _export(workspace: Workspace, out: Path, vessel_option: str | None) -> None:
    from vedette.casework.positions import export_positions

    rows, handling = export_positions(workspace, out, vessel=vessel_asked(workspace, vessel_option))
    written = {"file": str(out), "positions": rows, "handling": handling.tlp.label}
    show(written, f"{shown(out)}: {rows:,} positions, {handling.tlp.label}")


def _sheet(title: str, found: PositionsAnswer) -> Sheet:
    told = (
        "; `vedette issues` lists what was refused or doubted"
        if any(one.issues for one in found.files)
        else ""
    )
    note = f"Positions in the lake: {found.positions:,}; files: {found.exhibits:,}{told}"
    header = ("File", "Marking", "Format", "Positions", "Static reports", "Issues", "Refused", "Now")
    return Sheet(
        title=title,
        header=header,
        rows=[_row(one) for one in found.files],
        note=note if found.files else None,
    )


def _row(one: PositionsFile) -> tuple[str, ...]:
    done = [("preserved", one.is_preserved_now), ("converted", one.is_converted_now)]
    now = " and ".join(word for word, is_now in done if is_now)
    counts = (one.positions, one.static_reports, one.issues, one.refused)
    return (
        one.file,
        one.handling.tlp.label,
        one.format,
        *(f"{count:,}" for count in counts),
        now or "unchanged",
    )
