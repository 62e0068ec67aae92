"""Compilation by numba behind types: one signature per loop, compiled on first use, cached under its version.

numba looks at the file of a function alone to see whether its cache is stale, not at what that file imports;
so the cache has a folder for each kernel version. With nothing cached, the first use of all loops takes some ten
seconds of compilation; with the cache, a few tenths of a second.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numba
import numpy as np

from vedette.model.compiled import cache_folder, caching_in
from vedette.tracks.kernels.version import kernel_version

P = ParamSpec("P")
R = TypeVar("R")

_LOCK = threading.Lock()


def column(dtype: str) -> Any:
    """Type of a column that is read: contiguous, and read-only so that Arrow's memory fits as well as numpy's."""
    return numba.types.Array(numba.from_dtype(np.dtype(dtype)), 1, "C", readonly=True)


def records(dtype: np.dtype[np.void]) -> Any:
    """Type of an array of records that is written: states of transmitters, or a buffer for what is found."""
    return numba.types.Array(numba.from_dtype(dtype), 1, "C")


def writable(dtype: str) -> Any:
    """Type of a plain array that is written."""
    return numba.types.Array(numba.from_dtype(np.dtype(dtype)), 1, "C")


INT = numba.types.int64
REAL = numba.types.float64


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A piece of a loop: compiled into each loop that calls it, and cached with it."""
    return cast("Callable[P, R]", numba.njit(function, nogil=True, boundscheck=False))


class Loop(Generic[P, R]):
    """A function compiled for one signature when it is called first; it holds no interpreter lock."""

    def __init__(self, function: Callable[P, R], signature: tuple[Any, ...]) -> None:
        self.plain = function
        self.signature = signature
        self._compiled: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Compile once, then run."""
        if self._compiled is None:
            self._compiled = self._compile()
        return self._compiled(*args, **kwargs)

    def _compile(self) -> Callable[P, R]:
        with _LOCK:
            if self._compiled is not None:
                return self._compiled
            folder = cache_folder(f"kernels-{kernel_version()}")
            with caching_in(folder):
                jit = numba.jit([self.signature], nopython=True, nogil=True, cache=folder is not None)
                return cast("Callable[P, R]", jit(self.plain))


def compiled(*signature: Any) -> Callable[[Callable[P, R]], Loop[P, R]]:
    """A decorator: the function becomes a `Loop` over arguments of these types."""

    def wrap(function: Callable[P, R]) -> Loop[P, R]:
        return Loop(function, signature)

    return wrap
