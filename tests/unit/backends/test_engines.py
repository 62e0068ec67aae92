"""What the contract of engines does not say: names, what is missing, how much is on its way, and interrupts."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.backends import extras, java
from vedette.backends.applying import AHEAD, failed
from vedette.backends.engine_threads import ThreadEngine
from vedette.backends.engines import engine_names, open_engine
from vedette.errors import EvidenceError, ToolMissingError, UnreadableValueError, WorkItemError

INTERRUPTED = """
import time
from vedette.backends.engine_threads import ThreadEngine

def slowly(item):
    print(item, flush=True)
    time.sleep(0.5)

for _ in ThreadEngine(workers=2).apply(slowly, range(1000)):
    pass
"""


def test_there_are_three_engines_by_the_names_of_their_files() -> None:
    assert engine_names() == ["dask", "spark", "threads"]


def test_an_unknown_engine_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnreadableValueError, match="no engine 'ray'") as refused:
        open_engine("ray")
    assert refused.value.advice == "use one of dask, spark, threads"


def test_threads_have_no_address() -> None:
    with (
        pytest.raises(UnreadableValueError, match="not at tcp://host:1"),
        open_engine(address="tcp://host:1"),
    ):
        pass


@pytest.mark.parametrize(("engine", "module"), [("dask", "distributed"), ("spark", "pyspark.sql")])
def test_an_engine_whose_extra_is_missing_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, engine: str, module: str
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(ToolMissingError, match=module) as missing:
        extras.from_extra(module, extra=engine)
    assert missing.value.advice == f"install it with: pip install 'vedette[{engine}]'"


def test_nothing_of_an_engine_is_imported_until_it_is_asked_for() -> None:
    code = "import sys, vedette.backends.engines as e; e.engine_names(); e.open_engine('threads')"
    seen = f"{code}; print(sorted({{'dask', 'distributed', 'pyspark'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_java_is_said_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ToolMissingError, match="there is none in JAVA_HOME") as missing:
        java.require_java()
    assert "openjdk-17-jre-headless" in missing.value.advice


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("version", "runs"), [("1.8.0_292", False), ("11.0.2", False), ("17.0.15", True), ("21", True)]
)
def test_a_java_that_is_too_old_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, *, runs: bool
) -> None:
    stand_in = tmp_path / "bin" / "java"
    stand_in.parent.mkdir()
    stand_in.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if runs:
        java.require_java()
    else:
        with pytest.raises(ToolMissingError, match="needs a Java 17 or 21"):
            java.require_java()


def test_an_error_comes_home_whole_from_another_process() -> None:
    error = failed(EvidenceError("it is gone", advice="restore it"), number=2, count=5, item="x")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again)) == (WorkItemError, str(error))
    assert str(error) == "work item 3 of 5, 'x': it is gone\n  advice: restore it"


def test_an_error_does_not_print_an_item_of_any_length() -> None:
    assert len(failed(ValueError("x"), number=0, count=1, item="y" * 10_000).message) < 400


def test_a_bounded_number_of_items_is_on_its_way() -> None:
    begun: list[int] = []

    def begin(item: int) -> int:
        begun.append(item)
        return item

    results = ThreadEngine(workers=2).apply(begin, range(100))
    assert next(results) == 0
    time.sleep(0.1)
    assert len(begun) <= AHEAD * 2
    _close(results)


def test_an_error_gives_up_the_items_that_have_not_begun() -> None:
    begun: list[int] = []

    def fail(item: int) -> None:
        begun.append(item)
        raise ValueError(item)

    with pytest.raises(WorkItemError, match="work item 1 of 100"):
        list(ThreadEngine(workers=2).apply(fail, range(100)))
    assert len(begun) <= AHEAD * 2


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    results = ThreadEngine(workers=2).apply(str, range(10))
    next(results)
    _close(results)
    assert threading.active_count() == before


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_an_interrupt_ends_a_run_on_threads_at_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in told


def _close(results: Iterator[object]) -> None:
    """Say that the caller has enough."""
    results.close()  # type: ignore[attr-defined]
