from __future__ import annotations

import os
from pathlib import Path

import pytest

from vedette.casework.collect import collect
from vedette.casework.custody import check_workspace
from vedette.casework.outcomes import CollectReport, Status
from vedette.casework.workspace import Workspace, open_workspace
from vedette.errors import EvidenceError
from vedette.model.evidence import Sha256
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets not everybody make links and pipes")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def run(case: Path) -> tuple[Workspace, CollectReport]:
    workspace = open_workspace(case)
    return workspace, collect(workspace, actor="A. Tester", clock=StoppedClock())


def refusal(case: Path) -> str:
    """Why the only submission is refused; nothing of it may be left."""
    workspace, report = run(case)
    [outcome] = report.submissions
    assert outcome.status is Status.REFUSED
    assert workspace.record.submissions() == []
    assert workspace.record.custody() == []
    assert list(workspace.blobs.digests()) == []
    return str(outcome.error)


@needs_posix
def test_a_link_that_leads_out_of_the_submission_is_refused(case: Path, tmp_path: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": b""})
    secret = tmp_path / "secret.csv"
    secret.write_bytes(claims_table(1))
    (place / "claims.csv").unlink()
    (place / "claims.csv").symlink_to(secret)
    assert "is a link that leads out of counts" in refusal(case)


@needs_posix
def test_a_folder_that_is_a_link_is_no_way_out_either(case: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "claims.csv").write_bytes(claims_table(1))
    place = write_submission(case, "counts", {"more/claims.csv": b""})
    (place / "more" / "claims.csv").unlink()
    (place / "more").rmdir()
    (place / "more").symlink_to(tmp_path / "elsewhere")
    assert "counts" in refusal(case)


@needs_posix
def test_a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": b""})
    (place / "claims.csv").unlink()
    os.mkfifo(place / "claims.csv")
    assert "is no plain file" in refusal(case)


@needs_posix
def test_a_link_in_a_circle_is_refused(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": b""})
    (place / "claims.csv").unlink()
    (place / "claims.csv").symlink_to("claims.csv")
    assert "cannot be read" in refusal(case)


@pytest.mark.parametrize("path", ["../case.toml", "/etc/hostname", "a/../../case.toml", "C:\\boot.ini"])
def test_a_path_that_leaves_the_folder_is_refused(case: Path, path: str) -> None:
    place = write_submission(case, "counts", {"claims.csv": b""})
    manifest = place / "submission.toml"
    manifest.write_text(manifest.read_text().replace('"claims.csv"', f"'{path}'"))
    assert "counts/submission.toml" in refusal(case)


@pytest.mark.parametrize(
    "content", [b"\x00" * 100, b"\xff\xfe\x00\xd8", b"= [", b"title = 1\n", b"x" * 2_000_000]
)
def test_a_manifest_that_does_not_read_is_refused_by_name(case: Path, content: bytes) -> None:
    place = write_submission(case, "counts", {"claims.csv": b""})
    (place / "submission.toml").write_bytes(content)
    assert "counts/submission.toml" in refusal(case)


def test_a_folder_without_a_manifest_is_refused(case: Path) -> None:
    (case / "submissions" / "counts").mkdir()
    assert "counts/submission.toml cannot be read" in refusal(case)


def test_nul_bytes_and_a_wrong_encoding_are_recorded_and_the_bytes_are_kept(case: Path) -> None:
    for name, content in {"nil": b"\x00" * 1000, "latin": "key,größe\n".encode("latin-1")}.items():
        write_submission(case, name, {"claims.csv": content})
    workspace, report = run(case)
    assert report.is_complete
    for submission in workspace.record.submissions():
        assert workspace.record.issues(submission.id)
    assert workspace.blobs.holds(Sha256.of(b"\x00" * 1000))
    assert check_workspace(workspace) == []


def test_bytes_changed_among_the_blobs_are_never_read_as_evidence(case: Path) -> None:
    place = write_submission(case, "counts", {"claims.csv": claims_table(1), "letter.txt": b"Yours"})
    run(case)
    digest = Sha256.of(claims_table(1))
    blob = case / ".vedette" / "blobs" / digest.value[:2] / digest.value[2:]
    blob.chmod(0o644)
    blob.write_bytes(claims_table(2))
    (place / "letter.txt").write_bytes(b"Yours truly")
    _, report = run(case)
    assert report.submissions[0].status is Status.REFUSED
    assert isinstance(report.submissions[0].error, EvidenceError)
    assert f"the bytes held for {digest}" in str(report.submissions[0].error)


def test_a_damaged_record_is_told_in_words(case: Path) -> None:
    (case / ".vedette").mkdir()
    (case / ".vedette" / "record.db").write_bytes(b"not a database" * 1000)
    with pytest.raises(EvidenceError, match=r"record\.db cannot be used"):
        open_workspace(case)
