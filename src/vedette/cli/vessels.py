"""The options that commands about ships at sea share: which vessel, which profile, known when, written where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.moments import MOMENT
from vedette.errors import UnreadableValueError

if TYPE_CHECKING:
    from vedette.casework.workspace import Workspace
    from vedette.model.identifiers import Mmsi

VesselOption = Annotated[
    str | None,
    typer.Option(
        "--vessel",
        metavar="VESSEL",
        help="Only this vessel: its MMSI, IMO number or name.",
        show_default=False,
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="Under which profile. Without it, the last run's.",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=MOMENT,
        help="What was known by then: at the end of a day (UTC).",
        show_default=False,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write a file instead: a map (.svg, .png, .pdf), .geojson, .parquet, .kml, .csv, or for voyages"
        " .ftm.json.",
        show_default=False,
    ),
]


def vessel_asked(workspace: Workspace, text: str | None) -> Mmsi | None:
    """The transmitter that was named by its MMSI, or by an IMO number or name that it alone told."""
    if text is None:
        return None
    from vedette.casework.named_vessels import vessel_named

    try:
        return vessel_named(workspace, text)
    except UnreadableValueError as error:
        raise typer.BadParameter(error.message, param_hint="--vessel") from error
