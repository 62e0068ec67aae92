"""The exercise from an empty folder: its report verifies, and every figure says what was planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.demo import EXERCISE, TRUTH, copy_example, demo
from vedette.errors import CaseError
from vedette.model.editions import PageStanding

NOTICE = "MADE UP FOR TRAINING"


@pytest.mark.slow
def test_the_report_on_the_made_up_sea_says_what_is_true_and_verifies(tmp_path: Path) -> None:
    steps: list[str] = []
    made = demo(tmp_path / "exercise", tell=steps.append, example=EXERCISE)
    assert made.verification.exit_code == 0
    assert made.verification.pages is PageStanding.SAME
    assert [one for one in made.marks if not one.is_right] == []
    assert {one.figure for one in made.marks} == set(made.verification.figures) - {"told"}
    page = (made.edition / "report.html").read_text(encoding="utf-8")
    assert NOTICE in page
    assert not list(made.folder.rglob(TRUTH))
    assert not list(made.edition.rglob(TRUTH))


def test_an_example_that_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no example 'sea'") as refused:
        copy_example(tmp_path / "sea", example="sea")
    assert "dprk-russia, exercise" in str(refused.value)
