"""Blobs in a folder: one read-only file per content, named by its SHA-256, fanned out over 256 folders.

A blob is written to a temporary file of the same file system, synced, renamed into place, and its folder
synced, in this order: whoever sees the name sees the whole content, also after a power cut.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import attrs

from vedette.errors import EvidenceError
from vedette.model.evidence import Sha256

INCOMING = "incoming"
"""The folder of what is being written."""

ASIDE = "set-aside"
"""The folder of bytes that no exhibit names: moved out of the way, never removed."""

STALE_AFTER_S = 3600.0
"""A temporary file not written to for this long belongs to a run that was killed."""

_FAN = re.compile(r"[0-9a-f]{2}")
_REST = re.compile(r"[0-9a-f]{62}")
_WHOLE = re.compile(r"[0-9a-f]{64}")


@attrs.frozen(kw_only=True)
class FolderBlobs:
    """The `Blobs` port over a folder; safe for several processes at once."""

    root: Path
    stale_after_s: float = STALE_AFTER_S

    def put(self, content: Iterable[bytes]) -> tuple[Sha256, int]:
        """Write, sync, rename, sync the folder; content already held is compared and kept as it is.

        Raises `EvidenceError` where the disk is full or refuses; nothing half-written is left then.
        """
        source = _Source(content)
        try:
            return self._put(source)
        except OSError as error:
            if source.error is error:
                raise  # the trouble is with what is read, not with where it goes
            raise _refused(self.root, error) from error

    def _put(self, content: Iterable[bytes]) -> tuple[Sha256, int]:
        incoming = self.root / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=incoming)
        temporary = Path(name)
        try:
            digest, size = _write(handle, content)
            self._settle(temporary, digest)
        finally:
            _remove(temporary)
        return digest, size

    def open(self, digest: Sha256) -> BinaryIO:
        """The file of the blob, opened for reading."""
        try:
            return self._place(digest).open("rb")
        except FileNotFoundError as error:
            raise EvidenceError(
                f"no bytes are held for {digest}",
                advice="restore the folder of blobs from a backup, or collect again",
            ) from error
        except OSError as error:
            raise _unread(self.root, error) from error

    def holds(self, digest: Sha256) -> bool:
        """Whether the file of the blob exists; what it holds is for `vedette.evidence.check` to say."""
        try:
            return self._place(digest).is_file()
        except OSError as error:
            raise _unread(self.root, error) from error

    def digests(self) -> Iterator[Sha256]:
        """The digests by which files are named, in order."""
        for folder in self._folders():
            for one in _sorted(folder):
                if _REST.fullmatch(one.name) and one.is_file():
                    yield Sha256(folder.name + one.name)

    def strays(self) -> Iterator[str]:
        """Paths below the root that are neither a blob nor being written."""
        for one in _sorted(self.root):
            if one.is_dir() and _FAN.fullmatch(one.name):
                yield from (f"{one.name}/{two.name}" for two in _sorted(one) if not _is_blob(two))
            elif one.name not in {INCOMING, ASIDE}:
                yield one.name

    def set_aside(self, digest: Sha256) -> None:
        """Rename the file of the blob into the folder `ASIDE`, under its whole digest."""
        place, aside = self._place(digest), self._aside(digest)
        if not place.exists():
            return
        try:
            self._move(place, aside)
        except OSError as error:
            raise EvidenceError(
                f"{error.filename or place} cannot be moved to {aside.parent}: {error.strerror or error}",
                advice="see that you may write there, then collect again; the bytes are where they were",
            ) from error

    def _move(self, place: Path, aside: Path) -> None:
        aside.parent.mkdir(parents=True, exist_ok=True)
        while aside.exists() and not _same(aside, place):
            aside = aside.with_name(f"{aside.name}.other")  # one of them was damaged: both stay
        if aside.exists():
            _remove(place)
        else:
            place.replace(aside)
        sync_folder(aside.parent)
        sync_folder(place.parent)

    def aside(self) -> Iterator[Sha256]:
        """The digests by which files set aside are named, in order."""
        for one in _sorted(self.root / ASIDE):
            if _WHOLE.fullmatch(one.name) and one.is_file():
                yield Sha256(one.name)

    def clear_leftovers(self) -> int:
        """Remove temporary files that nobody has written to for ``stale_after_s`` seconds."""
        before = time.time() - self.stale_after_s
        try:
            stale = [one for one in _sorted(self.root / INCOMING) if one.stat().st_mtime < before]
        except OSError as error:
            raise _unread(self.root, error) from error
        for one in stale:
            _remove(one)
        return len(stale)

    def _place(self, digest: Sha256) -> Path:
        return self.root / digest.value[:2] / digest.value[2:]

    def _aside(self, digest: Sha256) -> Path:
        return self.root / ASIDE / digest.value

    def _folders(self) -> list[Path]:
        return [one for one in _sorted(self.root) if _FAN.fullmatch(one.name) and one.is_dir()]

    def _settle(self, temporary: Path, digest: Sha256) -> None:
        place = self._place(digest)
        if place.exists():
            _compare(place, digest)
            return
        aside = self._aside(digest)
        if aside.exists() and _holds(aside, digest):
            _remove(temporary)
            temporary = aside  # the same bytes came again: they are adopted
        if not place.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            sync_folder(self.root)
        temporary.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        try:
            temporary.replace(place)
        except PermissionError:
            # Windows replaces no read-only file: another process put the same content a moment ago.
            _compare(place, digest)
        sync_folder(place.parent)


class _Source:
    """Chunks, with the error of the system that kept the next one from coming."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.error: OSError | None = None

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._chunks
        except OSError as error:
            self.error = error
            raise


def _refused(root: Path, error: OSError) -> EvidenceError:
    """What the system said; a write to a full disk names no file by itself."""
    where = error.filename or root
    if isinstance(error, FileExistsError | NotADirectoryError):
        advice = "move away what lies there, because a folder belongs there, then collect again"
        return EvidenceError(f"the bytes cannot be preserved in {where}, which is no folder", advice=advice)
    return EvidenceError(
        f"the bytes cannot be preserved in {where}: {error.strerror or error}",
        advice="see that the disk has room and works and that you may write there, then collect again; nothing "
        "of this submission was recorded",
    )


def _unread(where: Path, error: OSError) -> EvidenceError:
    return EvidenceError(
        f"{error.filename or where} cannot be read: {error.strerror or error}",
        advice="see that you may read the preserved bytes, and that the disk works",
    )


def _write(handle: int, content: Iterable[bytes]) -> tuple[Sha256, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for chunk in content:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Sha256(digest.hexdigest()), size


def _hash_of(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(one: Path, other: Path) -> bool:
    return _hash_of(one) == _hash_of(other)


def _holds(place: Path, digest: Sha256) -> bool:
    return _hash_of(place) == digest.value


def _compare(place: Path, digest: Sha256) -> None:
    """Refuse to rest on a blob that has changed on disk: the fresh copy would hide that it did."""
    held = _hash_of(place)
    if held != digest.value:
        raise EvidenceError(
            f"the bytes held for {digest} hash to {held}: they were changed after they were collected",
            advice=f"find out who did, move blobs/{place.parent.name}/{place.name} away, collect again",
        )


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows keeps its folders in order by itself and opens none as a file."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sorted(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise _unread(folder, error) from error


def _is_blob(path: Path) -> bool:
    return _REST.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def _remove(path: Path) -> None:
    if path.exists():
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        path.unlink(missing_ok=True)
