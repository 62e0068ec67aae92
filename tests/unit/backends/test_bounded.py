from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import attrs
import pytest

from vedette.backends import bounded
from vedette.backends.bounded import Bounds, Ended, run
from vedette.errors import ReportError

ROOMY = Bounds(seconds=20, memory=1 << 30, output=1 << 20)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory and output need prlimit")


def python(program: str, given: bytes = b"", *, bounds: Bounds = ROOMY) -> Ended:
    return run(
        [sys.executable, "-c", program],
        given,
        bounds=bounds,
        environment=os.environ,
        what="making report.pdf",
        advice="make it shorter",
    )


def ended(pid: int) -> bool:
    """Whether a process is no more, or is only waiting to be buried."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_what_goes_in_comes_out_byte_for_byte_with_the_exit_code_and_the_words_of_the_program() -> None:
    given = bytes(range(256)) * 1000
    program = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.exit('no')"
    assert python(program, given) == Ended(code=1, output=given, said="no")


def test_a_program_that_takes_too_long_is_named_with_its_bound() -> None:
    began = time.monotonic()
    with pytest.raises(ReportError, match=r"making report\.pdf took more than 0\.5 s, and was given up"):
        python("import time; time.sleep(60)", bounds=attrs.evolve(ROOMY, seconds=0.5))
    assert time.monotonic() - began < 15


@on_linux
def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(told)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    with pytest.raises(ReportError):
        python(program, bounds=attrs.evolve(ROOMY, seconds=3))
    assert ended(int(told.read_text()))


@on_linux
def test_ctrl_c_ends_the_program_and_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    def interrupted(pid: int, bounds: Bounds) -> None:
        started.append(pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(bounded, "_limit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        python("import time; time.sleep(60)")
    assert ended(started[0])


@on_linux
@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import time; time.sleep(0.5); x = b'x' * (2 << 30)", r"took more than 1,024 MB of memory"),
        (
            "import sys, time; time.sleep(0.5); sys.stdout.buffer.write(b'x' * (3 << 20))",
            "came to more than 1 MB",
        ),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended by signal 9"),
    ],
)
def test_more_memory_or_output_than_is_given_is_an_error_in_words(program: str, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        python(program)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path))
    with pytest.raises(ReportError):
        python("import time; open('x', 'w').close(); time.sleep(60)", bounds=attrs.evolve(ROOMY, seconds=0.5))
    assert list(tmp_path.iterdir()) == []
