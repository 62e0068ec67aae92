"""The kernel version: a digest of all that decides what a compiled loop does, so that no cache can be stale."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from vedette.model.movement import NO_POSITION, NO_SPEED, STEPS_PER_DEGREE

LENGTH = 16
"""Hexadecimal digits of a version."""


@cache
def kernel_version() -> str:
    """Digest of the sources of this folder and of the constants that they take from the model.

    An event carries it. Line ends do not count, so that it is the same on every platform.
    """
    digest = hashlib.sha256(repr((STEPS_PER_DEGREE, NO_POSITION, NO_SPEED)).encode())
    folder = resources.files(__package__)
    for source in sorted(
        (one for one in folder.iterdir() if one.name.endswith(".py")), key=lambda one: one.name
    ):
        text = source.read_text(encoding="utf-8").replace("\r\n", "\n")
        digest.update(f"{source.name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()[:LENGTH]
