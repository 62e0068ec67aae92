"""What a map of a chapter shows of movement: events, voyages and tracks of what the audience may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.identifiers import Mmsi
from vedette.model.movement import EPOCH, STEPS_PER_DEGREE
from vedette.model.voyages import Voyage
from vedette.report.charts.mapping.scene import PortMark, Scene
from vedette.report.charts.mapping.tracks import Breaks, Track
from vedette.report.standing import Standing
from vedette.tracks.afresh import Movement
from vedette.tracks.asked import Days
from vedette.tracks.coast import CREDIT, land

MOST_TRACKS = 12
"""Ships whose tracks a map still tells apart."""
DAY = 86_400


def scene_of(
    movement: Movement,
    standing: Standing,
    *,
    events: Sequence[MovementEvent] = (),
    voyages: Sequence[Voyage] = (),
    ships: Collection[Mmsi],
    days: Days,
) -> Scene:
    """The scene of some events or voyages with the tracks of their ships while these are few, ports and land."""
    chosen = sorted(ships) if len(ships) <= MOST_TRACKS else []
    return Scene(
        events=tuple(events),
        voyages=tuple(voyages),
        tracks=tuple(track for one in chosen if len((track := track_of(movement, one, days)).time)),
        ports=_ports(movement),
        land=land(),
        breaks=_breaks(movement),
        marking=movement.handling.tlp.label,
        credit=_credit(standing, set(movement.exhibits.values())),
        coast=CREDIT,
        note=standing.case.notice,
    )


def track_of(movement: Movement, ship: Mmsi, days: Days) -> Track:
    """The reports of a transmitter on some days, both inside."""
    block, number = movement.block, int(ship.value)
    first, last = np.searchsorted(block.transmitter, [number, number + 1])
    own = block.cut(int(first), int(last))
    inside = np.ones(len(own), np.bool_)
    if days.since is not None:
        inside &= own.time >= (days.since - EPOCH.date()).days * DAY
    if days.until is not None:
        inside &= own.time < ((days.until - EPOCH.date()).days + 1) * DAY
    return Track(
        transmitter=ship,
        name=movement.names.get(ship),
        time=own.time[inside],
        latitude=own.latitude[inside],
        longitude=own.longitude[inside],
    )


def _breaks(movement: Movement) -> Breaks:
    jumps, silence = movement.profile.of("position_anomaly"), movement.profile.of("ais_gap")["silence_s"]
    return Breaks(silence_s=silence, knots=jumps["speed_tenth_kn"] / 10, miles=jumps["distance_m"] / 1852)


def _ports(movement: Movement) -> tuple[PortMark, ...]:
    ordered = sorted(movement.ports.ports, key=lambda one: (one.number, one.name))
    return tuple(
        PortMark(
            name=one.name,
            longitude=one.longitude / STEPS_PER_DEGREE,
            latitude=one.latitude / STEPS_PER_DEGREE,
            number=str(one.number),
        )
        for one in ordered
    )


def _credit(standing: Standing, exhibits: Collection[Sha256]) -> str:
    """The titles and licences of the submissions, as their manifests word them."""
    found = dict.fromkeys(
        f"{one.manifest.title} ({one.manifest.licence})"
        for one in standing.submissions
        if any(exhibit.digest in exhibits for exhibit in one.exhibits)
    )
    return "; ".join(found)
