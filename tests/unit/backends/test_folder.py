from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from vedette.backends import folder as module
from vedette.backends.folder import STALE_AFTER_S, DiskFolder, exchange, repair_folder, write_folder
from vedette.errors import CaseError, EvidenceError

FILES = 40


def files(mark: str) -> dict[str, bytes]:
    return {f"part-{number}/page": f"{mark} {number}".encode() for number in range(FILES)}


def marks(target: Path) -> set[str]:
    """The editions of which files stand in a folder, and that it is whole."""
    found = [path.read_text(encoding="utf-8").split()[0] for path in target.rglob("page")]
    assert len(found) == FILES
    return set(found)


def names_beside(target: Path) -> list[str]:
    return sorted(one.name for one in target.parent.iterdir() if one != target)


def test_a_folder_is_written_and_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "editions" / "one"
    for mark in ("old", "new"):
        write_folder(target, files(mark))
        assert marks(target) == {mark}
        assert names_beside(target) == []


def test_content_that_fails_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "one"
    write_folder(target, files("old"))

    def gone() -> None:
        raise EvidenceError("the bytes are gone", advice="")

    with pytest.raises(EvidenceError):
        write_folder(target, {**files("new"), "z": gone})  # type: ignore[dict-item]
    assert marks(target) == {"old"}
    assert names_beside(target) == []


POINTS = ("mkdtemp", "fsync", "rename", "renameat2", "rmtree")
KILLED = """
import os, sys
from pathlib import Path
from vedette.backends import folder
target, point, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
left = [number]
def dying(call):
    def inner(*args, **named):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return call(*args, **named)
    return inner
if point == "mkdtemp":
    folder.tempfile.mkdtemp = dying(folder.tempfile.mkdtemp)
elif point == "fsync":
    folder.os.fsync = dying(os.fsync)
elif point == "rename":
    Path.rename = dying(Path.rename)
elif point == "renameat2":
    folder.exchange = dying(folder.exchange)
else:
    folder.shutil.rmtree = dying(folder.shutil.rmtree)
folder.write_folder(target, {f"part-{n}/page": f"new {n}".encode() for n in range(40)})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere two renames replace a folder")
@pytest.mark.parametrize(
    ("point", "number"), [(one, 0) for one in POINTS] + [("fsync", 17), ("fsync", 39), ("rename", 1)]
)
def test_a_run_killed_at_any_point_leaves_the_old_folder_whole_or_the_new_one(
    tmp_path: Path, point: str, number: int
) -> None:
    target = tmp_path / "one"
    write_folder(target, files("old"))
    command = [sys.executable, "-c", KILLED, str(target), point, str(number)]
    subprocess.run(command, check=False, timeout=60)
    assert marks(target) in ({"old"}, {"new"})
    write_folder(target, files("newest"))
    assert marks(target) == {"newest"}


def test_what_killed_runs_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    target = tmp_path / "one.public"
    for name, age in (
        (".one.public.dead", STALE_AFTER_S + 60),
        (".one.public.busy", 0),
        (".other.dead", 1e6),
    ):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_folder(target, files("new"))
    assert names_beside(target) == [".one.public.busy", ".other.dead"]


@pytest.mark.parametrize("in_one_step", [True, False])
def test_of_several_writers_at_once_the_last_wins_whole(
    tmp_path: Path, *, in_one_step: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_one_step:
        monkeypatch.setattr(module, "exchange", lambda *_: False)
    target = tmp_path / "one"
    failed: list[BaseException] = []

    def write(mark: str) -> None:
        try:
            for _ in range(8):
                write_folder(target, files(mark))
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [threading.Thread(target=write, args=(mark,)) for mark in ("a", "b", "c")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert len(marks(target)) == 1
    assert names_beside(target) == []


def test_where_folders_cannot_change_places_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "exchange", lambda *_: False)
    target = tmp_path / "one"
    for mark in ("old", "new"):
        write_folder(target, files(mark))
    assert marks(target) == {"new"}
    assert names_beside(target) == []


def make_old(path: Path) -> None:
    moment = time.time() - STALE_AFTER_S - 60
    os.utime(path, (moment, moment))


TWO_STEPS = KILLED.replace("target, point", "folder.exchange = lambda *_: False\ntarget, point")


@pytest.mark.skipif(os.name == "nt", reason="renames of Windows are planted elsewhere")
@pytest.mark.parametrize("number", [0, 1, 2])
def test_where_two_renames_replace_a_folder_a_run_killed_between_them_loses_none_and_the_next_repairs(
    tmp_path: Path, number: int
) -> None:
    target = tmp_path / "one"
    write_folder(target, files("old"))
    subprocess.run(
        [sys.executable, "-c", TWO_STEPS, str(target), "rename", str(number)], check=False, timeout=60
    )
    if number == 2:  # the first rename tries the target, the second moves the old folder aside
        [aside] = tmp_path.glob(".one.*/old")
        assert not target.exists()
        assert marks(aside) == {"old"}
    for one in tmp_path.glob(".one.*"):
        make_old(one)
    repair_folder(target)
    assert marks(target) == {"old"}
    write_folder(target, files("newest"))
    assert marks(target) == {"newest"}
    assert names_beside(target) == []


def test_what_stood_at_the_target_is_never_cleared_away_while_nothing_stands_there(
    tmp_path: Path,
) -> None:
    aside = tmp_path / ".one.aside" / "old"
    write_folder(aside, files("old"))
    make_old(aside.parent)
    module._clear_leftovers(tmp_path / "one")
    assert marks(aside) == {"old"}


def test_a_full_disk_is_told_with_the_path_and_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "one"
    write_folder(target, files("old"))

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CaseError, match="one cannot be written: No space left"):
        write_folder(target, files("new"))
    assert marks(target) == {"old"}
    assert names_beside(target) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the call of Linux")
def test_two_folders_change_places(tmp_path: Path) -> None:
    (tmp_path / "a" / "x").mkdir(parents=True)
    (tmp_path / "b" / "y").mkdir(parents=True)
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "y").is_dir()
    assert not exchange(tmp_path / "a", tmp_path / "missing")


def test_names_tell_files_links_special_files_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    assert DiskFolder(tmp_path).names() == ["a/b", "a/file", "link", "pipe"]


@pytest.mark.parametrize("name", ["link", "pipe", "a", "../outside", "a/linked/file", "missing", "a\0b"])
def test_only_plain_files_of_the_folder_are_opened(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for one in ("outside", "elsewhere/file"):
        (tmp_path / one).write_bytes(b"outside")
    (root / "link").symlink_to(tmp_path / "outside")
    (root / "a" / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(root / "pipe")
    with pytest.raises(EvidenceError, match="is no plain file"):
        DiskFolder(root).open(name)
