"""What a map is to show, as values: events, voyages, tracks, ports, the land, and what has to be said beside it."""

from __future__ import annotations

import attrs

from vedette.model.events import FixedPosition, MovementEvent
from vedette.model.voyages import Voyage
from vedette.report.charts.mapping.extent import Box, Degrees
from vedette.report.charts.mapping.land import Rings
from vedette.report.charts.mapping.tracks import Breaks, Track


@attrs.frozen(kw_only=True)
class PortMark:
    """A port of the table by name and position, in degrees, and by its number in the table, where that is known."""

    name: str
    longitude: float
    latitude: float
    number: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class Scene:
    """One map: what is drawn, for whom, and where it comes from.

    ``title`` and ``subtitle`` stand above the picture, and are left out where a caption says them; ``marking`` is
    the TLP label; ``credit`` names the data, ``coast`` the land; ``note`` is what must stand on everything of
    the case ("Made up for training."). ``box`` is the part of the world to show; without it, where the events are.
    ``tallest_mm`` bounds the height of the picture within its frame.
    """

    events: tuple[MovementEvent, ...] = ()
    voyages: tuple[Voyage, ...] = ()
    tracks: tuple[Track, ...] = ()
    ports: tuple[PortMark, ...] = ()
    land: Rings = ()
    breaks: Breaks = attrs.field(factory=Breaks)
    title: str | None = None
    subtitle: str | None = None
    marking: str
    credit: str
    coast: str | None = None
    note: str | None = None
    box: Box | None = None
    tallest_mm: float = 168.0

    @property
    def names(self) -> dict[str, str]:
        """MMSI to the name that its tracks give it."""
        return {one.transmitter.value: one.name for one in self.tracks if one.name}


def degrees_of(position: FixedPosition) -> Degrees:
    """Longitude and latitude of a position."""
    latitude, longitude = position.degrees
    return float(longitude), float(latitude)
