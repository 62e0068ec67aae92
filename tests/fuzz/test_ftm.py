"""Hostile FollowTheMoney files: refused by row or as a whole, never a crash, and good rows around them stay."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.entities.ftm import read_entities, read_statements
from vedette.errors import VedetteError
from vedette.model.statement_rows import COLUMNS, Record
from vedette.model.tables import RowTrouble
from vedette.sources.formats import ftm_entities

GOOD = b'{"id":"a","schema":"Person","properties":{"name":["B"]}}'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name", "datasets", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


def assert_read_or_refused(items: Iterator[Record | RowTrouble]) -> None:
    """Every item is a record or says what is wrong with its row; only errors of the house come out."""
    try:
        found = list(items)
    except VedetteError:
        return
    assert all(isinstance(one, Record) or (one.problem and one.advice) for one in found)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_entities_or_refused(content: bytes) -> None:
    assert_read_or_refused(read_entities(io.BytesIO(content)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_statements_or_refused(content: bytes) -> None:
    assert_read_or_refused(read_statements(io.BytesIO(content)))


@given(st.lists(st.text(max_size=8), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_cells_below_a_good_header_are_a_record_or_trouble(cells: list[str]) -> None:
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    content = (",".join(COLUMNS) + "\n" + quoted + "\n").encode("utf-8", "surrogatepass")
    assert list(read_statements(io.BytesIO(content))) or not any(cells)


@given(JSON)
def test_any_json_between_two_good_lines_takes_neither_with_it(value: object) -> None:
    content = b"\n".join([GOOD, json.dumps(value).encode(), GOOD])
    found = list(read_entities(io.BytesIO(content)))
    assert isinstance(found[0], Record)
    assert isinstance(found[-1], Record)
    assert len(found) == 3


class Endless(io.RawIOBase):
    """One line of a given length and a good one after it, of which nothing is held."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._tail = b"\n" + GOOD

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left:
            count = min(self._left, len(buffer))
            buffer[:count] = b"x" * count
            self._left -= count
            return count
        count = min(len(self._tail), len(buffer))
        buffer[:count] = self._tail[:count]
        self._tail = self._tail[count:]
        return count


def watched(found: Iterator[object]) -> tuple[list[object], int]:
    tracemalloc.start()
    try:
        return list(found), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_line_of_two_hundred_megabytes_is_skipped_in_bounded_memory() -> None:
    found, peak = watched(read_entities(cast("BinaryIO", io.BufferedReader(Endless(200 << 20)))))
    assert len(found) == 2
    assert isinstance(found[1], Record)
    assert peak < 8 * ftm_entities.LONGEST_LINE


@pytest.mark.parametrize("depth", [10_000, 1_000_000])
def test_a_deeply_nested_line_is_trouble(depth: int) -> None:
    found = list(read_entities(io.BytesIO(b'{"id":' + b"[" * depth + b"\n" + GOOD)))
    assert not isinstance(found[0], Record)
    assert isinstance(found[1], Record)
