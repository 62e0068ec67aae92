"""What engines share: an item that fails is named, and a bounded number of items is on its way in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import attrs

from vedette.errors import VedetteError, WorkItemError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Items on their way for each worker: one that runs, one that waits or whose result does."""

_LONGEST = 240
"""Characters of an item that an error shows."""


def failed(error: Exception, *, number: int, count: int, item: object) -> WorkItemError:
    """The error to raise for the item that stands at ``number``, counted from 0."""
    shown = repr(item)
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}..."
    if isinstance(error, VedetteError):
        reason, advice = error.message, error.advice
    else:
        reason, advice = (
            f"{type(error).__name__}: {error}",
            "run it again with --engine threads, which shows where",
        )
    return WorkItemError(f"work item {number + 1} of {count}, {shown}: {reason}", advice=advice)


@attrs.frozen(kw_only=True)
class Attempt(Generic[T, R]):
    """The function as a worker calls it: with the item's number, for the error."""

    function: Callable[[T], R]
    count: int

    def __call__(self, number: int, item: T) -> R:
        """The function's result; raises `WorkItemError` whatever it raises."""
        try:
            return self.function(item)
        except Exception as error:
            raise failed(error, number=number, count=self.count, item=item) from error


@attrs.frozen(kw_only=True)
class Pool(Generic[T, R]):
    """Workers as an engine has them: how an item is given to them, waited for, and given up."""

    submit: Callable[[Attempt[T, R], int, T], Any]
    result: Callable[[Any], R]
    give_up: Callable[[Sequence[Any]], None]
    workers: int


def in_order(function: Callable[[T], R], items: Sequence[T], pool: Pool[T, R]) -> Iterator[R]:
    """Results in the order of the items, with at most `AHEAD` items a worker on their way.

    The first item that failed, in that order, is the one that is named. Whatever ends the iteration, an error,
    an interrupt or a caller who has enough, the rest is given up.
    """
    attempt = Attempt(function=function, count=len(items))
    waiting: deque[tuple[int, Any]] = deque()
    try:
        for number, item in enumerate(items):
            waiting.append((number, pool.submit(attempt, number, item)))
            if len(waiting) >= AHEAD * pool.workers:
                yield _next(waiting, items, pool)
        while waiting:
            yield _next(waiting, items, pool)
    finally:
        pool.give_up([future for _, future in waiting])


def _next(waiting: deque[tuple[int, Any]], items: Sequence[T], pool: Pool[T, R]) -> R:
    number, future = waiting.popleft()
    try:
        return pool.result(future)
    except WorkItemError:
        raise
    except Exception as error:  # the worker itself was lost
        raise failed(error, number=number, count=len(items), item=items[number]) from error
