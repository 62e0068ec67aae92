"""Positions that cannot be: an impossible speed, a teleport, a circle, a frozen position, a ship on land.

An implied speed above 50 knots is impossible for a merchant ship. A false position lies beyond the circle of
ports, where no ship sails.
"""

import attrs

from vedette.testing.sea.distort import Circle, Frozen, Moved
from vedette.testing.sea.draft import Draft
from vedette.testing.sea.plant import Behaviour, Label, Measured, Reach, Scene, Stage, central
from vedette.testing.sea.routes import ISLAND_HALF, ISLAND_MILES
from vedette.testing.sea.spec import HOUR
from vedette.testing.sea.truth import Expectation

IMPOSSIBLE_KNOTS = 50.0
RUN_MILES = 15.0
AWAY_MILES = 240.0
MIDDLE = 20 * HOUR


def _label(
    stage: Stage, scene: Scene, *, variant: str, began: float, ended: float, drawn: Measured | None = None
) -> None:
    stage.label(
        Label(
            kind="position_anomaly",
            variant=variant,
            ships=scene.ships,
            began=began,
            ended=ended,
            expectation=drawn.expectation if drawn else Expectation.MUST,
            margin=drawn.margin if drawn else None,
            parameters={"knots": round(drawn.value, 4)} if drawn else {},
        )
    )


def _crossing(stage: Stage, variant: str) -> tuple[Scene, Draft]:
    scene = stage.scene(variant, where=central)
    ship = scene.ships[0]
    ship.cross(scene.slot, scene.spot, leave=scene.began + 6 * HOUR, arrive=scene.began + 36 * HOUR)
    return scene, ship


def _impossible_speed(stage: Stage) -> None:
    scene = stage.scene("an impossible speed", where=central)
    ship = scene.ships[0]
    fast = stage.measured(IMPOSSIBLE_KNOTS, low=1.5, high=2.5)
    course = ship.begin_to_meet(scene.slot, scene.spot, at=scene.began + MIDDLE)
    began = course.time
    course.sail(scene.spot.offset(north=RUN_MILES), knots=fast.value)
    ended = course.time
    ship.reports_at += range(int(began), int(ended) + 1, 60)
    ship.finish(scene.slot)
    _label(stage, scene, variant="impossible_speed", began=began, ended=ended, drawn=fast)


def _teleport(stage: Stage) -> None:
    scene, ship = _crossing(stage, "a teleport")
    moment = scene.began + MIDDLE
    ship.reports_at.append(moment)
    ship.distortions.append(Moved(began=moment, ended=moment, north=AWAY_MILES, east=0.0))
    _label(stage, scene, variant="teleport", began=moment, ended=moment)


def _circle(stage: Stage) -> None:
    scene, ship = _crossing(stage, "a circle")
    began = scene.began + MIDDLE
    ended = began + int(stage.draw(4 * HOUR, 6 * HOUR))
    centre = scene.spot.offset(north=AWAY_MILES)
    miles = stage.draw(0.5, 1.2)
    ship.reports_at += [began, ended]
    ship.distortions.append(Circle(began=began, ended=ended, centre=centre, miles=miles, knots=9.0))
    _label(stage, scene, variant="circle", began=began, ended=ended)


def _frozen(stage: Stage) -> None:
    """The position stands still while the ship sails on at cruising speed, and says so."""
    scene = stage.scene("a frozen position", where=central)
    ship = scene.ships[0]
    course = ship.begin_to_meet(scene.slot, scene.spot, at=scene.began + MIDDLE)
    ship.finish(scene.slot)
    began = int(course.legs[1].began + 1.5 * HOUR)
    ended = began + int(4 * HOUR)
    ship.reports_at += [began, ended]
    ship.distortions.append(Frozen(began=began, ended=ended, place=course.at(began)))
    _label(stage, scene, variant="frozen", began=began, ended=ended)
    # The position leaps when it thaws, and has stood as still as a ship that loiters.
    still = Label(
        kind="loitering",
        variant="frozen",
        ships=scene.ships,
        began=began,
        ended=ended,
        expectation=Expectation.MAY,
    )
    stage.label(still)
    stage.label(attrs.evolve(still, kind="position_anomaly", variant="thaw", began=ended, ended=ended + 600))


def _on_land(stage: Stage) -> None:
    scene = stage.scene("a ship on land", where=central)
    ship = scene.ships[0]
    centre = ship.basin.centre
    course = ship.begin(scene.slot, leave=scene.began + 4 * HOUR)
    knots = 13.5
    course.sail(centre, knots=knots)
    course.sail(centre.offset(east=ISLAND_MILES - ISLAND_HALF), knots=knots)
    began = course.time
    course.sail(centre.offset(east=ISLAND_MILES), knots=knots)
    course.sail(centre.offset(east=ISLAND_MILES - ISLAND_HALF), knots=knots)
    ended = course.time
    course.sail(centre, knots=knots)
    ship.finish(scene.slot, knots=knots)
    _label(stage, scene, variant="on_land", began=began, ended=ended)


BEHAVIOURS = (
    Behaviour(name="impossible_speed", reach=Reach.SLOT, plant=_impossible_speed),
    Behaviour(name="teleport", reach=Reach.SLOT, plant=_teleport),
    Behaviour(name="circle", reach=Reach.SLOT, plant=_circle),
    Behaviour(name="frozen", reach=Reach.SLOT, plant=_frozen),
    Behaviour(name="on_land", reach=Reach.SLOT, plant=_on_land),
)
