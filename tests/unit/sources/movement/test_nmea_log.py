"""An AIS log arrives in the lake as any other table does."""

from __future__ import annotations

import io
from pathlib import Path

from vedette.backends.parquet_lake import ParquetLake
from vedette.model.evidence import Sha256
from vedette.model.facts import Issue
from vedette.model.lake import GIVEN_COLUMNS, Batch
from vedette.sources.movement.nmea_log import FORMAT, read
from vedette.testing import ais_sentences as ais

STAMP = "c:1700000000"
POSITION = ais.tagged(ais.sentences(ais.class_a(mmsi=273_000_001, latitude=600, longitude=1_200))[0], STAMP)
STATIC = ais.sentences(
    ais.voyage(mmsi=445_000_001, imo=9_074_729, name="MADE UP", destination="", draught=71),
    parts=2,
    sequence="3",
)
LOG = "\n".join([POSITION, "bad", ais.tagged(STATIC[0], STAMP), STATIC[1]]) + "\n"


def parts() -> tuple[list[Batch], list[Issue]]:
    found = list(read(io.BytesIO(LOG.encode()), path="log.nmea"))
    return [one for one in found if isinstance(one, Batch)], [one for one in found if isinstance(one, Issue)]


def test_a_log_gives_a_batch_with_the_columns_that_the_lake_takes() -> None:
    (batch,), _ = parts()
    assert set(batch.positions) == set(GIVEN_COLUMNS)
    assert (batch.rows, batch.positions["row"].tolist(), batch.decimals) == (1, [1], None)


def test_a_text_that_is_not_transmitted_is_none_and_not_empty() -> None:
    (batch,), _ = parts()
    assert (batch.statics["name"], batch.statics["destination"], batch.statics["row"]) == (
        ["MADE UP"],
        [None],
        [3],
    )


def test_a_damaged_line_is_an_issue_at_its_row() -> None:
    _, (issue,) = parts()
    assert (issue.path, issue.locator, issue.value, issue.refused) == ("log.nmea", "row=2", "bad", True)


def test_a_log_of_nothing_but_damage_counts_what_it_does_not_repeat() -> None:
    *_, last = read(io.BytesIO(b"bad\n" * 1_234), path="log.nmea")
    assert isinstance(last, Issue)
    assert last.problem.startswith("234 more")


def test_a_log_goes_into_the_lake_and_comes_out_as_transmitted(tmp_path: Path) -> None:
    lake = ParquetLake(root=tmp_path)
    with lake.writing() as writer:
        added = writer.add(Sha256.of(LOG.encode()), format_name=FORMAT, batches=parts()[0])
    assert added is not None
    assert (added.rows, added.static_rows) == (1, 1)
    (block,) = lake.blocks(("transmitter", "latitude", "longitude"))
    assert [block[name].tolist() for name in ("transmitter", "latitude", "longitude")] == [
        [273_000_001],
        [600],
        [1_200],
    ]
    assert lake.statics()["name"].to_pylist() == ["MADE UP"]
