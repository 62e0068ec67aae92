"""Port calls out of the ordinary: one without a stop, and one with a silence alongside.

Ordinary calls (entry within 3 km, a stop, exit beyond 4 km) are labelled for every ship without being asked for.
"""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage
from vedette.testing.sea.routes import METRES_PER_MILE
from vedette.testing.sea.spec import HOUR

SLOW_KNOTS = 6.0
PORT_METRES = 800.0


def _passing(stage: Stage) -> None:
    scene = stage.scene("a port call without a stop")
    ship = scene.ships[0]
    port = ship.third_port(scene.slot)
    course = ship.begin(scene.slot, leave=scene.began + 5 * HOUR)
    place = port.place.offset(north=PORT_METRES / METRES_PER_MILE)
    course.sail(place, knots=ship.knots())
    began = course.time
    course.sail(port.place.offset(north=-PORT_METRES / METRES_PER_MILE), knots=SLOW_KNOTS)
    ended = course.time
    ship.finish(scene.slot)
    stage.label(
        Label(
            kind="port_call",
            variant="without_stop",
            ships=scene.ships,
            began=began,
            ended=ended,
            parameters={"port": port.name, "stop": False},
        )
    )


def _silent_alongside(stage: Stage) -> None:
    scene = stage.scene("a port call with a silence")
    ship = scene.ships[0]
    stay = ship.call(scene.slot, hours=13.0)
    ship.silent(stay.began + 3 * HOUR, stay.began + 8 * HOUR + stage.draw(0, HOUR))


BEHAVIOURS = (
    Behaviour(name="port_call_without_stop", reach=Reach.SLOT, plant=_passing),
    Behaviour(name="port_call_with_gap", reach=Reach.SLOT, plant=_silent_alongside),
)
