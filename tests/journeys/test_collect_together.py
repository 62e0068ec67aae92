from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vedette.backends.embedded import open_embedded
from vedette.casework.collect import collect
from vedette.casework.custody import check_workspace
from vedette.casework.outcomes import Status
from vedette.casework.workspace import Workspace, open_workspace
from vedette.evidence.custody import verify_chain
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock

PROGRAM = """
import sys
from pathlib import Path
from vedette.backends.clock import SystemClock
from vedette.casework.collect import collect
from vedette.casework.workspace import open_workspace

report = collect(open_workspace(Path(sys.argv[1])), actor=sys.argv[2], clock=SystemClock())
for one in report.submissions:
    print(one.status.value, one.error or "")
sys.exit(not report.is_complete)
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    for number in range(6):
        table = claims_table(*range(1, 60), first=1 + 100 * number)
        write_submission(case, f"submission {number}", {"claims.csv": table, "same.txt": b"the same"})
    return case


def start(case: Path, actor: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(case), actor],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_four_processes_that_collect_a_new_case_at_once_record_everything_exactly_once(case: Path) -> None:
    running = [start(case, f"Officer {number}") for number in range(4)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], said
    statuses = [line.strip() for out, _ in said for line in out.splitlines()]
    assert statuses.count("new") == 6
    assert statuses.count("unchanged") == 18
    workspace = open_workspace(case)
    assert [one.version for one in workspace.record.submissions(every_version=True)] == [1] * 6
    assert verify_chain(workspace.record.custody()) == []
    assert check_workspace(workspace) == []


def test_a_collect_that_waits_too_long_for_another_says_so_and_records_nothing(case: Path) -> None:
    workspace = open_workspace(case)
    hasty = open_embedded(workspace.kept, busy_timeout_s=0.1)
    impatient = Workspace(folder=case, case=workspace.case, record=hasty.record, blobs=hasty.blobs)
    with workspace.record.writing():
        report = collect(impatient, actor="A. Tester", clock=StoppedClock())
    assert {one.status for one in report.submissions} == {Status.REFUSED}
    assert "another process has been writing to" in str(report.submissions[0].error)
    assert workspace.record.submissions() == []
