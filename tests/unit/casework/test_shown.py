from __future__ import annotations

from decimal import Decimal

import pytest

from vedette.casework.shown import shown
from vedette.casework.workspace import Workspace
from vedette.errors import FigureError


def test_two_rows_judged_to_be_one_voyage_show_one(workspace: Workspace) -> None:
    found = shown(workspace, "voyages")
    assert [row.key for row in found.declared.rows] == ["V-1", "V-2"]
    assert found.declared.words == "1 voyage"
    assert any("J-1" in said for said in found.declared.said)


def test_rows_that_may_belong_to_it_hold_the_declared_ones_and_no_other_year(workspace: Workspace) -> None:
    found = shown(workspace, "voyages")
    assert [row.key for row in found.matching.rows] == ["V-1", "V-2", "V-3"]
    assert found.matching.words == "2 voyages"
    assert found.not_shown == Decimal(47)


def test_what_no_observation_can_show_is_refused(workspace: Workspace) -> None:
    with pytest.raises(FigureError, match="counts in container"):
        shown(workspace, "containers")
