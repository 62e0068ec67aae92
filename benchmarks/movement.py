"""Measures detection of movement beside what others do, and prints one table (`make bench-movement`).

    python benchmarks/movement.py [--ships 2000] [--folder FOLDER] [--rounds 3] [--full]

Everything is measured in this one run, on one generated month: processor seconds of one thread, the least of some
rounds in which all take turns; wall time for the engines. Compare figures of one run only. Bars are said in the last
column, and whether this run reached them; nothing fails. ``--full`` adds a month of 300 million positions, which
takes half an hour and 3 GB to make the first time. ``--ships 200`` is a quick look.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import conversion
import movement_ours as ours
import movement_peers as peers
import movement_tables as tables
import nmea
from engines import on, opened
from movement_sea import Month, month
from movement_truth import marks

from vedette.tracks.block import READ, Block
from vedette.tracks.detectors import detectors

Work = Callable[[], object]
PEER_SHIPS = 10
"""Ships that MovingPandas is given."""
CSV_ROWS = 1_000_000
NMEA_LINES = 1_000_000


def taking_turns(works: dict[str, Work], *, rounds: int) -> tuple[dict[str, float], dict[str, object]]:
    """The least processor seconds of each, and what it gave last."""
    best = dict.fromkeys(works, float("inf"))
    gave: dict[str, object] = {}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.process_time()
            gave[name] = work()
            best[name] = min(best[name], time.process_time() - begun)
    return best, gave


def line(what: str, figure: str, against: str = "", bar: str = "") -> None:
    """A line of the table, as soon as it is known."""
    print(f"| {what} | {figure} | {against} | {bar} |", flush=True)


def verdict(ratio: float, bar: float, *, most: bool = False) -> str:
    """A bar, and whether it was reached."""
    reached = ratio <= bar if most else ratio >= bar
    return f"{'at most' if most else 'at least'} {bar:g}: {'reached' if reached else 'NOT REACHED'}"


def speed(rows: int, seconds: float) -> str:
    """Rows a second."""
    return f"{rows / seconds / 1e6:,.1f} M rows/s"


def detection(made: Month, rows: int, rounds: int) -> dict[str, float]:
    """Reads and detectors, from files and in memory."""
    blocks = [Block(**{name: one[name] for name in READ}) for one in made.lake.blocks(READ)]
    everything = tuple(detectors())
    works: dict[str, Work] = {
        "float64": partial(ours.read_floats, made),
        "lake": partial(ours.read_lake, made),
        "five, float64": partial(ours.on_floats, made),
        "five, lake": partial(ours.on_lake, made),
        "all, lake": partial(ours.on_lake, made, everything),
        **{name: partial(ours.in_memory, blocks, made, (name,)) for name in everything},
        "five, in memory": partial(ours.in_memory, blocks, made, ours.CLASSIC),
    }
    for work in (works["five, float64"], works["all, lake"]):
        work()  # compiles
    best, _ = taking_turns(works, rounds=rounds)
    bare, rate = best["float64"], partial(speed, rows)
    line("bare read, float64 Parquet (zstd), 5 columns", rate(bare), "1.00")
    line("bare read, the lake, 7 columns", rate(best["lake"]), f"{bare / best['lake']:.2f} times its rate")
    share = best["five, float64"] / bare
    line("five classic detectors, float64 Parquet, with the read", rate(best["five, float64"]),
         f"{share:.2f} times the bare read", verdict(share, 1.75, most=True))  # fmt: skip
    share = bare / best["five, lake"]
    line("five classic detectors, the lake, with the read", rate(best["five, lake"]),
         f"{share:.2f} of the rate of the bare float64 read", verdict(share, 0.9))  # fmt: skip
    share = best["all, lake"] / bare
    line(f"all {len(everything)} detectors of positions, the lake, with the read", rate(best["all, lake"]),
         f"{share:.2f} times the bare float64 read", verdict(share, 2.5, most=True))  # fmt: skip
    line("five classic detectors, in memory", rate(best["five, in memory"]))
    for name in everything:
        line(f"{name} alone, in memory", rate(best[name]))
    return best


def others(made: Month, rows: int, best: dict[str, float]) -> None:
    """The same by polars, duckdb and pandas."""
    works: dict[str, Work] = {f"polars, {name}": partial(work, made) for name, work in peers.POLARS.items()}
    works |= {f"duckdb SQL, {name}": partial(tables.duckdb_counts, made, name) for name in tables.QUERIES}
    works |= {
        "pandas, ais_gap": partial(tables.pandas_gaps, made),
        "pandas, position_anomaly": partial(tables.pandas_jumps, made),
    }
    took, counts = taking_turns(works, rounds=1)
    found = {name: int((records["open"] == 0).sum()) if name == "ais_gap" else len(records)
             for name, records in ours.on_lake(made).items()}  # fmt: skip
    for name, seconds in took.items():
        ours_found = found[name.split(", ")[1]]
        line(
            f"{name}, float64 Parquet", speed(rows, seconds), f"{counts[name]:,} events, ours {ours_found:,}"
        )
    totals = {who: sum(took[f"{who}, {name}"] for name in ours.CLASSIC) for who in ("polars", "duckdb SQL")}
    for who, seconds in totals.items():
        line(f"{who}, all five", speed(rows, seconds), f"{seconds / best['float64']:.1f} times the bare read")
    ahead = min(totals.values()) / best["five, float64"]
    line(
        "five classic detectors, beside the faster of the two",
        "",
        f"{ahead:.1f} times as fast",
        verdict(ahead, 5),
    )


def recipes(made: Month, rows: int, best: dict[str, float]) -> None:
    """MovingPandas and the tree, in memory as ours are."""
    collection, share = tables.trajectories(made, PEER_SHIPS)
    took, _ = taking_turns({"split": partial(tables.split_at_gaps, collection)}, rounds=1)
    ahead = (rows / best["ais_gap"]) / (share / took["split"])
    line(f"MovingPandas, gaps, {share:,} rows in memory", f"{share / took['split']:,.0f} rows/s",
         f"ours {ahead:,.0f} times as fast", verdict(ahead, 1000))  # fmt: skip
    places = tables.slots_of(made)
    took, _ = taking_turns({"tree": partial(tables.tree_encounters, places)}, rounds=1)
    ahead = took["tree"] / best["encounter"]
    line("encounters by cKDTree, in memory: slots, pairs, no runs", speed(rows, took["tree"]),
         f"ours {ahead:,.0f} times as fast", verdict(ahead, 50))  # fmt: skip


def readers() -> None:
    """Conversion and decoding, by the benchmarks of their own."""
    content = conversion.day(CSV_ROWS)
    conversion.convert(conversion.day(1_000))
    seconds = conversion.seconds(partial(conversion.convert, content))
    line("conversion, CSV to lake", speed(CSV_ROWS, seconds), "", verdict(CSV_ROWS / seconds / 1e6, 2))
    log, part = nmea.log(NMEA_LINES, is_tagged=False), nmea.log(nmea.SHARE_FOR_PYAIS, is_tagged=False)
    nmea.ours(nmea.log(1, is_tagged=False))
    fast, slow = nmea.rate(nmea.ours, log, rounds=3), nmea.rate(nmea.theirs, part, rounds=1)
    line("NMEA to columns, types 1 to 3 and 5", f"{fast / 1e6:,.1f} M lines/s", f"{fast / slow:,.0f} times pyais",
         verdict(fast / slow, 50))  # fmt: skip


def engines(made: Month, rows: int, rounds: int) -> None:
    """Dask and Spark beside threads in process, all with the same workers; wall time, start-up apart."""
    with ExitStack() as stack:
        running = opened(["threads", "dask", "spark"], made.lake, stack)
        walls = dict.fromkeys(running, float("inf"))
        for _ in range(rounds):
            for name, engine in running.items():
                begun = time.perf_counter()
                on(engine, made.lake)
                walls[name] = min(walls[name], time.perf_counter() - begun)
    for name, bar in (("threads", 0.0), ("dask", 0.8), ("spark", 0.3)):
        if name not in walls:
            line(f"engine {name}, wall", "left out: see above the table")
            continue
        share = walls["threads"] / walls[name]
        line(f"engine {name}, wall, all processors", speed(rows, walls[name]), f"{share:.2f} of in process",
             verdict(share, bar) if bar else "")  # fmt: skip


def truth(made: Month) -> None:
    """Precision and recall."""
    for name, mark in marks(made, ours.on_lake(made)).items():
        told = [f"{value:.4f}" if value is not None else "none" for value in (mark.precision, mark.recall)]
        line(f"{name} against the truth", f"{mark.right:,} right, {mark.wrong:,} wrong, {mark.missed:,} missed",
             f"precision {told[0]}, recall {told[1]}", "both at least 0.99")  # fmt: skip


def memory(folder: Path, sizes: list[int]) -> None:
    """Peak memory and cost of a process that does nothing else, on months of several sizes."""
    for ships in sizes:
        month(folder, ships, floats=False)
        command = [
            sys.executable,
            str(Path(__file__).with_name("movement_memory.py")),
            str(folder),
            str(ships),
        ]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        nanoseconds = told["cpu_s"] / told["rows"] * 1e9
        line(f"detection of {told['rows']:,} rows in a process of its own", f"{told['mb']:,} MB at the peak",
             f"{nanoseconds:.0f} ns of CPU a row", verdict(told["mb"], 500, most=True))  # fmt: skip


def sections(given: argparse.Namespace) -> Iterator[Callable[[], object]]:
    """The parts of the table, in order."""
    made = month(given.folder, given.ships)
    rows = made.lake.manifest().rows
    sizes_of = (
        made.floats.stat().st_size / rows,
        sum(one.size for one in made.lake.manifest().positions) / rows,
    )
    print(
        f"{rows:,} positions of {given.ships:,} ships; bytes a row: {sizes_of[0]:.1f} in float64, {sizes_of[1]:.1f}"
    )
    print("\n| What | Figure | Beside | Bar |\n| --- | ---: | --- | --- |")
    best: dict[str, float] = {}
    yield lambda: best.update(detection(made, rows, given.rounds))
    yield lambda: others(made, rows, best)
    yield lambda: recipes(made, rows, best)
    yield readers
    yield lambda: engines(made, rows, given.rounds)
    yield lambda: truth(made)
    sizes = sorted({max(given.ships // 10, 3), given.ships, *([given.ships * 10] if given.full else [])})
    yield lambda: memory(given.folder, sizes)


def main() -> int:
    """Print the table; what cannot be measured here says why, and the rest goes on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ships", type=int, default=2_000)
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench-movement"), help="where months are kept"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="also ten times as many ships")
    given = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = "1"  # it is loaded later, and reads this then
    given.folder.mkdir(parents=True, exist_ok=True)
    for section in sections(given):
        try:
            section()
        except ImportError as missing:
            line("left out", f"{missing.name} is not installed", "", "make bench-movement installs it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
