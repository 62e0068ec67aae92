"""An ordinary sentence, read eight bytes at a time, says what it says to the decoder that knows every case."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.model.compiled import NJIT
from vedette.model.movement import EPOCH
from vedette.sources.movement.nmea import read_nmea
from vedette.sources.movement.nmea_columns import empty_columns
from vedette.sources.movement.nmea_plain import every_eight, read_run
from vedette.sources.movement.nmea_tagblock import NONE_DECLARED
from vedette.testing import ais_sentences as ais

UNIX = 1_700_000_000
MESSAGE = st.builds(
    ais.class_a,
    mmsi=st.integers(0, 2**30 - 1),
    kind=st.integers(1, 3),
    status=st.integers(0, 15),
    speed=st.integers(0, 1_023),
    longitude=st.integers(-(2**27), 2**27 - 1),
    latitude=st.integers(-(2**26), 2**26 - 1),
    course=st.integers(0, 4_095),
    heading=st.integers(0, 511),
    second=st.integers(0, 63),
)
CLASS_B = st.builds(
    ais.class_b,
    mmsi=st.integers(0, 2**30 - 1),
    speed=st.integers(0, 1_023),
    longitude=st.integers(-(2**27), 2**27 - 1),
    latitude=st.integers(-(2**26), 2**26 - 1),
    course=st.integers(0, 4_095),
    heading=st.integers(0, 511),
    second=st.integers(0, 63),
)
DAMAGE = st.lists(st.tuples(st.integers(1, 46), st.integers(32, 126)), max_size=2)


def damaged(sentence: str, places: list[tuple[int, int]], *, summed: bool) -> str:
    """The sentence with some characters replaced, and its checksum made right again if asked."""
    letters = list(sentence)
    for place, code in places:
        if chr(code) not in "!$\\":
            letters[place] = chr(code)
    body, star, _ = "".join(letters).partition("*")
    if not summed or not star:
        return "".join(letters)
    total = 0
    for letter in body[1:]:
        total ^= ord(letter)
    return f"{body}*{total:02X}"


def read(lines: str, start: dt.datetime | None = None) -> tuple[list[tuple[int, ...]], list[str]]:
    pieces = list(read_nmea(io.BytesIO(f"{lines}\n".encode()), source=0, start=start))
    rows = [
        tuple(int(column[at]) for column in piece.positions.values())
        for piece in pieces
        for at in range(len(piece.positions["row"]))
    ]
    return rows, [issue.problem for piece in pieces for issue in piece.issues]


@settings(max_examples=300, deadline=None)
@given(content=st.one_of(MESSAGE, CLASS_B), places=DAMAGE, summed=st.booleans())
def test_an_ordinary_line_says_what_the_same_line_says_that_is_none(
    content: str, places: list[tuple[int, int]], *, summed: bool
) -> None:
    line = damaged(ais.sentences(content)[0], places, summed=summed)
    long_way = read(
        f"{ais.tagged(line, f'c:{UNIX}')};"
    )  # something behind the sentence makes it another kind
    assert read(ais.tagged(line, f"c:{UNIX}")) == long_way
    assert read(f"{UNIX} {line}") == long_way


@settings(max_examples=100, deadline=None)
@given(contents=st.lists(st.one_of(MESSAGE, CLASS_B), max_size=8))
def test_the_declared_clock_runs_alike_on_both_ways(contents: list[str]) -> None:
    lines = [ais.sentences(content)[0] for content in contents]
    assert read("\n".join(lines), start=EPOCH) == read("\n".join(f"{line};" for line in lines), start=EPOCH)


@pytest.mark.slow
def test_ordinary_lines_of_types_1_2_3_and_18_go_the_short_way() -> None:
    lines = [ais.sentences(ais.class_a(mmsi=1, kind=kind))[0] for kind in (1, 2, 3)]
    lines += [*ais.sentences(ais.class_b(mmsi=2)), f"{UNIX} {lines[0]}", ais.tagged(lines[0], f"c:{UNIX}")]
    content = bytearray("\r\n".join([*lines, f"{lines[0]};", ""]).encode() + bytes(16))
    chunk = np.frombuffer(content, np.uint8, len(content) - 16)
    ends, columns = np.flatnonzero(chunk == 10), empty_columns(600)

    @NJIT
    def ordinary(chunk: Any, eights: Any, ends: Any, positions: Any, counts: Any) -> int:
        return int(read_run(chunk, eights, ends, 0, len(ends), 1, NONE_DECLARED, 0, positions, counts))

    assert ordinary(chunk, every_eight(content), ends, columns.positions, columns.counts) == 6
