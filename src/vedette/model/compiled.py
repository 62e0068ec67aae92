"""The one typed door to numba: a function of numpy arrays and numbers becomes machine code, kept in a cache.

A compiled function calls only compiled functions of its own file, because the cache notices an edit of that
file alone. It holds no lock of the interpreter, so threads run it side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile at the first call with given types; integer arithmetic wraps, and indexes are not checked."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))
