"""Ordinary lines read the short way are what the long way reads, cell by cell, issue by issue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.sources.movement import csv_kernel as kernel
from vedette.sources.movement import csv_lines

ROLES = np.array(
    [kernel.TRANSMITTER, kernel.TIME, kernel.LATITUDE, kernel.LONGITUDE, kernel.STATIC, kernel.SPEED, kernel.COURSE,
     kernel.IGNORED, kernel.STATIC, kernel.HEADING, kernel.STATUS], np.int8,
)  # fmt: skip
NUMBER = st.one_of(
    *(st.decimals(-400, 400, places=places).map(str) for places in (1, 2, 5, 7)),
    st.integers(-10, 1_100).map(str),
    st.sampled_from(
        [
            "",
            " ",
            "1.",
            ".5",
            "-",
            "-0.0",
            "+3",
            "1.2.3",
            "5E-4",
            "91",
            "181",
            "0.123456789012",
            "00012.50",
            "102.3",
            "511.0",
            "360",
        ]
    ),
    st.text("0123456789.-+ eE\r\"'x", max_size=14),
)
PLACE = st.one_of(st.decimals(-90, 90, places=5).map(str), st.decimals(-90, 90, places=6).map(str), NUMBER)
TIME = st.one_of(
    st.datetimes().map(lambda one: one.isoformat(timespec="seconds")),
    st.datetimes().map(lambda one: one.strftime("%d/%m/%Y %H:%M:%S")),
    st.sampled_from(
        ["", "2022-02-30T00:00:00", "2022-01-03T24:00:00", "2022-01-03 00:00:00", "2022-01-03T00:00:00Z"]
    ),
)
TEXT = st.text('ABC xyz"\r', max_size=20)
MMSI = st.one_of(st.integers(0, 10**9 + 5).map(str), NUMBER)
LINE = st.tuples(MMSI, TIME, PLACE, PLACE, TEXT, NUMBER, NUMBER, TEXT, TEXT, NUMBER, NUMBER).map(",".join)
ODD = st.sampled_from(["", "a,b", ",".join("0" * 11), ",".join("0" * 12), '"'])


def read(content: bytes, *, form: int, offset: int) -> tuple[object, ...]:
    troubles, summary = np.zeros((1_000, 5), np.int64), np.zeros(6, np.int64)
    cells, starts, hashes, lines, found = csv_lines.Lines(1 << 16).read(
        bytearray(content) + bytes(16), len(content), roles=ROLES,
        separator=44, form=form, offset=offset, words=np.zeros(0, np.uint64),
        codes=np.zeros(0, np.int64), troubles=troubles, summary=summary,
    )  # fmt: skip
    return (
        cells.tolist(),
        starts.tolist(),
        hashes.tolist(),
        lines,
        troubles[:found].tolist(),
        summary.tolist(),
    )


def all_in_pieces(lines: object, rows: int, width: int, firsts: np.ndarray, kinds: np.ndarray) -> None:
    firsts[:] = -1
    kinds[:] = csv_lines.IN_PIECES


@settings(max_examples=300, deadline=None)
@given(
    lines=st.lists(st.one_of(LINE, LINE, LINE, ODD), max_size=12),
    form=st.sampled_from([kernel.ISO, kernel.DAY_FIRST]),
    offset=st.sampled_from([0, 3_600, csv_lines.NO_OFFSET]),
    end=st.sampled_from(["\n", ""]),
    brk=st.sampled_from(["\n", "\r\n"]),
)
def test_the_short_way_gives_what_the_long_way_gives(
    lines: list[str], form: int, offset: int, end: str, brk: str
) -> None:
    content = (brk.join(lines) + end).encode()
    short = read(content, form=form, offset=offset)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_lines, "sort_lines", all_in_pieces)
        assert read(content, form=form, offset=offset) == short


def test_an_ordinary_line_goes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["366000001,2022-01-03T00:00:01,34.12345,-118.123457,X,12.3,123.4,,Y,511.0,"] * 3
    seen: list[int] = []
    whole = csv_lines.read_the_rest

    def counted(*given: object) -> int:
        kinds = given[2]
        assert isinstance(kinds, np.ndarray)
        seen.append(int(kinds.sum()))
        return int(whole(*given))  # type: ignore[arg-type]

    monkeypatch.setattr(csv_lines, "read_the_rest", counted)
    cells, *_ = read(("\n".join(lines) + "\n").encode(), form=kernel.ISO, offset=0)
    assert isinstance(cells, list)
    assert [column[2] for column in cells[:7]] == [
        366_000_001,
        694_483_201,
        20_474_070,
        -70_874_074,
        123,
        1_234,
        -1,
    ]
    assert seen == [1]
