"""Hostile files: whatever the bytes are, reading ends, in bounded memory, with facts and issues and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

import hypothesis
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import UnreadableInputError, VedetteError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Issue
from vedette.model.handling import FREE
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile
from vedette.sources.cells import parse_cell
from vedette.sources.layouts import layouts
from vedette.sources.manifest import read_manifest
from vedette.sources.media import media_type
from vedette.sources.reading import Reading, read_exhibit

MANIFEST = Manifest(
    title="t",
    submitted_by="s",
    submitted_on=dt.date(2025, 1, 1),
    authority=Authority.OPEN_SOURCE,
    grade=SourceGrade.F,
    handling=FREE,
    licence="none",
    language="en",
    files=(),
)
TABLES = st.sampled_from(sorted(layouts()))
COLUMNS = {name: [column.name for column in layout.all_columns] for name, layout in layouts().items()}
SCRAPS = st.sampled_from(
    [
        *(b'"', b",", b";", b"\r\n", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
        *(b"between", b"5", b"rounds", b"V", b"=1+1", b"TLP:RED", b"9074729", b"KP->RU", b"9" * 5000),
        *(b"2024-13-45", b"mid-Foo 2017", b"9999-12-31", b"0000"),
    ]
)


def reading(stream: BinaryIO, path: str, table: str) -> Reading:
    file = SubmittedFile(path=path, table=table)
    exhibit = Exhibit(
        digest=Sha256.of(b""), size=0, media_type="text/plain", submission="s", path=path, handling=FREE
    )
    return read_exhibit(stream, file=file, exhibit=exhibit, manifest=MANIFEST)


def consume(content: bytes, path: str, table: str) -> Reading:
    """Read to the end; every fact must have an identity, every issue a place and advice."""
    read = reading(io.BytesIO(content), path, table)
    for item in read:
        if isinstance(item, Issue):
            assert item.problem
            assert item.advice
        else:
            assert len(item.id.value) == 64
    return read


@given(st.binary(max_size=2000), st.sampled_from([".csv", ".xlsx", ".json"]), TABLES)
def test_any_bytes_end_in_facts_and_issues(content: bytes, suffix: str, table: str) -> None:
    consume(content, f"t{suffix}", table)


@given(st.lists(SCRAPS, max_size=60), TABLES)
def test_a_good_header_and_scraps_of_csv_end_in_facts_and_issues(scraps: list[bytes], table: str) -> None:
    consume(",".join(COLUMNS[table]).encode() + b"\r\n" + b"".join(scraps), "t.csv", table)


@given(st.data(), TABLES)
def test_any_cells_under_the_right_columns_end_in_facts_and_issues(data: st.DataObject, table: str) -> None:
    cells = st.one_of(
        st.text(max_size=20),
        SCRAPS.map(lambda scrap: scrap.decode(errors="replace")),
        st.sampled_from(list(layouts()[table].example.values())),
    )
    row = [data.draw(cells).replace('"', '""') for _ in COLUMNS[table]]
    head = ",".join(COLUMNS[table])
    line = ",".join(f'"{cell}"' for cell in row)
    consume(f"{head}\r\n{line}\r\n".encode(errors="surrogatepass"), "t.csv", table)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, TABLES)
def test_any_json_ends_in_facts_and_issues(value: object, table: str) -> None:
    consume(json.dumps(value).encode(), "t.json", table)


@given(st.text(min_size=1, max_size=60), TABLES)
def test_any_text_in_any_column_is_read_or_refused_with_advice(text: str, table: str) -> None:
    for column in layouts()[table].all_columns:
        try:
            value = parse_cell(text, column)
        except VedetteError as error:
            value = error.advice
        assert value is not None
        assert value != ""


@given(st.binary(max_size=500) | st.text(max_size=500).map(lambda text: text.encode(errors="replace")))
def test_any_manifest_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read_manifest(content, where="x")


@given(st.binary(max_size=64), st.text(max_size=12))
def test_every_file_has_a_media_type(head: bytes, name: str) -> None:
    assert "/" in media_type(head, name)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS["claims"])
    sheet.append([layouts()["claims"].example.get(name) for name in COLUMNS["claims"]])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORKBOOK = _workbook()


@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_changed_bytes_ends_in_facts_and_issues(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WORKBOOK)
    for place, byte in changes:
        content[place] = byte
    consume(bytes(content), "t.xlsx", "claims")


@hypothesis.settings(max_examples=200)
@given(st.integers(0, 20), st.integers(0, 5000), st.binary(min_size=1, max_size=30))
def test_a_workbook_with_changed_xml_ends_in_facts_and_issues(part: int, place: int, scrap: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            if name == names[part % len(names)]:
                at = place % len(data)
                data = data[:at] + scrap + data[at + len(scrap) :]
            new.writestr(name, data)
    consume(buffer.getvalue(), "t.xlsx", "claims")


class Endless(io.RawIOBase):
    """A stream that makes its bytes as they are read, and once more from the beginning."""

    def __init__(self, chunks: Callable[[], Iterator[bytes]]) -> None:
        super().__init__()
        self._make = chunks
        self._chunks = chunks()
        self._held = b""

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert (offset, whence) == (0, io.SEEK_SET)
        self._chunks, self._held = self._make(), b""
        return 0

    def tell(self) -> int:
        return 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._held:
            self._held = next(self._chunks, b"")
        count = min(len(buffer), len(self._held))
        buffer[:count], self._held = self._held[:count], self._held[count:]
        return count


def _peak(chunks: Callable[[], Iterator[bytes]], table: str) -> tuple[int, Reading]:
    """Bytes held at most while reading, and the reading."""
    read = reading(io.BufferedReader(Endless(chunks)), "t.csv", table)
    tracemalloc.start()
    try:
        for _ in read:
            pass
        return tracemalloc.get_traced_memory()[1], read
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_a_line_of_two_gigabytes_is_skipped_in_little_memory() -> None:
    block = b"x" * (1 << 20)

    def chunks() -> Iterator[bytes]:
        yield b"key,status,title\nA,V,"
        for _ in range(2048):
            yield block
        yield b"\nB,V,T\n"

    peak, read = _peak(chunks, "sources")
    assert (read.good_rows, read.refused_rows) == (1, 1)
    assert peak < 32 << 20


@pytest.mark.slow
def test_memory_does_not_grow_with_rows_beyond_a_few_bytes_a_key() -> None:
    def chunks(rows: int) -> Iterator[bytes]:
        yield b"key,status,title\n"
        for number in range(rows):
            yield b"K%d,V,T\n" % number

    small, _ = _peak(lambda: chunks(2_000), "sources")
    large, read = _peak(lambda: chunks(30_000), "sources")
    assert read.good_rows == 30_000
    assert large - small < 30_000 * 64
