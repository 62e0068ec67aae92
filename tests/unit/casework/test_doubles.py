from __future__ import annotations

from vedette.casework.doubles import doubles
from vedette.casework.workspace import Workspace


def test_a_pair_that_somebody_judged_is_shown_with_the_verdict_and_its_author(workspace: Workspace) -> None:
    (line,) = doubles(workspace).happenings
    assert (line.left, line.right, line.verdict, line.judged_by) == (
        "V-1",
        "V-2",
        "same",
        "the desk, 2025-06-01",
    )


def test_what_is_settled_is_not_open(workspace: Workspace) -> None:
    found = doubles(workspace, open_only=True)
    assert found.happenings == ()
    assert found.open == len(found.counts)
