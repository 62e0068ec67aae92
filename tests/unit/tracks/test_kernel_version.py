"""An edit of a loop's source gives new code, new events and a new version, whatever lies in the cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vedette

SCRIPT = """
from vedette.testing.small_seas import Report, found
from vedette.tracks.kernels.version import kernel_version
print(kernel_version(), len(found([Report(273000001, 0), Report(273000001, 13 * 3600)], "ais_gap", until=0)))
"""


def run(package: Path, cache: Path) -> tuple[str, int]:
    environment = {**os.environ, "PYTHONPATH": str(package), "NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    version, count = done.stdout.split()
    return version, int(count)


@pytest.mark.slow
def test_editing_a_loop_gives_new_events_although_the_cache_is_warm(tmp_path: Path) -> None:
    package = tmp_path / "copy"
    shutil.copytree(
        Path(vedette.__file__).parent, package / "vedette", ignore=shutil.ignore_patterns("__pycache__")
    )
    before = run(package, tmp_path / "cache")
    assert run(package, tmp_path / "cache") == before
    loop = package / "vedette" / "tracks" / "kernels" / "gap.py"
    loop.write_text(
        loop.read_text()
        .replace("state.time < least", "state.time < 2 * least")
        .replace("time[at - 1] < least", "time[at - 1] < 2 * least")
    )
    after = run(package, tmp_path / "cache")
    assert (before[1], after[1]) == (1, 0)
    assert before[0] != after[0]
