"""The engine of one process: threads, because compiled loops and Parquet reading hold no interpreter lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TypeVar

import attrs

from vedette.backends.applying import Attempt, Pool, in_order
from vedette.errors import UnreadableValueError

T = TypeVar("T")
R = TypeVar("R")

_GLANCE_S = 0.5
"""How often waiting is broken off and taken up: on Windows an interrupt is not seen while a thread waits."""


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@attrs.frozen(kw_only=True)
class ThreadEngine:
    """The `Engine` port over as many threads as there are ``workers``.

    A thread cannot be stopped: what runs when something fails is waited for, what has not begun is left.
    """

    workers: int = attrs.field(factory=processors)

    def apply(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Results in the order of the items; an item that fails is named."""
        threads = ThreadPoolExecutor(self.workers, thread_name_prefix="vedette")

        def give_up(_: Sequence[Future[R]]) -> None:
            threads.shutdown(wait=True, cancel_futures=True)

        def submit(attempt: Attempt[T, R], number: int, item: T) -> Future[R]:
            return threads.submit(attempt, number, item)

        pool = Pool(submit=submit, result=_result, give_up=give_up, workers=self.workers)
        return in_order(function, items, pool)


def _result(future: Future[R]) -> R:
    while True:
        with suppress(TimeoutError):  # the function's own became a WorkItemError
            return future.result(timeout=_GLANCE_S)


@contextmanager
def opened(*, address: str | None = None, workers: int | None = None) -> Iterator[ThreadEngine]:
    """The engine, with one worker a processor unless told otherwise; it has no address."""
    if address is not None:
        raise UnreadableValueError(
            f"threads run in this process and not at {address}",
            advice="leave --address out, or name dask or spark",
        )
    yield ThreadEngine(workers=workers or processors())
