"""Measures what the documentation says of speed and memory, and prints one table (`make bench`).

Every figure is a ratio of two processor times taken in this run, the least of several tries of each in turn:
another machine, or a busy one, changes both. Nothing is compared with a bar, and no test depends on it.
Memory is the peak of a process that does nothing else. ``--full`` adds a table of a million rows, which takes
minutes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tables import write_case, write_claims, write_voyages

from vedette.backends.folder import DiskFolder
from vedette.casework.build import build_edition
from vedette.casework.clock import system_clock
from vedette.casework.collect import collect
from vedette.casework.demo import copy_example
from vedette.casework.inputs import inputs_of
from vedette.casework.submitted import digest_of_file, read_submitted
from vedette.casework.verify import verify
from vedette.casework.workspace import open_workspace
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import Claim, Observation
from vedette.model.submissions import Manifest, SubmittedFile
from vedette.model.wire import canonical
from vedette.release.edition import figures_of
from vedette.release.integrity import check_edition
from vedette.sources.manifest import read_manifest
from vedette.sources.reading import read_exhibit

ROWS = 5_000
TRIES = 3
HASHED_BYTES = 64 << 20
SIZES = (20_000, 200_000)
FULL_SIZES = (*SIZES, 1_000_000)
CHUNK = 1 << 20
Step = Callable[[], object]
Row = tuple[str, str, str]


def cpu_s() -> float:
    """Processor seconds of this process and of those it ran, so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def least(*steps: Step, tries: int = TRIES) -> list[float]:
    """The least processor time of each step, in seconds; the steps take turns, so that noise meets all."""
    best = [float("inf")] * len(steps)
    for _ in range(tries):
        for place, step in enumerate(steps):
            before = cpu_s()
            step()
            best[place] = min(best[place], cpu_s() - before)
    return best


def row(what: str, against: str, took: float, bare: float) -> Row:
    """A line of the table: what was measured, and how many times the bare work it took."""
    return what, against, f"{took / max(bare, 1e-6):,.2f}"


def bare_read(path: Path) -> None:
    """Read the bytes of a file, or of every file of a folder."""
    for one in [path] if path.is_file() else sorted(path.rglob("*")):
        if one.is_file():
            with one.open("rb") as file:
                while file.read(CHUNK):
                    pass


