"""Checking the lake: whether its files are whole, and whether its rows come from exhibits on record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from vedette.backends import lake_manifest
from vedette.casework.detection_inputs import lake_folder
from vedette.casework.workspace import Workspace
from vedette.errors import VedetteError
from vedette.model.evidence import Fault
from vedette.model.lake import LakeFile

WHERE = "the lake of positions"
_CHUNK = 1 << 20


def lake_faults(workspace: Workspace) -> list[Fault]:
    """Files of the lake that are gone or changed, and rows of exhibits that the record does not hold."""
    root = lake_folder(workspace)
    try:
        manifest = lake_manifest.current(root)
    except (VedetteError, OSError) as error:
        return [Fault(what="the lake cannot be read", where=WHERE, expected="a manifest", found=str(error))]
    known = {one.digest for one in workspace.record.exhibits()} if manifest.exhibits else set()
    faults = [
        Fault(
            what="rows come from no exhibit on record",
            where=WHERE,
            expected=f"exhibit {one.digest}",
            found="none",
        )
        for one in manifest.exhibits
        if one.digest not in known
    ]
    for kind, files in (("positions", manifest.positions), ("statics", manifest.statics)):
        for file in files:
            faults.extend(_file_faults(root / kind, file))
    return faults


def _file_faults(folder: Path, file: LakeFile) -> Iterator[Fault]:
    try:
        found = _digest(folder / file.name)
    except OSError as error:
        found = error.strerror or str(error)
    if found != file.digest.value:
        where = f"{WHERE}, {folder.name}/{file.name}"
        yield Fault(what="a file of the lake differs", where=where, expected=file.digest.value, found=found)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
