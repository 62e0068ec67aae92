"""Write ``requirements/*.txt``: every dependency pinned by version and hash, on any platform, no addresses.

``dev`` is resolved first and binds the others, so that the program is tested with what it runs on. Name
packages as arguments to let them rise to their newest versions; without arguments, present pins are kept.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIXED = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command=make lock",
    "--quiet",
)
GROUPS = {
    "dev": ("--group=dev", "--extra=dask"),
    "run": ("--group=build",),
    "interop": ("--group=build", "--group=test", "--group=interop", "--extra=dask", "--extra=spark"),
    "bench": ("--group=build", "--group=test", "--group=bench", "--extra=dask", "--extra=spark"),
}
"""What each file holds beside the program's own dependencies. Spark is large and needs a Java: it stays apart."""


def compile_requirements(name: str, *, rising: list[str]) -> None:
    """Resolve one file; all but ``dev`` are bound by the pins of ``dev``."""
    bound = () if name == "dev" else ("--constraint=requirements/dev.txt",)
    subprocess.run(
        [
            Path(sys.executable).with_name("uv"),
            "pip",
            "compile",
            "pyproject.toml",
            *GROUPS[name],
            f"--output-file=requirements/{name}.txt",
            *FIXED,
            *bound,
            *(f"--upgrade-package={package}" for package in rising),
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    for requirements in GROUPS:
        compile_requirements(requirements, rising=sys.argv[1:])
        print(f"requirements/{requirements}.txt written")
