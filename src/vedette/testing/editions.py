"""A small case for tests of editions: workers as in the example, one chart, two chapters, built in seconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from vedette.casework.build import BuiltEdition, build_edition
from vedette.casework.collect import collect
from vedette.casework.workspace import Workspace, open_workspace
from vedette.testing.case_folders import MANIFEST
from vedette.testing.clocks import StoppedClock

CASE = """\
symbol = "VEDETTE-TEST/1"
title = "A case for tests"
subtitle = "Nothing in it happened"
date = 2025-05-29
language = "en"
notice = "Test data."
mandate = "Count workers."
evidence_standard = "Every figure opens into its evidence."
approval = "all members"

[[members]]
code = "KR"
name = "Republic of Korea"
since = 2024-10-16

[[audiences]]
name = "public"
ceiling = "TLP:CLEAR"

[[audiences]]
name = "members"
ceiling = "TLP:AMBER"
parties = ["KR", "JP"]

[subjects."workers.further"]
unit = "person"
label = { en = "Workers, a further group" }

[subjects."workers.construction"]
unit = "person"
label = { en = "of them in construction" }

[subjects."workers.textile"]
unit = "person"
label = { en = "of them in textiles" }
"""

FIGURES = """\
[further]
label = { en = "Further workers", ko = "추가 노동자" }
claim = { key = "W-1" }
parts = ["construction", "textile"]
period = "2024-12/2025-02"

[construction]
label = "Workers in construction"
claim = { key = "W-2" }

[textile]
label = "Workers in textiles"
claim = { key = "W-3" }

[crossings]
label = "Crossings told"
count = { what = "voyage", unit = "voyage" }

[not-printed]
label = "A sum that no chapter prints"
sum = ["construction", "textile"]
"""

CHAPTERS = {
    "en/01-workers.md": """\
# Workers

The source counts [further]{.figure}: [construction]{.figure} in construction and [textile]{.figure} in textiles.
Ships crossed [crossings]{.figure as="number"} times, as [EXAMPLE STAR]{.name} did.[V-1]{.cite}

::: {.range subject="workers.further" name="workers-range"}
The estimates of further workers
:::
""",
    "en/02-method.md": """\
# Method

> "All 481 of them."

Every row is listed with its source.

::: {.table of="claims" keys="W-1 W-2 W-3" name="workers-table"}
Workers, row by row
:::
""",
}

WORKERS = """\
key,subject,wording,value,unit,author,published,status,sources,handling
W-1,workers.further,exactly,481,person,Border statistics,2025-04-01,S,P1,
W-2,workers.construction,exactly,{construction},person,Border statistics,2025-04-01,S,P1,
W-3,workers.textile,exactly,283,person,Border statistics,2025-04-01,M,P1,
"""

SOURCES = "key,title,address,status\nP1,A bulletin,https://example.org/bulletin,V\n"

JUDGEMENTS = """\
key,left,right,verdict,by,on,why,status
J-1,W-2,W-3,disjoint,the desk,2025-05-01,nobody works in both,S
"""

VOYAGES = """\
key,vessel,when,from,to,author,status,sources
V-1,EXAMPLE STAR,2024-12-01,Rajin,Dunai,An institute,S,P1
V-2,EXAMPLE MOON,2024-12-07,Rajin,Vostochny,An institute,S,P1
"""


def write_small_case(folder: Path) -> Path:
    """Write the case with its two public submissions, "ships" and "workers"; return its folder."""
    folder.mkdir(parents=True)
    _write(folder / "case.toml", CASE)
    _write(folder / "report" / "figures.toml", FIGURES)
    for name, words in CHAPTERS.items():
        _write(folder / "report" / name, words)
    submit(folder, "workers", workers())
    submit(folder, "ships", {"voyages.csv": VOYAGES})
    return folder


def workers(*, construction: int = 198) -> dict[str, str]:
    """The tables of the submission "workers"; 198 in construction is what adds up to 481."""
    claims = WORKERS.format(construction=construction)
    return {"claims.csv": claims, "judgements.csv": JUDGEMENTS, "sources.csv": SOURCES}


def submit(case: Path, name: str, tables: Mapping[str, str | bytes], *, handling: str = "TLP:CLEAR") -> Path:
    """Hand in tables, each named after its layout (``claims.csv``); ``handling`` may end in its parties, ``| KR``."""
    level, _, parties = handling.partition("|")
    manifest = MANIFEST.format(tlp=level.strip())
    if parties:
        manifest += f"releasable_to = [{', '.join(repr(one) for one in parties.split())}]\n"
    for path in tables:
        manifest += f'\n[[files]]\npath = "{path}"\ntable = "{path.partition(".")[0]}"\n'
    place = case / "submissions" / name
    shutil.rmtree(place, ignore_errors=True)
    _write(place / "submission.toml", manifest)
    for path, content in tables.items():
        _write(place / path, content)
    return place


def collected(case: Path) -> Workspace:
    """Collect everything at the same moment as always; a submission that is refused fails the test."""
    workspace = open_workspace(case)
    report = collect(workspace, actor="A. Tester", clock=StoppedClock())
    refused = [str(one.error) for one in report.submissions if one.error]
    assert not refused, refused
    return workspace


def built(case: Path, *, audience: str = "public", language: str | None = None) -> BuiltEdition:
    """Collect and build."""
    return build_edition(collected(case), audience=audience, language=language)


def bytes_of(folder: Path, *, besides: Iterable[str] = ()) -> dict[str, bytes]:
    """Every file below a folder by name."""
    left_out = set(besides)
    named = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}
    return {name: one.read_bytes() for name, one in sorted(named.items()) if name not in left_out}


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
