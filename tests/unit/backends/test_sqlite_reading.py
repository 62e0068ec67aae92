from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.backends.embedded import open_embedded, read_embedded
from vedette.backends.sqlite_reading import Copied, ReadOnlyDatabase, has_tables
from vedette.backends.sqlite_record import SqliteAnswers, SqliteRecord
from vedette.errors import CaseError, EvidenceError, RecordChangedError
from vedette.testing.samples import sample_claim, sample_submission


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "record.db"
    submission = sample_submission()
    with SqliteRecord.open(path).writing() as writer:
        writer.add_submission(submission, [sample_claim(submission)])
    return path


def held(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        one.name: (hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns)
        for one in folder.iterdir()
    }


def ask(path: Path) -> SqliteAnswers:
    record = SqliteAnswers.open_to_read(path)
    submission = sample_submission()
    assert record.submissions() == [submission]
    assert list(record.facts(submission.id)) == [sample_claim(submission)]
    assert [*record.custody(), *record.withdrawals()] == []
    return record


def test_asking_writes_neither_to_the_file_nor_beside_it(path: Path) -> None:
    before = held(path.parent)
    assert isinstance(ask(path).database, ReadOnlyDatabase)
    assert held(path.parent) == before


def test_asking_a_record_that_was_never_made_makes_none(tmp_path: Path) -> None:
    embedded = read_embedded(tmp_path / "kept")
    assert embedded.record.submissions() == []
    assert list(tmp_path.iterdir()) == []


def test_a_record_opened_to_be_asked_refuses_to_be_written(path: Path) -> None:
    with pytest.raises(CaseError, match="was opened for reading alone"):
        SqliteAnswers.open_to_read(path).writing()


def killed_while_it_wrote(path: Path) -> None:
    """Leave a log beside the file, as a writer does that was killed before it closed the file."""
    code = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('CREATE TABLE more (one)')\n"
        "connection.commit()\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, path], check=False, timeout=60)


@pytest.mark.parametrize("with_index", [True, False])
def test_what_a_killed_writer_left_in_the_log_is_read_and_stays_there(
    path: Path, *, with_index: bool
) -> None:
    killed_while_it_wrote(path)
    if not with_index:
        path.with_name("record.db-shm").unlink()
    before = {name: held(path.parent)[name] for name in ("record.db", "record.db-wal")}
    names = set(held(path.parent))
    with SqliteAnswers.open_to_read(path).database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM more").scalar() == 0
    ask(path)
    after = held(path.parent)
    assert set(after) == names
    assert {name: after[name] for name in before} == before


def test_asking_goes_on_while_somebody_writes(path: Path) -> None:
    record = SqliteRecord.open(path)
    with record.writing() as writer:
        writer.add_submission(sample_submission(b"two", version=2))
        ask(path)
    assert len(SqliteAnswers.open_to_read(path).submissions(every_version=True)) == 2


def test_a_file_that_changes_under_a_reader_who_thought_it_at_rest_is_told(path: Path) -> None:
    asked = SqliteAnswers.open_to_read(path)
    facts = asked.facts(sample_submission().id)
    next(facts)
    with SqliteRecord.open(path).writing() as writer:
        writer.add_submission(sample_submission(b"two", version=2))
    with pytest.raises(RecordChangedError, match=r"has written to .* while it was read"):
        list(facts)


def older(path: Path) -> None:
    connection = sqlite3.connect(path)
    for name in ("withdrawal", "belongs_to"):
        connection.execute(f"DROP TABLE {name}")
    connection.execute("UPDATE alembic_version SET version_num = 'r0001'")
    connection.commit()
    connection.close()


def test_a_record_of_an_older_program_is_asked_in_a_copy_and_brought_up_to_date_by_writing(
    path: Path,
) -> None:
    older(path)
    before = held(path.parent)
    asked = ask(path)
    assert isinstance(asked.database, Copied)
    place = asked.database.folder
    assert place.is_dir()
    assert held(path.parent) == before
    del asked
    assert not place.exists()
    assert SqliteRecord.open(path).withdrawals() == []
    assert isinstance(ask(path).database, ReadOnlyDatabase)


def test_a_record_of_a_newer_program_is_refused_to_whoever_asks_too(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.commit()
    connection.close()
    with pytest.raises(CaseError, match=r"record\.db has the revision r9999"):
        SqliteAnswers.open_to_read(path)


@pytest.mark.parametrize(("begins", "size"), [(b"", 0), (b"", 30_000), (b"noise" * 900, None)])
def test_a_damaged_record_is_told_to_whoever_asks(path: Path, begins: bytes, size: int | None) -> None:
    content = begins or path.read_bytes()
    path.write_bytes(content if size is None else content[:size])
    if size == 0:
        assert not has_tables(path)
        return
    with pytest.raises(EvidenceError, match=r"record\.db cannot be used") as refused:
        ask(path)
    assert "restore record.db from a backup" in refused.value.advice


def test_an_empty_file_beside_a_log_is_never_opened_because_that_would_remove_the_log(path: Path) -> None:
    killed_while_it_wrote(path)
    path.write_bytes(b"")
    embedded = path.parent
    (embedded / "blobs" / "ab").mkdir(parents=True)
    (embedded / "blobs" / "ab" / ("0" * 62)).write_bytes(b"")
    for opened in (open_embedded, read_embedded):
        with pytest.raises(EvidenceError, match="is empty, but"):
            opened(embedded)
    assert path.with_name("record.db-wal").stat().st_size > 0


def test_a_name_with_signs_of_addresses_is_opened_as_it_is(path: Path, tmp_path: Path) -> None:
    place = tmp_path / "50 % of #1?mode=rw" if sys.platform != "win32" else tmp_path / "50 % of #1"
    shutil.copytree(path.parent, place)
    ask(place / "record.db")
    assert [one.name for one in place.iterdir()] == ["record.db"]
