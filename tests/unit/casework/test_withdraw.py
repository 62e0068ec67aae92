from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vedette.casework.build import build_edition
from vedette.casework.check import check
from vedette.casework.collect import collect
from vedette.casework.drift import refuse_drift
from vedette.casework.outcomes import Status
from vedette.casework.verify import verify
from vedette.casework.withdraw import withdraw
from vedette.casework.workspace import Workspace, open_workspace, read_workspace
from vedette.errors import CaseError, DriftError
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock, TickingClock
from vedette.testing.editions import write_small_case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    write_submission(case, "counts", {"claims.csv": claims_table(198, 283)})
    write_submission(case, "notes", {"claims.csv": claims_table(7)}, tlp="TLP:RED")
    run(case)
    return case


def run(case: Path) -> Workspace:
    workspace = open_workspace(case)
    assert collect(workspace, actor="A. Tester", clock=TickingClock()).is_complete
    return workspace


def take_back(case: Path, folder: str, *, reason: str = "handed in twice") -> None:
    withdraw(open_workspace(case), folder, reason=reason, by="the desk", clock=StoppedClock())


def put_elsewhere(case: Path, folder: str) -> Path:
    place = case.parent / f"{folder} elsewhere"
    shutil.move(case / "submissions" / folder, place)
    return place


def test_a_withdrawn_submission_counts_nowhere_is_no_drift_and_stays_preserved(case: Path) -> None:
    put_elsewhere(case, "notes")
    with pytest.raises(DriftError) as refused:
        refuse_drift(read_workspace(case))
    assert "vedette withdraw notes --reason TEXT" in refused.value.advice
    take_back(case, "notes")
    workspace = read_workspace(case)
    refuse_drift(workspace)
    assert [one.folder for one in workspace.record.submissions()] == ["counts"]
    told = check(workspace)
    assert told.holds
    assert [one.reason for one in told.withdrawn] == ["handed in twice"]
    for version in workspace.record.submissions(every_version=True):
        assert all(workspace.blobs.holds(one.digest) for one in version.exhibits)


def test_the_custody_log_tells_of_it_in_the_strand_of_the_submission(case: Path) -> None:
    put_elsewhere(case, "notes")
    take_back(case, "notes")
    [entry] = [one for one in read_workspace(case).record.custody() if one.action == "withdrawn"]
    assert (entry.strand.split("|")[0], entry.actor) == ("TLP:RED", "the desk")
    assert entry.detail == "notes, version 1: handed in twice"


def test_collecting_the_folder_again_makes_it_count_again_as_a_new_version(case: Path) -> None:
    kept = put_elsewhere(case, "notes")
    take_back(case, "notes")
    assert run(case).record.submissions()[0].folder == "counts"
    shutil.move(kept, case / "submissions" / "notes")
    report = collect(open_workspace(case), actor="A. Tester", clock=TickingClock())
    [back] = [one for one in report.submissions if one.folder == "notes"]
    assert (back.status, back.version) == (Status.RETURNED, 2)
    told = check(read_workspace(case))
    assert told.holds
    assert told.withdrawn == ()


def test_a_folder_that_is_still_there_an_unknown_one_and_a_second_time_are_refused(case: Path) -> None:
    with pytest.raises(CaseError, match="is still there"):
        take_back(case, "notes")
    with pytest.raises(CaseError, match="no submission 'letters' was collected"):
        take_back(case, "letters")
    put_elsewhere(case, "notes")
    with pytest.raises(CaseError, match="no reason"):
        take_back(case, "notes", reason=" ")
    take_back(case, "notes")
    with pytest.raises(CaseError, match="is withdrawn already: handed in twice"):
        take_back(case, "notes")
    assert len([one for one in read_workspace(case).record.custody() if one.action == "withdrawn"]) == 1


def test_a_forged_withdrawal_shows(case: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(case / ".vedette" / "record.db")
    connection.execute(
        "INSERT INTO withdrawal VALUES ('notes', 1, '2025-01-01T00:00:00Z', 'nobody', 'to be rid of it')"
    )
    connection.commit()
    connection.close()
    assert ("the custody log does not say that this was withdrawn", "the withdrawal of notes, version 1") in {
        (one.what, one.where) for one in check(read_workspace(case)).faults
    }


def test_an_edition_sealed_before_a_withdrawal_still_verifies_and_the_log_still_holds_it(
    tmp_path: Path,
) -> None:
    case = write_small_case(tmp_path / "case")
    workspace = run(case)
    built = build_edition(workspace)
    gone = workspace.record.submissions()[0].folder
    put_elsewhere(case, gone)
    take_back(case, gone)
    assert verify(built.folder).faults == ()
    assert check(read_workspace(case)).faults == ()
