"""A record that is gone, empty, damaged or another's, beside evidence that is there: nothing is ever removed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from vedette.backends.sqlite_record import SqliteRecord
from vedette.casework.build import build_edition
from vedette.casework.collect import collect
from vedette.casework.custody import check_workspace
from vedette.casework.outcomes import Status
from vedette.casework.workspace import open_workspace, read_workspace
from vedette.errors import CaseError, EvidenceError, VedetteError
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock


@pytest.fixture
def case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    write_submission(case, "counts", {"claims.csv": claims_table(198, 283), "letter.txt": b"Yours"})
    run(case)
    return case


def run(case: Path) -> None:
    assert collect(open_workspace(case), actor="A. Tester", clock=StoppedClock()).is_complete


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "a folder"
        for path in folder.rglob("*")
    }


def empty_database(record: Path) -> None:
    record.unlink()
    sqlite3.connect(record).execute("VACUUM").connection.close()


def without_tables(record: Path) -> None:
    record.unlink()
    connection = sqlite3.connect(record)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE other (one)")
    connection.commit()
    connection.close()


def a_folder(record: Path) -> None:
    record.unlink()
    record.mkdir()


def without_rows(record: Path) -> None:
    record.unlink()
    SqliteRecord.open(record)


LOSSES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda record: record.unlink(), "is gone, but"),
    "0 bytes": (lambda record: record.write_bytes(b""), "is empty, but"),
    "an empty database": (empty_database, "is empty, but"),
    "another database": (without_tables, "is empty, but"),
    "tables without rows": (without_rows, "holds no submission, but"),
    "a folder": (a_folder, "is a folder, where the record should be"),
    "half of it": (lambda record: record.write_bytes(record.read_bytes()[:40_000]), "cannot be used"),
    "noise": (lambda record: record.write_bytes(b"noise" * 5000), "cannot be used"),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_record_that_is_lost_refuses_collecting_and_asking_and_no_preserved_byte_is_touched(
    case: Path, name: str
) -> None:
    lose, words = LOSSES[name]
    lose(case / ".vedette" / "record.db")
    before = tree(case)
    for act in (lambda: run(case), lambda: build_edition(read_workspace(case)), lambda: read_workspace(case)):
        with pytest.raises(VedetteError, match=words) as refused:
            act()
        assert "backup" in refused.value.advice
        assert tree(case) == before


def test_an_edition_alone_also_shows_that_there_was_a_record(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    edition = case / ".vedette" / "editions" / "one"
    edition.mkdir(parents=True)
    (edition / "edition.json").write_bytes(b"{}")
    with pytest.raises(EvidenceError, match=r"preserved files \(0\) and sealed editions \(1\)"):
        open_workspace(case)


def test_an_edition_that_sealed_no_custody_shows_no_record(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    edition = case / ".vedette" / "editions" / "one"
    edition.mkdir(parents=True)
    (edition / "edition.json").write_bytes(b'{"seal": "0", "custody": []}')
    run(case)


def first_run_stopped(case: Path) -> None:
    """What a first run leaves that is killed between the bytes and the rows."""
    workspace = open_workspace(case)
    with contextlib.suppress(KeyboardInterrupt), workspace.record.writing():
        workspace.blobs.put([b"Yours"])
        raise KeyboardInterrupt


def test_a_first_run_that_was_stopped_is_told_from_a_record_that_lost_its_rows(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    write_submission(case, "counts", {"claims.csv": claims_table(198, 283), "letter.txt": b"Yours"})
    first_run_stopped(case)
    note = case / ".vedette" / "nothing-recorded-yet"
    assert note.exists()
    assert len(check_workspace(read_workspace(case))) == 1
    run(case)
    assert not note.exists()
    assert check_workspace(read_workspace(case)) == []


def test_a_first_run_of_which_nothing_landed_is_no_lost_record(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    write_submission(case, "short", {"claims.csv": claims_table("many")}, at_least=1)
    for _ in range(2):
        report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
        assert [one.status for one in report.submissions] == [Status.REFUSED]
    write_submission(case, "short", {"claims.csv": claims_table("many")})
    run(case)
    without_rows(case / ".vedette" / "record.db")
    with pytest.raises(EvidenceError, match="holds no submission, but"):
        open_workspace(case)


def test_blobs_that_are_gone_are_preserved_again_from_the_submissions_where_these_are_unchanged(
    case: Path,
) -> None:
    record = (case / ".vedette" / "record.db").read_bytes()
    shutil.rmtree(case / ".vedette" / "blobs")
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    assert [(one.status, one.version) for one in report.submissions] == [(Status.RESTORED, 1)]
    assert check_workspace(read_workspace(case)) == []
    assert (case / ".vedette" / "record.db").read_bytes() == record
    run(case)
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    assert [one.status for one in report.submissions] == [Status.UNCHANGED]


def test_a_file_where_the_blobs_or_all_that_is_kept_should_be_is_refused_by_name(case: Path) -> None:
    for place in (case / ".vedette" / "blobs", case / ".vedette"):
        shutil.rmtree(place)
        place.write_bytes(b"")
        for opened in (open_workspace, read_workspace):
            with pytest.raises(EvidenceError, match=rf"{place.name} is no folder") as refused:
                opened(case)
            assert "backup" in refused.value.advice
            assert place.read_bytes() == b""


def test_renaming_what_was_kept_lets_the_case_be_collected_anew(case: Path) -> None:
    (case / ".vedette" / "record.db").unlink()
    (case / ".vedette").rename(case / ".vedette-before")
    run(case)
    assert check_workspace(read_workspace(case)) == []


def test_a_record_put_back_to_an_earlier_state_sets_later_evidence_aside_and_removes_none(case: Path) -> None:
    backup = (case / ".vedette" / "record.db").read_bytes()
    write_submission(case, "later", {"letter.txt": b"a later letter"})
    run(case)
    shutil.rmtree(case / "submissions" / "later")
    (case / ".vedette" / "record.db").write_bytes(backup)
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    kept = case / ".vedette" / "blobs" / "set-aside"
    assert {path.name for path in kept.iterdir()} == {one.value for one in report.set_aside}
    assert b"a later letter" in {path.read_bytes() for path in kept.iterdir()}


def test_a_refused_submission_leaves_its_bytes_aside(case: Path) -> None:
    write_submission(case, "short", {"claims.csv": claims_table("many")}, at_least=1)
    for _ in range(2):
        report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
        assert len(report.set_aside) == 2
    assert len(list(open_workspace(case).blobs.aside())) == 2


def test_what_is_kept_of_another_case_is_refused_and_so_is_asking_it(case: Path, tmp_path: Path) -> None:
    other = write_case(tmp_path / "other")
    text = (other / "case.toml").read_text(encoding="utf-8")
    (other / "case.toml").write_text(text.replace("VEDETTE-TEST/1", "VEDETTE-OTHER/1"), encoding="utf-8")
    shutil.copytree(case / ".vedette", other / ".vedette")
    for opened in (open_workspace, read_workspace):
        with pytest.raises(CaseError, match=r"belongs to the case 'VEDETTE-TEST/1'.*'VEDETTE-OTHER/1'"):
            opened(other)


def test_a_case_folder_may_be_renamed_and_moved(case: Path, tmp_path: Path) -> None:
    case.rename(tmp_path / "elsewhere")
    run(tmp_path / "elsewhere")
    assert check_workspace(read_workspace(tmp_path / "elsewhere")) == []


def test_a_new_symbol_is_recorded_when_it_is_said_to_be_meant(case: Path) -> None:
    text = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(text.replace("VEDETTE-TEST/1", "VEDETTE-TEST/2"), encoding="utf-8")
    collect(open_workspace(case, is_renamed=True), actor="A. Tester", clock=StoppedClock())
    workspace = read_workspace(case)
    assert workspace.record.belongs_to() == "VEDETTE-TEST/2"
    last = workspace.record.custody()[-1]
    assert (last.action, last.subject) == ("renamed", "VEDETTE-TEST/2")
    assert check_workspace(workspace) == []


def test_nothing_but_the_symbol_of_a_case_is_recorded_where_nothing_changed(case: Path) -> None:
    before = tree(case)
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    assert [one.status for one in report.submissions] == [Status.UNCHANGED]
    assert tree(case) == before


def log_as_a_folder(case: Path) -> None:
    (case / ".vedette" / "record.db-wal").mkdir()


def chapter_as_a_folder(case: Path) -> None:
    (case / "report" / "en" / "01-one.md").mkdir(parents=True)


def definitions_as_a_folder(case: Path) -> None:
    (case / "report" / "figures.toml").mkdir(parents=True)


UNREAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the log of the record": (log_as_a_folder, r"record\.db-wal is a folder", "move it away"),
    "a chapter": (chapter_as_a_folder, r"01-one\.md cannot be read", "move away what has its name"),
    "the definitions": (
        definitions_as_a_folder,
        r"figures\.toml cannot be read",
        "move away what has its name",
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_folder_where_a_file_is_read_is_told_as_that_and_not_as_a_full_disk(case: Path, name: str) -> None:
    make, words, advice = UNREAD[name]
    make(case)
    with pytest.raises(VedetteError, match=words) as refused:
        build_edition(read_workspace(case))
    assert advice in refused.value.advice
    assert "room" not in refused.value.advice


def test_a_file_where_new_bytes_are_put_is_told_as_that(case: Path) -> None:
    incoming = case / ".vedette" / "blobs" / "incoming"
    shutil.rmtree(incoming)
    incoming.write_bytes(b"")
    write_submission(case, "later", {"letter.txt": b"a later letter"})
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    [error] = [one.error for one in report.submissions if one.error]
    assert "incoming, which is no folder" in error.message
    assert "move away" in error.advice


def test_preserved_bytes_that_may_not_be_read_are_told_as_that(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = read_workspace(case)
    [one] = workspace.record.submissions()

    def refuse(place: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(place))

    for name in ("open", "is_file", "is_dir"):
        monkeypatch.setattr(Path, name, refuse)
    for ask in (
        lambda: workspace.blobs.open(one.exhibits[0].digest),
        lambda: workspace.blobs.holds(one.exhibits[0].digest),
        lambda: list(workspace.blobs.digests()),
        workspace.blobs.clear_leftovers,
    ):
        with pytest.raises(EvidenceError, match="cannot be read: Permission denied") as refused:
            ask()
        assert "may read the preserved bytes" in refused.value.advice


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_in_the_place_of_a_manifest_is_told_as_that(case: Path) -> None:
    manifest = case / "submissions" / "counts" / "submission.toml"
    manifest.unlink()
    os.mkfifo(manifest)
    report = collect(open_workspace(case), actor="A. Tester", clock=StoppedClock())
    [error] = [one.error for one in report.submissions if one.error]
    assert "submission.toml is no plain file" in error.message
    assert "put a text file of that name there" in error.advice
