"""Loitering: a ship drifts far from ports, its speed well below two knots for hours on end."""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage
from vedette.testing.sea.spec import HOUR

THRESHOLD_KNOTS = 2.0


def _plant(stage: Stage) -> None:
    scene = stage.scene("loitering")
    ship = scene.ships[0]
    slow = stage.measured(THRESHOLD_KNOTS, low=0.15, high=0.5, below=True)
    began = scene.began + int(20 * HOUR + stage.draw(0, 4 * HOUR))
    ended = began + int(stage.draw(6 * HOUR, 16 * HOUR))
    course = ship.begin_to_meet(scene.slot, scene.spot, at=began)
    course.drift(until=ended, knots=slow.value, towards=stage.draw(0, 360))
    ship.finish(scene.slot)
    stage.label(
        Label(
            kind="loitering",
            variant="drifting",
            ships=scene.ships,
            began=began,
            ended=ended,
            expectation=slow.expectation,
            margin=slow.margin,
            parameters={"knots": round(slow.value, 4), "hours": round((ended - began) / HOUR, 4)},
        )
    )


BEHAVIOURS = (Behaviour(name="loitering", reach=Reach.SLOT, plant=_plant),)
