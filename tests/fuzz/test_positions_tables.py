"""Hostile tables of positions: refused as a whole with a reason, or read to their end with every row accounted for."""

from __future__ import annotations

import gzip
import io
import random
import re
import tracemalloc
import zipfile
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import UnreadableInputError
from vedette.model.facts import Issue
from vedette.model.lake import Batch
from vedette.sources.movement import bytes_in, marinecadastre, nmea_log

HEADER = (
    b"MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    b"Cargo,TransceiverClass\n"
)
ROW = b"012345678,2022-01-03T00:00:00,34.1,-118.2,12.3,123.4,511.0,A,IMO9074729,WDA,70,0,180,30,10.4,70,A\n"
TABLE = HEADER + 3 * ROW
DAMAGE = st.sampled_from(
    [b"", b"\0", b"\r", b"\n", b"\r\n", b'"', b",", b"\xff", b"-", b"1e9", b"\xef\xbb\xbf", b" "]
)


def read(content: bytes | BinaryIO) -> tuple[list[int], list[Issue]]:
    """The row numbers that became positions, and the issues."""
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    rows: list[int] = []
    issues: list[Issue] = []
    for one in marinecadastre.read(stream, path="day.csv"):
        if isinstance(one, Batch):
            rows += one.positions["row"].tolist()
        else:
            issues.append(one)
    return rows, issues


def number_of(issue: Issue) -> int:
    found = re.fullmatch(r"row=(\d+)", issue.locator)
    assert found is not None
    return int(found[1])


def packed(*names: str, content: bytes = TABLE) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return whole.getvalue()


def with_flag(content: bytes, *, local: int, central: int, value: int) -> bytes:
    """An archive of which one number in both headers of its entry is another."""
    changed = bytearray(content)
    directory = changed.find(b"PK\x01\x02")
    changed[local], changed[directory + central] = value, value
    return bytes(changed)


