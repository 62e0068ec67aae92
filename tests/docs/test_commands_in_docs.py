"""The tutorial and the how-to pages, followed step by step: every file written, every command run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.casework.demo import copy_example
from vedette.cli.main import run

_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')


def steps(page: str) -> Iterator[tuple[str, str, int]]:
    """What a page asks for in order: ("write", path and text), ("run", command), with the exit code expected."""
    for block in _BLOCK.finditer(page):
        info, body = block["info"], block["body"]
        if title := _TITLE.search(info):
            yield f"write {title[1]}", body, 0
        elif info.startswith("console"):
            code = int(info.partition("exit=")[2] or 0)
            for line in body.splitlines():
                assert line.startswith("$ "), line
                yield "run", line.removeprefix("$ "), code


def follow(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Follow a page from ``folder``; return the number of commands run."""
    monkeypatch.chdir(folder)
    commands = 0
    for what, text, code in steps(page.read_text(encoding="utf-8")):
        if what == "run":
            program, *arguments = shlex.split(text)
            if program == "cd":
                monkeypatch.chdir(arguments[0])
                continue
            if program == "mv":
                Path(arguments[0]).rename(arguments[1])
                continue
            assert program == "vedette", text
            assert run(arguments) == code, text
            commands += 1
        else:
            path = folder / what.removeprefix("write ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return commands


@pytest.mark.slow
def test_the_tutorial_can_be_followed(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert follow(repository / "docs" / "tutorial" / "first-case.md", tmp_path, monkeypatch) > 10


@pytest.mark.parametrize(
    ("page", "at_least"),
    [
        ("ask-a-case.md", 8),
        ("hand-in-a-submission.md", 7),
        ("look-after-a-case.md", 5),
        ("detect-from-positions.md", 24),
    ],
)
def test_a_how_to_page_can_be_followed_in_the_example_case(
    *, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, at_least: int
) -> None:
    case = tmp_path / "case"
    copy_example(case)
    assert follow(repository / "docs" / "how-to" / page, case, monkeypatch) >= at_least


@pytest.mark.parametrize(("page", "at_least"), [("figures.md", 6), ("evidence.md", 3)])
def test_an_explanation_can_be_tried_in_the_example_case(
    *, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, at_least: int
) -> None:
    copy_example(tmp_path)
    assert follow(repository / "docs" / "explanation" / page, tmp_path, monkeypatch) >= at_least


def test_the_reference_of_commands_is_up_to_date(repository: Path) -> None:
    import write_cli_reference

    held = (repository / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert held == write_cli_reference.page(), "run tools/write_cli_reference.py"
