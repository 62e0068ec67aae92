"""An ordinary sentence, read eight bytes at a time, says what it says to the decoder that knows every case."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.sources.movement.nmea import read_nmea
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


def read(line: str) -> tuple[list[tuple[int, ...]], list[str]]:
    pieces = list(read_nmea(io.BytesIO(f"{line}\n".encode()), source=0))
    rows = [
        tuple(int(column[at]) for column in piece.positions.values())
        for piece in pieces
        for at in range(len(piece.positions["row"]))
    ]
    return rows, [issue.problem for piece in pieces for issue in piece.issues]


@settings(max_examples=300, deadline=None)
@given(content=MESSAGE, places=DAMAGE, summed=st.booleans())
def test_a_sentence_behind_a_tag_block_and_behind_a_plain_time_says_the_same(
    content: str, places: list[tuple[int, int]], *, summed: bool
) -> None:
    line = damaged(ais.sentences(content)[0], places, summed=summed)
    assert read(ais.tagged(line, f"c:{UNIX}")) == read(f"{UNIX} {line}")
