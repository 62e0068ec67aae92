"""Seams of time: two reports of one transmitter in the same second, and years of silence."""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage, central
from vedette.testing.sea.ships import Jump
from vedette.testing.sea.spec import DAY, HOUR
from vedette.testing.sea.truth import Expectation

YEARS = 3


def _doubled(stage: Stage) -> None:
    scene = stage.scene("duplicate instants", where=central)
    ship = scene.ships[0]
    ship.cross(scene.slot, scene.spot, leave=scene.began + 6 * HOUR, arrive=scene.began + 30 * HOUR)
    began, ended = scene.began + 10 * HOUR, scene.began + 14 * HOUR
    ship.doubled.append((began, ended))
    stage.label(
        Label(
            kind="duplicate_instants",
            variant="same_second",
            ships=scene.ships,
            began=began,
            ended=ended,
            expectation=Expectation.MAY,
        )
    )


def _years(stage: Stage) -> None:
    """What a ship did before a moment lies years back; it appears again where it was."""
    scene = stage.scene("years of silence", slot=0, where=central)
    ship = scene.ships[0]
    ship.cross(scene.slot, scene.spot, leave=scene.began + 6 * HOUR, arrive=scene.began + 36 * HOUR)
    again = int(scene.began + 20 * HOUR)
    years = YEARS * 365 * DAY
    ship.jump = Jump(moment=again, seconds=years)
    ship.reports_at += [again - 1, again]
    stage.label(
        Label(
            kind="gap",
            variant="years",
            ships=scene.ships,
            began=again - 1,
            ended=again,
            parameters={"hours": round((years + 1) / HOUR, 4)},
        )
    )


BEHAVIOURS = (
    Behaviour(name="duplicate_instants", reach=Reach.SLOT, plant=_doubled),
    Behaviour(name="years_of_silence", reach=Reach.SLOT, plant=_years),
)
