"""Folders of files on disk: editions are read from one and written to one, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from vedette.errors import EvidenceError

Content = bytes | Callable[[], BinaryIO]


class DiskFolder:
    """The files below a path on disk; links are never followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> Sequence[str]:
        """Every file below the folder by its name with forward slashes."""
        found: list[str] = []
        for parent, folders, files in os.walk(self.root):
            linked = [name for name in folders if (Path(parent) / name).is_symlink()]
            found += [(Path(parent) / name).relative_to(self.root).as_posix() for name in [*files, *linked]]
        return sorted(found)

    def open(self, name: str) -> BinaryIO:
        """The bytes of one plain file."""
        path = self.root / name
        inside = path.resolve().is_relative_to(self.root.resolve())
        if not inside or path.is_symlink() or not path.is_file():
            raise EvidenceError(
                f"{name} is no plain file of {self.root}", advice="get the folder again from its source"
            )
        return path.open("rb")


def write_folder(target: Path, files: Mapping[str, Content]) -> None:
    """Write all files below ``target``, replacing what stood there only once everything is on disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in files.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
        _replace(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


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
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    staging.chmod(0o755)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)
