"""The version of compiled loops: a digest of all that decides what they do, so that no cache can be stale."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources

from vedette.model.movement import NO_COURSE, NO_HEADING, NO_POSITION, NO_SPEED, NO_STATUS, STEPS_PER_DEGREE

LENGTH = 16
"""Hexadecimal digits of a version."""

CONSTANTS = (STEPS_PER_DEGREE, NO_POSITION, NO_SPEED, NO_COURSE, NO_HEADING, NO_STATUS)
"""What loops take from the model."""


def digest_of_sources(package: str, *, prefixes: Sequence[str] = ("",)) -> str:
    """Digest of the Python sources of a package whose names begin so, and of `CONSTANTS`.

    Line ends do not count, so that it is the same on every platform. The package is found without being loaded,
    which with its compiler would take a second.
    """
    above, _, name = package.rpartition(".")
    digest = hashlib.sha256(repr(CONSTANTS).encode())
    sources = [one for one in resources.files(above).joinpath(name).iterdir() if one.name.endswith(".py")]
    for source in sorted(sources, key=lambda one: one.name):
        if source.name.startswith(tuple(prefixes)):
            text = source.read_text(encoding="utf-8").replace("\r\n", "\n")
            digest.update(f"{source.name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:LENGTH]
