"""The one typed door to numba: a function of numpy arrays and numbers becomes machine code, kept in a cache.

numba looks at the file of a function alone to see whether its cache is stale, not at what that file imports. So a
function that `compiled` takes calls only compiled functions of its own file; loops spread over several files
have a cache folder for each version of them (`cache_folder`, `caching_in`). Compiled code holds no lock of the
interpreter, so threads run it side by side.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])

NJIT: Callable[..., Any] = numba.njit
_SETTINGS: Any = config
_LOCK = threading.RLock()


def compiled(function: F) -> F:
    """Compile at the first call with given types; integer arithmetic wraps, and indexes are not checked."""
    return cast("F", NJIT(cache=True, nogil=True)(function))


def cache_folder(name: str) -> Path | None:
    """A folder for compiled code, under ``NUMBA_CACHE_DIR`` or the user's cache; it is made if it is missing.

    None if no folder can be written: the loops are then compiled anew in each process.
    """
    folder = Path(_SETTINGS.CACHE_DIR or Path.home() / ".cache" / "vedette") / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


@contextmanager
def caching_in(folder: Path | None) -> Iterator[None]:
    """Functions that are handed to numba here keep their code in that folder, if there is one."""
    with _LOCK:
        before = _SETTINGS.CACHE_DIR
        try:
            _SETTINGS.CACHE_DIR = str(folder or "")
            yield
        finally:
            _SETTINGS.CACHE_DIR = before
