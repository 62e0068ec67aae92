"""The one way to a compiled function here, so that the type checkers see the function and not its compiler."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

from vedette.model.compiled import NJIT, cache_folder, caching_in
from vedette.model.kernel_sources import digest_of_sources

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


@cache
def _version(prefix: str) -> str:
    """Digest of the sources of a reader whose loops are spread over files: none may be stale."""
    return digest_of_sources("vedette.sources.movement", prefixes=(prefix, "compiled"))


def compiled(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """``function`` in machine code, run without the interpreter's lock, cached under the version of its reader.

    Its reader is what its module's name begins with: ``nmea`` or ``csv``.
    """
    reader = function.__module__.rpartition(".")[2].partition("_")[0]
    folder = cache_folder(f"{reader}-{_version(reader)}")
    with caching_in(folder):
        made = NJIT(cache=folder is not None, nogil=True)(function)
    return cast("Callable[Given, Returned]", made)


def part_of_kernel(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """``function`` for compiled functions to call and for nobody else: quicker to compile, cached with its callers."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "nogil": True}
    return cast("Callable[Given, Returned]", NJIT(**options)(function))


def woven(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """``function`` as if its lines stood in the loop that calls it: for what a loop does for every cell."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "nogil": True, "inline": "always"}
    return cast("Callable[Given, Returned]", NJIT(**options)(function))
