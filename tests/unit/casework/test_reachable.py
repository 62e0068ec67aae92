"""What was within reach in the gaps of a case: asked by vessel and id, kept small, refused where it means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.detect import event_text
from vedette.casework.detection_inputs import inputs_now, kept_events
from vedette.casework.reachable import ReachQuery, reachable
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError
from vedette.model.detection import Changes, DetectionRun
from vedette.model.events import EventKind
from vedette.model.identifiers import Mmsi
from vedette.testing.case_folders import write_case
from vedette.testing.small_events import event, gap, hour
from vedette.tracks.profiles import GFW

SHIP, OTHER, SLOW = "281000001", "281000002", "281000003"
EVENTS = (
    gap(0, 20, ship=SHIP),
    gap(2, None, ship=OTHER, first=(1.0, 0.0)),
    event(EventKind.LOITERING, 5, 15, ships=(SLOW,), first=(0.5, 0.0), last=(0.5, 0.0)),
    gap(1, 9, ship="281000004", last=None),  # type: ignore[arg-type]
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    case = write_case(tmp_path / "case")
    (case / "ports.csv").write_text(
        "number,name,latitude,longitude\n1,Near,600000,0\n2,Nearer,60000,0\n3,Far,6000000,0\n",
        encoding="utf-8",
    )
    made = open_workspace(case)
    for number, at in ((1, 30), (2, 40)):
        made_run = DetectionRun(
            number=number, at=hour(at), inputs=inputs_now(made, GFW), rows=9, until=hour(24), events={}, added=4,
            withdrawn=0, changes="",
        )  # fmt: skip
        added = {one.id: event_text(one) for one in EVENTS} if number == 1 else {}
        kept_events(made).add(made_run, Changes(added=added, withdrawn=()))
    return made


def test_ports_ships_in_gaps_and_slow_ships_are_listed_by_the_longest_stay(workspace: Workspace) -> None:
    (one,) = reachable(workspace, ReachQuery(vessel=Mmsi(SHIP)), as_of=hour(35)).gaps
    assert [port.name for port in one.ports] == ["Nearer", "Near"]
    assert (one.ports_within, one.gaps_within, one.slow_within) == (2, 1, 1)
    assert one.slow[0].transmitter.value == SLOW
    assert one.slow[0].stay.seconds == 10 * 3600
    assert one.gaps[0].transmitter.value == OTHER


def test_an_open_gap_is_within_reach_until_the_data_end_and_the_list_is_as_short_as_asked(
    workspace: Workspace,
) -> None:
    query = ReachQuery(event=EVENTS[1].id[:12], most=1)
    (one,) = reachable(workspace, query, as_of=hour(35)).gaps
    assert (one.ended, len(one.ports), one.ports_within) == (None, 1, 3)
    assert one.ports[0].stay.latest == hour(24)


def test_a_slower_ship_reaches_less_and_a_gap_without_a_place_is_counted(workspace: Workspace) -> None:
    found = reachable(workspace, ReachQuery(speed_tenth_kn=10), as_of=hour(35))
    assert [one.ports_within for one in found.gaps] == [1, 1]
    assert found.unplaced == 1
    assert found.speed_knots == 1


def test_no_gap_meant_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="no AIS gap is meant"):
        reachable(workspace, ReachQuery(vessel=Mmsi(SLOW)), as_of=hour(35))
