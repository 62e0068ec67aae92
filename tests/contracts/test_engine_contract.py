"""Threads and a Dask cluster within this process keep the contract; `tests/interop` has the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vedette.backends.engines import open_engine
from vedette.ports import Engine
from vedette.testing.engine_contract import EngineContract


class TestThreads(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with open_engine("threads", workers=3) as engine:
            yield engine


@pytest.mark.enable_socket  # it asks this machine for its own name
class TestDaskInThisProcess(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with open_engine("dask", workers=3) as engine:
            yield engine
