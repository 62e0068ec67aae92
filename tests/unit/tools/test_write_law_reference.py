"""The reference page of the law is written from the data."""

from pathlib import Path

import write_law_reference
from vedette.measures.loader import law_of_the_council

PAGE = write_law_reference.page(law_of_the_council())


def test_the_page_is_up_to_date(repository: Path) -> None:
    held = (repository / "docs" / "reference" / "law.md").read_text(encoding="utf-8")
    assert held == PAGE, "run tools/write_law_reference.py"


def test_the_page_holds_every_measure_and_marks_what_is_unchecked() -> None:
    for one in law_of_the_council().measures:
        assert f"### {one.id}: {one.reference}" in PAGE
    assert "imports to 2017-09-04, notification by 2017-09-19" in PAGE
    assert "(unchecked)" in PAGE


def test_the_check_says_whether_the_page_differs(capsys: object) -> None:
    assert write_law_reference.main(["--check"]) == 0
