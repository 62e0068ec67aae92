"""Position reports of a sea, in the columns of `vedette.model.movement`, ship by ship in bounded memory.

Reports follow each other after gamma-distributed intervals (shape 4) whose mean depends on speed: 180 s below
0.3 knots, 120 s to 14 knots, 100 s to 23 knots, 60 s above, times the pace of the recipe.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import attrs
import numpy as np
import numpy.typing as npt

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_STATUS, STEPS_PER_DEGREE
from vedette.testing.sea.noise import repeated, soiled
from vedette.testing.sea.reports import Reports, joined_reports
from vedette.testing.sea.routes import METRES_PER_MILE, MOORED, Leg, Place, divided, rhumb
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.ships import ShipPlan
from vedette.testing.sea.spec import SeaSpec

SHAPE = 4.0
REST_KNOTS = 0.3
MEAN_INTERVALS = ((REST_KNOTS, 180.0), (14.0, 120.0), (23.0, 100.0), (1e9, 60.0))
DOUBLED_STEPS = 120
"""Steps of a coordinate between two reports of one instant: some 20 m."""
FASTEST = 1022

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def fixed(degrees: float) -> int:
    """A coordinate in steps of 1/600,000 degree, a longitude brought within 180 degrees."""
    return round(((degrees + 180.0) % 360.0 - 180.0) * STEPS_PER_DEGREE)


@attrs.frozen(kw_only=True)
class Way:
    """The divided course of a ship as arrays: way points, and for each stretch its speed, course and status."""

    times: Floats
    latitudes: Floats
    longitudes: Floats
    knots: Floats
    courses: Floats
    statuses: npt.NDArray[np.int8]

    def places(self, times: Floats) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
        """Latitude, longitude and stretch at each moment: linear between way points."""
        stretch = np.clip(np.searchsorted(self.times, times, side="right") - 1, 0, len(self.knots) - 1)
        began = self.times[stretch]
        share = (times - began) / (self.times[stretch + 1] - began)
        south, west = self.latitudes[stretch], self.longitudes[stretch]
        return (
            south + share * (self.latitudes[stretch + 1] - south),
            west + share * (self.longitudes[stretch + 1] - west),
            stretch,
        )


@lru_cache(maxsize=8)
def way_of(plan: ShipPlan) -> Way:
    """Divide the legs of a plan along their rhumb lines."""
    first = plan.legs[0]
    points: list[tuple[float, float, float]] = [(first.began, first.start.latitude, first.start.longitude)]
    knots: list[float] = []
    courses: list[float] = []
    statuses: list[int] = []
    for leg in plan.legs:
        steps = divided(leg.start, leg.end)
        for share, place in steps:
            time = leg.began + share * (leg.ended - leg.began)
            points.append((time, place.latitude, place.longitude))
        knots += [leg.knots] * len(steps)
        courses += [_bearing(leg)] * len(steps)
        statuses += [leg.status] * len(steps)
    table = np.array(points)
    return Way(
        times=table[:, 0],
        latitudes=table[:, 1],
        longitudes=table[:, 2],
        knots=np.array(knots),
        courses=np.array(courses),
        statuses=np.array(statuses, dtype=np.int8),
    )


def _bearing(leg: Leg) -> float:
    return rhumb(leg.start, leg.end)[1] if leg.start != leg.end else 0.0


def true_place(plan: ShipPlan, moment: int) -> Place:
    """Where a ship is at a moment of its plan, whatever it reports; only the leg under way is divided."""
    at = bisect_right(plan.legs, float(moment), key=lambda leg: leg.began) - 1
    leg = plan.legs[max(at, 0)]
    share = (moment - leg.began) / (leg.ended - leg.began)
    before, start = 0.0, leg.start
    for past, place in divided(leg.start, leg.end):
        if share <= past:
            part = (share - before) / (past - before)
            return Place(
                start.latitude + part * (place.latitude - start.latitude),
                start.longitude + part * (place.longitude - start.longitude),
            )
        before, start = past, place
    return leg.end


def report_times(plan: ShipPlan, spec: SeaSpec, rng: np.random.Generator) -> Integers:
    """The seconds at which a ship reports: by speed, none within a silence, and one at either end of it."""
    way = way_of(plan)
    means = np.select(
        [way.knots < limit for limit, _ in MEAN_INTERVALS], [mean for _, mean in MEAN_INTERVALS]
    )
    expected = np.concatenate(([0.0], np.cumsum(np.diff(way.times) / (means * spec.pace))))
    count = int(expected[-1] + 10 * np.sqrt(expected[-1]) + 10)
    steps = np.cumsum(rng.standard_gamma(SHAPE, count) / SHAPE)
    drawn = np.interp(steps[steps < expected[-1]], expected, way.times).astype(np.int64)
    ends = [s.began for s in plan.silences] + [s.ended for s in plan.silences if s.ended is not None]
    changes = [moment for voice in plan.voices[1:] for moment in (voice.began - 1, voice.began)]
    forced = [*ends, *plan.reports_at, *(moment for moment in changes if moment >= spec.began)]
    times = np.sort(np.concatenate((drawn, np.array(forced, dtype=np.int64))))
    keep = times < spec.ended
    keep[1:] &= times[1:] != times[:-1]
    for silence in plan.silences:
        keep &= (times <= silence.began) | (times >= (spec.ended if silence.ended is None else silence.ended))
    return times[keep]


def reports_of(plan: ShipPlan, spec: SeaSpec) -> Reports:
    """All position reports of one ship, in order of time."""
    rng = np.random.Generator(np.random.PCG64([spec.seed, 3, plan.number]))
    times = report_times(plan, spec, rng)
    latitudes, longitudes, stretch = way_of(plan).places(times.astype(np.float64))
    _blur(latitudes, longitudes, metres=spec.noise.gps_metres, rng=rng)
    for distortion in plan.distortions:
        distortion.apply(times, latitudes, longitudes)
    reports = _told(plan, times, stretch, rng=rng, places=(latitudes, longitudes))
    reports = _doubled(reports, plan)
    return repeated(soiled(_moved(reports, plan), spec.noise, rng), spec.noise, rng)


def _blur(latitudes: Floats, longitudes: Floats, *, metres: float, rng: np.random.Generator) -> None:
    """Add the error of a receiver in place, normal in both directions, ``metres`` in all (root mean square)."""
    degrees = metres / np.sqrt(2.0) / METRES_PER_MILE / 60.0
    latitudes += rng.standard_normal(len(latitudes)) * degrees
    # The square of an angle's cosine, in plain arithmetic: exact enough for noise, and the same everywhere.
    angle = latitudes * (np.pi / 180.0)
    cosine = 1.0 - angle**2 / 2.0 + angle**4 / 24.0
    longitudes += rng.standard_normal(len(longitudes)) * degrees / cosine


def _told(
    plan: ShipPlan,
    times: Integers,
    stretch: npt.NDArray[np.intp],
    *,
    rng: np.random.Generator,
    places: tuple[Floats, Floats],
) -> Reports:
    """The columns that a ship transmits, rounded to the steps of AIS."""
    way, count = way_of(plan), len(times)
    knots = np.abs(way.knots[stretch] + rng.standard_normal(count) * 0.05)
    courses = np.rint((way.courses[stretch] + rng.standard_normal(count) * 0.5) * 10.0) % 3600.0
    began = np.array([voice.began for voice in plan.voices[1:]], dtype=np.int64)
    spoken = np.array([voice.identity.mmsi for voice in plan.voices], dtype=np.int32)
    headings = np.rint(way.courses[stretch] + rng.standard_normal(count)) % 360.0
    statuses = way.statuses[stretch]
    return Reports(
        transmitter=spoken[np.searchsorted(began, times, side="right")],
        time=times.astype(np.int32),
        latitude=np.rint(places[0] * STEPS_PER_DEGREE).astype(np.int32),
        longitude=_wrapped(np.rint(places[1] * STEPS_PER_DEGREE)),
        speed=np.minimum(np.rint(knots * 10.0), FASTEST).astype(np.int16),
        course=np.where(statuses == MOORED, NO_COURSE, courses).astype(np.int16),
        heading=np.full(count, NO_HEADING, np.int16) if plan.class_b else headings.astype(np.int16),
        status=np.full(count, NO_STATUS, np.int8) if plan.class_b else statuses,
        class_b=np.full(count, plan.class_b),
        receiver=np.zeros(count, np.int8),
        ship=np.full(count, plan.number, np.int32),
    )


def _wrapped(steps: Floats) -> npt.NDArray[np.int32]:
    """Longitudes from -180 up to but not including 180 degrees, in steps."""
    half = 180 * STEPS_PER_DEGREE
    return ((steps.astype(np.int64) + half) % (2 * half) - half).astype(np.int32)


def _doubled(reports: Reports, plan: ShipPlan) -> Reports:
    """Tell reports within the doubled times twice in their second, the second time a little further north."""
    inside = np.zeros(len(reports), dtype=bool)
    for began, ended in plan.doubled:
        inside |= (reports.time >= began) & (reports.time <= ended)
    if not inside.any():
        return reports
    again = reports.taken(np.flatnonzero(inside))
    again = attrs.evolve(again, latitude=again.latitude + np.int32(DOUBLED_STEPS))
    return joined_reports([reports, again])


def _moved(reports: Reports, plan: ShipPlan) -> Reports:
    if plan.jump is None:
        return reports
    before = reports.time < plan.jump.moment
    return attrs.evolve(
        reports,
        time=np.where(before, reports.time - np.int32(plan.jump.seconds), reports.time).astype(np.int32),
    )


def blocks(sea: Sea) -> Iterator[Reports]:
    """Yield the reports of one transmitter after the other, in ascending order of MMSI, each in order of time.

    Memory is bounded by the ships that share an MMSI; a ship that uses several is generated once for each.
    """
    users: dict[int, list[ShipPlan]] = {}
    for ship in sea.ships:
        for mmsi in ship.transmitters:
            users.setdefault(mmsi, []).append(ship)
    for mmsi in sorted(users):
        parts = [reports_of(ship, sea.spec) for ship in users[mmsi]]
        parts = [part.taken(np.flatnonzero(part.transmitter == mmsi)) for part in parts]
        yield parts[0] if len(parts) == 1 else joined_reports(parts)
