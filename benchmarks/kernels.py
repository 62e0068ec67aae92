"""Rows a second of each loop alone and of all in one pass: CPU time of one thread, rows in memory, best of four.

The sea is synthetic: ships that sail at 14 knots and lie still by turns, gamma-distributed intervals with a mean of
150 seconds, noise of a few metres. Run ``python benchmarks/kernels.py [rows]``; compare figures of one run only.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from vedette.tracks.block import Block
from vedette.tracks.detectors import detectors
from vedette.tracks.ports import world_ports
from vedette.tracks.profiles import GFW
from vedette.tracks.run import Plan, scan

SHIPS = 500
BLOCK_ROWS = 500_000


def sea(rows: int) -> Block:
    """That many rows of `SHIPS` ships, each on a course of its own out of a place between 60 S and 60 N."""
    random = np.random.default_rng(1)
    each = rows // SHIPS
    parts = [_ship(random, each) for _ in range(SHIPS)]
    times, latitude, longitude, speed = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Block(
        transmitter=np.repeat(np.arange(SHIPS, dtype=np.int32) + 201_000_000, each),
        time=times,
        latitude=latitude,
        longitude=longitude,
        speed=speed,
        source=np.zeros(each * SHIPS, np.int16),
        row=np.arange(1, each * SHIPS + 1, dtype=np.int32),
    )


def _ship(random: np.random.Generator, rows: int) -> tuple[np.ndarray, ...]:
    seconds = random.gamma(2, 75, rows).astype(np.int32)
    sails = np.sin(np.arange(rows) / 700 + random.uniform(0, 6)) > 0
    steps = np.where(sails, 7.2, 0.0) * seconds / 0.1853
    bearing = np.cumsum(random.normal(0, 0.01, rows)) + random.uniform(0, 6)
    north = np.cumsum(steps * np.cos(bearing)) + random.uniform(-60, 60) * 600_000
    east = np.cumsum(steps * np.sin(bearing)) + random.uniform(-180, 180) * 600_000
    fold = 60 * 600_000
    north = np.abs((north + fold) % (4 * fold) - 2 * fold) - fold
    east = (east + 108_000_000) % 216_000_000 - 108_000_000
    noise = random.integers(-40, 40, (2, rows))
    return (
        np.cumsum(seconds, dtype=np.int32) + 800_000_000,
        (north + noise[0]).astype(np.int32),
        np.clip(east + noise[1], -108_000_000, 107_999_999).astype(np.int32),
        np.where(sails, 140, 0).astype(np.int16),
    )


def main() -> int:
    """Print one line for each detector alone, for none (the reading of blocks), and for all."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    whole = sea(rows)
    blocks = [whole.cut(begin, min(begin + BLOCK_ROWS, rows)) for begin in range(0, len(whole), BLOCK_ROWS)]
    chosen = list(detectors().values())
    for some in [[], *([one] for one in chosen), chosen]:
        plan = Plan(detectors=some, profile=GFW, ports=world_ports())
        cold = time.process_time()
        scan(blocks[:1], plan)
        cold = time.process_time() - cold
        best = min(_seconds(blocks, plan) for _ in range(4))
        names = " + ".join(one.name for one in some) or "no detector"
        print(f"{len(whole) / best / 1e6:8.1f} M rows/s  first block {cold:6.2f} s  {names}")
    return 0


def _seconds(blocks: list[Block], plan: Plan) -> float:
    begin = time.process_time()
    scan(blocks, plan)
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
