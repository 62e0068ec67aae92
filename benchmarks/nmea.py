"""Decode one made-up AIS log with our reader and with pyais: lines per second and core, in one run, CPU time.

    python benchmarks/nmea.py [lines]

The log has position reports of types 1 to 3 and, 4 in 100 messages, static reports of type 5 in two parts,
all behind tag blocks with a time. pyais decodes a share of it and gives a dictionary for each message.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable

from pyais import IterMessages

from vedette.model.movement import EPOCH
from vedette.sources.movement.nmea import read_nmea
from vedette.testing import ais_sentences as ais

MESSAGES = 20_000
SHARE_FOR_PYAIS = 20_000
ROUNDS = 5


def message(random_: random.Random, number: int) -> list[str]:
    """The sentences of one message."""
    mmsi = 440_000_000 + random_.randrange(2_000)
    if number % 25 == 0:
        content = ais.voyage(mmsi=mmsi, imo=9_074_729, name="MADE UP", destination="BUSAN", draught=71)
        return ais.sentences(content, parts=2, sequence=str(number // 25 % 10))
    content = ais.class_a(
        mmsi=mmsi,
        kind=1 + number % 3,
        speed=random_.randrange(200),
        longitude=random_.randrange(-(10**8), 10**8),
        latitude=random_.randrange(-(5 * 10**7), 5 * 10**7),
        course=random_.randrange(3_600),
        heading=random_.randrange(360),
        second=number % 60,
    )
    return ais.sentences(content)


def log(lines: int, *, is_tagged: bool) -> bytes:
    """A log of about so many lines: 20,000 different messages, over and over."""
    random_ = random.Random(5)  # noqa: S311 - a made-up log, the same every time
    block: list[str] = []
    for number in range(MESSAGES):
        for sentence in message(random_, number):
            tag = (f"c:{1_700_000_000 + number // 50}", "s:station")
            block.append(ais.tagged(sentence, *tag) if is_tagged else sentence)
    content = ("\r\n".join(block) + "\r\n").encode()
    return content * max(1, lines // len(block))


def ours(content: bytes) -> int:
    """Messages that our reader makes rows of."""
    pieces = read_nmea(io.BytesIO(content), source=0, start=EPOCH)
    return sum(len(piece.positions["row"]) + len(piece.statics["row"]) for piece in pieces)


def theirs(content: bytes) -> int:
    """Messages that pyais makes dictionaries of."""
    count = 0
    for one in IterMessages(content.splitlines()):
        one.decode().asdict()
        count += 1
    return count


def rate(decode: Callable[[bytes], int], content: bytes, *, rounds: int) -> float:
    """Lines a second of processor time, the best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        begun = time.process_time()
        decode(content)
        best = max(best, content.count(b"\n") / (time.process_time() - begun))
    return best


def main() -> None:
    """Print the table."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    ours(log(1, is_tagged=True))  # compiles, or loads what was compiled
    print(f"{'log':<12}{'ours, lines/s':>16}{'GB/s':>8}{'pyais, lines/s':>16}{'ratio':>8}")
    for name, is_tagged in (("plain", False), ("tag blocks", True)):
        content, share = log(lines, is_tagged=is_tagged), log(SHARE_FOR_PYAIS, is_tagged=is_tagged)
        fast, slow = rate(ours, content, rounds=ROUNDS), rate(theirs, share, rounds=2)
        volume = fast * len(content) / content.count(b"\n") / 1e9
        print(f"{name:<12}{fast:>16,.0f}{volume:>8.2f}{slow:>16,.0f}{fast / slow:>8.0f}")


if __name__ == "__main__":
    main()
