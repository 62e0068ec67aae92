"""A made-up sea in which several pairs of ships share an MMSI, marked against what was planted."""

from __future__ import annotations

import attrs
import pytest

from vedette.model.movement import mmsi_numbers
from vedette.testing.sea import Score, SeaSpec, make_sea, score
from vedette.testing.sea.write_columns import columns
from vedette.testing.small_seas import plan
from vedette.tracks.block import READ, Block
from vedette.tracks.run import concluded, scan
from vedette.tracks.splitting import tracked_in_memory

KINDS = {"ais_gap": "gap", "position_anomaly": "position_anomaly", "shared_mmsi": "shared_mmsi"}
PLANTED = {"shared_mmsi": 3, "gap": 2, "teleport": 2}


@attrs.frozen
class Seen:
    kind: str
    transmitters: tuple[int, ...]
    began: int
    ended: int | None


@pytest.mark.slow
@pytest.mark.long
def test_ships_that_share_an_mmsi_are_found_and_make_no_false_anomalies() -> None:
    sea = make_sea(SeaSpec(seed=3, ships=24, days=12, pace=2.0, behaviours=PLANTED))
    blocks = [Block(**{name: one[name] for name in READ}) for one in columns(sea)]
    chosen = plan(*KINDS)
    found = concluded(tracked_in_memory(blocks, chosen), chosen)
    seen = [
        Seen(
            kind,
            (int(mmsi_numbers(one["transmitter"])),),
            int(one["began"]),
            None if one["open"] else int(one["ended"]),
        )
        for name, kind in KINDS.items()
        for one in found[name]
    ]
    marks = score(seen, sea.truth, tolerance={"gap": 1800, "position_anomaly": 600})
    assert marks["shared_mmsi"] == Score(right=3)
    assert (marks["gap"].right, marks["gap"].missed, marks["gap"].wrong) == (2, 0, 0)
    anomalies = marks["position_anomaly"]
    assert (anomalies.right, anomalies.missed, anomalies.wrong) == (2, 0, 0)
    assert len(concluded(scan(blocks, chosen), chosen)["position_anomaly"]) > 1000
