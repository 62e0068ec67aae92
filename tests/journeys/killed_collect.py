"""Collects a case again and again, killed with SIGKILL each time at another place, and prints what was found.

Run as a program of its own by test_collect_killed.py: ``killed_collect.py CASE WORK points|moments``. Every run
is a forked child, so that nothing of the program gets a chance to tidy up.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import alembic.command  # noqa: F401 - imported once, before the children are forked
import sqlalchemy as sa

from vedette.backends.record_tables import METADATA
from vedette.casework.collect import collect
from vedette.casework.custody import check_workspace
from vedette.casework.outcomes import Unwatched
from vedette.casework.workspace import open_workspace
from vedette.testing.clocks import StoppedClock

Fingerprint = dict[str, list[str]]


class KillPoints:
    """Counts what touches the disk, and dies before the ``deadly``-th of it (0: never)."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.passed = 0

    def plant(self) -> None:
        for name in ("fsync", "replace", "chmod", "unlink", "mkdir"):
            setattr(os, name, self._guard(getattr(os, name)))
        for event in ("begin", "before_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, event, self._hit)

    def _guard(self, function: Callable[..., object]) -> Callable[..., object]:
        def guarded(*arguments: object, **keywords: object) -> object:
            self._hit()
            return function(*arguments, **keywords)

        return guarded

    def _hit(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)


class Confirming(Unwatched):
    """Writes down which submissions a run had left behind it: they are confirmed."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.before: str | None = None

    def submission(self, folder: str, *, number: int, of: int) -> None:
        if self.before:
            with self.place.open("a") as file:
                file.write(self.before + "\n")
        self.before = folder


def run(case: Path) -> None:
    confirmed = Confirming(case / "confirmed")
    collect(open_workspace(case), actor="A. Tester", clock=StoppedClock(), progress=confirmed)


def fingerprint(case: Path) -> Fingerprint:
    """Every row of every table, and every blob."""
    workspace = open_workspace(case)
    engine = sa.create_engine(f"sqlite:///{case}/.vedette/record.db", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        rows = {
            name: sorted(str(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in METADATA.tables.items()
        }
    return rows | {"blobs": [str(one) for one in workspace.blobs.digests()]}


def versions(case: Path) -> dict[str, int]:
    return {one.folder: one.version for one in open_workspace(case).record.submissions()}


def die(death: Callable[[int], None], work: Callable[[], None]) -> bool:
    """Work in a child that is killed; say whether it died."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    death(child)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def trial(
    source: Path,
    place: Path,
    *,
    death: Callable[[int], None],
    deadly: int,
    before: dict[str, int],
    expected: Fingerprint,
) -> str | None:
    """Kill one run, look at what it left, collect again; return what is wrong."""
    shutil.copytree(source, place)

    def work() -> None:
        KillPoints(deadly).plant()
        run(place)

    died = die(death, work)
    wrong = _left_behind(place, before)
    run(place)
    if fingerprint(place) != expected:
        wrong = "the record after a second run is not that of an undisturbed one"
    faults = check_workspace(open_workspace(place))
    shutil.rmtree(place)
    if faults:
        return str(faults)
    if deadly and not died:
        return "survived"
    return wrong


def _left_behind(place: Path, before: dict[str, int]) -> str | None:
    workspace = open_workspace(place)
    after = {one.folder: one for one in workspace.record.submissions()}
    for folder, version in before.items():
        if folder not in after or after[folder].version < version:
            return f"version {version} of {folder} is lost"
    note = place / "confirmed"
    for folder in note.read_text().split() if note.exists() else ():
        if folder not in after or after[folder].version != before.get(folder, 0) + 1:
            return f"{folder} was confirmed and is lost"
    note.unlink(missing_ok=True)
    for one in after.values():
        if len(list(workspace.record.facts(one.id))) == 0 or not all(
            workspace.blobs.holds(exhibit.digest) for exhibit in one.exhibits
        ):
            return f"{one.folder} is half-written"
    what = {fault.what for fault in check_workspace(workspace)}
    allowed = {"bytes are held that no exhibit names", "a submission is not collected"}
    allowed |= {f"a file differs from version {version}" for version in before.values()}
    return str(what - allowed) if what - allowed else None


def main(source: Path, work: Path, mode: str) -> dict[str, object]:
    """Try every point, or 30 random moments; report how many runs there were and what went wrong."""
    undisturbed = work / "undisturbed"
    shutil.copytree(source, undisturbed)
    points = KillPoints(0)
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        points.plant()
        run(undisturbed)
        (work / "points").write_text(str(points.passed))
        os._exit(0)
    os.waitpid(child, 0)
    lasted = time.monotonic() - began
    expected = fingerprint(undisturbed)
    before = versions(source) if (source / ".vedette").exists() else {}
    runs: list[int] = []
    wrong: list[str] = []
    number = int((work / "points").read_text()) if mode == "points" else 30
    dice = random.Random(20250529)  # noqa: S311 - the same moments on every run, which is the point
    # Making the tables takes a hundred points of one transaction: every third of them will do.
    for one in range(1, number + 1, 1 if before or mode == "moments" else 3):
        moment = 0.0 if mode == "points" else dice.uniform(0, lasted)

        def death(child: int, after: float = moment) -> None:
            if mode == "moments":
                time.sleep(after)
                os.kill(child, signal.SIGKILL)

        deadly = one if mode == "points" else 0
        runs.append(one)
        problem = trial(
            source, work / f"trial {one}", death=death, deadly=deadly, before=before, expected=expected
        )
        if problem:
            wrong.append(f"{one}: {problem}")
    return {"runs": len(runs), "wrong": wrong, "seconds": round(time.monotonic() - began, 1)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))  # noqa: T201 - its output is its result
