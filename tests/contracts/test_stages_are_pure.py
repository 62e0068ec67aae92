"""The stages open no file, socket, process or database: a small edition is built and verified under an audit hook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("under_audit.py")


def offences(name: str, home: Path) -> list[str]:
    """What a fresh interpreter, with a home of its own and no settings from outside, saw leave the process."""
    environment = {
        key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "SYSTEMROOT", "PYTHONPATH"}
    }
    done = subprocess.run(
        [sys.executable, "-P", str(SCRIPT), name],
        env={**environment, "HOME": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def test_an_edition_is_built_and_verified_without_touching_anything_outside_the_process(
    tmp_path: Path,
) -> None:
    assert offences("edition", tmp_path) == []


@pytest.mark.parametrize(
    ("planted", "event"),
    [
        ("planted-reads-a-file", "open"),
        ("planted-writes-a-file", "open"),
        ("planted-writes-beside-the-package", "open"),
        ("planted-renames-a-file", "os.rename"),
        ("planted-makes-a-folder", "os.mkdir"),
        ("planted-lists-a-folder", "os.listdir"),
        ("planted-opens-a-socket", "socket.__new__"),
        ("planted-starts-a-program", "subprocess.Popen"),
        ("planted-opens-a-database", "sqlite3.connect"),
    ],
)
def test_a_stage_that_reaches_outside_is_caught(planted: str, event: str, tmp_path: Path) -> None:
    assert any(one.startswith(event) for one in offences(planted, tmp_path))


def test_a_stage_that_does_nothing_is_not_accused(tmp_path: Path) -> None:
    assert offences("planted-does-nothing", tmp_path) == []
