"""`vedette events`: what detection knows of ships at sea."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened, shown
from vedette.cli.days import DAY, day
from vedette.cli.moments import moment
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working
from vedette.cli.spans import ends, left_out
from vedette.cli.vessels import AsOfOption, OutOption, ProfileOption, VesselOption, vessel_asked
from vedette.model.measured import measured

if TYPE_CHECKING:
    from pathlib import Path

    from vedette.casework.events import EventQuery, EventsAnswer
    from vedette.casework.workspace import Workspace
    from vedette.model.events import MovementEvent
    from vedette.model.handling import Handling

EXAMPLES = """
vedette events
vedette events --kind ais_gap --vessel 273000001
vedette events --as-of 2024-06-30 --format json
vedette events --kind encounter --out encounters.geojson
vedette events --vessel 273000001 --out map.pdf
"""

MOST_SHOWN = 100
"""Events that the table shows; the JSON and files have all."""


def command(
    *,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind: ais_gap ...", show_default=False),
    ] = None,
    vessel_option: VesselOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=DAY, help="Only what was not over before this day.", show_default=False
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar=DAY, help="Only what began by this day.", show_default=False),
    ] = None,
    box: Annotated[
        str | None,
        typer.Option(
            "--box", metavar="W,S,E,N", help="Only what began or ended there, in degrees.", show_default=False
        ),
    ] = None,
    as_of: AsOfOption = None,
    profile: ProfileOption = None,
    out: OutOption = None,
    case: CaseOption = None,
) -> None:
    """List the events that `vedette detect` found, or found by an earlier day, with the rows that they rest on.

    For the team: events carry the marking of the most restricted exhibit that they were seen in, and so do the
    files that are written.
    """
    from vedette.casework.events import EventQuery, box_named, events, kind_named

    workspace = opened(case)
    query = EventQuery(
        kind=None if kind is None else kind_named(kind),
        vessel=vessel_asked(workspace, vessel_option),
        since=day(since, option="--since"),
        until=day(until, option="--until"),
        box=None if box is None else box_named(box),
    )
    found = events(workspace, query, profile=profile, as_of=moment(as_of, option="--as-of"))
    if out is None:
        show(_json(found), *_parts(found))
    else:
        marking = _written(workspace, found, query, out, with_tracks=as_of is None).tlp.label
        written = {"file": str(out), "events": len(found.events), "handling": marking}
        show(written, f"{shown(out)}: {len(found.events):,} events, {marking}")


def _written(
    workspace: Workspace, found: EventsAnswer, query: EventQuery, out: Path, *, with_tracks: bool
) -> Handling:
    """Write the file; the marking that it carries: on a map, that of the tracks too."""
    from vedette.casework.events import export_events
    from vedette.casework.maps import is_picture, map_of_events, write_map

    if not is_picture(out):
        export_events(found, out)
        return found.handling
    with working("drawing the map"):
        made = map_of_events(workspace, found, query, with_tracks=with_tracks)
        write_map(out, made)
    return made.handling


def _json(found: EventsAnswer) -> dict[str, object]:
    from vedette.model.event_form import event_form

    return {
        "profile": found.profile,
        "run": found.run,
        "known_at": str(found.known_at),
        "until": None if found.until is None else str(found.until),
        "handling": found.handling.tlp.label,
        "left_out": found.left_out,
        "events": [event_form(one) for one in found.events],
    }


def _parts(found: EventsAnswer) -> Iterator[Sheet | str]:
    beyond = len(found.events) - MOST_SHOWN
    more = f"; and {beyond:,} more: --format json or --out has all" if beyond > 0 else ""
    known = f"Known at {found.known_at} (run {found.run}), {found.handling.tlp.label}"
    yield Sheet(
        title=f"{len(found.events):,} events under {found.profile}",
        header=("Kind", "Transmitters", "Began", "Ended", "Measured", "First row"),
        rows=[_row(one) for one in found.events[:MOST_SHOWN]],
        note=known + more + left_out(found.left_out),
    )


def _row(one: MovementEvent) -> tuple[str, ...]:
    first = one.sightings[0].first
    began, ended = ends(one.began, one.ended)
    return (
        one.kind.value,
        " ".join(two.named for two in one.sightings),
        began,
        ended or "open",
        ", ".join(measured(two) for two in one.magnitudes if two.value is not None),
        f"{first.exhibit.value[:12]}#row={first.row}",
    )
