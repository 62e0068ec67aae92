"""The command line from submissions to a verified edition, on a small case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vedette.cli.main import run
from vedette.testing.small_case import write_small_case

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_small_case(tmp_path / "case")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VEDETTE_ACTOR", "A. Tester")
    return folder


@pytest.fixture
def ask(case: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command in the case; give its exit code and its JSON."""

    def asked(*arguments: str) -> tuple[int, Any]:
        code = run([*arguments, "--format", "json"])
        told = capsys.readouterr().out
        return code, json.loads(told) if told else None

    return asked


def test_a_case_is_collected_built_and_verified(case: Path, ask: Ask) -> None:
    code, collected = ask("collect")
    assert (code, collected["is_complete"]) == (0, True)
    assert [one["status"] for one in collected["submissions"]] == ["new", "new"]

    code, built = ask("build")
    assert code == 0
    assert built["edition"] == ".vedette/editions/SMALL-1.public.en"
    assert {Path(page).suffix for page in built["pages"]} == {".docx", ".html", ".pdf"}
    assert all((case / page).is_file() for page in built["pages"])

    code, verified = ask("verify", built["edition"], "--expect", built["seal_hash"])
    assert code == 0
    assert (verified["holds"], verified["published"], verified["faults"]) == (True, "seal hash", [])
    assert (verified["recomputed"], verified["attested"], verified["differing"]) == (4, 0, 0)

    code, verified = ask("verify", built["edition"], "--expect", built["content_hash"].upper())
    assert (code, verified["holds"], verified["published"]) == (3, None, "content hash")
    assert (verified["not_covered"], verified["faults"]) == (["custody.jsonl"], [])

    code, verified = ask("verify", built["edition"], "--expect", "0" * 64)
    assert (code, verified["holds"], verified["published"]) == (1, False, "neither")
    assert [one["what"] for one in verified["faults"]] == ["not the published edition"]

    page = case / built["edition"] / "report.html"
    page.write_bytes(page.read_bytes().replace(b"20,000", b"30,000"))
    code, verified = ask("verify", built["edition"])
    assert (code, verified["holds"]) == (1, False)
    assert {fault["where"] for fault in verified["faults"]} == {"report.html"}


def test_a_changed_cell_is_told_and_refused_until_it_is_collected(
    case: Path, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    ask("collect")
    table = case / "submissions" / "press" / "claims.csv"
    table.write_bytes(table.read_bytes().replace(b"20000", b"20001"))

    code, checked = ask("check")
    assert (code, checked["holds"]) == (1, False)
    assert [fault["where"] for fault in checked["faults"]] == ["press/claims.csv"]

    assert run(["build"]) == 1
    told = capsys.readouterr().err
    assert "press/claims.csv" in told
    assert "vedette collect" in told

    code, collected = ask("collect")
    assert [
        (one["folder"], one["version"]) for one in collected["submissions"] if one["status"] == "changed"
    ] == [("press", 2)]
    code, opened = ask("figure", "containers")
    assert opened["figure"]["words"] == "more than 20,001 containers"


def test_a_refused_row_is_an_issue_with_its_place_and_the_rows_around_it_land(case: Path, ask: Ask) -> None:
    table = case / "submissions" / "press" / "claims.csv"
    table.write_bytes(table.read_bytes() + b"C-7,S,P1,munitions.containers,sort of,5,container,X,,,,\n")
    code, collected = ask("collect")
    assert code == 0
    [found] = [issue for one in collected["submissions"] for issue in one["issues"] if issue["refused"]]
    assert (found["path"], found["locator"], found["column"]) == ("claims.csv", "row=7", "wording")

    code, listed = ask("issues", "--refused")
    assert [one["file"] for one in listed["issues"]] == ["press/claims.csv"]


def test_a_refused_submission_is_exit_code_1(case: Path, ask: Ask) -> None:
    (case / "submissions" / "press" / "submission.toml").write_text("colour = 'red'\n", encoding="utf-8")
    code, collected = ask("collect")
    assert code == 1
    assert {one["folder"]: one["status"] for one in collected["submissions"]} == {
        "press": "refused",
        "state": "new",
    }


def test_the_case_is_found_from_any_folder_below_it(
    case: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("collect")
    monkeypatch.chdir(case / "submissions" / "press")
    assert ask("figures")[1]["of"] == 4
    monkeypatch.chdir(case.parent)
    assert ask("figures", "--case", "case")[1]["of"] == 4
    assert ask("figures", "case")[1]["of"] == 4


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["figure", "contaners"], "containers"),
        (["estimates", "munitions.container"], "munitions.containers"),
        (["shown", "voyage"], "voyages"),
        (["meter", "petrolium", "--year", "2024"], "petroleum"),
        (["template", "claim"], "claims"),
        (["issues", "--submission", "pres"], "press"),
    ],
)
def test_a_name_that_nearly_is_one_is_answered_with_it(
    *, ask: Ask, capsys: pytest.CaptureFixture[str], arguments: list[str], meant: str
) -> None:
    ask("collect")
    assert run(arguments) == 1
    told = capsys.readouterr().err
    assert f"did you mean {meant}" in told


def test_every_question_has_tables_for_people_too(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask("collect")
    for question in (
        ["law", "--on", "2017-09-24", "--subject", "coal", "--place", "Najin"],
        ["law", "--on", "2024-03-01", "--conduct", "arms-from-dprk"],
        ["figures"],
        ["figure", "containers-rivals"],
        ["estimates"],
        ["estimates", "containers", "--on", "2024-03-01"],
        ["meter", "petroleum", "--year", "2024"],
        ["about", "RA-82030", "--audience", "members"],
        ["shown", "voyages"],
        ["issues"],
        ["check"],
        ["collect"],
        ["template", "--list"],
    ):
        assert run([*question, "--format", "table"]) == 0
        shown = capsys.readouterr().out
        assert shown.strip()
        assert "{" not in shown


def test_a_template_can_be_collected_again_as_it_is(
    case: Path, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["template", "claims"]) == 0
    header, row, *rest = capsys.readouterr().out.splitlines()
    assert header.startswith("key,")
    assert row
    assert rest == []
