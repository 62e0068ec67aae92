"""`vedette reachable`: ports and ships within reach in an AIS gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.case_folder import CaseOption, opened
from vedette.cli.moments import moment
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working
from vedette.cli.vessels import AsOfOption, ProfileOption, VesselOption, vessel_asked

if TYPE_CHECKING:
    from vedette.casework.reachable import GapReach, ReachableAnswer, Stay

EXAMPLES = """
vedette reachable --vessel 273000001
vedette reachable 3f2a9c --speed 14
vedette reachable --vessel 273000001 --most 3 --format json
"""


def command(
    event: Annotated[
        str | None,
        typer.Argument(metavar="[EVENT]", help="Only the gap whose id begins so.", show_default=False),
    ] = None,
    *,
    vessel_option: VesselOption = None,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, help="Ports, gaps and ships listed for each gap.")
    ] = 10,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed",
            metavar="KNOTS",
            min=0.1,
            help="The fastest that ships go. Without it, the profile's.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOfOption = None,
    profile: ProfileOption = None,
    case: CaseOption = None,
) -> None:
    """List what was within reach of a ship in an AIS gap: ports, other ships in gaps, and ships seen loitering.

    Each has the earliest that the ship can have come, the latest that it can have left, and the longest possible stay
    or time together; those of the longest come first. It is an upper bound of what was possible, and computed anew
    each time: nothing is kept.
    """
    from vedette.casework.answers import plain
    from vedette.casework.reachable import ReachQuery, reachable

    workspace = opened(case)
    query = ReachQuery(
        event=event,
        vessel=vessel_asked(workspace, vessel_option),
        most=most,
        speed_tenth_kn=None if speed is None else round(speed * 10),
    )
    with working("measuring what was within reach"):
        found = reachable(workspace, query, profile=profile, as_of=moment(as_of, option="--as-of"))
    show(plain(found), *_parts(found))


def _parts(found: ReachableAnswer) -> Iterator[Sheet | str]:
    for one in found.gaps:
        yield Sheet(
            title=f"{one.transmitter.value}, AIS gap {one.event[:12]}",
            header=("What", "Name", "Earliest", "Latest", "Longest stay"),
            rows=list(_rows(one)),
            note=(
                f"From {_minute(one.began)} to {_minute(one.ended) if one.ended else 'open'}. Within reach:"
                f" {one.ports_within:,} ports, {one.gaps_within:,} gaps, {one.slow_within:,} loitering."
            ),
        )
    unplaced = f" {found.unplaced:,} gaps have no place to reckon from." if found.unplaced else ""
    yield (
        f"{found.caveat}{unplaced} At {found.speed_knots} knots, under {found.profile}. Known at"
        f" {found.known_at} (run {found.run}), {found.handling.tlp.label}."
    )


def _rows(one: GapReach) -> Iterator[tuple[str, ...]]:
    for port in one.ports:
        yield ("port", port.name, *_times(port.stay))
    for gap in one.gaps:
        yield ("ship in a gap", gap.transmitter.value, *_times(gap.stay))
    for ship in one.slow:
        yield ("ship loitering", ship.transmitter.value, *_times(ship.stay))


def _times(stay: Stay) -> tuple[str, str, str]:
    hours, seconds = divmod(stay.seconds, 3600)
    return _minute(stay.earliest), _minute(stay.latest), f"{hours:,} h {seconds // 60:02d} min"


def _minute(moment: object) -> str:
    """A moment without its seconds."""
    return str(moment)[:16].replace("T", " ")
