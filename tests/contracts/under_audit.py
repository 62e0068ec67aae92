"""Run what is named on the command line under an audit hook, and print as JSON what it touched outside.

``edition`` builds a small edition in memory and verifies it, through every stage: sources, evidence, entities,
assessment, report, charts, release. ``planted-...`` are stage functions as they must not be, one for each kind of
offence. Reading what is installed (imports, package data) is allowed; everything else that leaves the process is
an offence. A hook cannot be taken away again, so this runs in a process of its own.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import vedette
from vedette.backends.typesetting import PandocTypst
from vedette.evidence.check import PRESERVED
from vedette.model.custody import next_entry
from vedette.model.evidence import CustodyEntry
from vedette.model.moments import Instant
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import Json
from vedette.report.charts.drawing.png import _plain_matplotlib
from vedette.report.syntax import is_node, nodes
from vedette.testing import small_case

FORBIDDEN = (
    "socket.", "subprocess.", "sqlite3.", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.",
    "os.chdir", "os.chflags", "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.link",
    "os.mkdir", "os.posix_spawn", "os.remove", "os.removexattr", "os.rename", "os.rmdir",
    "os.setxattr", "os.spawn", "os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime",
    "os.lockf", "pty.spawn", "fcntl.", "mmap.", "webbrowser.", "signal.",
)  # fmt: skip
READING = {"open", "os.listdir", "os.scandir"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

INSTALLED = tuple(
    sorted(
        {
            Path(place).resolve()
            for place in (
                *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")),
                str(Path(vedette.__file__).parent),
                *zoneinfo.TZPATH,
            )
        }
    )
)
IMPORT_PATH = frozenset(Path(one).resolve() for one in sys.path)


class Watch:
    """An audit hook that notes what leaves the process while it is on."""

    def __init__(self) -> None:
        self.is_on = False
        self.offences: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        self.is_on = False
        try:
            if event.startswith(FORBIDDEN) or (event in READING and not _is_installed(event, arguments)):
                self.offences.append(f"{event} {arguments[:2]!r}"[:300])
        finally:
            self.is_on = True

    def run(self, stage: Callable[[], object]) -> None:
        """Call with the hook on."""
        self.is_on = True
        try:
            stage()
        finally:
            self.is_on = False


def _is_installed(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether somebody reads (and only reads) below what is installed, or looks along the import path."""
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        return False
    if not isinstance(arguments[0], str | bytes | os.PathLike):
        return False
    path = Path(os.fsdecode(arguments[0])).resolve()
    return path in IMPORT_PATH or any(path.is_relative_to(place) for place in INSTALLED)


class MemoryFolder:
    """The files of an edition in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def names(self) -> Sequence[str]:
        return sorted(self._files)

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._files[name])


class FakeTypesetter:
    """Chapters that were parsed before, and pages that hold their blocks as JSON."""

    def __init__(self, parsed: Mapping[str, list[Json]]) -> None:
        self._parsed = parsed

    def read_markdown(self, text: str) -> list[Json]:
        blocks: list[Json] = json.loads(json.dumps(self._parsed[text]))
        return blocks

    def write_html(self, blocks: Sequence[Json]) -> str:
        return "<p></p>"

    def write_typst(self, blocks: Sequence[Json]) -> str:
        return "text"

    def write_docx(self, blocks: Sequence[Json], *, reference: bytes, **_more: object) -> bytes:
        """The empty document of styles, with as many tables as the blocks have."""
        from docx import Document

        word, out = Document(io.BytesIO(reference)), io.BytesIO()
        for table in (one for one in nodes(list(blocks)) if is_node(one, "Table")):
            word.add_table(rows=1, cols=len(table["c"][2]))
        word.save(out)
        return out.getvalue()

    def compile_pdf(self, source: str, **_more: object) -> bytes:
        return source.encode()

    def versions(self) -> Mapping[str, str]:
        return {"fake": "1"}


CHAPTER = """\
# Findings

The Team counts [containers]{.figure} of munitions.

::: {.range subject="munitions.containers" name="range"}
Estimates.
:::

::: {.table of="estimates" subject="munitions.containers" name="table"}
Estimates.
:::

::: {.voyages name="voyages"}
Voyages.
:::

::: {.ledger name="ledger"}
Transfers.
:::

::: {.timeline what="flight" name="timeline"}
Flights.
:::

