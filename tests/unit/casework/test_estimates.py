from __future__ import annotations

import datetime as dt

import pytest

from vedette.casework.estimates import estimates, subjects
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError


def keys(lines: tuple[object, ...]) -> list[str]:
    return [line.row.key for line in lines]  # type: ignore[attr-defined]


def test_only_what_had_surely_been_published_by_the_day_stands(workspace: Workspace) -> None:
    found = estimates(workspace, "munitions.containers", on=dt.date(2024, 3, 1))
    assert keys(found.standing) == ["C-2"]
    assert keys(found.undated) == []


def test_an_estimate_that_its_author_replaced_is_told_apart(workspace: Workspace) -> None:
    found = estimates(workspace, "containers", on=dt.date(2025, 6, 1))
    assert keys(found.standing) == ["C-3", "C-1"]
    assert keys(found.replaced) == ["C-2"]


def test_the_words_of_an_estimate_are_those_of_its_author(workspace: Workspace) -> None:
    [line] = estimates(workspace, "containers", on=dt.date(2024, 3, 1)).standing
    assert (line.words, line.author, line.published) == (
        "about 6,700 containers",
        "A Ministry",
        "26 February 2024",
    )


def test_a_mistyped_subject_is_refused_with_what_may_be_meant(workspace: Workspace) -> None:
    with pytest.raises(CaseError, match="no subject with estimates 'containrs'") as refused:
        estimates(workspace, "containrs")
    assert "munitions.containers" in refused.value.advice


def test_every_subject_is_listed_with_its_estimates(workspace: Workspace) -> None:
    assert {one.subject: one.estimates for one in subjects(workspace)}["munitions.containers"] == 3
