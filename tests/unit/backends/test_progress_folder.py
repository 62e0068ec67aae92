"""Progress is kept as a whole or not at all, in the order of the runs."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from vedette.backends import progress_folder
from vedette.backends.progress_folder import ProgressFolder
from vedette.errors import CaseError, EvidenceError
from vedette.model.evidence import Sha256
from vedette.model.progress import LakeSeen, ProgressPart, SeenExhibit

PLAN, OTHER = Sha256.of(b"plan"), Sha256.of(b"other")
STATE = np.dtype([("time", "i4"), ("kind", "i2")], align=True)
FOUND = np.dtype([("transmitter", "i4"), ("a", "i4")])


def part(number: int, *, rows: int = 3) -> ProgressPart:
    found = np.zeros(rows, FOUND)
    found["transmitter"] = np.arange(rows)
    state = np.zeros(rows, STATE)
    state["time"] = number
    return ProgressPart(
        seen=LakeSeen(
            exhibits=(SeenExhibit(number=number, digest=Sha256.of(bytes([number]))),), files=("a.parquet",)
        ),
        until=number * 100,
        afresh=np.array([number], np.int32),
        transmitters=np.arange(rows, dtype=np.int32),
        times=np.full(rows, number, np.int32),
        states={"gap": state},
        found={"gap": found},
    )


def told(folder: ProgressFolder, plan: Sha256 = PLAN) -> list[int]:
    return [one.until // 100 for one in folder.parts(plan)]


@pytest.mark.parametrize("rows", [0, 3])
def test_a_part_comes_back_as_it_was_kept(tmp_path: Path, rows: int) -> None:
    folder, given = ProgressFolder(root=tmp_path), part(1, rows=rows)
    folder.add(PLAN, given)
    (back,) = folder.parts(PLAN)
    assert (back.seen, back.until) == (given.seen, given.until)
    for one, other in (
        (back.afresh, given.afresh),
        (back.transmitters, given.transmitters),
        (back.times, given.times),
        (back.found["gap"], given.found["gap"]),
        (back.states["gap"], given.states["gap"]),
    ):
        assert one.tobytes() == other.tobytes()
        assert one.dtype.itemsize == other.dtype.itemsize


def test_plans_do_not_see_each_other(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path)
    folder.add(PLAN, part(1))
    assert (told(folder), told(folder, OTHER)) == ([1], [])


def test_parts_come_in_the_order_of_the_runs(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path)
    for number in range(1, 13):
        folder.add(PLAN, part(number))
    assert told(folder) == list(range(1, 13))


def test_a_part_in_the_place_of_all_hides_them_and_the_next_write_removes_them(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path)
    for number in (1, 2):
        folder.add(PLAN, part(number))
    folder.replace(PLAN, part(3))
    assert told(folder) == [3]
    assert len(list(tmp_path.glob("*/part-*"))) == 3
    folder.add(PLAN, part(4))
    assert told(folder) == [3, 4]
    assert len(list(tmp_path.glob("*/part-*"))) == 2


def test_a_write_that_dies_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ProgressFolder(root=tmp_path)
    folder.add(PLAN, part(1))

    def die(_: Path) -> None:
        raise RuntimeError

    monkeypatch.setattr(progress_folder, "sync", die)
    with pytest.raises(RuntimeError):
        folder.add(PLAN, part(2))
    assert told(folder) == [1]
    assert not list(tmp_path.glob("*/incoming-*"))


def test_a_run_that_another_has_overtaken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ProgressFolder(root=tmp_path)
    real = progress_folder._fill

    def overtaken(path: Path, given: ProgressPart, *, replaces: bool) -> None:
        monkeypatch.setattr(progress_folder, "_fill", real)
        folder.add(PLAN, part(1))
        real(path, given, replaces=replaces)

    monkeypatch.setattr(progress_folder, "_fill", overtaken)
    with pytest.raises(CaseError, match="another run"):
        folder.add(PLAN, part(2))
    assert told(folder) == [1]


@pytest.mark.parametrize("name", ["part.json", "times.npy", "gap.found.npy"])
def test_a_part_that_lost_a_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = ProgressFolder(root=tmp_path)
    folder.add(PLAN, part(1))
    next(tmp_path.glob(f"*/*/{name}")).unlink()
    with pytest.raises(EvidenceError, match="cannot be read"):
        folder.parts(PLAN)


def test_progress_that_is_removed_is_progress_not_made(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path / "progress")
    folder.add(PLAN, part(1))
    shutil.rmtree(folder.root)
    assert told(folder) == []


def test_plans_that_nobody_has_written_to_for_a_week_are_removed_and_nothing_else(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path)
    folder.add(PLAN, part(1))
    folder.add(OTHER, part(1))
    (tmp_path / "notes").mkdir()
    past = time.time() - 2 * progress_folder.OLD_AFTER_S
    for one in tmp_path.iterdir():
        os.utime(one, (past, past))
    folder.add(PLAN, part(2))
    assert (told(folder), told(folder, OTHER)) == ([1, 2], [])
    assert (tmp_path / "notes").is_dir()


def test_a_plan_written_to_lately_stays_beside_another(tmp_path: Path) -> None:
    folder = ProgressFolder(root=tmp_path)
    folder.add(OTHER, part(1))
    folder.add(PLAN, part(1))
    assert told(folder, OTHER) == [1]
