"""Hostile AIS logs: whatever the bytes, the reader neither stops nor invents."""

import io
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.sources.movement.nmea import Decoded, read_nmea
from vedette.testing import ais_sentences as ais

PIECES = st.sampled_from([
    b"!AIVDM,", b"!", b"\\", b"\\s:a,c:1700000000*5A\\", b"2,1,3,A,", b"1,1,,A,", b"*", b",0*4A", b"\n", b"\r\n",
    b"$GPZDA*", b"15RTgt0PAso;90TKcjM8h6g208CQ", b"2023-11-14T22:13:20Z", b"g:1-2-3", b"\x00", b"\xff", b"#",
])  # fmt: skip
UNIX = 1_700_000_000


def read(log: bytes) -> list[Decoded]:
    return list(read_nmea(io.BytesIO(log), source=0, chunk_bytes=512))


def reports(log: bytes) -> list[tuple[int, ...]]:
    """Transmitter, time, latitude and longitude of each position report, and transmitter and time of statics."""
    rows: list[tuple[int, ...]] = []
    for piece in read(log):
        names = ("transmitter", "time", "latitude", "longitude")
        rows += zip(*(piece.positions[name].tolist() for name in names), strict=True)
        rows += zip(*(piece.statics[name].tolist() for name in names[:2]), strict=True)
    return sorted(rows)


def a_log(seed: int) -> list[bytes]:
    """Sixty lines: reports, and static reports in two parts."""
    random_ = random.Random(seed)  # noqa: S311 - a made-up log, the same every time
    lines: list[str] = []
    for number in range(48):
        mmsi = 440_000_000 + number
        content = ais.class_a(
            mmsi=mmsi, latitude=random_.randrange(10**7), longitude=random_.randrange(10**7)
        )
        parts = ais.sentences(content)
        if number % 4 == 0:
            parts = ais.sentences(ais.voyage(mmsi=mmsi, name="SHIP"), parts=2, sequence=str(number // 4 % 10))
        lines += [ais.tagged(line, f"c:{UNIX + number}", "s:one") for line in parts]
    return [line.encode() for line in lines]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=3_000) | st.lists(PIECES | st.binary(max_size=8), max_size=60).map(b"".join))
def test_any_bytes_are_read_to_their_end(log: bytes) -> None:
    pieces = read(log)
    lines = log.count(b"\n") + (0 if log.endswith(b"\n") or not log else 1)
    assert sum(piece.lines for piece in pieces) == lines


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 5), st.integers(0, 59), st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_costs_its_own_message_and_nothing_else(
    seed: int, line: int, at: int, bit: int
) -> None:
    lines = a_log(seed)
    place = at % len(lines[line])
    flipped = bytes([lines[line][place] ^ (1 << bit)])
    damaged = [*lines[:line], lines[line][:place] + flipped + lines[line][place + 1 :], *lines[line + 1 :]]
    before, after = reports(b"\n".join(lines)), reports(b"\n".join(damaged))
    assert set(after) <= set(before)
    assert len(before) - len(after) <= 1


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 5), st.integers(0, 59), st.integers(0, 10_000))
def test_a_truncated_line_costs_its_own_message_and_nothing_else(seed: int, line: int, at: int) -> None:
    lines = a_log(seed)
    cut = [*lines[:line], lines[line][: at % len(lines[line])], *lines[line + 1 :]]
    before, after = reports(b"\n".join(lines)), reports(b"\n".join(cut))
    assert set(after) <= set(before)
    assert len(before) - len(after) <= 1


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False))
def test_logs_of_two_stations_interleaved_give_the_reports_of_both(random_: random.Random) -> None:
    one = a_log(0)
    other = [line.decode().replace("s:one", "s:two") for line in a_log(1)]
    other_lines = [ais.tagged(line.rsplit("\\", 1)[1], f"c:{UNIX}", "s:two").encode() for line in other]
    mixed, left, right = [], list(one), list(other_lines)
    while left or right:
        side = left if left and (not right or random_.random() < 0.5) else right
        mixed.append(side.pop(0))
    assert reports(b"\n".join(mixed)) == sorted(reports(b"\n".join(one)) + reports(b"\n".join(other_lines)))
