"""A shuttle: one ship sails to and fro between the same two ports for the whole sea."""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage
from vedette.testing.sea.spec import HOUR


def _plant(stage: Stage) -> None:
    (ship,) = stage.whole("a shuttle")
    ports = ship.basin.ports
    home = int(stage.rng.integers(len(ports)))
    far = ports[ship.across(home)]
    ship.keep_to(ports[home])
    for slot in range(stage.spec.slots):
        course = ship.begin(slot, leave=stage.spec.slot_began(slot) + stage.draw(4 * HOUR, 6 * HOUR))
        course.sail(ship.berth(far), knots=ship.knots())
        course.moor(far, until=course.time + stage.draw(10 * HOUR, 16 * HOUR))
        ship.finish(slot)
    stage.label(
        Label(
            kind="shuttle",
            variant="two_ports",
            ships=(ship,),
            began=stage.spec.began,
            ended=stage.spec.ended,
            parameters={"from": ports[home].name, "to": far.name, "passages": 2 * stage.spec.slots},
        )
    )


BEHAVIOURS = (Behaviour(name="shuttle", reach=Reach.SHIP, plant=_plant),)
