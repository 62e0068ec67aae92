"""Measure detection of movement in an environment of its own, which has what it is measured beside.

polars, pandas, scipy and MovingPandas are needed for nothing else, so they stay out of the environment that everybody
has; it is made from ``requirements/bench.txt`` when first asked for. What is given on the command line goes on to
``benchmarks/movement.py``.
"""

from __future__ import annotations

import subprocess
import sys

from interop import ROOT, MissingError, prepare_environment

VENV = ROOT / ".venv-bench"
REQUIREMENTS = ROOT / "requirements" / "bench.txt"


def main() -> int:
    """Prepare, measure, and answer with the exit code of the measurement."""
    try:
        python = prepare_environment(VENV, REQUIREMENTS)
    except MissingError as missing:
        print(f"movement cannot be measured here: {missing}")
        return 1
    return subprocess.run(
        [python, ROOT / "benchmarks" / "movement.py", *sys.argv[1:]], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