def bare_hash(path: Path) -> None:
    """Hash a file with the standard library alone."""
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def rows_of(path: Path) -> int:
    """Count the rows as Python's csv module reads them."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def facts_of(path: Path, table: str) -> Iterator[object]:
    """The facts of a table, as collecting reads them."""
    manifest = _manifest()
    file = SubmittedFile(path=path.name, table=table)
    exhibit = Exhibit(
        digest=Sha256.of(b""), size=path.stat().st_size, media_type="text/csv", submission="claims",
        path=path.name, handling=manifest.handling,
    )  # fmt: skip
    with path.open("rb") as stream:
        yield from read_exhibit(stream, file=file, exhibit=exhibit, manifest=manifest)


def _manifest() -> Manifest:
    from tables import SUBMISSION

    return read_manifest(SUBMISSION.encode(), where="submission.toml")


def drain(items: Iterator[object]) -> None:
    """Take every item and keep none."""
    for _ in items:
        pass


def hashing(folder: Path) -> Iterator[Row]:
    """Hashing a file against reading it."""
    path = folder / "bytes"
    path.write_bytes(os.urandom(CHUNK) * (HASHED_BYTES // CHUNK))
    read, library, ours = least(
        lambda: bare_read(path),
        lambda: bare_hash(path),
        lambda: digest_of_file(folder, path.name),
    )
    yield row("hash a file", "a bare read of its bytes", ours, read)
    yield row("hash a file", "hashlib alone", ours, library)
    path.unlink()


def reading(folder: Path) -> Iterator[Row]:
    """Rows into facts against the csv module and the bare bytes, and facts into canonical JSON."""
    write_claims(folder / "claims.csv", ROWS)
    write_voyages(folder / "voyages.csv", ROWS)
    for table in ("claims", "voyages"):
        yield from _reading_of(folder / f"{table}.csv", table)


def _reading_of(path: Path, table: str) -> Iterator[Row]:
    facts = list(facts_of(path, table))
    if len(facts) != ROWS or not all(isinstance(fact, Claim | Observation) for fact in facts):
        raise SystemExit(f"{path.name} is not read as it should be")
    bare, parsed, read, written = least(
        lambda: bare_read(path),
        lambda: rows_of(path),
        lambda: drain(facts_of(path, table)),
        lambda: [canonical(fact) for fact in facts],
    )
    yield row(f"read {table} into facts", "csv.reader on the same rows", read, parsed)
    yield row(f"read {table} into facts", "a bare read of the same bytes", read, bare)
    yield row(f"write the facts of {table} as canonical JSON", "reading them", written, read)
    print(f"{table}: {ROWS / read:,.0f} rows a second here and now", file=sys.stderr)


def collecting(folder: Path) -> Iterator[Row]:
    """Preserving, reading and recording a submission against reading alone."""
    path = folder / "claims.csv"
    numbers = iter(range(TRIES))

    def land() -> None:
        case = folder / f"case-{next(numbers)}"
        write_case(case, 0)
        (case / "submissions" / "claims" / "claims.csv").write_bytes(path.read_bytes())
        _collect(case)

    read, landed = least(lambda: drain(facts_of(path, "claims")), land)
    yield row("collect claims: preserve, read, record", "reading alone", landed, read)


def _collect(case: Path) -> None:
    report = collect(open_workspace(case), actor="bench", clock=system_clock())
    if not report.is_complete:
        raise SystemExit(f"{case} was not collected: {report.submissions[0].error}")


def example(folder: Path) -> Iterator[Row]:
    """The example: its stages as parts of the whole build, and verifying it."""
    case = folder / "example"
    copy_example(case)
    before = cpu_s()
    _collect(case)
    collected = cpu_s() - before
    workspace = open_workspace(case)
    inputs = inputs_of(workspace, audience="public")
    gathered, derived, whole = least(
        lambda: inputs_of(workspace, audience="public"),
        lambda: figures_of(inputs),
        lambda: build_edition(workspace),
        tries=1,
    )
    for what, took in (
        ("collect the example", collected), ("gather what the public may see", gathered),
        ("derive its figures", derived), ("compose, render and write its pages", whole - gathered - derived),
    ):  # fmt: skip
        yield row(what, "the build of the example", took, whole)
    (edition,) = workspace.editions.iterdir()
    bare, intact, verified = least(
        lambda: bare_read(edition),
        lambda: check_edition(DiskFolder(edition)),
        lambda: verify(edition),
        tries=1,
    )
    yield row("verify: integrity of the edition's files", "a bare read of its bytes", intact, bare)
    yield row("verify: figures and pages made again too", "the build of the example", verified, whole)


def memory(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Peak memory of a process that reads, and of one that collects, tables of growing size."""
    for size in sizes:
        case = folder / f"memory-{size}"
        write_case(case, size)
        peaks = [_peak_mb(what, case) for what in ("read", "collect")]
        yield f"{size:,}", f"{peaks[0]:,.0f}", f"{peaks[1]:,.0f}"


def _peak_mb(what: str, case: Path) -> float:
    command = [sys.executable, __file__, "--alone", what, str(case)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def alone(what: str, case: Path) -> None:
    """Do one thing in this process and print the peak of its memory in MB."""
    if what == "read":
        drain(facts_of(read_submitted(case / "submissions" / "claims").place / "claims.csv", "claims"))
    else:
        _collect(case)
    print(_peak_of_this_process() / 1e6)


def _peak_of_this_process() -> float:
    """In bytes. Linux counts the parent's memory into the usage of a child, and not into its status."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return float(held.split()[1]) * 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def print_table(header: Row, rows: Iterator[Row]) -> None:
    """Print Markdown, line by line as the figures come."""
    print("| " + " | ".join(header) + " |")
    print("| --- | --- | ---: |")
    for one in rows:
        print("| " + " | ".join(one) + " |", flush=True)
    print()


def main() -> None:
    """Measure everything, or, called by itself, one thing alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also a table of a million rows")
    parser.add_argument("--alone", nargs=2, metavar=("WHAT", "CASE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(given.alone[0], Path(given.alone[1]))
        return
    with tempfile.TemporaryDirectory(prefix="vedette-bench-") as name:
        folder = Path(name)
        speed = (one for part in (hashing, reading, collecting, example) for one in part(folder))
        print_table(("What", "Against", "Times"), speed)
        sizes = FULL_SIZES if given.full else SIZES
        print_table(("Rows", "Reading, MB at the peak", "Collecting, MB at the peak"), memory(folder, sizes))


if __name__ == "__main__":
    main()
