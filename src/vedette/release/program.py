"""The program itself as one of the tools: its version, and a digest of the code and data that make pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

SUFFIXES = (".py", ".toml", ".css", ".typ")
LEFT_OUT = frozenset({"__pycache__", "cli", "web", "testing", "examples"})
"""Folders that no page depends on."""


@cache
def program_version() -> str:
    """The version with twelve digits of the digest: two checkouts of one version may build other pages.

    The digest covers path and bytes of every file, line ends normalised, so that it is the same wherever the same
    program is installed.
    """
    digest = hashlib.sha256()
    for path, found in sorted(_files(files("vedette"), ""), key=lambda pair: pair[0]):
        digest.update(path.encode() + b"\0" + found.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{version('vedette')}+{digest.hexdigest()[:12]}"


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            if one.name not in LEFT_OUT:
                yield from _files(one, f"{path}{one.name}/")
        elif one.name.endswith(SUFFIXES):
            yield f"{path}{one.name}", one
