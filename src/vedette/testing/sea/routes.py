"""Where ships sail: made-up basins, ports and islands in empty ocean, and courses laid between them.

A course is a list of way points joined by rhumb lines on a sphere whose minute of arc is one nautical mile.
Legs above ten miles are divided along the rhumb line; between way points latitude and longitude are linear in
time, so that every position is exact in plain arithmetic. Longitudes run on past 180 degrees within a basin.
"""

from __future__ import annotations

import math

import attrs

MILES_PER_DEGREE = 60.0
METRES_PER_MILE = 1852.0
BASIN_MILES = 100.0
"""Radius of the circle on which the ports of a basin lie."""
SPOT_MILES = 70.0
"""Planted events at sea stay this near the centre: at least 30 miles from every port."""
SPOT_SPACING = 3.0
"""Miles between two spots, so that two planted events are never within sight of a threshold."""
ISLAND_MILES = 165.0
ISLAND_HALF = 45.0
LEG_MILES = 10.0

UNDER_WAY, ANCHORED, MOORED = 0, 1, 5

CENTRES = (
    (36.0, 180.0),
    (-48.0, -123.0),
    (-32.0, 88.0),
    (45.0, -40.0),
    (-30.0, -20.0),
    (38.0, -150.0),
    (42.0, 165.0),
    (-38.0, -150.0),
    (-42.0, 102.0),
    (28.0, -52.0),
    (-45.0, -28.0),
    (-40.0, -105.0),
    (-24.0, 90.0),
    (-46.0, -162.0),
)
"""Centres of the made-up basins, in ocean without land or ports; the first lies across the antimeridian."""

PORT_NAMES = (
    "Ambervik",
    "Batterholm",
    "Cinderhaven",
    "Dovelund",
    "Eldermouth",
    "Farrowquay",
    "Gallowick",
    "Hazelport",
    "Inkerness",
    "Jasperhythe",
    "Kettleby",
    "Larkmouth",
    "Mossgate",
    "Nettlefjord",
    "Ottersund",
    "Pebblehaven",
    "Quillport",
    "Rookham",
    "Saltermoor",
    "Thistlewick",
)


@attrs.frozen
class Place:
    """A place on the sphere, in degrees; the longitude may run past 180."""

    latitude: float
    longitude: float

    def offset(self, *, north: float = 0.0, east: float = 0.0) -> Place:
        """The place so many nautical miles north and east, on the plane that touches here."""
        stretch = MILES_PER_DEGREE * math.cos(math.radians(self.latitude))
        return Place(self.latitude + north / MILES_PER_DEGREE, self.longitude + east / stretch)


@attrs.frozen(kw_only=True)
class Port:
    """A made-up port: its name ends in the number of its basin."""

    name: str
    place: Place


@attrs.frozen(kw_only=True)
class Basin:
    """Ports on a circle, spots for planted events inside, and one square island outside of it to the east.

    No straight way between two ports passes within 6 km of a third: the circle has at most 20 ports.
    """

    number: int
    centre: Place
    ports: tuple[Port, ...]

    @property
    def island(self) -> tuple[Place, Place]:
        """The made-up land: its south-western and north-eastern corners."""
        middle = self.centre.offset(east=ISLAND_MILES)
        return (
            middle.offset(north=-ISLAND_HALF, east=-ISLAND_HALF),
            middle.offset(north=ISLAND_HALF, east=ISLAND_HALF),
        )


def basin_of(number: int, *, ports: int) -> Basin:
    """The basin of that number with its ports spread evenly on the circle, none due east."""
    centre = Place(*CENTRES[number])
    angles = [2 * math.pi * (index + 0.5) / ports for index in range(ports)]
    return Basin(
        number=number,
        centre=centre,
        ports=tuple(
            Port(
                name=f"{PORT_NAMES[index]} {number + 1}",
                place=centre.offset(north=BASIN_MILES * math.sin(angle), east=BASIN_MILES * math.cos(angle)),
            )
            for index, angle in enumerate(angles)
        ),
    )


