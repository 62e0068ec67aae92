"""The lake is what was put in, whatever the order, the days and the overlaps of the files that brought it."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.backends.parquet_lake import ParquetLake
from vedette.model.evidence import Sha256
from vedette.model.lake import DTYPES, GIVEN_COLUMNS, Batch
from vedette.model.movement import NO_POSITION

Row = tuple[int, ...]
VALUES = {
    "transmitter": st.sampled_from([0, 7, 12_345_678, 366_000_001, 999_999_999]),
    "time": st.integers(-3, 3) | st.sampled_from([-(2**31) + 1, 2**31 - 1]),
    "latitude": st.sampled_from([NO_POSITION, -54_000_000, -1, 0, 54_000_000]),
    "longitude": st.sampled_from([NO_POSITION, -108_000_000, 1, 108_000_000]),
    "speed": st.integers(-1, 1_022),
    "course": st.integers(-1, 3_599),
    "heading": st.integers(-1, 359),
    "status": st.integers(-1, 14),
    "row": st.just(0),
}
ROW = st.tuples(*(VALUES[name] for name in GIVEN_COLUMNS))
FILES = st.lists(st.lists(ROW, max_size=30), min_size=1, max_size=4)


def batches_of(rows: Sequence[Row], *, cuts: Sequence[int]) -> list[Batch]:
    """The rows, numbered from 1, in batches that end at the cuts."""
    edges = sorted({0, len(rows), *(cut % (len(rows) + 1) for cut in cuts)})
    batches = []
    for start, end in itertools.pairwise(edges):
        columns = {
            name: np.array([row[at] for row in rows[start:end]], DTYPES[name])
            for at, name in enumerate(GIVEN_COLUMNS)
        }
        columns["row"] = np.arange(start + 1, end + 1, dtype=np.int32)
        batches.append(Batch(positions=columns))
    return batches


def digest_of(number: int) -> Sha256:
    return Sha256.of(b"file %d" % number)


def rows_of(lake: ParquetLake) -> list[tuple[object, ...]]:
    """All rows as they come back, with the digest of their exhibit in place of its number."""
    digests = {one.number: one.digest.value for one in lake.manifest().exhibits}
    names = ("transmitter", "time", "source", "row", *GIVEN_COLUMNS[2:-1])
    return [
        (*row[:2], digests[row[2]], *row[3:])
        for block in lake.blocks(names)
        for row in zip(*(block[name].tolist() for name in names), strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(
    files=FILES,
    order=st.randoms(use_true_random=False),
    cuts=st.lists(st.integers(0, 30), max_size=3),
    together=st.booleans(),
    capacity=st.sampled_from([2, 7, 1 << 12]),
)
def test_late_and_overlapping_files_give_the_lake_of_the_same_rows_in_order(
    files: list[list[Row]], order: object, cuts: list[int], capacity: int, *, together: bool
) -> None:
    numbers = list(range(len(files)))
    order.shuffle(numbers)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    with tempfile.TemporaryDirectory() as folder:
        plain, late = ParquetLake(root=Path(folder) / "plain"), ParquetLake(root=Path(folder) / "late")
        for number, rows in enumerate(files):
            with plain.writing() as writer:
                writer.add(digest_of(number), format_name="test", batches=batches_of(rows, cuts=()))
        for group in [numbers] if together else [[number] for number in numbers]:
            with late.writing() as writer:
                writer.inlet.capacity = capacity
                for number in group:
                    writer.add(
                        digest_of(number), format_name="test", batches=batches_of(files[number], cuts=cuts)
                    )
        assert late.content_digest() == plain.content_digest()
        given_rows = sorted(
            (row[0], row[1], digest_of(number).value, at, *row[2:-1])
            for number, rows in enumerate(files)
            for at, row in enumerate(rows, 1)
        )
        assert rows_of(late) == rows_of(plain) == given_rows
        late.compact()
        assert rows_of(late) == given_rows
