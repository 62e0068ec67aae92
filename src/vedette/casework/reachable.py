"""The use case "reachable": what was within reach in AIS gaps, computed from the events and the table of ports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import attrs
import numpy as np

from vedette.casework.detection_inputs import ports_text
from vedette.casework.events import EventsAnswer, events, handling_of
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.events import EventKind, FixedPosition, MovementEvent
from vedette.model.handling import Handling
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.tracks.chosen_profile import profile_for
from vedette.tracks.port_table import world_ports_text
from vedette.tracks.ports import PortIndex, ports_of, world_ports
from vedette.tracks.profiles import Thresholds
from vedette.tracks.reach import (
    Meeting,
    PortWithin,
    Silence,
    Window,
    meetings,
    ports_within,
    seconds_of,
    windows_at,
)

MOST_GAPS = 100
"""Gaps asked for at once: each is compared with all others."""
CAVEAT = (
    "What was possible at most: great circles, which know no land, at the speed named. Nothing here says where a ship"
    " was. Of ports and ships that are not listed, none was within reach, unless the number says that there are more."
)


@attrs.frozen(kw_only=True)
class ReachQuery:
    """Which gaps, by beginning of an id or by vessel; how many of each kind to list; a speed of one's own."""

    event: str | None = None
    vessel: Mmsi | None = None
    most: int = 10
    speed_tenth_kn: int | None = None


@attrs.frozen(kw_only=True)
class Stay:
    """The earliest that a ship can have come, the latest that it can have left, and the seconds between."""

    earliest: Instant
    latest: Instant
    seconds: int


@attrs.frozen(kw_only=True)
class PortReached:
    """A port within reach."""

    number: int
    name: str
    stay: Stay


@attrs.frozen(kw_only=True)
class ShipInGap:
    """Another gap whose ship could have been met, and a place where they could be together for the longest time."""

    transmitter: Mmsi
    event: str
    stay: Stay
    place: FixedPosition


@attrs.frozen(kw_only=True)
class SlowShip:
    """A ship seen loitering to which the other could have come, and stayed as long as an encounter lasts."""

    transmitter: Mmsi
    event: str
    stay: Stay


@attrs.frozen(kw_only=True)
class GapReach:
    """What was within reach in one gap: how many of each kind, and those of the longest possible stay."""

    event: str
    transmitter: Mmsi
    began: Instant
    ended: Instant | None
    ports_within: int
    ports: tuple[PortReached, ...]
    gaps_within: int
    gaps: tuple[ShipInGap, ...]
    slow_within: int
    slow: tuple[SlowShip, ...]


@attrs.frozen(kw_only=True)
class ReachableAnswer:
    """Gaps in order of transmitter and time. ``unplaced`` gaps begin or end where no position was received."""

    profile: str
    run: int
    known_at: Instant
    until: Instant | None
    handling: Handling
    speed_knots: Decimal
    caveat: str
    unplaced: int
    gaps: tuple[GapReach, ...]


@attrs.frozen(kw_only=True)
class _Sea:
    """All gaps with a place, all slow ships, the ports, and the thresholds."""

    gaps: Sequence[tuple[MovementEvent, Silence]]
    slow: Sequence[MovementEvent]
    ports: PortIndex
    until: int
    speed_tenth_kn: int
    least: int


def reachable(
    workspace: Workspace,
    query: ReachQuery | None = None,
    *,
    profile: str | None = None,
    as_of: Instant | None = None,
) -> ReachableAnswer:
    """What ships could have reached in gaps that are known, or were known at a moment.

    Raises:
        CaseError: nothing had been detected, no gap is meant, or more than a hundred are.
    """
    asked = query or ReachQuery()
    known = events(workspace, profile=profile, as_of=as_of)
    sea, unplaced = _sea(workspace, known, asked)
    wanted = [at for at, (event, _) in enumerate(sea.gaps) if _is_asked(event, asked)]
    _refuse(len(wanted) + sum(_is_asked(one, asked) for one in unplaced), len(wanted))
    return ReachableAnswer(
        profile=known.profile,
        run=known.run,
        known_at=known.known_at,
        until=known.until,
        handling=handling_of(workspace, [*(event for event, _ in sea.gaps), *sea.slow]),
        speed_knots=Decimal(sea.speed_tenth_kn) / 10,
        caveat=CAVEAT,
        unplaced=sum(_is_asked(one, asked) for one in unplaced),
        gaps=tuple(_gap_reach(sea, at, asked.most) for at in wanted),
    )


def _refuse(asked: int, placed: int) -> None:
    if not asked:
        raise CaseError("no AIS gap is meant", advice="`vedette events --kind ais_gap` lists them")
    if placed > MOST_GAPS:
        raise CaseError(
            f"{placed} AIS gaps are meant, and {MOST_GAPS} are answered at once",
            advice="name a vessel, or the beginning of an event's id",
        )


