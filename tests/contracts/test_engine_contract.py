"""Threads and Dask keep the contract; `tests/interop` has Spark, which needs a Java."""

from __future__ import annotations

from collections.abc import Iterator
from logging import CRITICAL
from typing import Any

import distributed
import pytest

from vedette.backends.engines import open_engine
from vedette.ports import Engine
from vedette.testing.engine_contract import EngineContract

SLOW_DISK = pytest.mark.filterwarnings("ignore:Creating scratch directories:UserWarning")
"""Dask says so where a disk is busy, which is no fault of the engine."""


class TestThreads(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with open_engine("threads", workers=3) as engine:
            yield engine


@pytest.mark.enable_socket  # it asks this machine for its own name
@SLOW_DISK
class TestDaskInThisProcess(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with open_engine("dask", workers=3) as engine:
            yield engine


@pytest.mark.slow
@pytest.mark.enable_socket
@SLOW_DISK
class TestDaskCluster(EngineContract):
    """A scheduler and two workers, each a process, over TCP."""

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        local: Any = distributed.LocalCluster
        with (
            local(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=CRITICAL) as at,
            open_engine("dask", address=at.scheduler_address) as engine,
        ):
            yield engine
