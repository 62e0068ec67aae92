"""The questions that a user of the example case asks first, each answered by one command."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from vedette.casework.demo import copy_example
from vedette.cli.main import command_modules, examples_of, run


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case, collected once for all questions."""
    folder = tmp_path_factory.mktemp("example") / "case"
    copy_example(folder)
    assert run(["collect", str(folder), "--format", "json"]) == 0
    return folder


@pytest.fixture
def ask(example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(example)

    def asked(*arguments: str) -> Any:
        assert run([*arguments, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def test_which_of_the_49_voyages_can_be_shown_from_open_sources(ask: Any) -> None:
    found = ask("shown", "voyages")
    assert found["words"] == "49 voyages"
    rows = {row["key"]: row for row in found["declared"]["rows"]}
    assert {"MOV-01", "MOV-04", "MOV-05"} <= set(rows)
    assert rows["MOV-04"]["file"] == "open-source/voyages.csv"
    assert found["declared"]["words"] == "2 voyages"
    assert any("JDG-04" in said for said in found["declared"]["said"])


def test_all_estimates_of_containers_on_a_date(ask: Any) -> None:
    found = ask("estimates", "containers", "--on", "2024-08-31")
    standing = {(line["author"], line["words"]) for line in found["standing"]}
    assert ("Republic of Korea", "about 13,000 containers") in standing
    assert ("United States (State Department)", "more than 11,000 containers") in standing
    assert not any("20,000" in words for _, words in standing)


def test_which_provisions_applied_to_the_coal_load_at_najin_on_24_september_2017(ask: Any) -> None:
    found = ask("law", "--on", "2017-09-24", "--subject", "coal", "--place", "Najin", "--direction", "from")
    references = [row["reference"] for row in found["rows"]]
    assert "2371 (2017), paragraph 8" in references
    exemptions = [part for row in found["rows"] for part in row["parts"] if part["kind"] == "exemption"]
    assert any(part["applies"] and "Rajin" in part["words"] and part["questions"] for part in exemptions)
    assert {"2270 (2016), paragraph 29", "2321 (2016), paragraph 26"} <= {
        one["reference"] for one in found["earlier"]
    }


def test_petroleum_of_2024_reported_and_estimated_against_the_cap(ask: Any) -> None:
    found = ask("meter", "petroleum", "--year", "2024")
    assert found["cap"]["words"] == "at most 500,000 barrels"
    last = found["months"][-1]
    assert last["notified_words"] == "168,679 barrels (state of 4 December 2024)"
    assert last["estimated_words"] == "more than 1 million barrels"
    assert len(found["months"]) == 12
    assert found["notified_passed"] == "not above the cap"
    assert found["estimated_passed"].startswith("above the cap")


def test_everything_releasable_to_the_public_on_ra_82030(ask: Any) -> None:
    found = ask("about", "RA-82030", "--audience", "public")
    rows = {row["key"]: row for group in found["groups"] for row in group["rows"]}
    assert {"ACF-82030", "FLT-01", "NAL-24"} <= set(rows)
    assert all(row["handling"] == "TLP:CLEAR" and not row["unchecked"] for row in rows.values())
    assert found["withheld"] is None
    assert "A5" in found["sources"]


def test_a_firm_is_found_without_its_legal_form_and_with_what_is_judged_the_same(ask: Any) -> None:
    found = ask("about", "MG-Flot")
    rows = {row["key"]: row for group in found["groups"] for row in group["rows"]}
    assert any("MG-Flot LLC" in row["says"] for row in rows.values())
    assert {"EU", "KR"} <= {row["by"] for row in rows.values() if row["kind"] == "designation"}
    assert any("TransMorFlot" in name for name in found["also"])


def test_which_figures_in_the_draft_have_only_one_source(ask: Any) -> None:
    found = ask("figures", "--single-source")
    names = {one["name"] for one in found["figures"]}
    assert {"workers-further", "containers"} <= names, "ten papers that quote one report are one source"
    assert "containers-estimates" not in names
    assert len(names) < found["of"]


def test_no_unchecked_row_that_names_somebody_reaches_the_public(ask: Any) -> None:
    for name in ("ANGARA", "MAIA-1", "LADY R", "Russian Air Force"):
        for group in ask("about", name)["groups"]:
            assert [row["key"] for row in group["rows"] if row["unchecked"]] == []


@pytest.mark.slow
def test_the_demo_runs_from_an_empty_folder_to_a_verified_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["case"] == "vedette-demo"
    assert {Path(page).suffix for page in made["pages"]} == {".docx", ".html", ".pdf"}
    assert all((tmp_path / page).stat().st_size for page in made["pages"])
    verification = made["verification"]
    assert verification["holds"]
    assert verification["recomputed"] == len(verification["figures"]) > 0


def test_the_demo_refuses_a_folder_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(["demo", "--into", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


OWN_JOURNEYS = {"demo", "build", "verify", "withdraw"}
OF_POSITIONS = {"positions", "detect", "events", "voyages", "anchorages", "reachable", "vessel"}
"""Commands whose examples need positions, which this case has none of: `test_cli_positions` runs them."""


@pytest.mark.parametrize(
    "line",
    [
        line
        for name, module in command_modules().items()
        for line in examples_of(module)
        if name not in OWN_JOURNEYS | OF_POSITIONS and "positions-harbour" not in line
    ],
)
def test_every_example_of_the_help_runs(
    *, line: str, example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example)
    command = line.partition(" > ")[0].replace("examples/dprk-russia", str(example))
    assert run(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out
