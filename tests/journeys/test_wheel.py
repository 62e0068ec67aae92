"""The installed package: the example case comes with it, and nothing that a run left behind."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_demo_finds_its_example_in_an_installed_wheel(repository: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=repository,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if ".vedette/" in name] == []
        archive.extractall(installed)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\nfrom vedette.casework.demo import copy_example\n"
        "copy_example(Path(sys.argv[2]))"
    )
    copied = tmp_path / "copied"
    subprocess.run([sys.executable, "-c", code, str(installed), str(copied)], check=True, cwd=tmp_path)
    held = repository / "examples" / "dprk-russia"
    for path in ("case.toml", "report/figures.toml", "submissions/press-report-1/claims.csv"):
        assert (copied / path).read_bytes() == (held / path).read_bytes()
