"""`vedette anchorages`: where many ships lay still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened, shown
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working

if TYPE_CHECKING:
    from vedette.casework.anchorages import AnchorageLine, AnchoragesAnswer

EXAMPLES = """
vedette anchorages
vedette anchorages --format json
"""

MOST_SHOWN = 100
"""Anchorages that the table shows; the JSON and files have all."""

ADOPTED = (
    "the case uses them beside its ports from the next `vedette detect` on; remove the file to take that back"
)


def command(
    *,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", metavar="NAME", help="Whose definition. Without it, the case's.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write a file instead: .csv or .geojson.", show_default=False
        ),
    ] = None,
    case: CaseOption = None,
) -> None:
    """Learn anchorages from the positions of a case: places where many ships lay still for long.

    At least 20 ships within 2 km, each within 500 m for 12 hours, and 200 positions (profile gfw). An
    anchorage bears the name of a port within 4 km, or else its coordinates. Nothing changes by it, until you write
    anchorages.csv into the case folder: then port calls and encounters know them beside the ports.
    """
    from vedette.casework.anchorages import anchorages, export_anchorages
    from vedette.casework.answers import plain

    workspace = opened(case)
    with working("reading positions"):
        found = anchorages(workspace, profile=profile)
    if out is None:
        show(plain(found), *_parts(found))
        return
    is_adopted = export_anchorages(workspace, found, out)
    count, marking = len(found.anchorages), found.handling.tlp.label
    told = f"{shown(out)}: {count:,} anchorages, {marking}"
    show(
        {"file": str(out), "anchorages": count, "handling": marking, "is_adopted": is_adopted},
        f"{told}; {ADOPTED}" if is_adopted else told,
    )


def _parts(found: AnchoragesAnswer) -> Iterator[Sheet | str]:
    beyond = len(found.anchorages) - MOST_SHOWN
    more = f"; and {beyond:,} more: --format json or --out has all" if beyond > 0 else ""
    told = (
        f"{found.stays:,} stays of {found.vessels:,} ships in {found.positions:,} positions from {found.since} to"
        f" {found.until}, {found.handling.tlp.label}"
    )
    adopted = f"; the case has adopted {found.adopted:,}" if found.adopted else "; none is adopted"
    yield Sheet(
        title=f"{len(found.anchorages):,} anchorages under {found.profile}",
        header=("Name", "Number", "Latitude", "Longitude", "Ships", "Stays", "Positions", "Extent"),
        rows=[_row(one) for one in found.anchorages[:MOST_SHOWN]],
        note=f"Nothing is learned: {found.why}. {told}" if found.why else told + adopted + more,
    )


def _row(one: AnchorageLine) -> tuple[str, ...]:
    place = one.anchorage
    latitude, longitude = place.position.degrees
    counts = (f"{count:,}" for count in (place.vessels, place.stays, place.positions))
    return (place.name, str(place.number), str(latitude), str(longitude), *counts, f"{place.extent_m:,} m")
