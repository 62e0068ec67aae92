"""Folders of files on disk: editions are read from one and written to one, whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import glob
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from vedette.errors import CaseError, EvidenceError

STALE_AFTER_S = 3600.0
"""What nobody has written to for this long belongs to a run that was killed."""

MOST_FILES = 500_000
"""Files of a folder that are listed: a hundred times the largest edition; more would only take time and memory."""

_ATTEMPTS = 10
_HERE = -100  # AT_FDCWD: names are paths of their own
_SWAP = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS

_OLD = "old"
"""What stood at the target, in the folder of its own to which it was moved aside."""

Content = bytes | Callable[[], BinaryIO]


class DiskFolder:
    """The files below a path on disk; links are never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> Sequence[str]:
        """Every file below the folder by its name with forward slashes.

        Links, special files, and folders that are empty or cannot be read count as files: nothing stands in the
        folder unnoticed. Raises `EvidenceError` if there are more than `MOST_FILES`.
        """
        found: set[str] = set()
        waiting = [self.root]
        while waiting:
            place = waiting.pop()
            inside = _entries(place)
            if not inside and place != self.root:
                found.add(self._name(place))
            for path, is_folder in inside:
                if is_folder:
                    waiting.append(path)
                else:
                    found.add(self._name(path))
            if len(found) + len(waiting) > MOST_FILES:
                raise EvidenceError(
                    f"{self.root} holds more than {MOST_FILES:,} files",
                    advice="get the folder again from its source",
                )
        return sorted(found)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def open(self, name: str) -> BinaryIO:
        """The bytes of one plain file."""
        path = self.root / name
        if "\0" in name or not _is_plain(path, self.root):
            raise EvidenceError(
                f"{name!r} is no plain file of {self.root}", advice="get the folder again from its source"
            )
        return path.open("rb")


def _entries(place: Path) -> list[tuple[Path, bool]]:
    """What stands in a folder, and whether it is a folder itself; nothing if the folder cannot be read."""
    try:
        with os.scandir(place) as found:
            return [
                (Path(one.path), one.is_dir(follow_symlinks=False))
                for one in itertools.islice(found, MOST_FILES + 1)
            ]
    except OSError:
        return []


def _is_plain(path: Path, root: Path) -> bool:
    """Whether a file lies below the root itself, not behind a link, and is nothing but a file."""
    # realpath, because resolve() raises on a link that leads to itself
    inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    return inside and not path.is_symlink() and path.is_file()


def write_folder(target: Path, files: Mapping[str, Content]) -> None:
    """Write all files below ``target``, replacing what stood there only once everything is on disk.

    A run that is killed leaves the old folder or the new one, and of two runs at once the later one wins whole.
    What killed runs left beside it is removed once nobody has written to it for an hour.

    Raises:
        CaseError: the disk is full or refuses; what stood at ``target`` stands there still.
        EvidenceError: what stands at ``target`` is held open.
    """
    try:
        _write_folder(target, files)
    except OSError as error:
        raise CaseError(
            f"{error.filename or target} cannot be written: {error.strerror or error}",
            advice=f"see that the disk has room and works and that you may write there; {target.name} is as it was",
        ) from error


def _write_folder(target: Path, files: Mapping[str, Content]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    repair_folder(target)
    _clear_leftovers(target)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in files.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
        staging.chmod(0o755)
        _replace(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def repair_folder(target: Path) -> None:
    """Put back what a run that was killed between its two renames left aside, if nothing stands at ``target``."""
    if target.exists():
        return
    aside = sorted(target.parent.glob(f".{glob.escape(target.name)}.*/{_OLD}"), key=_changed)
    if aside:
        with contextlib.suppress(OSError):  # another run was faster
            aside[-1].rename(target)
            aside[-1].parent.rmdir()


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _clear_leftovers(target: Path) -> None:
    before = time.time() - STALE_AFTER_S
    for one in target.parent.glob(f".{glob.escape(target.name)}.*"):
        if one.stat().st_mtime < before and (target.exists() or not (one / _OLD).exists()):
            shutil.rmtree(one, ignore_errors=True)


def _write(path: Path, content: Content) -> None:
    with path.open("wb") as out:
        if isinstance(content, bytes):
            out.write(content)
        else:
            with content() as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def _replace(staging: Path, target: Path) -> None:
    """Put ``staging`` in the place of ``target``; what stood there is in ``staging`` afterwards, to be removed."""
    for _ in range(_ATTEMPTS):
        try:
            staging.rename(target)  # the first edition: nothing stands there, or an empty folder
        except OSError:
            if exchange(staging, target) or _move_aside(staging, target):
                return
        else:
            return
    raise EvidenceError(
        f"{target} cannot be replaced", advice="close what holds it open, or see who may write to its folder"
    )


def _move_aside(staging: Path, target: Path) -> bool:
    """Replace in two steps, where folders cannot change places in one: between them no edition stands there."""
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        target.rename(aside / _OLD)
        staging.rename(target)
    except OSError:
        return _put_back(aside / _OLD, target)
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _put_back(old: Path, target: Path) -> bool:
    """Undo the first step; always false, because the second is still to be done."""
    with contextlib.suppress(OSError):  # where another run was faster, its edition stands there
        old.rename(target)
    if target.exists():
        shutil.rmtree(old.parent, ignore_errors=True)
    return False


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, as Linux and macOS can; false where that is not to be had."""
    if os.name == "nt":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*names, _SWAP) == 0)
    return False
