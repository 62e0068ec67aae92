"""The engine of a Dask cluster (extra ``dask``): each work item is one future, on a local cluster or at an address.

Workers import this program and open what the function names, so both must be there: the same version of the
program, and the lake under the same path. Without an address the cluster is one worker of threads in this process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import attrs

from vedette.backends.applying import Pool, in_order
from vedette.backends.engine_threads import processors
from vedette.backends.extras import from_extra
from vedette.errors import ToolMissingError

T = TypeVar("T")
R = TypeVar("R")

PATIENCE_S = 20
"""How long a scheduler may take to answer."""


@attrs.frozen(kw_only=True)
class DaskEngine:
    """The `Engine` port over a ``distributed.Client``. A worker that is lost has its items run by another."""

    client: Any

    def apply(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Results in the order of the items; an item that fails is named and the rest is cancelled."""
        pool: Pool[T, R] = Pool(
            submit=lambda *work: self.client.submit(*work, pure=False),
            result=lambda future: future.result(),
            give_up=self.client.cancel,
            workers=max(1, sum(self.client.ncores().values())),
        )
        return in_order(function, items, pool)


@contextmanager
def opened(*, address: str | None = None, workers: int | None = None) -> Iterator[DaskEngine]:
    """The engine at the address of a scheduler (``tcp://host:8786``), or on a cluster made and ended here.

    Raises:
        ToolMissingError: the extra is not installed, or no scheduler answers.
    """
    distributed = from_extra("distributed", extra="dask")
    local = {
        "processes": False,
        "n_workers": 1,
        "threads_per_worker": workers or processors(),
        "dashboard_address": None,
        "memory_limit": None,
        "silence_logs": logging.CRITICAL,  # what fails is raised, not printed as well
    }
    try:
        client = distributed.Client(address, timeout=PATIENCE_S) if address else distributed.Client(**local)
    except (OSError, ValueError) as error:
        raise ToolMissingError(
            f"no Dask scheduler answers at {address or 'this machine'}: {error}",
            advice="start one with: dask scheduler; and give its address, such as tcp://host:8786",
        ) from error
    with client:
        yield DaskEngine(client=client)
