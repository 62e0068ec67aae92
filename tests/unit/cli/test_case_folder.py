from __future__ import annotations

from pathlib import Path

import pytest

from vedette.cli.case_folder import case_folder, shown
from vedette.errors import CaseError


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case" / "submissions" / "press").mkdir(parents=True)
    (tmp_path / "case" / "case.toml").write_text("", encoding="utf-8")
    return tmp_path / "case"


def test_the_nearest_folder_above_that_is_a_case_is_meant(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case / "submissions" / "press")
    assert case_folder(None) == case


def test_a_named_case_goes_before_the_one_around(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    assert case_folder(Path("elsewhere")) == Path("elsewhere")
    assert case_folder(None, Path("elsewhere")) == Path("elsewhere")


def test_two_different_cases_are_refused(case: Path) -> None:
    with pytest.raises(CaseError, match="two cases are named"):
        case_folder(case, Path("elsewhere"))


def test_where_there_is_no_case_the_way_to_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError) as refused:
        case_folder(None)
    assert "vedette demo" in refused.value.advice


def test_a_path_below_is_shown_as_it_is_typed(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    assert shown(case / "submissions") == "submissions"
    assert shown(case) == "."
    assert shown(case.parent) == str(case.parent)
