from __future__ import annotations

import pytest

from vedette.backends.sqlite_reading import ReadOnlyDatabase
from vedette.casework.check import check
from vedette.casework.issues import issues
from vedette.casework.workspace import Workspace, read_workspace
from vedette.errors import RecordChangedError


def test_a_case_as_it_was_collected_holds(workspace: Workspace) -> None:
    found = check(workspace)
    assert found.holds
    assert (found.submissions, found.exhibits) == (2, 9)


def test_a_changed_cell_of_a_submission_is_told_with_its_file(workspace: Workspace) -> None:
    table = workspace.submissions / "press" / "claims.csv"
    table.write_bytes(table.read_bytes().replace(b"20000", b"20001"))
    found = check(workspace)
    assert not found.holds
    assert [fault.where for fault in found.faults] == ["press/claims.csv"]


def test_a_broken_seal_of_an_edition_is_told_too(workspace: Workspace) -> None:
    folder = workspace.editions / "SMALL-1.public.en"
    folder.mkdir(parents=True)
    (folder / "edition.json").write_bytes(b"{}")
    assert [fault.where for fault in check(workspace).faults] == ["SMALL-1.public.en"]


def test_a_run_that_collects_meanwhile_raises_no_alarm(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(100))

    def changed(database: ReadOnlyDatabase, before: object, *, at_rest: bool) -> None:
        if next(moments) > 2:
            raise RecordChangedError("another process has written", advice="")

    asked = read_workspace(workspace.folder)
    monkeypatch.setattr(ReadOnlyDatabase, "_refuse_change", changed)
    assert check(asked).faults == ()
    with pytest.raises(RecordChangedError):
        asked.record.submissions()


def test_doubts_are_issues_of_rows_that_landed(workspace: Workspace) -> None:
    found = issues(workspace, submission="press")
    assert found.refused == 0
    assert all(one.file.startswith("press/") for one in found.issues)
