"""Encounters of two ships within 500 m for two hours and more, far from ports, at less than two knots.

Definition of Global Fishing Watch: at most 0.5 km, at least 2 h, median speed below 2 knots, at least 10 km
from an anchorage. Both ships drift together, so both loiter as well.
"""

from vedette.testing.sea.draft import Draft
from vedette.testing.sea.plant import Behaviour, Label, Measured, Reach, Scene, Stage, central
from vedette.testing.sea.routes import METRES_PER_MILE, Course
from vedette.testing.sea.spec import HOUR
from vedette.testing.sea.truth import Expectation

THRESHOLD = 2 * HOUR
KNOTS = 0.4
MEET = 21 * HOUR
LATE = 300
FAST_KNOTS = 28.0


def _together(stage: Stage, *, variant: str, began: int, long: Measured, knots: float | None = None) -> Scene:
    """Two ships drift side by side from ``began`` (seconds of the slot), then leave on opposite bearings."""
    antimeridian = variant == "antimeridian"
    scene = stage.scene(
        f"an encounter ({variant})",
        ships=2,
        basin=0 if antimeridian else None,
        where=_on_meridian if antimeridian else central,
    )
    metres = 180.0 if antimeridian else stage.draw(120.0, 300.0)
    start = scene.began + began
    until = int(start + long.value)
    drift_towards = 0.0 if antimeridian else 90.0
    for ship, side, late in zip(scene.ships, (-0.5, 0.5), (LATE, 0), strict=True):
        berth = scene.spot.offset(east=side * metres / METRES_PER_MILE)
        course = ship.begin_to_meet(scene.slot, berth, at=start - late)
        _wait(course, late)
        course.drift(until=until, knots=KNOTS, towards=drift_towards)
        if knots:
            course.sail(course.place.offset(east=side * 2 * knots), knots=knots)
        ship.finish(scene.slot)
        _loiters(stage, ship, start - late, until)
    stage.label(
        Label(
            kind="encounter",
            variant=variant,
            ships=scene.ships,
            began=start,
            ended=until,
            expectation=long.expectation,
            margin=long.margin,
            parameters={"metres": round(metres, 1), "knots": KNOTS, "hours": round(long.value / HOUR, 4)},
        )
    )
    return scene


def _on_meridian(_north: float, east: float) -> bool:
    return east == 0.0


def _wait(course: Course, late: int) -> None:
    course.drift(until=course.time + late, knots=0.0)


def _loiters(stage: Stage, ship: Draft, began: float, ended: float) -> None:
    stage.label(
        Label(
            kind="loitering",
            variant="in_encounter",
            ships=(ship,),
            began=began,
            ended=ended,
            expectation=Expectation.MAY,
        )
    )


def _ordinary(stage: Stage) -> None:
    long = stage.measured(THRESHOLD, low=1.5, high=4.0)
    _together(stage, variant="both", began=int(25.5 * HOUR + stage.draw(0, 3 * HOUR)), long=long)


def _midnight(stage: Stage) -> None:
    long = stage.measured(THRESHOLD, low=1.5, high=2.0)
    _together(stage, variant="midnight", began=int(22.75 * HOUR), long=long)


def _long(stage: Stage) -> None:
    value = stage.draw(25 * HOUR, 26 * HOUR)
    long = Measured(value=value, margin=round(value / THRESHOLD - 1, 6), expectation=Expectation.MUST)
    _together(stage, variant="long", began=MEET, long=long)


def _antimeridian(stage: Stage) -> None:
    long = stage.measured(THRESHOLD, low=1.5, high=3.0)
    _together(stage, variant="antimeridian", began=26 * HOUR, long=long)


def _fast(stage: Stage) -> None:
    long = stage.measured(THRESHOLD, low=1.5, high=3.0)
    _together(stage, variant="fast_separation", began=26 * HOUR, long=long, knots=FAST_KNOTS)


def _one_silent(stage: Stage) -> None:
    """One ship drifts on AIS; another meets it inside an AIS gap of its own."""
    scene = stage.scene("an encounter with one ship in a gap", ships=2, where=central)
    seen, silent = scene.ships
    start = scene.began + 24 * HOUR
    until = int(start + stage.draw(5.5 * HOUR, 6.5 * HOUR))
    for ship, east in ((seen, 0.0), (silent, 0.1)):
        course = ship.begin_to_meet(scene.slot, scene.spot.offset(east=east), at=start)
        course.drift(until=until, knots=KNOTS)
        ship.finish(scene.slot)
    before = int(start - 5.5 * HOUR)
    left = silent.courses[scene.slot].stays[0].ended
    before = max(before, int(left + 0.5 * HOUR))
    after = min(int(until + 5.5 * HOUR), int(silent.courses[scene.slot].stays[-1].began - 0.5 * HOUR))
    silent.silent(before, after)
    long_enough = Expectation.MUST if after - before >= 12 * HOUR else Expectation.MAY
    _loiters(stage, seen, start, until)
    gap = Label(
        kind="gap",
        variant="in_encounter",
        ships=(silent,),
        began=before,
        ended=after,
        expectation=long_enough,
        margin=round((after - before) / (12 * HOUR) - 1, 6),
    )
    stage.label(gap)
    stage.label(
        Label(
            kind="encounter_in_gap",
            variant="one_silent",
            ships=(seen, silent),
            began=start,
            ended=until,
            parameters={"seen": seen.identity.mmsi, "silent": silent.identity.mmsi},
        )
    )


BEHAVIOURS = (
    Behaviour(name="encounter", reach=Reach.SLOT, plant=_ordinary),
    Behaviour(name="encounter_midnight", reach=Reach.SLOT, plant=_midnight),
    Behaviour(name="encounter_long", reach=Reach.SLOT, plant=_long),
    Behaviour(name="encounter_antimeridian", reach=Reach.SLOT, plant=_antimeridian),
    Behaviour(name="encounter_fast_separation", reach=Reach.SLOT, plant=_fast),
    Behaviour(name="encounter_in_gap", reach=Reach.SLOT, plant=_one_silent),
)
