from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from vedette.model.identifiers import ImoNumber
from vedette.testing.sea import MADE_UP, Expectation, Margins, Sea, SeaError, SeaSpec, make_sea
from vedette.testing.sea.ships import identity_of
from vedette.testing.sea.truth import write_truth


def test_an_unknown_behaviour_is_refused_by_name() -> None:
    with pytest.raises(SeaError, match="unknown behaviours: flying"):
        make_sea(SeaSpec(seed=1, behaviours={"flying": 1}))


def test_more_events_than_ships_have_slots_are_refused() -> None:
    with pytest.raises(SeaError, match="no room for loitering"):
        make_sea(SeaSpec(seed=1, ships=2, days=3, behaviours={"loitering": 3}))


def test_a_sea_starts_at_midnight_utc() -> None:
    with pytest.raises(SeaError, match="the sea starts at"):
        SeaSpec(seed=1, start=dt.datetime(2030, 1, 1, 5, tzinfo=dt.UTC))


def test_made_up_identities_are_well_formed_and_unassigned() -> None:
    for number in range(0, 90_000, 977):
        identity = identity_of(number)
        assert ImoNumber(f"{identity.imo}").value.startswith("3")
        assert 281 <= identity.mmsi // 1_000_000 <= 289
        assert len(identity.name) <= 20
        assert len(identity.call_sign) <= 7


def test_labels_of_a_noisy_sea_lie_within_a_tenth_of_the_threshold_on_both_sides() -> None:
    sea = make_sea(SeaSpec(seed=5, ships=20, days=12, behaviours={"gap": 12}, margins=Margins.NOISY))
    gaps = [event for event in sea.truth if event.variant == "near_port"]
    for gap in gaps:
        assert gap.margin is not None
        assert 0.02 <= abs(gap.margin) <= 0.10
        assert (gap.expectation is Expectation.MUST) == (gap.margin > 0)
    assert {gap.expectation for gap in gaps} == {Expectation.MUST, Expectation.MUST_NOT}


def test_the_written_truth_says_first_that_it_is_made_up(sea: Sea, tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    write_truth(sea.truth, path)
    note, *events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert note == {"note": MADE_UP}
    assert len(events) == len(sea.truth)
