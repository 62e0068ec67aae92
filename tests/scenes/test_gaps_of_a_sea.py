"""Gaps of made-up seas against what was planted: outages from silences of one ship, and encounters in a gap."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from vedette.testing.sea import Noise, Sea, SeaSpec, make_sea, score
from vedette.testing.sea.report import blocks, fixed
from vedette.testing.sea.truth import PlantedEvent
from vedette.testing.small_seas import plan
from vedette.tracks.block import READ, Block
from vedette.tracks.detector import Found
from vedette.tracks.ports import Port, PortIndex
from vedette.tracks.reception import NOT_HEARD, verdict
from vedette.tracks.run import concluded, scan

NAMES = ("ais_gap", "encounter", "encounter_in_gap", "reception")
BEHAVIOURS = {
    "gap": 6,
    "gap_intentional": 6,
    "gap_open": 1,
    "outage": 1,
    "encounter_in_gap": 8,
    "loitering": 3,
}


@attrs.frozen(kw_only=True)
class Seen:
    """An event as it is marked."""

    kind: str
    transmitters: tuple[int, ...]
    began: int
    ended: int | None


def detected(sea: Sea) -> dict[str, Found]:
    """What the detectors of gaps find in a sea."""
    reports = list(blocks(sea))
    columns = {
        name: np.concatenate([getattr(one, name) for one in reports])
        for name in READ
        if hasattr(reports[0], name)
    }
    order = np.lexsort((columns["time"], columns["transmitter"]))
    rows = np.arange(len(order), dtype=np.int32)
    whole = Block(
        **{name: column[order] for name, column in columns.items()},
        source=np.zeros(len(order), np.int16),
        row=rows,
    )
    places = [port for basin in sea.basins for port in basin.ports]
    ports = PortIndex.of(
        [
            Port(
                number=number,
                name=one.name,
                latitude=fixed(one.place.latitude),
                longitude=fixed(one.place.longitude),
            )
            for number, one in enumerate(places, start=1)
        ]
    )
    using = plan(*NAMES, ports=ports)
    return concluded(scan([whole], using), using)


def _label(sea: Sea, gap: Found) -> PlantedEvent:
    own = [one for one in sea.truth if one.kind == "gap" and one.transmitters == (int(gap["transmitter"]),)]
    return min(own, key=lambda one: abs(one.began - int(gap["began"])))


@pytest.mark.parametrize("noise", [Noise(), Noise(duplicates=0.05, dirty=0.05)])
def test_outages_are_told_from_silences_of_one_ship_and_encounters_in_a_gap_are_named(noise: Noise) -> None:
    sea = make_sea(
        SeaSpec(
            seed=6,
            ships=24,
            days=30,
            basins=2,
            pace=3.0,
            noise=noise,
            behaviours=BEHAVIOURS,
            static_minutes=None,
        )
    )
    events = detected(sea)
    outages = [_label(sea, one).variant == "outage" for one in events["ais_gap"]]
    alone = [verdict(int(one["others"]), int(one["again"])) == NOT_HEARD for one in events["ais_gap"]]
    assert alone == outages
    assert any(outages)
    met = [
        Seen(
            kind="encounter_in_gap",
            transmitters=(int(one["transmitter"]), int(one["partner"])),
            began=int(one["began"]),
            ended=int(one["ended"]),
        )
        for one in events["encounter_in_gap"]
    ]
    truth = [one for one in sea.truth if one.kind == "encounter_in_gap"]
    marks = score(met, truth, tolerance=1_800)["encounter_in_gap"]
    assert (marks.precision, marks.recall) == (1.0, 1.0)
