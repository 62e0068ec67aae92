"""Whoever watches is told once that loops are compiled, in each version and on each machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.first_use import is_first_use, remember_use


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_done_once_is_no_first_use(cache: Path) -> None:
    assert is_first_use("detecting")
    assert is_first_use("reading")
    remember_use("detecting")
    assert not is_first_use("detecting")
    assert is_first_use("reading")
    assert [one.name.startswith("compiled-detecting-") for one in cache.iterdir()] == [True]


def test_where_nothing_can_be_written_it_is_told_again(cache: Path) -> None:
    cache.write_text("a file where the folder would be", encoding="utf-8")
    remember_use("reading")
    assert is_first_use("reading")