def spots() -> list[tuple[float, float]]:
    """Miles north and east of a centre where something may be planted, on a grid inside the circle."""
    reach = int(SPOT_MILES / SPOT_SPACING)
    grid = [
        (n * SPOT_SPACING, e * SPOT_SPACING)
        for n in range(-reach, reach + 1)
        for e in range(-reach, reach + 1)
    ]
    return [(north, east) for north, east in grid if math.hypot(north, east) <= SPOT_MILES]


def stretched(latitude: float) -> float:
    """The isometric latitude (Mercator's ordinate), in degrees."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def rhumb(start: Place, end: Place) -> tuple[float, float]:
    """Length in nautical miles and course in degrees of the rhumb line between two places."""
    north = end.latitude - start.latitude
    ordinate = stretched(end.latitude) - stretched(start.latitude)
    level = abs(north) < 1e-9
    narrowing = math.cos(math.radians(start.latitude)) if level else north / ordinate
    east = (end.longitude - start.longitude) * narrowing
    return math.hypot(north, east) * MILES_PER_DEGREE, math.degrees(math.atan2(east, north)) % 360.0


def divided(start: Place, end: Place) -> list[tuple[float, Place]]:
    """Way points after the start of a rhumb line, at most ten miles apart, each with its share of the way."""
    count = max(1, math.ceil(rhumb(start, end)[0] / LEG_MILES))
    from_, to = stretched(start.latitude), stretched(end.latitude)
    found = []
    for step in range(1, count):
        share = step / count
        latitude = start.latitude + share * (end.latitude - start.latitude)
        level = abs(to - from_) < 1e-9
        across = share if level else (stretched(latitude) - from_) / (to - from_)
        found.append((share, Place(latitude, start.longitude + across * (end.longitude - start.longitude))))
    return [*found, (1.0, end)]


@attrs.frozen(kw_only=True)
class Leg:
    """A straight stretch of a course, from one way point and moment (lake seconds) to the next."""

    began: float
    ended: float
    start: Place
    end: Place
    status: int

    @property
    def knots(self) -> float:
        """Speed along the leg."""
        return rhumb(self.start, self.end)[0] * 3600.0 / (self.ended - self.began)


@attrs.frozen(kw_only=True)
class Stay:
    """A time alongside in a port, lake seconds."""

    port: Port
    began: float
    ended: float


class Course:
    """A course being laid, leg by leg; times are lake seconds, speeds knots."""

    def __init__(self, place: Place, time: float) -> None:
        self.place = place
        self.time = time
        self.legs: list[Leg] = []
        self.stays: list[Stay] = []

    def _leg(self, to: Place, until: float, *, status: int) -> None:
        if until > self.time:
            self.legs.append(Leg(began=self.time, ended=until, start=self.place, end=to, status=status))
        self.place, self.time = to, max(self.time, until)

    def moor(self, port: Port, *, until: float) -> None:
        """Stay alongside in a port."""
        self.stays.append(Stay(port=port, began=self.time, ended=until))
        self._leg(self.place, until, status=MOORED)

    def sail(self, to: Place, *, knots: float) -> None:
        """Sail the rhumb line at one speed."""
        self._leg(to, self.time + rhumb(self.place, to)[0] * 3600.0 / knots, status=UNDER_WAY)

    def sail_until(self, to: Place, *, until: float) -> None:
        """Sail the rhumb line so as to arrive at that moment."""
        self._leg(to, until, status=UNDER_WAY)

    def drift(self, *, until: float, knots: float, towards: float = 90.0) -> None:
        """Drift slowly on a bearing (degrees)."""
        miles = knots * (until - self.time) / 3600.0
        angle = math.radians(towards)
        to = self.place.offset(north=miles * math.cos(angle), east=miles * math.sin(angle))
        self._leg(to, until, status=UNDER_WAY)

    def at(self, time: float) -> Place:
        """Where the course is at a moment, along its coarse legs; its end after the last."""
        for leg in self.legs:
            if leg.began <= time <= leg.ended:
                share = (time - leg.began) / (leg.ended - leg.began)
                before = Place(leg.start.latitude, leg.start.longitude)
                return Place(
                    before.latitude + share * (leg.end.latitude - before.latitude),
                    before.longitude + share * (leg.end.longitude - before.longitude),
                )
        return self.place
