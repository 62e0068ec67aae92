"""Refuse what ties the repository to one place: package-registry addresses and absolute paths of one machine.

A lock file with addresses installs from somewhere else than the user configured; a path of a developer's
machine works nowhere else. Only tracked files are read.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Written in pieces, so that this file does not hold what it refuses.
REGISTRIES = (
    r"files\.pythonhosted" + r"\.org",
    r"pypi\.org/" + r"simple",
    r"registry\.npmjs" + r"\.org",
    r"registry\.yarnpkg" + r"\.com",
    r"npm\.pkg\.github" + r"\.com",
    r"conda\.anaconda" + r"\.org",
    r"--(?:extra-)?index-" + r"url[ =]",
    r"--find-" + r"links[ =]",
)
MACHINES = (r"/home/\w", r"/root/", r"/Users/\w", r"/work/\w", r"[A-Z]:\\\\?Users\\")
REFUSED = re.compile("|".join((*REGISTRIES, *(rf"(?<![\w.}}~-]){path}" for path in MACHINES))))
SELF = ("tools/check_addresses.py", "tests/unit/tools/test_check_addresses.py")


def offences(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number and the refused piece for each address or machine path in a text."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in REFUSED.finditer(line):
            yield number, match[0]


def tracked_files(root: Path) -> list[Path]:
    """The files git tracks below ``root``, those of this check itself left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
    names = [name for name in listed.decode("utf-8").split("\0") if name and name not in SELF]
    return [root / name for name in names if (root / name).is_file()]


def complaints(root: Path) -> list[str]:
    """Every offence in a tracked file; one that is not UTF-8 is read as Latin-1, so that nothing hides."""
    found: list[str] = []
    for path in tracked_files(root):
        content = path.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
        place = path.relative_to(root).as_posix()
        found += [f"{place}:{number}: holds {piece!r}" for number, piece in offences(text)]
    return found


if __name__ == "__main__":
    ties = complaints(ROOT)
    print("\n".join(ties) or "addresses: nothing ties the repository to one place")
    sys.exit(bool(ties))
