"""Draught changes: alongside in a port, and inside an AIS gap far from any port."""

from vedette.testing.sea.draft import Draft
from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage, central
from vedette.testing.sea.spec import HOUR

CHANGE = 35
"""Tenths of a metre that the ship rises or sinks by."""


def _label(stage: Stage, ship: Draft, *, variant: str, began: float, ended: float) -> None:
    before = ship.identity.draught
    after = before + CHANGE if before < 80 else before - CHANGE
    ship.changes.append((int((began + ended) / 2), {"draught": after}))
    stage.label(
        Label(
            kind="draught_change",
            variant=variant,
            ships=(ship,),
            began=began,
            ended=ended,
            parameters={"before": before, "after": after},
        )
    )


def _in_port(stage: Stage) -> None:
    scene = stage.scene("a draught change in port", class_a=True)
    ship = scene.ships[0]
    stay = ship.call(scene.slot, hours=14.0)
    _label(stage, ship, variant="in_port", began=stay.began, ended=stay.ended)


def _in_gap(stage: Stage) -> None:
    scene = stage.scene("a draught change in a gap", where=central, class_a=True)
    ship = scene.ships[0]
    ship.cross(scene.slot, scene.spot, leave=scene.began + 6 * HOUR, arrive=scene.began + 40 * HOUR)
    began = int(scene.began + 14 * HOUR)
    ended = began + int(stage.draw(15 * HOUR, 18 * HOUR))
    ship.silent(began, ended)
    stage.label(
        Label(kind="gap", variant="with_draught_change", ships=(ship,), began=began, ended=ended, margin=0.25)
    )
    _label(stage, ship, variant="in_gap", began=began, ended=ended)


BEHAVIOURS = (
    Behaviour(name="draught_in_port", reach=Reach.SLOT, plant=_in_port),
    Behaviour(name="draught_in_gap", reach=Reach.SLOT, plant=_in_gap),
)
