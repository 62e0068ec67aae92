"""What runs of detection leave behind: states of every moment, and nothing that can be edited unseen."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

from vedette.backends.event_folder import EventFolder
from vedette.errors import CaseError, EvidenceError
from vedette.model.detection import Changes, DetectionInputs, DetectionRun
from vedette.model.event_form import event_form, event_of
from vedette.model.evidence import Sha256
from vedette.testing.small_events import gap, hour, port_call

INPUTS = DetectionInputs(
    profile="gfw/1",
    parameters={"ais_gap": "0" * 64},
    kernel="1" * 64,
    detectors="2" * 64,
    exhibits=(Sha256.of(b"a"),),
    ports=Sha256.of(b"ports"),
)


def run(number: int, *, at: float, profile: str = "gfw/1") -> DetectionRun:
    return DetectionRun(
        number=number,
        at=hour(at),
        inputs=attrs.evolve(INPUTS, profile=profile),
        rows=3,
        until=hour(0),
        events={"ais_gap": 1},
        added=1,
        withdrawn=0,
        changes="",
    )


def test_an_event_reads_back_as_it_was_kept() -> None:
    for event in (gap(1, None), port_call(1.5, 2, "alpha", at=(-1.5, 179.999998))):
        assert event_of(json.loads(json.dumps(event_form(event)))) == event


def test_every_earlier_state_can_be_asked_for(tmp_path: Path) -> None:
    folder = EventFolder(root=tmp_path / "events")
    folder.add(run(1, at=1), Changes(added={"a": "one", "b": "two"}, withdrawn=()))
    folder.add(run(2, at=2), Changes(added={"a": "closed"}, withdrawn=("b",)))
    folder.add(run(3, at=3, profile="other/1"), Changes(added={"c": "three"}, withdrawn=()))
    assert folder.forms("gfw") == {"a": "closed"}
    assert folder.forms("gfw", as_of=hour(1.5)) == {"a": "one", "b": "two"}
    assert folder.forms("gfw", as_of=hour(0.5)) == {}
    assert folder.forms("other") == {"c": "three"}
    assert [one.number for one in folder.runs()] == [1, 2, 3]


def test_two_runs_cannot_have_one_number(tmp_path: Path) -> None:
    folder = EventFolder(root=tmp_path)
    folder.add(run(1, at=1), Changes(added={"a": "one"}, withdrawn=()))
    with pytest.raises(CaseError, match="another run"):
        folder.add(run(1, at=2), Changes(added={"a": "two"}, withdrawn=()))
    assert folder.forms("gfw") == {"a": "one"}


def test_changed_events_are_found_out(tmp_path: Path) -> None:
    folder = EventFolder(root=tmp_path)
    kept = folder.add(run(1, at=1), Changes(added={"a": "one"}, withdrawn=()))
    (tmp_path / kept.changes).write_bytes(b"something else")
    with pytest.raises(EvidenceError, match="were changed"):
        folder.forms("gfw")
    (tmp_path / kept.changes).unlink()
    with pytest.raises(EvidenceError, match="cannot be read"):
        folder.forms("gfw")


def test_a_run_that_is_none_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "run-000001.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EvidenceError, match="no run of detection"):
        EventFolder(root=tmp_path).runs()


def test_an_event_that_does_not_read_is_found_out() -> None:
    with pytest.raises(EvidenceError, match="does not read"):
        event_of({"id": "x"})
