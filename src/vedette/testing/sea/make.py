"""From a recipe to a sea: basins, ships, planted behaviours, and the truth in transmitted terms."""

from __future__ import annotations

import numpy as np

from vedette.testing.sea.draft import Draft
from vedette.testing.sea.plant import Label, Stage
from vedette.testing.sea.programme import plant_all
from vedette.testing.sea.report import fixed, true_place
from vedette.testing.sea.routes import Stay, basin_of
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.ships import ShipPlan
from vedette.testing.sea.spec import HOUR, SeaSpec
from vedette.testing.sea.truth import Expectation, PlantedEvent, order

GAP = 12 * HOUR


def make_sea(spec: SeaSpec) -> Sea:
    """Plan the sea of a recipe; raises `SeaError` when its behaviours do not fit in."""
    basins = tuple(basin_of(number, ports=spec.ports) for number in range(spec.basins))
    rng = np.random.Generator(np.random.PCG64([spec.seed, 0]))
    drafts = [
        Draft(
            number=number,
            spec=spec,
            basin=basins[number % spec.basins],
            class_b=bool(rng.random() < spec.class_b),
            rng=np.random.Generator(np.random.PCG64([spec.seed, 2, number])),
        )
        for number in range(spec.ships)
    ]
    stage = Stage(spec, basins, drafts)
    plant_all(stage)
    ships = tuple(draft.plan() for draft in drafts)
    events = [planted(label, ships) for label in stage.labels]
    for ship in ships:
        events += [port_call(ship, stay, spec) for stay in ship.stays]
        events += unused_voices(ship, spec)
    return Sea(spec=spec, basins=basins, ships=ships, truth=tuple(sorted(events, key=order)))


def planted(label: Label, ships: tuple[ShipPlan, ...]) -> PlantedEvent:
    """A label in transmitted terms: the MMSI in use, moments as transmitted, the true place of its beginning."""
    plans = [ships[draft.number] for draft in label.ships]
    began = int(label.began)
    ended = None if label.ended is None else int(label.ended)
    place = true_place(plans[0], began)
    changed = any(plan.transmitter_at(began) != plan.transmitter_at(ended or began) for plan in plans)
    about_identity = label.kind in {"identity_change", "several_mmsis"}
    soft = changed and not about_identity
    return PlantedEvent(
        kind=label.kind,
        variant=label.variant,
        transmitters=spoken(plans, began) if not about_identity else _all_used(plans, label),
        ships=tuple(plan.number for plan in plans),
        began=plans[0].moved(began),
        ended=None if ended is None else plans[0].moved(ended),
        latitude=fixed(place.latitude),
        longitude=fixed(place.longitude),
        expectation=Expectation.MAY if soft else label.expectation,
        margin=label.margin,
        parameters=label.parameters,
    )


def spoken(plans: list[ShipPlan], moment: int) -> tuple[int, ...]:
    """The MMSIs that ships transmit at a moment, in ascending order, each once."""
    return tuple(sorted({plan.transmitter_at(moment) for plan in plans}))


def _all_used(plans: list[ShipPlan], label: Label) -> tuple[int, ...]:
    if label.kind == "several_mmsis":
        return tuple(sorted({mmsi for plan in plans for mmsi in plan.transmitters}))
    moment = int(label.began)
    return tuple(sorted({*spoken(plans, moment - 1), *spoken(plans, moment)}))


def port_call(ship: ShipPlan, stay: Stay, spec: SeaSpec) -> PlantedEvent:
    """The label of a stay alongside; MAY where the edge of the sea or a change of MMSI cuts it off."""
    began, ended = int(stay.began), int(stay.ended)
    place = true_place(ship, began)
    cut = (
        began <= spec.began or ended >= spec.ended or ship.transmitter_at(began) != ship.transmitter_at(ended)
    )
    silent = any(began < silence.began and (silence.ended or spec.ended) < ended for silence in ship.silences)
    return PlantedEvent(
        kind="port_call",
        variant="with_gap" if silent else "with_stop",
        transmitters=(ship.transmitter_at(began),),
        ships=(ship.number,),
        began=ship.moved(began),
        ended=ship.moved(ended),
        latitude=fixed(place.latitude),
        longitude=fixed(place.longitude),
        expectation=Expectation.MAY if cut else Expectation.MUST,
        parameters={"port": stay.port.name, "stop": True},
    )


def unused_voices(ship: ShipPlan, spec: SeaSpec) -> list[PlantedEvent]:
    """Gaps of an MMSI while its ship speaks under another: nobody is silent, and a detector may say so."""
    found = []
    for index, voice in enumerate(ship.voices[:-1]):
        mmsi, left = voice.identity.mmsi, ship.voices[index + 1].began
        later = [other.began for other in ship.voices[index + 1 :] if other.identity.mmsi == mmsi]
        again = later[0] if later else None
        if again == left or (again or spec.ended) - left < GAP:
            continue
        place = true_place(ship, left)
        found.append(
            PlantedEvent(
                kind="gap",
                variant="other_mmsi",
                transmitters=(mmsi,),
                ships=(ship.number,),
                began=left,
                ended=again,
                latitude=fixed(place.latitude),
                longitude=fixed(place.longitude),
                expectation=Expectation.MAY,
            )
        )
    return found
