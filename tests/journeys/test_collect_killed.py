from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.casework.collect import collect
from vedette.casework.workspace import open_workspace
from vedette.testing.case_folders import claims_table, write_case, write_submission
from vedette.testing.clocks import StoppedClock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")


@pytest.fixture
def new_case(tmp_path: Path) -> Path:
    case = write_case(tmp_path / "case")
    write_submission(case, "one", {"claims.csv": claims_table(*range(1, 30)), "letter.txt": b"Yours"})
    write_submission(case, "two", {"claims.csv": claims_table(7, "many", 9)}, tlp="TLP:RED")
    return case


@pytest.fixture
def changed_case(new_case: Path) -> Path:
    collect(open_workspace(new_case), actor="A. Tester", clock=StoppedClock())
    write_submission(new_case, "one", {"claims.csv": claims_table(*range(2, 40)), "letter.txt": b"Yours"})
    return new_case


def die_and_recover(case: Path, work: Path, mode: str) -> dict[str, object]:
    work.mkdir()
    script = Path(__file__).with_name("killed_collect.py")
    done = subprocess.run(
        [sys.executable, script, case, work, mode], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["points", "moments"])
def test_a_first_collect_killed_anywhere_loses_nothing_and_leaves_nothing_half_written(
    new_case: Path, tmp_path: Path, mode: str
) -> None:
    found = die_and_recover(new_case, tmp_path / "work", mode)
    assert found["wrong"] == []
    assert int(str(found["runs"])) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["points", "moments"])
def test_collecting_a_change_killed_anywhere_keeps_the_version_before(
    changed_case: Path, tmp_path: Path, mode: str
) -> None:
    found = die_and_recover(changed_case, tmp_path / "work", mode)
    assert found["wrong"] == []
    assert int(str(found["runs"])) >= 30
