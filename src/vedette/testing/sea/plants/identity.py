"""Identity changes (name, call sign, IMO number, flag digits), and an MMSI for two ships or several for one."""

from vedette.testing.sea.plant import Behaviour, Label, Reach, Stage
from vedette.testing.sea.ships import SPARE, identity_of, mmsi_of_ship
from vedette.testing.sea.spec import HOUR

NAMES_IN_USE = 3


def _change(stage: Stage, field: str) -> None:
    """One field of the identity changes in port, from one report to the next."""
    scene = stage.scene(f"a change of {field}", class_a=True)
    ship = scene.ships[0]
    stay = ship.call(scene.slot, hours=12.0)
    moment = int(stay.began + 6 * HOUR)
    other = identity_of(ship.number + SPARE)
    flag = mmsi_of_ship(ship.number, country=1)
    key, value = ("mmsi", flag) if field == "flag" else (field, getattr(other, field))
    ship.changes.append((moment, {key: value}))
    stage.label(
        Label(
            kind="identity_change",
            variant=field,
            ships=(ship,),
            began=moment,
            ended=moment,
            parameters={"before": getattr(ship.identity, key), "after": value, "port": stay.port.name},
        )
    )


def _name(stage: Stage) -> None:
    _change(stage, "name")


def _call_sign(stage: Stage) -> None:
    _change(stage, "call_sign")


def _imo(stage: Stage) -> None:
    _change(stage, "imo")


def _flag(stage: Stage) -> None:
    _change(stage, "flag")


def _shared(stage: Stage) -> None:
    """Two ships transmit under one MMSI for the whole sea, each with its own static reports."""
    first, second = ships = stage.whole("a shared MMSI", ships=2)
    first.keep_to(first.basin.ports[0])
    second.keep_to(second.basin.ports[len(second.basin.ports) // 2])
    second.changes.append((stage.spec.began, {"mmsi": first.identity.mmsi}))
    stage.label(
        Label(
            kind="shared_mmsi",
            variant="two_ships",
            ships=ships,
            began=stage.spec.began,
            ended=stage.spec.ended,
            parameters={"imo": first.identity.imo, "other_imo": second.identity.imo},
        )
    )


def _several(stage: Stage) -> None:
    """One ship changes between MMSIs in port, slot after slot, and comes back to the first."""
    (ship,) = stage.whole("a ship under several MMSIs")
    used = [mmsi_of_ship(ship.number, country=country) for country in range(NAMES_IN_USE)]
    for slot in range(stage.spec.slots):
        stay = ship.call(slot, hours=12.0)
        ship.changes.append((int(stay.began + 6 * HOUR), {"mmsi": used[(slot + 1) % NAMES_IN_USE]}))
    stage.label(
        Label(
            kind="several_mmsis",
            variant="one_ship",
            ships=(ship,),
            began=stage.spec.began,
            ended=stage.spec.ended,
            parameters={"imo": ship.identity.imo, "mmsis": " ".join(map(str, used[: stage.spec.slots + 1]))},
        )
    )


BEHAVIOURS = (
    Behaviour(name="identity_name", reach=Reach.SLOT, plant=_name),
    Behaviour(name="identity_call_sign", reach=Reach.SLOT, plant=_call_sign),
    Behaviour(name="identity_imo", reach=Reach.SLOT, plant=_imo),
    Behaviour(name="identity_flag", reach=Reach.SLOT, plant=_flag),
    Behaviour(name="shared_mmsi", reach=Reach.SHIP, plant=_shared),
    Behaviour(name="several_mmsis", reach=Reach.SHIP, plant=_several),
)
