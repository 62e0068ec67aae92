"""Running a program with an end: so many seconds, so much memory and output, and nothing left behind.

The program starts as the first of a process group of its own, so that whatever it starts ends with it: when its time
is over, on Ctrl-C, and on any other error here. Bounds of memory and output are set from outside once it runs
(``prlimit``), because code between fork and exec may hang in a process that has threads. Where the system has no
``prlimit`` (macOS, Windows) the time is bounded, and the output once it is read.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from vedette.errors import ReportError

_LONGEST_WORD = 4000
"""Bytes of what a program says of its failure that are read."""


@attrs.frozen(kw_only=True)
class Bounds:
    """What a program may take: seconds on the clock, bytes of memory for data, bytes of output."""

    seconds: float
    memory: int
    output: int


@attrs.frozen(kw_only=True)
class Ended:
    """How a program ended: its exit code (negative for a signal), its output, what it said on standard error."""

    code: int
    output: bytes
    said: str


def run(
    command: Sequence[str],
    given: bytes,
    *,
    bounds: Bounds,
    environment: Mapping[str, str],
    what: str,
    advice: str,
) -> Ended:
    """Run a program in an empty folder, with ``given`` as its standard input, and wait for its end.

    Raises:
        ReportError: it took more time, memory or output than ``bounds``; the message begins with ``what``.
    """
    with TemporaryDirectory(prefix="vedette-") as name:
        folder = Path(name)
        empty = folder / "work"
        empty.mkdir()
        (folder / "in").write_bytes(given)
        code = _finished(command, folder, bounds=bounds, environment=environment)
        output = folder / "out"
        said = _beginning(folder / "said")
        broken = _broken(code, output.stat().st_size, said=said, bounds=bounds)
        if code is None or broken:
            raise ReportError(f"{what} {broken or _late(bounds)}, and was given up", advice=advice)
        return Ended(code=code, output=output.read_bytes(), said=said)


def _finished(
    command: Sequence[str], folder: Path, *, bounds: Bounds, environment: Mapping[str, str]
) -> int | None:
    """The exit code, or None if the time was over; the whole group has ended in any case."""
    with (
        (folder / "in").open("rb") as given,
        (folder / "out").open("wb") as output,
        (folder / "said").open("wb") as said,
    ):
        process = subprocess.Popen(  # noqa: S603 - the caller's own options; text comes by standard input only
            list(command),
            stdin=given,
            stdout=output,
            stderr=said,
            cwd=folder / "work",
            env=dict(environment),
            start_new_session=True,
        )
        with process:
            try:
                _limit(process.pid, bounds)
                return process.wait(timeout=bounds.seconds)
            except subprocess.TimeoutExpired:
                return None
            finally:
                _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with everything that it has started, and see it buried."""
    if process.returncode is not None:
        return  # its number may already be another's
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _limit(pid: int, bounds: Bounds) -> None:
    """Bound memory and output, and the processor's time too, so that it ends even if this process is killed."""
    if sys.platform != "linux":
        return
    import resource

    processors = os.cpu_count() or 1
    limits = {
        resource.RLIMIT_DATA: bounds.memory,
        resource.RLIMIT_FSIZE: bounds.output,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(bounds.seconds * processors) + 1,
    }
    with contextlib.suppress(ProcessLookupError):  # it is done already
        for limit, most in limits.items():
            hard = resource.prlimit(pid, limit)[1]
            most_allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, limit, (most_allowed, most_allowed))


_OUT_OF_MEMORY = ("heap exhausted", "out of memory", "memory allocation", "cannot allocate", "memoryerror")
"""How the runtimes of Haskell, Rust and Python, and the C library, say that there is no more."""


def _broken(code: int | None, size: int, *, said: str, bounds: Bounds) -> str | None:
    """Which bound was met, in words."""
    if code is None or code == -getattr(signal, "SIGXCPU", 0):
        return _late(bounds)
    if size >= bounds.output or code == -getattr(signal, "SIGXFSZ", 0):
        return f"came to more than {bounds.output >> 20:,} MB"
    if code != 0 and any(one in said.casefold() for one in _OUT_OF_MEMORY):
        return f"took more than {bounds.memory >> 20:,} MB of memory"
    if code < 0:
        return f"ended by signal {-code}"
    return None


def _late(bounds: Bounds) -> str:
    return f"took more than {bounds.seconds:g} s"


def _beginning(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_LONGEST_WORD).decode(errors="replace").strip()
