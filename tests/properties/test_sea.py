"""Properties of every made-up sea."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.testing.sea import Noise, SeaSpec, make_sea
from vedette.testing.sea.report import blocks

SPECS = st.builds(
    SeaSpec,
    seed=st.integers(0, 2**32),
    ships=st.integers(3, 6),
    days=st.integers(3, 7),
    basins=st.integers(1, 3),
    ports=st.integers(4, 20),
    pace=st.just(10.0),
    behaviours=st.dictionaries(st.sampled_from(["gap", "loitering", "teleport"]), st.just(1), max_size=1),
    noise=st.builds(Noise, dirty=st.sampled_from([0.0, 0.2]), duplicates=st.sampled_from([0.0, 0.2])),
)


@given(SPECS)
@settings(max_examples=20, deadline=None)
def test_the_same_recipe_makes_the_same_bytes(spec: SeaSpec) -> None:
    first, second = make_sea(spec), make_sea(spec)
    assert first.truth == second.truth
    bytes_of = [b"".join(part.records().tobytes() for part in blocks(sea)) for sea in (first, second)]
    assert bytes_of[0] == bytes_of[1]


@given(SPECS)
@settings(max_examples=20, deadline=None)
def test_reports_come_by_transmitter_and_then_in_order_of_time(spec: SeaSpec) -> None:
    parts = list(blocks(make_sea(spec)))
    spoken = [int(part.transmitter[0]) for part in parts]
    assert spoken == sorted(set(spoken))
    for part in parts:
        assert (np.diff(part.time) >= 0).all()
        assert part.time.min() >= spec.began
        assert part.time.max() < spec.ended + 2
