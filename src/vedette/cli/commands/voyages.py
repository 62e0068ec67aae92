"""`vedette voyages`: from port call to port call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened, shown
from vedette.cli.moments import moment
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working
from vedette.cli.spans import ends, left_out
from vedette.cli.vessels import AsOfOption, OutOption, ProfileOption, VesselOption, vessel_asked

if TYPE_CHECKING:
    from pathlib import Path

    from vedette.casework.voyages import VoyagesAnswer
    from vedette.casework.workspace import Workspace
    from vedette.model.handling import Handling
    from vedette.model.voyages import Voyage

EXAMPLES = """
vedette voyages
vedette voyages --vessel 273000001 --confidence 3
vedette voyages --by route --format json
vedette voyages --out voyages.kml
vedette voyages --vessel 273000001 --out voyages.svg
"""

MOST_SHOWN = 100
"""Voyages that the table shows; the JSON and files have all."""


def command(
    *,
    vessel_option: VesselOption = None,
    confidence: Annotated[
        int,
        typer.Option("--confidence", metavar="1-4", min=1, max=4, help="What a port call needs to count."),
    ] = 2,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="GROUP", help="Count by vessel, month, route or all.", show_default=False
        ),
    ] = None,
    passages: Annotated[
        int, typer.Option("--passages", metavar="N", min=2, help="Voyages to and fro that make a shuttle.")
    ] = 4,
    as_of: AsOfOption = None,
    profile: ProfileOption = None,
    out: OutOption = None,
    case: CaseOption = None,
) -> None:
    """List the voyages of ships from the end of one port call to the beginning of the next, and shuttles among them.

    Each has its legs, the AIS gaps and other events on its way, the distance sailed and the great circle. Counts
    are of voyages that arrived, by the month in which they left; each opens into the rows of its port calls.
    """
    from vedette.casework.answers import plain
    from vedette.casework.voyages import VoyageQuery, find_voyages

    workspace = opened(case)
    query = VoyageQuery(
        vessel=vessel_asked(workspace, vessel_option),
        least_confidence=confidence,
        by=by,
        least_passages=passages,
    )
    with working("measuring voyages"):
        found = find_voyages(workspace, query, profile=profile, as_of=moment(as_of, option="--as-of"))
    if out is None:
        show(plain(found), *_parts(found))
    else:
        marking = _written(workspace, found, out, with_tracks=as_of is None).tlp.label
        written = {"file": str(out), "voyages": len(found.voyages), "handling": marking}
        show(written, f"{shown(out)}: {len(found.voyages):,} voyages, {marking}")


def _written(workspace: Workspace, found: VoyagesAnswer, out: Path, *, with_tracks: bool) -> Handling:
    """Write the file; the marking that it carries: on a map, that of the tracks too."""
    from vedette.casework.maps import is_picture, map_of_voyages, write_map
    from vedette.casework.voyages import export_voyages

    if not is_picture(out):
        export_voyages(found, out)
        return found.handling
    with working("drawing the map"):
        made = map_of_voyages(workspace, found, with_tracks=with_tracks)
        write_map(out, made)
    return made.handling


def _parts(found: VoyagesAnswer) -> Iterator[Sheet | str]:
    beyond = len(found.voyages) - MOST_SHOWN
    more = f"; and {beyond:,} more: --format json or --out has all" if beyond > 0 else ""
    yield Sheet(
        title=f"{len(found.voyages):,} voyages under {found.profile}, confidence {found.least_confidence} or more",
        header=("Transmitter", "Left", "From", "Reached", "To", "Sailed", "Great circle", "Gaps"),
        rows=[_row(one) for one in found.voyages[:MOST_SHOWN]],
        note=f"{found.caveat} Known at {found.known_at} (run {found.run}), {found.handling.tlp.label}{more}"
        + left_out(found.left_out),
    )
    if found.by is not None:
        yield Sheet(
            title=f"Voyages that arrived, by {found.by}",
            header=(found.by.capitalize(), "Voyages"),
            rows=[(one.name, f"{one.voyages:,}") for one in found.counts],
        )
    if found.shuttles:
        yield Sheet(
            title="Shuttles",
            header=("Transmitter", "Between", "Voyages", "From", "Until"),
            rows=[
                (
                    one.ship,
                    " and ".join(port.name for port in one.ports),
                    f"{len(one.voyages):,}",
                    *(end or "" for end in ends(one.began, one.ended)),
                )
                for one in found.shuttles
            ],
        )


def _row(one: Voyage) -> tuple[str, ...]:
    sailed, shortest = (
        "" if two is None or two.value is None else str(two.value) for two in (one.sailed, one.shortest)
    )
    began, ended = ends(one.began, one.ended)
    return (
        one.ship,
        began,
        one.origin.name,
        ended or "under way",
        one.destination.name if one.destination else "",
        sailed,
        shortest,
        f"{len(one.gaps)}" if one.gaps else "",
    )
