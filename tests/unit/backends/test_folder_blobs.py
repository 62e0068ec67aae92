from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.backends.folder_blobs import FolderBlobs
from vedette.errors import EvidenceError
from vedette.model.evidence import Sha256


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(root=tmp_path / "blobs")


def place(blobs: FolderBlobs, content: bytes) -> Path:
    digest = Sha256.of(content).value
    return blobs.root / digest[:2] / digest[2:]


def test_a_blob_is_a_read_only_file_named_by_its_digest(blobs: FolderBlobs) -> None:
    blobs.put([b"evidence"])
    file = place(blobs, b"evidence")
    assert file.read_bytes() == b"evidence"
    assert not file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_nothing_is_left_in_the_folder_of_what_is_being_written(blobs: FolderBlobs) -> None:
    blobs.put([b"evidence"])
    blobs.put([b"evidence"])
    assert list((blobs.root / "incoming").iterdir()) == []


def test_the_content_is_synced_before_it_gets_its_name_and_the_folder_after(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "sync file")
        fsync(handle)

    def renamed(source: object, target: object) -> None:
        steps.append("rename")
        replace(str(source), str(target))

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    blobs.put([b"evidence"])
    assert steps == ["sync file", "sync folder", "rename", "sync folder"]


def test_putting_bytes_whose_blob_was_changed_is_refused_and_not_healed_in_silence(
    blobs: FolderBlobs,
) -> None:
    blobs.put([b"evidence"])
    file = place(blobs, b"evidence")
    file.chmod(0o644)
    file.write_bytes(b"forgery!")
    with pytest.raises(EvidenceError, match="were changed after they were collected"):
        blobs.put([b"evidence"])
    assert file.read_bytes() == b"forgery!"


def test_leftovers_are_cleared_once_nobody_has_written_to_them_for_an_hour(blobs: FolderBlobs) -> None:
    blobs.put([b"evidence"])
    fresh, stale = (blobs.root / "incoming" / name for name in ("fresh", "stale"))
    for file in (fresh, stale):
        file.write_bytes(b"half a fi")
    an_hour_ago = stale.stat().st_mtime - 3601
    os.utime(stale, (an_hour_ago, an_hour_ago))
    assert blobs.clear_leftovers() == 1
    assert fresh.exists()
    assert not stale.exists()


def test_whatever_else_lies_among_the_blobs_is_named(blobs: FolderBlobs) -> None:
    digest, _ = blobs.put([b"evidence"])
    (blobs.root / "ab").mkdir(exist_ok=True)
    for name in ("note.txt", "ab/short", f"ab/{'X' * 62}"):
        (blobs.root / name).write_bytes(b"")
    (blobs.root / "ab" / ("0" * 62)).mkdir()
    assert set(blobs.strays()) == {"note.txt", "ab/short", f"ab/{'X' * 62}", f"ab/{'0' * 62}"}
    assert list(blobs.digests()) == [digest]


def test_four_processes_may_put_the_same_bytes_at_once(blobs: FolderBlobs) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom vedette.backends.folder_blobs import FolderBlobs\n"
        "blobs = FolderBlobs(root=Path(sys.argv[1]))\n"
        "put = {blobs.put([b'%d' % number])[0] for number in range(50)}\n"
        "print(put == set(blobs.digests()))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, blobs.root], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in running] == ["True"] * 4
    assert len(list(blobs.digests())) == 50


def full(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_with_the_path_and_leaves_nothing_half_written(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EvidenceError, match=r"cannot be preserved in .*blobs: No space left"):
        blobs.put([b"evidence"])
    assert [one for one in blobs.root.rglob("*") if one.is_file()] == []


def test_a_blob_that_was_damaged_and_a_good_one_are_both_kept_aside(blobs: FolderBlobs) -> None:
    digest, _ = blobs.put([b"evidence"])
    place(blobs, b"evidence").chmod(0o644)
    place(blobs, b"evidence").write_bytes(b"damaged")
    blobs.set_aside(digest)
    blobs.put([b"evidence"])
    assert blobs.holds(digest)
    blobs.set_aside(digest)
    kept = {one.read_bytes() for one in (blobs.root / "set-aside").iterdir()}
    assert kept == {b"damaged", b"evidence"}
