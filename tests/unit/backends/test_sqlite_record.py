from __future__ import annotations

import sqlite3
import tracemalloc
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from vedette.backends import migrations
from vedette.backends.record_tables import APPEND_ONLY, FACTS, METADATA
from vedette.backends.sqlite_record import SqliteRecord
from vedette.errors import CaseError, EvidenceError
from vedette.testing.samples import sample_claim, sample_issue, sample_submission


@pytest.fixture
def record(tmp_path: Path) -> SqliteRecord:
    return SqliteRecord.open(tmp_path / "record.db")


def fill(record: SqliteRecord) -> None:
    submission = sample_submission()
    with record.writing() as writer:
        writer.add_submission(submission, [sample_claim(submission)], [sample_issue()])


def test_the_migrations_make_the_tables_that_the_program_uses(record: SqliteRecord) -> None:
    with record.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_revision_of_the_program_is_that_of_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrations.HEAD]
    assert [one.revision for one in scripts.walk_revisions()] == list(reversed(migrations.KNOWN))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_table_has_triggers_against_change_and_deletion(record: SqliteRecord, table: str) -> None:
    connection = sqlite3.connect(record.database.path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    connection.close()
    assert {f"{table}_no_update", f"{table}_no_delete"} <= set(names)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM claim", "UPDATE claim SET key = 'R-2'", "DELETE FROM exhibit"]
)
def test_changing_what_was_recorded_is_refused(record: SqliteRecord, statement: str) -> None:
    fill(record)
    with (
        pytest.raises(EvidenceError, match="refuses to change or delete"),
        record.database.writing() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_the_file_is_written_ahead_synced_in_full_and_keeps_its_references(record: SqliteRecord) -> None:
    with record.database.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, record: SqliteRecord) -> None:
    hasty = SqliteRecord.open(tmp_path / "record.db", busy_timeout_s=0.05)
    with (
        record.writing(),
        pytest.raises(CaseError, match=r"has been writing to .* for 0\.05 seconds"),
        hasty.writing(),
    ):
        pass


def test_a_record_of_a_newer_program_is_refused(tmp_path: Path, record: SqliteRecord) -> None:
    with record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'r9999'")
    with pytest.raises(CaseError, match="r9999"):
        SqliteRecord.open(tmp_path / "record.db")


def test_opening_again_runs_no_migration(
    tmp_path: Path, record: SqliteRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alembic.command.upgrade", None)
    assert SqliteRecord.open(tmp_path / "record.db").submissions() == []


def test_facts_are_merged_by_their_keys_and_not_sorted(record: SqliteRecord) -> None:
    from vedette.backends.sqlite_record import _facts_of

    with record.database.reading() as connection:
        selected = _facts_of(sample_submission().id)
        assert isinstance(selected, sa.SelectBase)
        query = selected.compile(connection, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    words = " ".join(str(row) for row in plan)
    assert "TEMP B-TREE" not in words
    assert [kind for kind in FACTS if f"SEARCH {kind} USING" not in words] == []


def test_many_facts_stream_in_and_out_in_bounded_memory(record: SqliteRecord) -> None:
    submission = sample_submission()
    claim = sample_claim(submission)

    def most_used(count: int) -> int:
        one = sample_submission(b"%d" % count, version=count)
        tracemalloc.start()
        with record.writing() as writer:
            writer.add_submission(one, (claim for _ in range(count)))
        assert sum(1 for _ in record.facts(one.id)) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = most_used(1_200), most_used(3_600)
    assert many < few * 1.5


def test_a_payload_that_does_not_hash_to_its_id_is_refused_on_reading(record: SqliteRecord) -> None:
    fill(record)
    connection = sqlite3.connect(record.database.path)
    connection.execute("DROP TRIGGER claim_no_update")
    connection.execute("UPDATE claim SET payload = replace(payload, '20000', '20001')")
    connection.commit()
    connection.close()
    with pytest.raises(EvidenceError, match="claim number 1 of the record has the digest"):
        list(record.facts(sample_submission().id))


def test_metadata_knows_every_table_of_the_file(record: SqliteRecord) -> None:
    with record.database.reading() as connection:
        names = set(sa.inspect(connection).get_table_names())
    assert names == set(METADATA.tables) | {"alembic_version"}
