"""The engine of Apache Spark 4 (extra ``spark``): a collection of work items, one to a partition, mapped.

The task reads Parquet by itself: Spark's own rows never pass through it, which is several times as fast as its
windows and its functions over Arrow. Results lie on the executors' disks until they are fetched one partition at a
time, so an item runs once and the driver holds one result. Executors need this program, and the lake under the
same path. Spark's functions over Arrow would need pandas too; collections need nothing.
"""

from __future__ import annotations

import base64
import itertools
import json
import operator
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import attrs

from vedette.backends.applying import Attempt
from vedette.backends.extras import from_extra
from vedette.backends.java import require_java
from vedette.errors import WorkItemError

T = TypeVar("T")
R = TypeVar("R")

PIECE = 8 << 20
"""Bytes of a result that travel together: the JVM holds several copies of what it passes on."""

_TOLD = re.compile(r"\[work item: ([A-Za-z0-9_=-]+)\]")


@attrs.frozen(kw_only=True)
class _Task:
    """What Spark calls with a numbered item: the pickled result, cut into pieces."""

    attempt: Attempt[Any, Any]

    def __call__(self, numbered: tuple[int, Any]) -> list[tuple[int, bytes]]:
        number, item = numbered
        try:
            data = pickle.dumps(self.attempt(number, item), protocol=5)
        except WorkItemError as error:
            raise RuntimeError(_tell(error)) from error
        return [(number, data[start : start + PIECE]) for start in range(0, len(data), PIECE)]


def _tell(error: WorkItemError) -> str:
    """The error in a form that outlives being printed into a traceback by another program."""
    said = json.dumps([error.message, error.advice]).encode()
    return f"[work item: {base64.urlsafe_b64encode(said).decode()}]"


@attrs.frozen(kw_only=True)
class SparkEngine:
    """The `Engine` port over a ``SparkSession``. The first result comes when the last item is done."""

    session: Any

    def apply(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Results in the order of the items; an item that fails is named and Spark cancels the rest."""
        if not items:
            return
        level = from_extra("pyspark", extra="spark").StorageLevel.DISK_ONLY
        task = _Task(attempt=Attempt(function=function, count=len(items)))
        numbered = self.session.sparkContext.parallelize(list(enumerate(items)), len(items))
        results = numbered.flatMap(task).persist(level)
        try:
            results.count()
            rows = results.toLocalIterator()
            for _, pieces in itertools.groupby(rows, key=operator.itemgetter(0)):
                yield pickle.loads(b"".join(piece for _, piece in pieces))  # noqa: S301 -- our own task's
        except Exception as error:
            told = _TOLD.search(str(error))
            if told is None:
                raise
            message, advice = json.loads(base64.urlsafe_b64decode(told[1]))
            raise WorkItemError(message, advice=advice) from error
        finally:
            results.unpersist()


@contextmanager
def opened(*, address: str | None = None, workers: int | None = None) -> Iterator[SparkEngine]:
    """The engine at the address of a master (``spark://host:7077``), or on threads of this machine.

    A session that is there already is used and left; one that is made here is stopped.

    Raises:
        ToolMissingError: the extra or a Java that Spark runs on is missing.
    """
    sql = from_extra("pyspark.sql", extra="spark")
    require_java()
    if address is None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    present = sql.SparkSession.getActiveSession()
    builder = sql.SparkSession.builder.appName("vedette").master(address or f"local[{workers or '*'}]")
    for key, value in _SETTINGS.items() if address is None else ():
        builder = builder.config(key, value)
    session = present or builder.getOrCreate()
    try:
        yield SparkEngine(session=session)
    finally:
        if present is None:
            session.stop()


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "FATAL",
}
"""For a session on this machine: nothing listens to the network, and what fails is raised, not printed as well."""