LONG = HEADER + b"".join(ROW.replace(b"34.1", b"%d.%05d" % (n % 80, n * 7919 % 10**5)) for n in range(3_000))
REFUSED = {
    "empty": (b"", "is empty"),
    "UTF-16": (TABLE.decode().encode("utf-16"), "UTF-16"),
    "UTF-16 without its mark": (TABLE.decode().encode("utf-16-le"), "UTF-16"),
    "lines ended by carriage returns": (TABLE.replace(b"\n", b"\r"), "has no end"),
    "a header without end": (b"x" * 100_000, "has no end"),
    "a hundred megabytes in one line": (HEADER + ROW + b"x" * 10**8, "a line longer than"),
    "another separator": (TABLE.replace(b",", b";"), "no MarineCadastre table"),
    "another table": (b"a,b,c\n1,2,3\n", "no MarineCadastre table"),
    "gzip cut short": (gzip.compress(LONG)[:5_000], "breaks off or is damaged"),
    "gzip with another sum": (gzip.compress(TABLE)[:-8] + bytes(8), "breaks off or is damaged"),
    "gzip with something behind": (gzip.compress(TABLE) + b"junk", "breaks off or is damaged"),
    "gzip of gzip": (gzip.compress(gzip.compress(LONG)), "zero bytes|no end|no MarineCadastre"),
    "gzip of zip": (gzip.compress(packed("a.csv")), "zero bytes"),
    "zip of zip": (packed("a.zip", content=packed("a.csv")), "zero bytes"),
    "zip without a file": (packed(), "holds 0 files"),
    "zip with two files": (packed("a.csv", "b.csv"), "holds 2 files"),
    "zip cut short": (packed("a.csv", content=LONG)[:5_000], "broken zip archive"),
    "zip with a password": (with_flag(packed("a.csv"), local=6, central=8, value=1), "password"),
    "zip of an unknown method": (with_flag(packed("a.csv"), local=8, central=10, value=99), "not supported"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_is_no_such_table_is_refused_by_its_name_and_with_the_reason(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(UnreadableInputError, match=reason) as refused:
        read(content)
    assert "day.csv" in refused.value.message
    assert refused.value.advice


def test_a_row_with_a_zero_byte_is_refused_and_the_rows_around_it_land() -> None:
    rows, issues = read(HEADER + ROW + bytes(200) + b"\n" + ROW + ROW.replace(b"34.1", b"34\x00.1") + ROW)
    assert rows == [1, 3, 5]
    assert [(number_of(one), one.refused) for one in issues] == [(2, True), (4, True)]


def test_every_way_to_end_a_line_in_one_table_is_read() -> None:
    mixed = b"\xef\xbb\xbf" + HEADER.replace(b"\n", b"\r\n") + ROW + ROW.replace(b"\n", b"\r\n") + ROW.strip()
    assert read(mixed) == ([1, 2, 3], [])


def test_a_zip_with_what_systems_put_beside_the_table_is_read() -> None:
    assert read(packed("day/", "day/a.csv", "__MACOSX/day/._a.csv", ".DS_Store"))[0] == [1, 2, 3]


def test_columns_in_another_unit_or_swapped_are_refused_row_by_row() -> None:
    swapped = ROW.replace(b"34.1,-118.2", b"-118.2,34.1")
    minutes = ROW.replace(b"34.1,", b"2046.0,")
    rows, issues = read(HEADER + swapped + minutes + ROW)
    assert rows == [3]
    assert [(number_of(one), one.column, one.refused) for one in issues] == [
        (1, "LAT", True),
        (2, "LAT", True),
    ]


def test_time_that_runs_backwards_is_kept_as_it_is() -> None:
    hours = (23, 5, 22, 5)
    rows, issues = read(HEADER + b"".join(ROW.replace(b"T00", b"T%02d" % hour) for hour in hours))
    assert (rows, issues) == ([1, 2, 3, 4], [])


def test_text_out_of_proportion_to_its_archive_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytes_in, "MOST_UNPACKED", 1 << 20)
    bomb = HEADER + b"\n" * (8 << 20)
    for content in (gzip.compress(bomb), packed("a.csv", content=bomb)):
        with pytest.raises(UnreadableInputError, match="unpacks to more than 200 times"):
            read(content)


def test_an_archive_is_never_in_memory_as_a_whole() -> None:
    bomb = gzip.compress(HEADER + b"\n" * (100 << 20))
    read(TABLE)
    tracemalloc.start()
    try:
        assert read(bomb) == ([], [])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 << 20


class Changing(io.BytesIO):
    """A file that another program changes once it has been read in part."""

    def __init__(self, content: bytes, *, later: bytes) -> None:
        super().__init__(content)
        self.later: bytes | None = later

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if self.later is not None and self.tell() > len(HEADER):
            place, later, self.later = self.tell(), self.later, None
            self.seek(0)
            self.truncate()
            self.write(later)
            self.seek(place)
        return piece


def test_a_file_that_grows_or_shrinks_while_it_is_read_ends_where_it_ends() -> None:
    assert read(Changing(TABLE, later=TABLE + ROW))[0] == [1, 2, 3, 4]
    assert read(Changing(TABLE, later=HEADER + ROW))[0] == [1, 2, 3]


@settings(max_examples=150, deadline=None)
@given(
    damage=st.lists(
        st.tuples(st.integers(0, 39), st.integers(0, 100), st.integers(0, 4), DAMAGE), max_size=6
    ),
    cut=st.integers(0, 200),
)
def test_every_line_of_a_damaged_table_is_a_row_or_a_refused_issue_of_its_number(
    damage: list[tuple[int, int, int, bytes]], cut: int
) -> None:
    lines = [ROW.strip().replace(b"T00", b"T%02d" % (number % 24)) for number in range(40)]
    for line, at, size, put in damage:
        lines[line] = lines[line][:at] + put + lines[line][at + size :]
    body = b"\n".join(lines)
    body = body[: len(body) - cut]
    rows, issues = read(HEADER + body)
    refused = {number_of(one) for one in issues if one.refused}
    told = {number for number, line in enumerate(body.split(b"\n"), 1) if len(line) > 1}
    assert not refused & set(rows)
    assert told <= refused | set(rows)
    assert rows == sorted(set(rows))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_an_archive_with_a_flipped_bit_is_refused_or_says_what_it_said(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - the same damage every time
    content = bytearray(random_.choice([gzip.compress(TABLE, mtime=0), packed("a.csv")]))
    content[random_.randrange(len(content))] ^= 1 << random_.randrange(8)
    try:
        rows, issues = read(bytes(content))
    except UnreadableInputError:
        return
    assert (rows, issues) == ([1, 2, 3], [])


def test_a_log_of_one_endless_line_is_one_issue() -> None:
    stream = io.BytesIO(b"!AIVDM,1,1,,A," + b"1" * 10**8)
    (issue,) = [one for one in nmea_log.read(stream, path="log") if isinstance(one, Issue)]
    assert (issue.problem, issue.locator, issue.refused) == ("line too long", "row=1", True)
    assert len(issue.value or "") <= 200


def test_a_log_packed_with_gzip_reads_as_the_log_inside() -> None:
    log = b"1700000000 !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n"
    for content in (log, gzip.compress(log), packed("a.nmea", content=log)):
        pieces = list(nmea_log.read(io.BytesIO(content), path="log"))
        assert [one.rows for one in pieces if isinstance(one, Batch)] == [1]
