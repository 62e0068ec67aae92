"""What a shell can do to the streams of a command: close them, stop reading, fill the disk, lie about the width."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

QUESTIONS = ["law --on 2017-09-24", "law --on 2017-09-24 --format table", "--help", "law"]
COMMAND = f"{sys.executable} -c 'from vedette.cli.main import main; main()'"


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", line],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_changes_no_exit_code_and_shows_no_traceback(asked: str, closed: str) -> None:
    done = shell(f"{COMMAND} {asked} {closed}")
    assert done.returncode == (64 if asked == "law" else 0)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("asked", QUESTIONS[:3])
def test_a_pipe_that_nobody_reads_is_exit_code_141_and_silence(asked: str) -> None:
    done = shell(f"{COMMAND} {asked} | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout.split()[-1], done.stderr) == ("141", "")


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_pipe_for_both_streams_that_nobody_reads_is_the_same(asked: str) -> None:
    done = shell(f"{COMMAND} {asked} 2>&1 | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout.split()[-1], done.stderr) == ("141", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_in_words() -> None:
    done = shell(f"{COMMAND} law --on 2017-09-24 > /dev/full")
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("columns", ["0", "1", "-5", "wide", "9" * 30, ""])
def test_an_impossible_width_is_answered_like_none(columns: str) -> None:
    usual = shell(f"env -u COLUMNS {COMMAND} law --on 2017-09-24 --format table")
    done = shell(f"{COMMAND} law --on 2017-09-24 --format table", COLUMNS=columns)
    assert (done.returncode, done.stdout) == (0, usual.stdout)
    assert len(done.stdout) > 1000
