"""The exercise is what its recipe gives, made up throughout, and small."""

from __future__ import annotations

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from vedette.casework.demo import marked


@pytest.fixture(scope="module")
def tool(repository: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_exercise", repository / "tools/write_exercise.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_written_file_is_what_the_recipe_gives_today(tool: ModuleType) -> None:
    assert tool.main(["--check"]) == 0


def test_a_file_that_differs_is_named(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "files", lambda: {tool.PORTS: b"other"})
    assert tool.main(["--check"]) == 1
    assert "examples/exercise/ports.csv is not what the recipe gives" in capsys.readouterr().out


def test_the_truth_is_no_part_of_the_case(tool: ModuleType) -> None:
    assert tool.TRUTH.is_file()
    assert not tool.TRUTH.is_relative_to(tool.CASE)


def test_the_case_says_that_it_is_made_up_wherever_somebody_may_begin_to_read(tool: ModuleType) -> None:
    log = gzip.decompress(tool.POSITIONS.read_bytes())
    assert log.startswith(b"# MADE UP FOR TRAINING")
    case = (tool.CASE / "case.toml").read_text(encoding="utf-8")
    assert re.search(r'^symbol = "TRAINING/', case, re.MULTILINE)
    assert re.search(r'^notice = "MADE UP FOR TRAINING', case, re.MULTILINE)
    for manifest in tool.CASE.glob("submissions/*/submission.toml"):
        assert "MADE UP FOR TRAINING" in manifest.read_text(encoding="utf-8")
    assert sum(one.stat().st_size for one in tool.CASE.rglob("*") if one.is_file()) < 2_000_000


def test_every_truth_has_a_figure_that_a_chapter_defines(tool: ModuleType) -> None:
    defined = re.findall(
        r"^\[([\w-]+)\]$", (tool.CASE / "report/figures.toml").read_text("utf-8"), re.MULTILINE
    )
    assert {one.figure for one in marked({})} == {one for one in defined if one != "told"}


def test_a_figure_that_is_not_in_the_report_is_marked_wrong() -> None:
    assert not any(one.is_right for one in marked({}))
