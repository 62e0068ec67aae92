"""Conversion holds so many rows and no more, whoever sent them and in whatever order."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MOST_MEGABYTES = 500
pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="peaks are counted in other units elsewhere"),
]


def convert(folder: Path, mode: str, rows: int) -> dict[str, float]:
    script = Path(__file__).with_name("convert_much.py")
    done = subprocess.run(
        [sys.executable, script, folder, mode, str(rows)],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    assert found["rows"] == rows
    return found


@pytest.mark.parametrize("mode", ["one", "backwards", "ships"])
def test_memory_is_the_same_for_three_times_the_rows(tmp_path: Path, mode: str) -> None:
    less = convert(tmp_path / "less", mode, 5_000_000)["peak"]
    more = convert(tmp_path / "more", mode, 15_000_000)["peak"]
    assert more < MOST_MEGABYTES
    assert more < less + 60


def test_hundreds_of_thousands_of_transmitters_with_one_message_each_are_taken_in(tmp_path: Path) -> None:
    found = convert(tmp_path / "lake", "many", 600_000)
    assert found["statics"] == 600_000
    assert found["peak"] < MOST_MEGABYTES
