"""The one way to a compiled function here, so that the type checkers see the function and not its compiler."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


def compiled(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """``function`` in machine code, kept in numba's own cache folder, run without the interpreter's lock.

    numba does not see an edit in *another* file that ``function`` calls or takes constants from: whoever
    runs an edited program sets ``NUMBA_CACHE_DIR`` to a folder named for the kernels' sources.
    """
    return cast("Callable[Given, Returned]", numba.njit(cache=True, nogil=True)(function))


def part_of_kernel(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """``function`` for compiled functions to call and for nobody else: quicker to compile, cached with its callers."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "nogil": True}
    return cast("Callable[Given, Returned]", numba.njit(**options)(function))
