"""AIS gaps of one ship: near a port, far out at sea on purpose, and one that is open when the sea ends.

The threshold is 12 hours; a gap counts as intentional when it begins more than 50 miles from shore after a
dozen hours with at least 14 reports (Global Fishing Watch's published rule).
"""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Scene, Stage, central
from vedette.testing.sea.spec import HOUR
from vedette.testing.sea.truth import Expectation

THRESHOLD = 12 * HOUR
LEAVE, ARRIVE = 6 * HOUR, 40 * HOUR


def _near(stage: Stage) -> None:
    _plant(stage, variant="near_port", after=5 * HOUR)


def _intentional(stage: Stage) -> None:
    _plant(stage, variant="intentional", after=11 * HOUR)


def _plant(stage: Stage, *, variant: str, after: int) -> None:
    scene = stage.scene(variant, where=central)
    long = stage.measured(THRESHOLD, low=1.2, high=1.7)
    _cross(scene)
    began = int(scene.began + LEAVE + after + stage.draw(0, HOUR))
    ended = began + int(long.value)
    scene.ships[0].silent(began, ended)
    stage.label(
        Label(
            kind="gap",
            variant=variant,
            ships=scene.ships,
            began=began,
            ended=ended,
            expectation=long.expectation,
            margin=long.margin,
            parameters={"hours": round(long.value / HOUR, 4), "intentional": variant == "intentional"},
        )
    )


def _cross(scene: Scene) -> None:
    ship = scene.ships[0]
    ship.cross(scene.slot, scene.spot, leave=scene.began + LEAVE, arrive=scene.began + ARRIVE)


def _open(stage: Stage) -> None:
    scene = stage.scene("an open gap", slot=-1, where=central)
    _cross(scene)
    began = int(scene.began + LEAVE + 6 * HOUR)
    scene.ships[0].silent(began, None)
    label = Label(kind="gap", variant="open", ships=scene.ships, began=began, ended=None)
    stage.label(label)


def _outage(stage: Stage) -> None:
    basin, slot, ships = stage.basin_slot("a receiver outage")
    off = stage.spec.slot_began(slot) + 18 * HOUR
    on = off + int(16 * HOUR + stage.draw(0, 3 * HOUR))
    for ship in ships:
        north, east = stage.spots[basin.number, slot].pop()
        leave, arrive = off - 8 * HOUR, on + 8 * HOUR
        ship.cross(slot, basin.centre.offset(north=north / 3, east=east / 3), leave=leave, arrive=arrive)
        began, ended = int(off - stage.draw(1, 120)), int(on + stage.draw(1, 120))
        ship.silent(began, ended)
        stage.label(
            Label(
                kind="gap",
                variant="outage",
                ships=(ship,),
                began=began,
                ended=ended,
                expectation=Expectation.MUST,
                parameters={"basin": basin.number + 1, "outage_began": off, "outage_ended": on},
            )
        )


BEHAVIOURS = (
    Behaviour(name="gap", reach=Reach.SLOT, plant=_near),
    Behaviour(name="gap_intentional", reach=Reach.SLOT, plant=_intentional),
    Behaviour(name="gap_open", reach=Reach.SLOT, plant=_open),
    Behaviour(name="outage", reach=Reach.BASIN, plant=_outage),
)
