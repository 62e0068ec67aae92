"""The manifest of a lake on disk: a new file for each version, canonical JSON, there as a whole or not at all.

The highest number is the state. A version is linked into place, which fails if another writer was faster, so no
change is lost. Files that neither of the last two versions names are leftovers of killed or replaced runs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vedette.backends.durable import sync, sync_folder
from vedette.errors import CaseError, EvidenceError, UnreadableInputError
from vedette.model.lake import LakeManifest
from vedette.model.wire import canonical, from_plain

INCOMING = "incoming"
"""The folder of what is being written."""

STALE_AFTER_S = 3600.0
"""What lies unnamed for this long belongs to a run that was killed."""

_NAME = re.compile(r"manifest-(\d{8})\.json")


def manifests(root: Path) -> list[Path]:
    """The files of all versions still held, the oldest first."""
    found = root.iterdir() if root.is_dir() else []
    return sorted(path for path in found if _NAME.fullmatch(path.name))


def load(path: Path) -> LakeManifest:
    """Read one version; raises `EvidenceError` where it is not what was written."""
    try:
        return from_plain(LakeManifest, json.loads(path.read_bytes()))
    except (ValueError, UnreadableInputError) as error:
        raise EvidenceError(
            f"{path.name} is no manifest of a lake: {error}", advice="restore the lake's folder from a backup"
        ) from error


def current(root: Path) -> LakeManifest:
    """The state of the lake; an empty one where nothing has been put in yet."""
    held = manifests(root)
    return load(held[-1]) if held else LakeManifest()


def commit(root: Path, manifest: LakeManifest, *, incoming: Path) -> None:
    """Make a version the state of the lake; raises `CaseError` where another writer has made it meanwhile."""
    temporary = incoming / "manifest"
    temporary.write_bytes(canonical(manifest))
    sync(temporary)
    target = root / f"manifest-{manifest.version:08d}.json"
    try:
        if os.name == "nt":
            temporary.rename(target)
        else:
            os.link(temporary, target)
    except FileExistsError as error:
        raise CaseError(
            "another run has changed the lake meanwhile", advice="run this again; nothing was changed"
        ) from error
    sync_folder(root)


@contextmanager
def incoming_folder(root: Path) -> Iterator[Path]:
    """A folder of one's own for half-written files, removed at the end whatever happens."""
    (root / INCOMING).mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=root / INCOMING))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers(root: Path, *, stale_after_s: float = STALE_AFTER_S) -> int:
    """Remove what no reader can be using any more; return how many files and folders went."""
    kept = [load(path) for path in manifests(root)[-2:]]
    named = {file.name for one in kept for file in (*one.positions, *one.statics)}
    before = time.time() - stale_after_s
    gone = [path for path in root.glob("*/*") if path.name not in named and path.stat().st_mtime < before]
    for path in gone:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in manifests(root)[:-2]:
        path.unlink()
    return len(gone)
