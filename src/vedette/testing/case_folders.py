"""Case folders for tests: the smallest ``case.toml``, and submissions with tables of claims."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CASE = """\
symbol = "VEDETTE-TEST/1"
title = "A case for tests"
subtitle = "Nothing in it happened"
date = 2025-05-29
language = "en"
notice = "Test data."
mandate = "Count containers."
evidence_standard = "Every figure opens into its evidence."
approval = "all members"
members = []
subjects = {}
"""

MANIFEST = """\
title = "Counts of containers"
submitted_by = "a Member State"
submitted_on = 2025-01-31
authority = "participating state"
grade = "B"
licence = "facts only"
language = "en"

[handling]
tlp = "{tlp}"
"""

CLAIMS_HEADER = "key,subject,wording,value,unit,author,status,handling"


def write_case(folder: Path) -> Path:
    """Write a case without submissions; return its folder."""
    (folder / "submissions").mkdir(parents=True)
    (folder / "case.toml").write_text(CASE, encoding="utf-8", newline="\n")
    return folder


def write_submission(
    case: Path,
    name: str,
    files: Mapping[str, bytes],
    *,
    tlp: str = "TLP:CLEAR",
    at_least: int = 0,
) -> Path:
    """Write a submission; files whose name ends in .csv are tables of claims with ``at_least`` good rows."""
    place = case / "submissions" / name
    entries = [_entry(path, at_least) for path in files]
    place.mkdir(parents=True, exist_ok=True)
    manifest = MANIFEST.format(tlp=tlp) + "".join(entries)
    (place / "submission.toml").write_text(manifest, encoding="utf-8", newline="\n")
    for path, content in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    return place


def claims_table(*values: object, handling: str = "", first: int = 1) -> bytes:
    """A table of claims in CSV, one row for each value; rows are named R-1, R-2 and so on from ``first``."""
    rows = [
        f"R-{number},munitions.containers,more than,{value},container,a Member State,S,{handling}"
        for number, value in enumerate(values, start=first)
    ]
    return "\n".join([CLAIMS_HEADER, *rows, ""]).encode()


def _entry(path: str, at_least: int) -> str:
    if not path.endswith(".csv"):
        return f'\n[[files]]\npath = "{path}"\n'
    return f'\n[[files]]\npath = "{path}"\ntable = "claims"\nat_least = {at_least}\n'
