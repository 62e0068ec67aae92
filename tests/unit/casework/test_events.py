"""Events asked between a withdrawal and the next run, and vessels asked for by what they told of themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest

from vedette.casework.detect import changed
from vedette.casework.detection_inputs import inputs_now, kept_events
from vedette.casework.events import events
from vedette.casework.named_vessels import vessel_named
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions
from vedette.casework.withdraw import withdraw
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError, UnreadableValueError
from vedette.model.detection import DetectionRun
from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.moments import Instant
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock
from vedette.testing.small_events import gap, port_call
from vedette.tracks.profiles import GFW

HEADER = "MMSI,BaseDateTime,LAT,LON,VesselName,IMO,CallSign\n"
ROWS = {
    "one.csv": "281000001,2030-01-01T00:00:00,1.5,2.5,TRAINING SWIFT,IMO3000013,Q1\n"
    "281000002,2030-01-01T00:00:00,1.5,2.5,TRAINING GULL,IMO3000025,Q2\n",
    "two.csv": "281000003,2030-01-02T00:00:00,1.5,2.5,Training Gull,IMO3000013,Q3\n"
    "281000004,2030-01-02T00:00:00,1.5,2.5,=1+2,IMO3000018,Q4\n",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A case with two files of positions."""
    folder = tmp_path_factory.mktemp("case")
    workspace = open_workspace(write_case(folder / "case"))
    for name, rows in ROWS.items():
        (folder / name).write_text(HEADER + rows, encoding="utf-8")
    said = Provenance(submitted_by="A. Tester", tlp="TLP:GREEN")
    files = [folder / name for name in ROWS]
    add_positions(workspace, files, format_name="marinecadastre", provenance=said, clock=TickingClock())
    return workspace


@pytest.mark.parametrize(
    ("asked", "mmsi"),
    [
        ("281000009", "281000009"),
        (" training swift ", "281000001"),
        ("IMO 3000025", "281000002"),
        ("3000025", "281000002"),
        ("=1+2", "281000004"),
        ("IMO 3000018", "281000004"),
    ],
)
def test_a_vessel_is_known_by_mmsi_imo_number_or_exact_name(
    workspace: Workspace, asked: str, mmsi: str
) -> None:
    assert vessel_named(workspace, asked).value == mmsi


def test_what_several_vessels_told_is_refused_and_they_are_listed(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="2 transmitters told 'training gull'") as told:
        vessel_named(workspace, "training gull")
    assert "281000002 (TRAINING GULL; IMO 3000025), 281000003 (Training Gull; IMO 3000013)" in str(told.value)
    with pytest.raises(CaseError, match="2 transmitters told IMO 3000013"):
        vessel_named(workspace, "3000013")


def test_a_part_of_a_name_is_no_name_and_the_whole_one_is_offered(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="no vessel 'swift'") as told:
        vessel_named(workspace, "swift")
    assert "did you mean TRAINING SWIFT" in str(told.value.advice)
    with pytest.raises(UnreadableValueError):
        vessel_named(workspace, "IMO 3000019")
    with pytest.raises(CaseError, match="no static report tells the IMO number 9074729"):
        vessel_named(workspace, "9074729")


def seen_in(event: MovementEvent, exhibit: Sha256) -> MovementEvent:
    sightings = tuple(
        attrs.evolve(
            one, first=attrs.evolve(one.first, exhibit=exhibit), last=attrs.evolve(one.last, exhibit=exhibit)
        )
        for one in event.sightings
    )
    return attrs.evolve(event, sightings=sightings)


def keep(workspace: Workspace, found: list[MovementEvent], *, number: int, at: str) -> None:
    """A run of detection that found these events."""
    store = kept_events(workspace)
    changes = changed(store.forms("gfw"), found)
    run = DetectionRun(
        number=number, at=Instant.parse(at), inputs=inputs_now(workspace, GFW), rows=4, until=None,
        events={}, added=len(changes.added), withdrawn=len(changes.withdrawn), changes="",
    )  # fmt: skip
    store.add(run, changes)


def test_events_that_rest_on_a_withdrawn_file_are_left_out_and_counted(
    tmp_path: Path, workspace: Workspace
) -> None:
    folder = shutil.copytree(workspace.folder, tmp_path / "case")
    mine = open_workspace(folder)
    one, two = (
        exhibit.digest
        for name in ROWS
        for exhibit in mine.record.exhibits()
        if exhibit.path == name
    )  # fmt: skip
    call, silent = seen_in(port_call(0, 5, "alpha"), one), seen_in(gap(8, 22), two)
    keep(mine, [call, silent], number=1, at="2030-02-01T00:00:00Z")
    assert (len(events(mine).events), events(mine).left_out) == (2, 0)
    shutil.rmtree(mine.submissions / "positions-two-csv")
    withdraw(mine, "positions-two-csv", reason="given back", by="A. Tester", clock=TickingClock())
    now = events(mine)
    assert ([event.id for event in now.events], now.left_out) == ([call.id], 1)
    keep(mine, [call], number=2, at="2030-02-03T00:00:00Z")
    assert events(mine).left_out == 0
    before = events(mine, as_of=Instant.parse("2030-02-02T00:00:00Z"))
    assert (len(before.events), before.left_out) == (2, 0)