::: {.network name="network"}
Network.
:::
"""

FTM_FILES = """
[[files]]
path = "entities.ftm.json"
table = "ftm-entities"
status = "S"
"""
ENTITIES = """\
{"id":"firm","schema":"Company","properties":{"name":["A firm"]}}
{"id":"imo-vsl-9179842","schema":"Vessel","properties":{"name":["ANGARA"],"imoNumber":["IMO9179842"]}}
{"id":"owns","schema":"Ownership","properties":{"owner":["firm"],"asset":["imo-vsl-9179842"]}}
"""


def edition() -> Callable[[], object]:
    """Everything read and parsed beforehand, and the stages to run on it.

    matplotlib lists the fonts of the machine, with a program and a cache of its own, when its font manager is
    imported. No page uses that list, and nothing but an import early on keeps it out of the stages.
    """
    with _plain_matplotlib():
        importlib.import_module("matplotlib.font_manager")
    pages = {
        "case.toml": small_case.CASE,
        "report/figures.toml": small_case.FIGURES,
        "report/en/01.md": CHAPTER,
    }
    press = {
        "submission.toml": small_case.OPEN + FTM_FILES, "claims.csv": small_case.CLAIMS,
        "voyages.csv": small_case.VOYAGES, "flights.csv": small_case.FLIGHTS, "aircraft.csv": small_case.AIRCRAFT,
        "sources.csv": small_case.SOURCES, "judgements.csv": small_case.JUDGEMENTS, "entities.ftm.json": ENTITIES,
    }  # fmt: skip
    case = {f"case/{name}": text.encode() for name, text in pages.items()}
    case |= {f"case/submissions/press/{name}": text.encode() for name, text in press.items()}
    typesetter = FakeTypesetter({CHAPTER: PandocTypst().read_markdown(CHAPTER)})
    return lambda: _build_and_verify(case, pages, typesetter)


def _build_and_verify(
    case: Mapping[str, bytes], pages: Mapping[str, str], typesetter: FakeTypesetter
) -> None:
    from vedette.evidence.custody import heads
    from vedette.measures.loader import law_of_the_council
    from vedette.release.edition import Inputs, PageSources, build, custody_file, sealed, tool_versions
    from vedette.release.integrity import CUSTODY
    from vedette.release.recollect import recollect
    from vedette.release.seal import NAME, seal_of, write_seal
    from vedette.release.verification import verify_edition
    from vedette.sources.case_file import read_case

    again = recollect(MemoryFolder(case), prefix="case/submissions/")
    read = read_case(case["case/case.toml"])
    measures = law_of_the_council().measures
    inputs = Inputs(
        case=read, audience=read.audiences[0], language="en", submissions=again.submissions, facts=again.facts,
        pages=PageSources(files={name: text.encode() for name, text in pages.items()}), measures=measures,
    )  # fmt: skip
    built = build(inputs, typesetter)
    entries = _custody(again.submissions[0])
    renderings = {**built.renderings, CUSTODY: custody_file(entries)}
    seal = seal_of(
        built.content,
        custody=heads(entries),
        renderings={name: sealed(data) for name, data in sorted(renderings.items())},
        tools=tool_versions(typesetter),
    )
    whole = MemoryFolder({NAME: write_seal(seal), **renderings, **case})
    outcome = verify_edition(whole, typesetter, measures, name="small")
    unproved = [f"{one.what} {one.where}: {one.found}" for one in outcome.faults]
    if unproved or outcome.pages_reason:
        raise RuntimeError(f"the edition does not verify: {unproved} {outcome.pages_reason}")


def _custody(submission: CollectedSubmission) -> list[CustodyEntry]:
    """The log of collecting one submission."""
    entries: list[CustodyEntry] = []
    for one in submission.exhibits:
        entry = next_entry(
            entries[-1] if entries else None, strand=one.handling.key, at=Instant.parse("2025-06-01T00:00:00Z"),
            actor="desk", action=PRESERVED, subject=one.digest.value, detail=one.path,
        )  # fmt: skip
        entries.append(entry)
    return entries


def planted() -> dict[str, Callable[[], object]]:
    """Stage functions as they must not be."""
    place = Path(tempfile.mkdtemp())
    (place / "note.txt").write_text("x", encoding="utf-8")
    (place / "old").write_text("x", encoding="utf-8")

    def connect() -> None:
        with socket.socket() as one:
            one.connect_ex(("127.0.0.1", 9))

    return {
        "planted-reads-a-file": lambda: (place / "note.txt").read_text("utf-8"),
        "planted-writes-a-file": lambda: (place / "new").write_text("x", encoding="utf-8"),
        "planted-writes-beside-the-package": lambda: os.close(os.open(Path(vedette.__file__), os.O_RDWR)),
        "planted-renames-a-file": lambda: (place / "old").rename(place / "older"),
        "planted-makes-a-folder": (place / "folder").mkdir,
        "planted-lists-a-folder": lambda: list(place.iterdir()),
        "planted-opens-a-socket": connect,
        "planted-starts-a-program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "planted-opens-a-database": lambda: sqlite3.connect(":memory:").close(),
        "planted-does-nothing": lambda: None,
    }


def main() -> int:
    """Prepare, watch, report."""
    sys.dont_write_bytecode = True
    name = sys.argv[1]
    stage = edition() if name == "edition" else planted()[name]
    watch = Watch()
    sys.addaudithook(watch)
    watch.run(stage)
    sys.stdout.write(json.dumps(watch.offences))
    return 0


if __name__ == "__main__":
    sys.exit(main())
