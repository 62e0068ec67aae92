"""The kernel version: a digest of the loops' sources, which every event carries."""

from __future__ import annotations

from functools import cache

from vedette.model.kernel_sources import digest_of_sources


@cache
def kernel_version() -> str:
    """Digest of the sources of this folder and of the constants that they take from the model."""
    return digest_of_sources("vedette.tracks.kernels")
