"""The lake gives back what was put in, in one order, however it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import pytest

from vedette.backends import lake_manifest, lake_parts, lake_plan, lake_runs, parquet_lake
from vedette.backends.geoparquet import write_geoparquet
from vedette.backends.parquet_lake import ParquetLake
from vedette.errors import CaseError, EvidenceError
from vedette.model.evidence import Sha256
from vedette.model.lake import DTYPES, Batch
from vedette.model.movement import NO_POSITION

A, B = Sha256.of(b"a"), Sha256.of(b"b")
KEY = ("transmitter", "time", "source", "row")


def batch(rows: Sequence[tuple[int, int]], *, first: int = 1) -> Batch:
    count = len(rows)
    columns = {name: np.arange(count).astype(dtype) for name, dtype in DTYPES.items() if name != "source"}
    columns["transmitter"] = np.array([one for one, _ in rows], np.int32)
    columns["time"] = np.array([time for _, time in rows], np.int32)
    columns["row"] = np.arange(first, first + count, dtype=np.int32)
    return Batch(positions=columns)


def add(lake: ParquetLake, digest: Sha256, *batches: Batch) -> None:
    add_all(lake, digest, batches)


def add_all(lake: ParquetLake, digest: Sha256, batches: Iterable[Batch]) -> None:
    with lake.writing() as writer:
        writer.add(digest, format_name="test", batches=batches)


def rows_of(lake: ParquetLake, **wanted: Any) -> list[tuple[int, int, str, int]]:
    numbers = {one.number: one.digest.value for one in lake.manifest().exhibits}
    rows = [
        row
        for block in lake.blocks(KEY, **wanted)
        for row in zip(*(block[name].tolist() for name in KEY), strict=True)
    ]
    return [(one, time, numbers[source], row) for one, time, source, row in rows]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake_parts, "BLOCK_ROWS", 16)


def noise(seed: int, count: int, transmitters: int = 9) -> list[tuple[int, int]]:
    random = np.random.default_rng(seed)
    return list(
        zip(
            random.integers(0, transmitters, count).tolist(),
            random.integers(0, 50, count).tolist(),
            strict=True,
        )
    )


def test_rows_come_back_by_transmitter_time_exhibit_and_row(tmp_path: Path, small: None) -> None:
    lake = ParquetLake(root=tmp_path)
    given = {A: noise(1, 300), B: noise(2, 200)}
    for digest, rows in given.items():
        add(lake, digest, batch(rows))
    expected = sorted(
        (one, time, digest.value, at + 1)
        for digest, rows in given.items()
        for at, (one, time) in enumerate(rows)
    )
    assert rows_of(lake) == expected


def test_rows_that_do_not_fit_in_memory_are_merged_from_runs(tmp_path: Path, small: None) -> None:
    rows = noise(3, 5_000, 40)
    lake = ParquetLake(root=tmp_path)
    with lake.writing() as writer:
        writer.inlet.capacity = 64
        writer.add(A, format_name="test", batches=[batch(rows[:3000]), batch(rows[3000:], first=3001)])
    assert [row[:2] for row in rows_of(lake)] == sorted(rows)
    whole = ParquetLake(root=tmp_path / "whole")
    add(whole, A, batch(rows[:3000]), batch(rows[3000:], first=3001))
    values = [
        np.concatenate([b[name] for b in one.blocks(list(DTYPES))])
        for one in (lake, whole)
        for name in DTYPES
    ]
    for left, right in zip(values[: len(DTYPES)], values[len(DTYPES) :], strict=True):
        assert (left == right).all()


def test_a_late_file_makes_the_same_lake_as_one_in_time(tmp_path: Path, small: None) -> None:
    digests = []
    for order in ((A, B), (B, A)):
        lake = ParquetLake(root=tmp_path / order[0].value[:4])
        for digest in order:
            add(lake, digest, batch(noise(1 if digest == A else 2, 100)))
        digests.append((lake.content_digest(), rows_of(lake)))
    assert digests[0] == digests[1]


def test_compacting_changes_files_and_no_row(tmp_path: Path, small: None) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 100)))
    add(lake, B, batch(noise(2, 100)))
    before, rows = lake.content_digest(), rows_of(lake)
    assert lake.compact()
    assert len(lake.manifest().positions) == 1
    assert (lake.content_digest(), rows_of(lake)) == (before, rows)
    assert not lake.compact()


def test_an_exhibit_is_taken_in_once(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 10)))
    before = lake.manifest()
    with lake.writing() as writer:
        assert writer.add(A, format_name="test", batches=iter([batch(noise(9, 10))])) is None
    assert lake.manifest() == before


def test_duplicate_instants_stay(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch([(5, 7), (5, 7), (5, 7)]))
    assert rows_of(lake) == [(5, 7, A.value, 1), (5, 7, A.value, 2), (5, 7, A.value, 3)]


def test_some_transmitters_and_a_period_can_be_asked_for(tmp_path: Path, small: None) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 300)))
    add(lake, B, batch(noise(2, 300)))
    everything = rows_of(lake)
    assert rows_of(lake, transmitters=[3, 5, 99]) == [row for row in everything if row[0] in {3, 5}]
    assert rows_of(lake, period=(10, 20)) == [row for row in everything if 10 <= row[1] < 20]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
def test_work_items_hold_whole_transmitters_and_leave_none_out(
    tmp_path: Path, small: None, count: int
) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 300)))
    add(lake, B, batch(noise(2, 300)))
    items = lake.work_items(count)
    seen: list[int] = []
    held: list[set[int]] = []
    for item in items:
        some = [one for block in lake.read(item, ["transmitter"]) for one in block["transmitter"].tolist()]
        held.append(set(some))
        seen += some
    assert 1 <= len(items) <= count
    assert seen == [row[0] for row in rows_of(lake)]
    assert sum(map(len, held)) == len(set().union(*held))


def test_an_empty_lake_has_nothing_to_do(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    assert (rows_of(lake), list(lake.work_items(4)), lake.statics().num_rows) == ([], [], 0)
    assert lake_plan.plan([], 3) == []


def test_a_change_that_fails_leaves_the_lake_and_its_folder_as_they_were(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 100)))
    before, files = rows_of(lake), sorted(tmp_path.rglob("*"))

    def breaks() -> Iterator[Batch]:
        yield batch(noise(2, 100))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"), lake.writing() as writer:
        writer.add(B, format_name="test", batches=breaks())
    assert (rows_of(lake), sorted(tmp_path.rglob("*"))) == (before, files)


def test_of_two_writers_at_once_the_slower_is_told(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)

    def slow() -> Iterator[Batch]:
        yield batch([(1, 1)])
        add(ParquetLake(root=tmp_path), B, batch([(2, 2)]))

    with pytest.raises(CaseError, match="another run"):
        add_all(lake, A, slow())
    assert rows_of(lake) == [(2, 2, B.value, 1)]


def test_what_killed_runs_left_goes_away_and_what_counts_stays(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 100)))
    (tmp_path / "positions" / "stray.parquet").write_bytes(b"half")
    (tmp_path / "incoming" / "killed").mkdir()
    assert lake_manifest.clear_leftovers(tmp_path) == 0
    assert lake_manifest.clear_leftovers(tmp_path, stale_after_s=-1) == 2
    assert len(rows_of(lake)) == 100


def test_many_small_additions_are_merged_before_reading_gets_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_lake, "MOST_PARTS", 3)
    lake = ParquetLake(root=tmp_path)
    given = []
    for day in range(8):
        add(lake, Sha256.of(bytes([day])), batch([(1, day), (2, day)]))
        given += [(1, day), (2, day)]
    assert len(lake.manifest().positions) <= 3
    assert [row[:2] for row in rows_of(lake)] == sorted(given)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 100)))
    part = tmp_path / "positions" / lake.manifest().positions[0].name
    part.write_bytes(part.read_bytes()[:50])
    with pytest.raises(EvidenceError, match=part.name):
        rows_of(lake)


def test_files_have_fixed_point_columns_without_dictionary_or_nulls(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch(noise(1, 100)))
    file = pq.ParquetFile(tmp_path / "positions" / lake.manifest().positions[0].name)
    assert not any(field.nullable for field in file.schema_arrow)
    chunks = [file.metadata.row_group(0).column(at) for at in range(len(DTYPES))]
    assert not any("RLE_DICTIONARY" in one.encodings for one in chunks)
    used = {one.path_in_schema: set(one.encodings) - {"RLE"} for one in chunks}
    assert used["latitude"] == used["time"] == {"DELTA_BINARY_PACKED"}
    assert used["speed"] == {"BYTE_STREAM_SPLIT"}
    assert used["transmitter"] == {"PLAIN"}


def test_rows_that_are_in_order_already_are_not_copied() -> None:
    columns: dict[str, npt.NDArray[Any]] = {
        name: np.arange(9).astype(dtype) for name, dtype in DTYPES.items()
    }
    columns["source"][:] = 0
    assert lake_runs.ordered(columns, np.zeros(1, np.int16)) is columns


def test_blocks_cannot_be_written_to(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    add(lake, A, batch([(1, 1)]))
    with pytest.raises(ValueError, match="read-only"):
        next(iter(lake.blocks(["time"])))["time"][0] = 3


def test_geoparquet_has_points_text_and_nulls(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path / "lake")
    given = batch([(1234, 60), (1234, 61)])
    given.positions["latitude"][:] = [NO_POSITION, 600_000]
    given.positions["longitude"][:] = [NO_POSITION, -1_200_000]
    given.positions["speed"][:] = [-1, 123]
    add(lake, A, given)
    target = tmp_path / "out.parquet"
    assert write_geoparquet(target, lake.blocks(list(DTYPES)), exhibits={1: A}) == 2
    table = pq.read_table(target)
    first, second = table.to_pylist()
    assert b"geo" in table.schema.metadata
    assert (first["mmsi"], first["geometry"], first["speed_knots"]) == ("000001234", None, None)
    assert (second["speed_knots"], second["exhibit"]) == (12.3, A.value)
    assert np.frombuffer(second["geometry"][5:], "<f8").tolist() == [-2.0, 1.0]
