"""Adds positions again and again, killed with SIGKILL each time at another place, and prints what was found.

Run as a program of its own by test_positions_killed.py: ``killed_positions.py CASE WORK FILE...``. Every run is a
forked child, so that nothing of the program gets a chance to tidy up.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from vedette.backends import lake_manifest
from vedette.backends.parquet_lake import ParquetLake
from vedette.casework.collect import collect
from vedette.casework.lake import position_lake
from vedette.casework.position_files import Provenance
from vedette.casework.positions import add_positions
from vedette.casework.workspace import open_workspace
from vedette.testing.clocks import StoppedClock

PLACES = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir")


class KillPoints:
    """Counts what touches the disk, and dies before the ``deadly``-th of it (0: never)."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.passed = 0

    def plant(self) -> None:
        for name in PLACES:
            setattr(os, name, self._guard(getattr(os, name)))

    def _guard(self, function: Callable[..., object]) -> Callable[..., object]:
        def guarded(*arguments: object, **keywords: object) -> object:
            self.passed += 1
            if self.passed == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **keywords)

        return guarded


def add(case: Path, *files: Path) -> None:
    """Add the files as one change."""
    add_positions(
        open_workspace(case),
        files,
        format_name="marinecadastre",
        provenance=Provenance(submitted_by="A. Tester"),
        clock=StoppedClock(),
    )


def root_of(case: Path) -> Path:
    """The folder of the lake."""
    lake = position_lake(open_workspace(case))
    assert isinstance(lake, ParquetLake)
    return lake.root


def lake_of(case: Path) -> dict[str, str]:
    """The bytes of the lake: its newest manifest, every file that it names, and the issues beside it."""
    root = root_of(case)
    named = lake_manifest.manifests(root)[-1:]
    manifest = lake_manifest.current(root)
    named += [root / "positions" / one.name for one in manifest.positions]
    named += [root / "statics" / one.name for one in manifest.statics]
    named += sorted((case / ".vedette" / "positions").glob("issues-*.json"))
    return {one.name: one.read_bytes().hex() for one in named}


def logged(case: Path) -> list[tuple[str, str]]:
    """What the log says was done to what, in no order."""
    return sorted((one.action, str(one.subject)) for one in open_workspace(case).record.custody())


def in_child(work: Callable[[], None]) -> bool:
    """Work in a child; say whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def trial(source: Path, place: Path, files: list[Path], *, deadly: int, whole: Path) -> str | None:
    """Kill one run, look at what it left, run again; return what is wrong."""
    shutil.copytree(source, place)
    before, expected = lake_of(place), lake_of(whole)

    def work() -> None:
        KillPoints(deadly).plant()
        add(place, *files)

    if not in_child(work):
        return "survived"
    wrong = _left_behind(lake_of(place), before=before, expected=expected)
    position_lake(open_workspace(place)).content_digest()
    add(place, *files)
    lake_manifest.clear_leftovers(root_of(place), stale_after_s=-1.0)
    if lake_of(place) != expected:
        wrong = "the lake after a second run is not that of an undisturbed one"
    elif logged(place) != logged(whole):
        wrong = "the log after a second run is not that of an undisturbed one"
    elif any((root_of(place) / lake_manifest.INCOMING).iterdir()):
        wrong = "leftovers stay"
    shutil.rmtree(place)
    return wrong


def _left_behind(after: dict[str, str], *, before: dict[str, str], expected: dict[str, str]) -> str | None:
    if not before.items() <= after.items() and not expected.items() <= after.items():
        return "the lake is neither as it was nor as it should be"
    odd = sorted(set(after) - set(before) - set(expected))
    return f"something else lies there: {odd}" if odd else None


def main(source: Path, work: Path, files: list[Path]) -> dict[str, object]:
    """Try every point of adding all files but the first to a lake that has the first."""
    collect(open_workspace(source), actor="A. Tester", clock=StoppedClock())
    add(source, files[0])
    whole = work / "whole"
    shutil.copytree(source, whole)

    def undisturbed() -> None:
        points = KillPoints(0)
        points.plant()
        add(whole, *files[1:])
        (work / "points").write_text(str(points.passed))

    in_child(undisturbed)
    number = int((work / "points").read_text())
    wrong = []
    for deadly in range(1, number + 1):
        problem = trial(source, work / f"trial {deadly}", files[1:], deadly=deadly, whole=whole)
        if problem:
            wrong.append(f"{deadly}: {problem}")
    return {"runs": number, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])))  # noqa: T201 - its output is its result
