from __future__ import annotations

from pathlib import Path

import pytest

from vedette.backends.memory import MemoryRecord
from vedette.backends.sqlite_record import SqliteRecord
from vedette.testing.record_contract import RecordContract


class TestSqliteRecord(RecordContract):
    @pytest.fixture
    def record(self, tmp_path: Path) -> SqliteRecord:
        return SqliteRecord.open(tmp_path / "record.db")


class TestMemoryRecord(RecordContract):
    @pytest.fixture
    def record(self) -> MemoryRecord:
        return MemoryRecord()
