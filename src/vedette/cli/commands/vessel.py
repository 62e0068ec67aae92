"""`vedette vessel`: the sheet about one transmitter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened, shown
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working
from vedette.cli.vessels import ProfileOption, vessel_asked

if TYPE_CHECKING:
    from vedette.casework.vessel import VesselAnswer
    from vedette.model.events import RowRef

EXAMPLES = """
vedette vessel 273000001
vedette vessel 273000001 --out sheet.pdf
"""


def command(
    ship: Annotated[
        str, typer.Argument(metavar="VESSEL", help="An MMSI, or an IMO number or name that it alone told.")
    ],
    *,
    profile: ProfileOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write a page: .html, .pdf or .docx.", show_default=False),
    ] = None,
    case: CaseOption = None,
) -> None:
    """Show what is known of one transmitter: what it told of itself, with rows, and what was seen of it.

    The page has its map, a chart of activity over time, and tables of port calls, voyages, AIS gaps and
    encounters, each with the rows that it rests on, and says what is not known.
    """
    from vedette.casework.vessel import export_vessel, vessel

    workspace = opened(case)
    transmitter = vessel_asked(workspace, ship)
    if transmitter is None:
        raise typer.BadParameter("name a transmitter", param_hint="VESSEL")
    with working("reading positions"):
        found = vessel(workspace, transmitter, profile=profile)
    if out is None:
        show(_json(found), *_parts(found))
        return
    with working("writing the sheet"):
        export_vessel(workspace, found, out)
    marking = found.handling.tlp.label
    show({"file": str(out), "handling": marking}, f"{shown(out)}: {found.title}, {marking}")


def _json(found: VesselAnswer) -> dict[str, object]:
    sheet = found.sheet
    reports = sheet.reports
    return {
        "transmitter": sheet.transmitter.value,
        "flag_digits": sheet.transmitter.country_digits,
        "profile": found.profile,
        "run": found.run,
        "known_at": str(found.known_at),
        "handling": found.handling.tlp.label,
        "told": [
            {
                "point": one.point,
                "value": one.value,
                "reports": one.reports,
                "first": {"at": str(one.first_at), "row": _cited(one.first)},
                "last": {"at": str(one.last_at), "row": _cited(one.last)},
            }
            for one in sheet.told
        ],
        "positions": None
        if reports is None
        else {
            "reports": reports.count,
            "first": {"at": str(reports.first_at), "row": _cited(reports.first)},
            "last": {"at": str(reports.last_at), "row": _cited(reports.last)},
        },
        "events": dict(sorted(Counter(one.kind.value for one in sheet.scene.events).items())),
        "voyages": [one.id for one in sheet.voyages],
    }


def _parts(found: VesselAnswer) -> Iterator[Sheet | str]:
    sheet = found.sheet
    yield Sheet(
        title=found.title,
        header=("Point", "As told", "Reports", "First", "Last"),
        rows=[
            (one.point.replace("_", " "), one.value, f"{one.reports:,}", str(one.first_at), str(one.last_at))
            for one in sheet.told
        ],
        note=f"{sheet.known} {found.handling.tlp.label}",
    )
    counts = sorted(Counter(one.kind.value for one in sheet.scene.events).items())
    positions = 0 if sheet.reports is None else sheet.reports.count
    rows = [("position reports", positions), *counts, ("voyages", len(sheet.voyages))]
    yield Sheet(
        title="How many of what",
        header=("Kind", "Number"),
        rows=[(kind.replace("_", " "), f"{count:,}") for kind, count in rows],
    )


def _cited(ref: RowRef) -> str:
    return f"{ref.exhibit.value}#row={ref.row}"
