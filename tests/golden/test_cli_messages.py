"""What the command line says, word for word: the help that everybody meets first, and the commonest mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from vedette.cli.main import run
from vedette.testing.small_case import write_small_case


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("TERMINAL_WIDTH", "90")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["law", "--help"], ["verify", "--help"], ["figures", "--help"]]
)
def test_the_help_says_what_it_said(
    arguments: list[str], capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    assert run(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "\n".join(line.rstrip() for line in lines) == snapshot


@pytest.mark.parametrize(
    "arguments",
    [
        ["colect"],
        ["law"],
        ["law", "--on", "24.9.2017"],
        ["law", "--on", "2017-09-24", "--subject", "cole"],
        ["law", "--on", "2017-09-24", "--direction", "up"],
        ["template", "claim"],
        ["verify", "."],
        ["verify", "nowhere"],
        ["figure", "contaners"],
        ["figures", "--audience", "everybody"],
        ["estimates", "zzz"],
        ["about", "nobody at all"],
        ["shown", "containers"],
        ["meter", "petroleum", "--year", "2016"],
    ],
)
def test_a_mistake_is_answered_as_it_was(
    *,
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    snapshot: SnapshotAssertion,
) -> None:
    monkeypatch.chdir(write_small_case(tmp_path))
    run(["collect", "--format", "json"])
    capsys.readouterr()
    code = run(arguments)
    assert f"exit code {code}\n{capsys.readouterr().err}" == snapshot
