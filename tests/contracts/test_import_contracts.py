"""Each import contract of pyproject.toml is broken once, in a copy, to show that it holds something."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

# Contract number: files (below src/vedette) that offend against that contract.
OFFENCES: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "a foundation imports a stage": (1, {"measures/offence.py": "import vedette.report"}),
    "a module stands in no layer": (1, {"drawer.py": ""}),
    "a door imports a stage": (2, {"cli/offence.py": "import vedette.report"}),
    "a stage imports a backend": (3, {"report/offence.py": "import vedette.backends"}),
    "a stage imports a driver": (4, {"evidence/offence.py": "import sqlite3"}),
    "a stage imports a driver through a foundation": (
        4,
        {"model/offence.py": "import socket", "tracks/offence.py": "import vedette.model.offence"},
    ),
    "a connector imports a connector": (
        5,
        {"sources/offence_one.py": "import vedette.sources.offence_two", "sources/offence_two.py": ""},
    ),
    "a table layout imports a table layout": (
        5,
        {
            "sources/layouts/offence_one.py": "import vedette.sources.layouts.offence_two",
            "sources/layouts/offence_two.py": "",
        },
    ),
    "a record format imports a record format": (
        5,
        {
            "sources/formats/offence_one.py": "import vedette.sources.formats.offence_two",
            "sources/formats/offence_two.py": "",
        },
    ),
    "a detector imports a detector": (
        6,
        {
            "tracks/detectors/offence_one.py": "import vedette.tracks.detectors.offence_two",
            "tracks/detectors/offence_two.py": "",
        },
    ),
    "a typology imports a typology": (
        6,
        {
            "assessment/typologies/offence_one.py": "import vedette.assessment.typologies.offence_two",
            "assessment/typologies/offence_two.py": "",
        },
    ),
    "two modules import each other": (
        7,
        {
            "model/offence_one.py": "import vedette.model.offence_two",
            "model/offence_two.py": "import vedette.model.offence_one",
        },
    ),
}


@pytest.fixture
def house(repository: Path, tmp_path: Path) -> Path:
    """A copy of the program and of its configuration."""
    shutil.copy(repository / "pyproject.toml", tmp_path)
    shutil.copytree(
        repository / "src" / "vedette",
        tmp_path / "src" / "vedette",
        ignore=lambda folder, names: [
            name for name in names if not (Path(folder) / name).is_dir() and not name.endswith(".py")
        ],
    )
    return tmp_path


def verdicts(house: Path) -> dict[int, str]:
    """Contract number to KEPT or BROKEN as the linter prints them; a contract in two parts needs both."""
    done = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-logo", "--no-cache", "--config", "pyproject.toml"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[int, str] = {}
    for number, word in re.findall(r"^(\d)\. .* (KEPT|BROKEN)", done.stdout, re.MULTILINE):
        found[int(number)] = "BROKEN" if "BROKEN" in (word, found.get(int(number))) else "KEPT"
    assert len(found) == 7, done.stdout + done.stderr
    assert (done.returncode == 0) == (set(found.values()) == {"KEPT"})
    return found


def test_the_program_as_it_stands_keeps_all_seven_contracts(house: Path) -> None:
    assert verdicts(house) == dict.fromkeys(range(1, 8), "KEPT")


@pytest.mark.parametrize("offence", OFFENCES)
def test_an_offence_breaks_its_contract(house: Path, offence: str) -> None:
    contract, files = OFFENCES[offence]
    for name, text in files.items():
        (house / "src" / "vedette" / name).write_text(f'"""An offence."""\n{text}\n', encoding="utf-8")
    assert verdicts(house)[contract] == "BROKEN"


def test_every_contract_has_an_offence() -> None:
    assert {contract for contract, _ in OFFENCES.values()} == set(range(1, 8))
