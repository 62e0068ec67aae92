from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.collect import collect, name_of_actor
from vedette.casework.custody import check_workspace
from vedette.casework.outcomes import CollectReport, Status
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import CaseError
from vedette.model.evidence import Sha256
from vedette.testing.case_folders import CLAIMS_HEADER, claims_table, write_case, write_submission
from vedette.testing.clocks import EPOCH, StoppedClock, TickingClock


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def run(case: Path) -> tuple[Workspace, CollectReport]:
    workspace = open_workspace(case)
    return workspace, collect(workspace, actor="A. Tester", clock=TickingClock())


def test_every_file_of_a_submission_becomes_an_exhibit_and_every_good_row_a_fact(case: Path) -> None:
    write_submission(
        case, "counts", {"claims.csv": claims_table(20_000, 500), "letter.pdf": b"%PDF-1.7 letter"}
    )
    workspace, report = run(case)
    [submission] = workspace.record.submissions()
    assert report.is_complete
    assert [(one.path, one.media_type) for one in submission.exhibits] == [
        ("submission.toml", "application/toml"),
        ("claims.csv", "text/csv"),
        ("letter.pdf", "application/pdf"),
    ]
    assert [fact.basis.key for fact in workspace.record.facts(submission.id)] == ["R-1", "R-2"]
    assert {one.digest for one in submission.exhibits} == set(workspace.blobs.digests())
    assert check_workspace(workspace) == []


