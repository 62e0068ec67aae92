"""A row that names a page of a scan beside its table: the citation goes with it into footnotes and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.build import BuiltEdition
from vedette.casework.check import check
from vedette.casework.figure import figure
from vedette.casework.issues import issues
from vedette.casework.verify import verify
from vedette.casework.workspace import open_workspace
from vedette.testing.editions import JUDGEMENTS, SOURCES, WORKERS, built, collected, submit, write_small_case

SCAN = b"%PDF-1.7\n%a page that says 481"
NAMED = '\n[[files]]\npath = "scan.pdf"\n'


def write_case(folder: Path, *, shown_in: str) -> Path:
    """The small case, whose first row of workers is shown in a scan."""
    case = write_small_case(folder)
    header, first, *others = WORKERS.format(construction=198).splitlines()
    rows = [f"{header},shown_in", f"{first},{shown_in}"]
    tables = {"claims.csv": "\n".join([*rows, *(f"{one}," for one in others)]) + "\n"}
    place = submit(case, "workers", {**tables, "judgements.csv": JUDGEMENTS, "sources.csv": SOURCES})
    (place / "scan.pdf").write_bytes(SCAN)
    with (place / "submission.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(NAMED)
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_case(tmp_path_factory.mktemp("places") / "case", shown_in="scan.pdf#page=3")


@pytest.fixture(scope="module")
def edition(case: Path) -> BuiltEdition:
    return built(case)


def test_a_footnote_names_the_page_that_shows_the_row(edition: BuiltEdition) -> None:
    page = (edition.folder / "report.html").read_text(encoding="utf-8")
    note = page[page.index(", shown in ") :][:300].replace("<wbr>", "")
    assert "workers/scan.pdf" in note
    assert "page=3" in note


def test_an_edition_with_places_verifies_and_its_workspace_holds(case: Path, edition: BuiltEdition) -> None:
    assert verify(edition.folder).exit_code == 0
    assert check(open_workspace(case)).faults == ()


def test_a_figure_opened_names_the_page_beside_the_row(case: Path, edition: BuiltEdition) -> None:
    assert edition.folder.is_dir()
    node = figure(open_workspace(case), "further").derivation
    while node.row is None:
        (node,) = node.inputs
    assert node.row.shown_in == ("workers/scan.pdf#page=3",)


def test_a_page_of_a_file_that_is_not_there_refuses_its_row(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", shown_in="scam.pdf#page=3")
    (issue,) = [one for one in issues(collected(case)).issues if one.refused]
    assert (issue.file, issue.place, issue.column) == ("workers/claims.csv", "row=1", "shown_in")
    assert "scan.pdf" in issue.advice
