"""Adding positions while processes die or run beside each other: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.casework.custody import check_workspace
from vedette.casework.lake import position_lake
from vedette.casework.positions import positions
from vedette.casework.workspace import open_workspace
from vedette.evidence.custody import verify_chain
from vedette.testing.case_folders import write_case

PROGRAM = """
import sys
from pathlib import Path
from vedette.backends.clock import SystemClock
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions
from vedette.casework.workspace import open_workspace
from vedette.errors import VedetteError

case, file, ready, go = (Path(one) for one in sys.argv[1:])
workspace = open_workspace(case)
ready.touch()
while not go.exists():
    pass
try:
    add_positions(workspace, [file], format_name="marinecadastre", clock=SystemClock(),
                  provenance=Provenance(submitted_by="A. Tester"))
except VedetteError as error:
    print(error.message)
    sys.exit(1)
"""


def write_day(path: Path, day: int, *, ships: int = 40, rows: int = 400) -> Path:
    """A table of one day, with a row that is refused."""
    lines = ["MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,Status"]
    for number in range(rows):
        minute, ship = number * 3, number % ships
        lines.append(
            f"{366000000 + ship},2022-01-{day:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00,"
            f"34.{number:05d},-118.{day:05d},9.5,123.4,200.0,SHIP {ship},0"
        )
    lines.insert(7, "366000001,not a time,1,2,,,,,")
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")
def test_adding_positions_killed_anywhere_keeps_the_state_before_and_ends_in_the_same_bytes(
    case: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    files = [write_day(tmp_path / f"day {day}.csv", day) for day in (1, 2, 3)]
    script = Path(__file__).with_name("killed_positions.py")
    done = subprocess.run(
        [sys.executable, script, case, work, *files], capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["runs"] >= 20


@pytest.mark.slow
@pytest.mark.long
def test_of_two_processes_that_add_at_once_each_lands_or_is_told_and_nothing_is_lost(
    case: Path, tmp_path: Path
) -> None:
    files = [write_day(tmp_path / f"day-{day}.csv", day) for day in (1, 2)]
    open_workspace(case)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, case, file, tmp_path / f"ready {at}", tmp_path / "go"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for at, file in enumerate(files)
    ]  # fmt: skip
    while not all((tmp_path / f"ready {at}").exists() for at in range(2)):
        assert all(one.poll() is None for one in running), [one.communicate() for one in running]
    (tmp_path / "go").touch()
    said = [one.communicate(timeout=240) for one in running]
    assert all(error == "" for _, error in said), said
    assert 0 in [one.returncode for one in running], said
    for process, (told, _) in zip(running, said, strict=True):
        assert process.returncode == 0 or "another" in told
    for at, process in enumerate(running):
        if process.returncode:
            given = [str(one) for one in (case, files[at], tmp_path / "ready", tmp_path / "go")]
            again = subprocess.run([sys.executable, "-c", PROGRAM, *given], check=False, timeout=240)
            assert again.returncode == 0
    workspace = open_workspace(case)
    answer = positions(workspace)
    assert (answer.exhibits, answer.positions) == (2, 800)
    assert [(one.positions, one.refused) for one in answer.files] == [(400, 1), (400, 1)]
    assert sum(block.rows for block in position_lake(workspace).blocks(["row"])) == 800
    assert verify_chain(workspace.record.custody()) == []
    assert check_workspace(workspace) == []
