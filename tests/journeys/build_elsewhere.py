"""Build the small case in a folder of its own and print its content hash and the digest of every page.

A program for tests: run under another time zone, locale, home, hash seed or set of processor features.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from vedette.testing.editions import built, collected, submit, workers, write_small_case


def main(folder: Path, order: str) -> None:
    """``order`` "late" hands in the submission that comes last by name first, and collects twice."""
    case = write_small_case(folder)
    if order == "late":
        ships = {"voyages.csv": (case / "submissions" / "ships" / "voyages.csv").read_bytes()}
        submit(case, "ships", {"voyages.csv": ships["voyages.csv"].replace(b"MOON", b"MARS")})
        submit(case, "workers", workers())
        collected(case)
        submit(case, "ships", ships)
    seal = built(case).seal
    pages = {name: one.digest.value for name, one in seal.renderings.items() if name != "custody.jsonl"}
    sys.stdout.write(json.dumps({"content": seal.content_hash.value, "pages": pages}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
