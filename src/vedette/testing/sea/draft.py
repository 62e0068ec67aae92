"""A ship while its plan is being made: its calendar of slots, its voices, and what befalls it."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np

from vedette.testing.sea.distort import Distortion
from vedette.testing.sea.routes import Basin, Course, Place, Port, Stay
from vedette.testing.sea.ships import Identity, Jump, ShipPlan, Silence, Voice, identity_of
from vedette.testing.sea.spec import DAY, HOUR, SLOT, SeaSpec

BERTH_MILES = 0.7
"""Berths lie this near a port's centre, north and east: 1.8 km at most."""


@attrs.define(kw_only=True)
class Draft:
    """One ship's calendar: a port and berth at each edge of a slot, and the courses laid so far by slot.

    ``changes`` are what its identity says from a moment on; they are put together when the plan is made.
    """

    number: int
    spec: SeaSpec
    basin: Basin
    class_b: bool
    rng: np.random.Generator
    identity: Identity = attrs.field(init=False)
    ports: list[Port] = attrs.field(factory=list)
    berths: list[Place] = attrs.field(factory=list)
    courses: dict[int, Course] = attrs.field(factory=dict)
    changes: list[tuple[int, dict[str, Any]]] = attrs.field(factory=list)
    silences: list[Silence] = attrs.field(factory=list)
    reports_at: list[int] = attrs.field(factory=list)
    distortions: list[Distortion] = attrs.field(factory=list)
    doubled: list[tuple[int, int]] = attrs.field(factory=list)
    jump: Jump | None = None

    def __attrs_post_init__(self) -> None:
        self.identity = identity_of(self.number)
        port = int(self.rng.integers(len(self.basin.ports)))
        for _ in range(self.spec.slots + 1):
            self.ports.append(self.basin.ports[port])
            self.berths.append(self.berth(self.basin.ports[port]))
            port = self.across(port)

    def across(self, port: int) -> int:
        """A port on the other side of the basin, give or take a sixth of the circle."""
        count = len(self.basin.ports)
        give = count // 6
        return (port + count // 2 + int(self.rng.integers(-give, give + 1))) % count

    def berth(self, port: Port) -> Place:
        """A berth of a port, drawn anew."""
        north, east = self.rng.uniform(-BERTH_MILES, BERTH_MILES, 2).tolist()
        return port.place.offset(north=north, east=east)

    def keep_to(self, port: Port) -> None:
        """Begin and end every slot at one berth of one port."""
        berth = self.berth(port)
        self.ports = [port] * (self.spec.slots + 1)
        self.berths = [berth] * (self.spec.slots + 1)

    def third_port(self, slot: int) -> Port:
        """A port that is neither where the slot begins nor where it ends."""
        others = [port for port in self.basin.ports if port not in (self.ports[slot], self.ports[slot + 1])]
        return others[int(self.rng.integers(len(others)))]

    def knots(self) -> float:
        """A cruising speed, 11 to 14 knots."""
        return float(self.rng.uniform(11.0, 14.0))

    def begin(self, slot: int, *, leave: float) -> Course:
        """Start the course of a slot: alongside until it leaves."""
        course = Course(self.berths[slot], self.spec.slot_began(slot))
        course.moor(self.ports[slot], until=leave)
        self.courses[slot] = course
        return course

    def begin_to_meet(self, slot: int, place: Place, *, at: float) -> Course:
        """Start the course of a slot so that the ship reaches a place at a moment, at cruising speed."""
        route = Course(self.berths[slot], 0.0)
        route.sail(place, knots=self.knots())
        course = self.begin(slot, leave=at - route.time)
        course.sail_until(place, until=at)
        return course

    def finish(self, slot: int, *, knots: float | None = None) -> None:
        """End the course of a slot: sail to the next berth and stay alongside until the slot is over."""
        course = self.courses[slot]
        course.sail(self.berths[slot + 1], knots=knots or self.knots())
        course.moor(self.ports[slot + 1], until=self.spec.slot_began(slot) + SLOT)

    def call(self, slot: int, *, hours: float | None = None, draw: float = 0.0) -> Stay:
        """Lay the ordinary course of a slot, by way of a third port; ``hours`` alongside there."""
        leave = self.spec.slot_began(slot) + HOUR * (4.0 + float(self.rng.uniform(0.0, 3.0)) + draw)
        course = self.begin(slot, leave=leave)
        port = self.third_port(slot)
        course.sail(self.berth(port), knots=self.knots())
        course.moor(port, until=course.time + HOUR * (hours or float(self.rng.uniform(8.0, 16.0))))
        stay = course.stays[-1]
        self.finish(slot)
        return stay

    def cross(self, slot: int, spot: Place, *, leave: float, arrive: float) -> Course:
        """Lay a slow passage through a spot, at one speed, from one moment to another."""
        course = self.begin(slot, leave=leave)
        way = Course(course.place, 0.0)
        way.sail(spot, knots=1.0)
        first = way.time
        way.sail(self.berths[slot + 1], knots=1.0)
        course.sail_until(spot, until=leave + (arrive - leave) * first / way.time)
        course.sail_until(self.berths[slot + 1], until=arrive)
        course.moor(self.ports[slot + 1], until=self.spec.slot_began(slot) + SLOT)
        return course

    def silent(self, began: float, ended: float | None) -> None:
        """Report nothing strictly between two moments, and something at both."""
        self.silences.append(Silence(began=int(began), ended=None if ended is None else int(ended)))

    def plan(self) -> ShipPlan:
        """The finished plan; slots without a course get the ordinary one."""
        for slot in range(self.spec.slots):
            if slot not in self.courses:
                self.call(slot)
        rest = Course(self.berths[-1], self.spec.slot_began(self.spec.slots))
        rest.moor(self.ports[-1], until=self.spec.began + self.spec.days * DAY)
        courses = [self.courses[slot] for slot in sorted(self.courses)] + [rest]
        return ShipPlan(
            number=self.number,
            basin=self.basin.number,
            class_b=self.class_b,
            legs=tuple(leg for course in courses for leg in course.legs),
            stays=joined([stay for course in courses for stay in course.stays]),
            voices=self.voices(),
            silences=tuple(sorted(self.silences, key=lambda silence: silence.began)),
            reports_at=tuple(sorted(self.reports_at)),
            distortions=tuple(self.distortions),
            doubled=tuple(self.doubled),
            jump=self.jump,
        )

    def voices(self) -> tuple[Voice, ...]:
        """The identities in order of time, each change made to what the one before says."""
        voices = [Voice(began=self.spec.began, identity=self.identity)]
        for moment, change in sorted(self.changes, key=lambda pair: pair[0]):
            said = Voice(began=moment, identity=attrs.evolve(voices[-1].identity, **change))
            voices = [voice for voice in voices if voice.began < moment] + [said]
        return tuple(voices)


def joined(stays: list[Stay]) -> tuple[Stay, ...]:
    """Stays with those that follow on from each other in one port made one, and empty ones left out."""
    found: list[Stay] = []
    for stay in stays:
        if found and found[-1].port == stay.port and found[-1].ended == stay.began:
            found[-1] = attrs.evolve(found[-1], ended=stay.ended)
        elif stay.ended > stay.began:
            found.append(stay)
    return tuple(found)