def test_collecting_what_has_not_changed_leaves_no_trace(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": claims_table(1)})
    workspace, _ = run(case)
    custody = workspace.record.custody()
    _, report = run(case)
    assert [one.status for one in report.submissions] == [Status.UNCHANGED]
    assert workspace.record.custody() == custody


def test_a_changed_cell_is_a_new_version_and_the_earlier_one_stays(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": claims_table(198)})
    workspace, _ = run(case)
    write_submission(case, "counts", {"claims.csv": claims_table(199)})
    _, report = run(case)
    assert [(one.status, one.version) for one in report.submissions] == [(Status.CHANGED, 2)]
    first, second = workspace.record.submissions(every_version=True)
    assert [first.version, second.version] == [1, 2]
    assert [str(fact.quantity.low) for fact in workspace.record.facts(first.id)] != [  # type: ignore[union-attr]
        str(fact.quantity.low)  # type: ignore[union-attr]
        for fact in workspace.record.facts(second.id)
    ]
    assert check_workspace(workspace) == []


def test_a_return_to_the_first_content_is_a_third_version(case: Path) -> None:
    for value in (198, 199, 198):
        write_submission(case, "counts", {"claims.csv": claims_table(value)})
        workspace, report = run(case)
    assert report.submissions[0].version == 3
    versions = workspace.record.submissions(every_version=True)
    assert versions[0].id == versions[2].id != versions[1].id
    assert check_workspace(workspace) == []


def test_a_bad_row_is_an_issue_with_file_row_and_column_and_the_good_rows_land(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": claims_table(1, "many", 3)})
    workspace, report = run(case)
    [submission] = workspace.record.submissions()
    [issue] = workspace.record.issues(submission.id)
    assert (issue.path, issue.locator, issue.column, issue.value) == ("claims.csv", "row=2", "value", "many")
    [file] = report.submissions[0].files
    assert (file.good_rows, file.refused_rows, file.facts, file.issues) == (2, 1, 2, 1)
    assert report.submissions[0].issues == (issue,)


def test_fewer_good_rows_than_expected_refuse_the_version_and_name_file_and_counts(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": claims_table(1, "many")}, at_least=2)
    write_submission(case, "other", {"claims.csv": claims_table(7)})
    workspace, report = run(case)
    refused, landed = report.submissions
    assert not report.is_complete
    assert "claims.csv has 1 good rows, where 2 are expected" in str(refused.error)
    assert refused.issues[0].problem == "'many' is not a number"
    assert landed.status is Status.NEW
    assert [one.folder for one in workspace.record.submissions()] == ["other"]
    assert [fault.what for fault in check_workspace(workspace)] == ["a submission is not collected"]


def test_a_file_that_the_manifest_does_not_name_refuses_the_submission(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": claims_table(1)})
    (place / "more.csv").write_bytes(b"")
    workspace, report = run(case)
    assert "counts holds more.csv, which submission.toml does not name" in str(report.submissions[0].error)
    assert workspace.record.submissions() == []
    assert list(workspace.blobs.digests()) == []


def test_a_named_file_that_is_missing_refuses_the_submission(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": claims_table(1)})
    (place / "claims.csv").unlink()
    _, report = run(case)
    assert "counts names claims.csv, which it does not hold" in str(report.submissions[0].error)


def test_clutter_that_systems_leave_is_nothing_that_anybody_hands_in(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": claims_table(1)})
    (place / ".DS_Store").write_bytes(b"Mac")
    (case / "submissions" / "Thumbs.db").write_bytes(b"Windows")
    _, report = run(case)
    assert report.is_complete


def test_what_a_restricted_file_undergoes_leaves_the_public_strand_as_it_was(tmp_path: Path) -> None:
    public: list[list[object]] = []
    for restricted in ([], [1], [1, 2], [3]):
        case = write_case(tmp_path / f"case {len(public)}")
        for values in [restricted[:number] for number in range(1, len(restricted) + 1)] or [[]]:
            write_submission(case, "public", {"claims.csv": claims_table(5)})
            if values:
                write_submission(case, "a secret", {"claims.csv": claims_table(*values)}, tlp="TLP:RED")
            workspace = open_workspace(case)
            collect(workspace, actor="A. Tester", clock=StoppedClock())
        entries = [one for one in workspace.record.custody() if one.strand == "TLP:CLEAR|*|"]
        assert "secret" not in str(entries)
        public.append(list(entries))
    assert public[0] == public[1] == public[2] == public[3]


def test_an_exhibit_is_as_restricted_as_the_most_restricted_of_its_rows(case: Path) -> None:
    files = {"free.csv": claims_table(1), "mixed.csv": claims_table(2, handling="TLP:AMBER", first=2)}
    write_submission(case, "counts", files)
    workspace, _ = run(case)
    [submission] = workspace.record.submissions()
    assert [one.handling.tlp.label for one in submission.exhibits] == ["TLP:CLEAR", "TLP:CLEAR", "TLP:AMBER"]
    mixed = submission.exhibits[2].digest
    [entry] = [one for one in workspace.record.custody() if one.subject == mixed.value]
    assert entry.strand.startswith("TLP:AMBER")
    assert check_workspace(workspace) == []


def test_a_folder_that_is_gone_is_told_and_what_it_held_stays_on_record(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": claims_table(1)})
    workspace, _ = run(case)
    place.rename(case / "elsewhere")
    _, report = run(case)
    assert [one.status for one in report.submissions] == [Status.GONE]
    assert len(workspace.record.submissions()) == 1


def test_one_file_under_two_names_is_two_exhibits_of_one_blob(case: Path) -> None:
    table = claims_table(1)
    write_submission(case, "counts", {"one.txt": table, "two.txt": table})
    workspace, _ = run(case)
    assert [one.path for one in workspace.record.exhibits()] == ["submission.toml", "one.txt", "two.txt"]
    assert Sha256.of(table) in set(workspace.blobs.digests())
    assert check_workspace(workspace) == []


def test_an_empty_file_is_an_exhibit_and_an_issue(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": b""})
    workspace, report = run(case)
    assert report.is_complete
    assert report.submissions[0].files[0].is_unreadable
    assert len(workspace.record.issues(workspace.record.submissions()[0].id)) == 1


def test_a_table_with_no_rows_is_collected_and_says_nothing(case: Path) -> None:
    write_submission(case, "counts", {"claims.csv": f"{CLAIMS_HEADER}\n".encode()})
    workspace, _ = run(case)
    assert list(workspace.record.facts(workspace.record.submissions()[0].id)) == []


def test_every_entry_of_a_run_carries_the_moment_at_which_it_began(case: Path) -> None:
    write_submission(case, "one", {"claims.csv": claims_table(1)})
    write_submission(case, "two", {"claims.csv": claims_table(2)})
    workspace, _ = run(case)
    assert {one.at for one in workspace.record.custody()} == {EPOCH}
    assert {one.actor for one in workspace.record.custody()} == {"A. Tester"}


def test_a_folder_without_a_case_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"holds no readable case\.toml"):
        open_workspace(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_loose_file_among_the_submissions_is_refused_and_the_others_land(case: Path) -> None:
    (case / "submissions" / "claims.csv").write_bytes(claims_table(1))
    write_submission(case, "zeta", {"claims.csv": claims_table(1)})
    _, report = run(case)
    told = {one.folder: one for one in report.submissions}
    assert "is no submission folder" in str(told["claims.csv"].error)
    assert told["zeta"].status is Status.NEW
    assert not report.is_complete


def test_the_actor_is_the_name_chosen_or_else_the_user_of_the_machine() -> None:
    assert name_of_actor(" Desk officer ") == "Desk officer"
    assert name_of_actor(None)
