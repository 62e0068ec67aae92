"""Paths that mean the same everywhere, and waiting until bytes are on disk; nothing heavy is loaded for it."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """The path from the root of the file system, which means the same in whatever folder a worker runs."""
    return path.absolute()


def sync(path: Path) -> None:
    """Wait until the bytes are on disk."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names are on disk, where the system can do that (Windows cannot)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
