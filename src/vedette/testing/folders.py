"""Folders in memory: an edition whose bytes a test can change without touching a disk."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import BinaryIO

import attrs

from vedette.errors import EvidenceError


@attrs.frozen
class MemoryFolder:
    """The port ``Folder`` over bytes by name."""

    files: Mapping[str, bytes]

    def names(self) -> Sequence[str]:
        """Every name, in order."""
        return sorted(self.files)

    def open(self, name: str) -> BinaryIO:
        """The bytes under a name."""
        if name not in self.files:
            raise EvidenceError(f"{name} is no file of the folder", advice="see names()")
        return io.BytesIO(self.files[name])
