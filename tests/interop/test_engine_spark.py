"""Apache Spark keeps the contract of engines: on threads of one JVM, and on a cluster of two."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from vedette.backends.engines import open_engine
from vedette.ports import Engine
from vedette.testing.engine_contract import EngineContract

pytestmark = [pytest.mark.interop, pytest.mark.enable_socket]


class TestSparkOnThisMachine(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with open_engine("spark", workers=2) as engine:
            yield engine


class TestSparkCluster(EngineContract):
    """A master and two executors, each a JVM of its own with Python workers of its own."""

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYSPARK_PYTHON", sys.executable)
            with open_engine("spark", address="local-cluster[2,1,1024]") as engine:
                yield engine