def _is_asked(event: MovementEvent, asked: ReachQuery) -> bool:
    if asked.event is not None and not event.id.startswith(asked.event):
        return False
    return asked.vessel is None or asked.vessel == event.sightings[0].transmitter


def _sea(workspace: Workspace, known: EventsAnswer, asked: ReachQuery) -> tuple[_Sea, list[MovementEvent]]:
    thresholds = _thresholds(workspace, known)
    until = 0 if known.until is None else seconds_of(known.until.moment)
    gaps = [one for one in known.events if one.kind is EventKind.AIS_GAP]
    placed = [(one, Silence.of(one, until=until)) for one in gaps]
    text = ports_text(workspace)
    sea = _Sea(
        gaps=[(one, silence) for one, silence in placed if silence is not None],
        slow=[
            one for one in known.events if one.kind is EventKind.LOITERING and one.first_position is not None
        ],
        ports=world_ports() if text == world_ports_text() else ports_of(text),
        until=until,
        speed_tenth_kn=asked.speed_tenth_kn or thresholds["reach_tenth_kn"],
        least=thresholds["duration_s"],
    )
    return sea, [one for one, silence in placed if silence is None]


def _thresholds(workspace: Workspace, known: EventsAnswer) -> Thresholds:
    return profile_for(workspace.case.detection, known.profile.partition("/")[0]).of("encounter_in_gap")


def _gap_reach(sea: _Sea, at: int, most: int) -> GapReach:
    event, silence = sea.gaps[at]
    within = ports_within(silence, sea.ports, speed_tenth_kn=sea.speed_tenth_kn)
    others = [(at, other) for other in range(len(sea.gaps)) if _is_other(sea, at, other)]
    met = meetings([one for _, one in sea.gaps], others, speed_tenth_kn=sea.speed_tenth_kn)
    slow = _slow_ships(sea, event, silence)
    return GapReach(
        event=event.id,
        transmitter=event.sightings[0].transmitter,
        began=event.began,
        ended=event.ended,
        ports_within=len(within),
        ports=tuple(_port(one) for one in within[:most]),
        gaps_within=len(met),
        gaps=tuple(_ship_in_gap(sea, one) for one in met[:most]),
        slow_within=len(slow),
        slow=tuple(slow[:most]),
    )


def _is_other(sea: _Sea, at: int, other: int) -> bool:
    return sea.gaps[at][0].sightings[0].transmitter != sea.gaps[other][0].sightings[0].transmitter


def _port(one: PortWithin) -> PortReached:
    return PortReached(number=one.port.number, name=one.port.name, stay=_stay(one.window, one.window.stay))


def _stay(window: Window, seconds: int) -> Stay:
    return Stay(
        earliest=Instant(moment_of(window.earliest)),
        latest=Instant(moment_of(window.latest)),
        seconds=seconds,
    )


def _ship_in_gap(sea: _Sea, one: Meeting) -> ShipInGap:
    event, _ = sea.gaps[one.second]
    return ShipInGap(
        transmitter=event.sightings[0].transmitter,
        event=event.id,
        stay=_stay(one.window, one.together),
        place=FixedPosition(latitude=one.latitude, longitude=one.longitude),
    )


def _slow_ships(sea: _Sea, event: MovementEvent, silence: Silence) -> list[SlowShip]:
    """Those that loitered, within reach for long enough; the nearer end of where one drifted counts."""
    found = []
    own = event.sightings[0].transmitter
    for one in sea.slow:
        ends = [end for end in (one.first_position, one.last_position) if end is not None]
        began = seconds_of(one.began.moment)
        ended = sea.until if one.ended is None else seconds_of(one.ended.moment)
        if one.sightings[0].transmitter == own or ended < silence.began or began > silence.ended:
            continue
        latitudes, longitudes = (_column(ends, axis) for axis in (_north, _east))
        windows = windows_at(silence, latitudes, longitudes, speed_tenth_kn=sea.speed_tenth_kn)
        window = Window(
            earliest=max(began, int(windows[:, 0].min())), latest=min(ended, int(windows[:, 1].max()))
        )
        if window.stay >= sea.least:
            who = one.sightings[0].transmitter
            found.append(SlowShip(transmitter=who, event=one.id, stay=_stay(window, window.stay)))
    return sorted(found, key=lambda one: (-one.stay.seconds, one.transmitter.value, one.event))


def _column(
    ends: Sequence[FixedPosition], axis: Callable[[FixedPosition], int]
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([axis(one) for one in ends], np.int32)


def _north(place: FixedPosition) -> int:
    return place.latitude


def _east(place: FixedPosition) -> int:
    return place.longitude
