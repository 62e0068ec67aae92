"""Room for records."""

from __future__ import annotations

import numpy as np
import pytest

from vedette.tracks.kernels.arrays import FOUND
from vedette.tracks.room import SMALL, joined, room_for, taken


@pytest.mark.parametrize("count", [0, 1, SMALL // FOUND.itemsize, SMALL])
def test_room_is_zeros_that_can_be_written_and_are_laid_out_as_records(count: int) -> None:
    room = room_for(count, FOUND)
    assert room.tobytes() == np.zeros(count, FOUND).tobytes()
    room["transmitter"] = np.arange(count)
    assert (room.dtype, room.flags.c_contiguous, room.flags.aligned) == (FOUND, True, True)
    assert room["transmitter"].tolist() == list(range(count))


@pytest.mark.parametrize("counts", [(), (3,), (0, 2, 0), (5, 1, SMALL)])
def test_what_is_joined_is_let_go_piece_by_piece(counts: tuple[int, ...]) -> None:
    parts = [np.zeros(count, FOUND) for count in counts]
    for number, part in enumerate(parts):
        part["a"] = number
    expected = np.concatenate([np.empty(0, FOUND), *parts])
    assert joined(parts, FOUND).tobytes() == expected.tobytes()
    assert parts == []


def test_what_is_taken_leaves_zeros_and_nothing_else_changes() -> None:
    room = room_for(SMALL, FOUND)
    room["a"] = 7
    copied = taken(room[:3])
    assert copied["a"].tolist() == [7, 7, 7]
    assert room["a"][:5].tolist() == [0, 0, 0, 7, 7]
    copied["a"] = 9
    assert room["a"][0] == 0
