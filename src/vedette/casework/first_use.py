"""Whether loops have to be compiled first: on the first use of a version on a machine that takes tens of seconds."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from vedette.model.kernel_sources import digest_of_sources

LOOPS = {"detecting": "vedette.tracks.kernels", "reading": "vedette.sources.movement"}
"""What needs loops, and the package that holds their sources."""


def is_first_use(what: str) -> bool:
    """Whether nobody has done this yet on this machine, in this version, as far as the compilers' cache tells."""
    return not _mark(what).is_file()


def remember_use(what: str) -> None:
    """The loops are compiled from now on: remembered where something can be written, else told again next time."""
    mark = _mark(what)
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def _mark(what: str) -> Path:
    cache = os.environ.get("NUMBA_CACHE_DIR") or Path.home() / ".cache" / "vedette"
    return Path(cache) / f"compiled-{what}-{digest_of_sources(LOOPS[what])}"
